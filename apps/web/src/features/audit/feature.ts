import { SafetyCertificateOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const auditFeature: Feature = {
  id: 'audit',
  routes: [
    {
      path: 'audit',
      screen: () => import('./audit-list.tsx').then(({ AuditList }) => ({ Screen: AuditList })),
    },
    {
      path: 'audit/verification',
      screen: () => import('./verification.tsx').then(({ Verification }) => ({ Screen: Verification })),
    },
    {
      path: 'audit/:seq',
      screen: () => import('./audit-event.tsx').then(({ AuditEvent }) => ({ Screen: AuditEvent })),
    },
  ],
  entries: [
    {
      path: '/audit',
      title: { zh: '审计', en: 'Audit' },
      icon: SafetyCertificateOutlined,
      section: 'administration',
      order: 10,
      roles: ['auditor'],
    },
  ],
  commands: [
    {
      title: { zh: '核验审计链', en: 'Verify the audit' },
      roles: ['auditor'],
      path: '/audit/verification',
    },
  ],
}

import { FormOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const intakeFeature: Feature = {
  id: 'intake',
  routes: [
    { path: 'intake', screen: () => import('./intake.tsx').then(({ Intake }) => ({ Screen: Intake })) },
  ],
  entries: [
    {
      path: '/intake',
      title: { zh: '代为反映', en: 'Take in' },
      icon: FormOutlined,
      section: 'work',
      order: 6,
      roles: ['community_clerk', 'window_clerk'],
    },
  ],
}

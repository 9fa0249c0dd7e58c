import { ScheduleOutlined, SendOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'
import { useDeadCount, useFailingCount } from './queries.ts'

export const deliveryFeature: Feature = {
  id: 'delivery',
  routes: [
    {
      path: 'deliveries',
      screen: () => import('./delivery-list.tsx').then(({ DeliveryList }) => ({ Screen: DeliveryList })),
    },
    {
      path: 'deliveries/outbox',
      screen: () => import('./outbox.tsx').then(({ Outbox }) => ({ Screen: Outbox })),
    },
    {
      path: 'deliveries/receivers',
      screen: () => import('./receivers.tsx').then(({ Receivers }) => ({ Screen: Receivers })),
    },
    {
      path: 'deliveries/draft-model',
      screen: () => import('./draft-model.tsx').then(({ DraftModel }) => ({ Screen: DraftModel })),
    },
    {
      path: 'deliveries/:delivery',
      screen: () => import('./delivery-page.tsx').then(({ DeliveryPage }) => ({ Screen: DeliveryPage })),
    },
    {
      path: 'jobs',
      screen: () => import('./jobs.tsx').then(({ Jobs }) => ({ Screen: Jobs })),
    },
  ],
  entries: [
    {
      path: '/deliveries',
      title: { zh: '对外投递', en: 'Deliveries' },
      icon: SendOutlined,
      section: 'administration',
      order: 66,
      roles: ['administrator'],
      useCount: useDeadCount,
    },
    {
      path: '/jobs',
      title: { zh: '后台任务', en: 'Jobs' },
      icon: ScheduleOutlined,
      section: 'administration',
      order: 68,
      roles: ['administrator'],
      useCount: useFailingCount,
    },
  ],
}

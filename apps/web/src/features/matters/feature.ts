import { UnorderedListOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const mattersFeature: Feature = {
  id: 'matters',
  routes: [
    {
      path: 'matters',
      screen: () => import('./matter-list.tsx').then(({ MatterList }) => ({ Screen: MatterList })),
    },
  ],
  entries: [
    {
      path: '/matters',
      title: { zh: '全部事项', en: 'Matters' },
      icon: UnorderedListOutlined,
      section: 'work',
      order: 40,
      roles: [
        'community_clerk',
        'street_dispatcher',
        'district_dispatcher',
        'department_handler',
        'department_head',
        'window_clerk',
        'supervision_officer',
        'leader',
        'analyst',
      ],
    },
  ],
}

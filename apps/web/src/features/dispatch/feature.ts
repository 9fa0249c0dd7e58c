import { SendOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const dispatchFeature: Feature = {
  id: 'dispatch',
  texts: ['hot-issue'],
  routes: [
    {
      path: 'dispatch',
      screen: () => import('./pool.tsx').then(({ Pool }) => ({ Screen: Pool })),
    },
  ],
  entries: [
    {
      path: '/dispatch',
      title: { zh: '派遣池', en: 'Dispatch' },
      icon: SendOutlined,
      section: 'work',
      order: 5,
      roles: ['street_dispatcher', 'district_dispatcher'],
    },
  ],
}

import { FileSearchOutlined } from '@ant-design/icons'
import { allRoles } from '../../app/feature.ts'
import type { Feature } from '../../app/feature.ts'

export const searchFeature: Feature = {
  id: 'search',
  routes: [
    {
      path: 'search',
      screen: () => import('./search-screen.tsx').then(({ SearchScreen }) => ({ Screen: SearchScreen })),
    },
  ],
  entries: [
    {
      path: '/search',
      title: { zh: '一网速查', en: 'Search' },
      icon: FileSearchOutlined,
      section: 'overview',
      // Nobody lands here after signing in: what waits for them comes first.
      order: 990,
      roles: allRoles,
    },
  ],
}

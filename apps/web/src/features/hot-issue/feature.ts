import { FireOutlined } from '@ant-design/icons'
import { overviewRoles } from '../../app/feature.ts'
import type { Feature } from '../../app/feature.ts'

export const hotIssueFeature: Feature = {
  id: 'hot-issue',
  routes: [
    {
      path: 'hot-issues',
      screen: () => import('./issue-board.tsx').then(({ IssueBoard }) => ({ Screen: IssueBoard })),
    },
    {
      path: 'hot-issues/:issue',
      screen: () => import('./issue-page.tsx').then(({ IssuePage }) => ({ Screen: IssuePage })),
    },
  ],
  entries: [
    {
      path: '/hot-issues',
      title: { zh: '热点问题', en: 'Hot issues' },
      icon: FireOutlined,
      section: 'overview',
      order: 52,
      roles: overviewRoles,
    },
  ],
}

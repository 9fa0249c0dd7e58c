import { CommentOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const replyCountFeature: Feature = {
  id: 'reply-count',
  routes: [
    {
      path: 'reply-counts',
      screen: () => import('./reply-counts.tsx').then(({ ReplyCounts }) => ({ Screen: ReplyCounts })),
    },
  ],
  entries: [
    {
      path: '/reply-counts',
      title: { zh: '答复检查', en: 'Check of replies' },
      icon: CommentOutlined,
      section: 'overview',
      order: 53,
      roles: ['supervision_officer', 'department_head', 'leader', 'district_dispatcher', 'analyst'],
    },
  ],
}

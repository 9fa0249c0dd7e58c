import { AuditOutlined } from '@ant-design/icons'
import type { Role } from '@duibiao/contract'
import type { Feature } from '../../app/feature.ts'

const officers = ['supervision_officer'] as const satisfies readonly Role[]
const overseers = ['supervision_officer', 'leader'] as const satisfies readonly Role[]

export const supervisionFeature: Feature = {
  id: 'supervision',
  routes: [
    {
      path: 'supervision',
      screen: () => import('./board-screen.tsx').then(({ BoardScreen }) => ({ Screen: BoardScreen })),
    },
    {
      path: 'supervision/list',
      screen: () => import('./board-screen.tsx').then(({ ListScreen }) => ({ Screen: ListScreen })),
    },
    {
      path: 'supervision/new',
      screen: () => import('./new-order.tsx').then(({ NewOrder }) => ({ Screen: NewOrder })),
    },
    {
      path: 'supervision/week',
      screen: () => import('./week-screen.tsx').then(({ WeekScreen }) => ({ Screen: WeekScreen })),
    },
  ],
  entries: [
    {
      path: '/supervision',
      title: { zh: '督查台', en: 'Supervision' },
      icon: AuditOutlined,
      section: 'work',
      order: 6,
      roles: overseers,
    },
  ],
  commands: [
    { title: { zh: '督查立项', en: 'New supervision order' }, roles: officers, path: '/supervision/new' },
    {
      title: { zh: '每周督查清单', en: 'Weekly supervision sheet' },
      roles: overseers,
      path: '/supervision/week',
    },
    {
      title: { zh: '督查事项（列表）', en: 'Supervision orders, list' },
      roles: overseers,
      path: '/supervision/list',
    },
  ],
}

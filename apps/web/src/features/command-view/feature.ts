import { GlobalOutlined } from '@ant-design/icons'
import { overviewRoles } from '../../app/feature.ts'
import type { Feature } from '../../app/feature.ts'

export const commandViewFeature: Feature = {
  id: 'command-view',
  texts: ['matter'],
  routes: [
    {
      path: 'command',
      screen: () => import('./command-view.tsx').then(({ CommandView }) => ({ Screen: CommandView })),
    },
  ],
  entries: [
    {
      path: '/command',
      title: { zh: '一网统管', en: 'Command view' },
      icon: GlobalOutlined,
      section: 'overview',
      order: 50,
      roles: overviewRoles,
    },
  ],
  commands: [
    {
      title: { zh: '大屏（夜间）', en: 'Wall display, night' },
      roles: overviewRoles,
      path: '/command?wall=night',
    },
  ],
}

import { GlobalOutlined } from '@ant-design/icons'
import type { Role } from '@duibiao/contract'
import type { Feature } from '../../app/feature.ts'

const roles = [
  'leader',
  'district_dispatcher',
  'street_dispatcher',
  'analyst',
  'supervision_officer',
] as const satisfies readonly Role[]

export const commandViewFeature: Feature = {
  id: 'command-view',
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
      roles,
    },
  ],
  commands: [
    {
      title: { zh: '大屏（夜间）', en: 'Wall display, night' },
      roles,
      path: '/command?wall=night',
    },
  ],
}

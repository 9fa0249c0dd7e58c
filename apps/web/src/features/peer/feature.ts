import { NodeIndexOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const peerFeature: Feature = {
  id: 'peer',
  texts: ['briefing'],
  routes: [
    {
      path: 'peers',
      screen: () => import('./peer-page.tsx').then(({ PeerPage }) => ({ Screen: PeerPage })),
    },
  ],
  entries: [
    {
      path: '/peers',
      title: { zh: '对标与差距', en: 'Peers and gaps' },
      icon: NodeIndexOutlined,
      section: 'overview',
      order: 56,
      roles: ['leader', 'analyst', 'supervision_officer'],
    },
  ],
}

import { AppstoreOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const packFeature: Feature = {
  id: 'pack',
  routes: [
    {
      path: 'packs',
      screen: () => import('./pack-list.tsx').then(({ PackList }) => ({ Screen: PackList })),
    },
    {
      path: 'packs/install',
      screen: () => import('./install-pack.tsx').then(({ InstallPack }) => ({ Screen: InstallPack })),
    },
    {
      path: 'packs/:pack',
      screen: () => import('./pack-page.tsx').then(({ PackPage }) => ({ Screen: PackPage })),
    },
  ],
  entries: [
    {
      path: '/packs',
      title: { zh: '治理包', en: 'Packs' },
      icon: AppstoreOutlined,
      section: 'administration',
      order: 60,
      roles: ['administrator'],
    },
  ],
}

import { CameraOutlined, CompassOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'
import { useUnsentCount } from './queries.ts'

export const roundFeature: Feature = {
  id: 'round',
  routes: [
    { path: 'round', screen: () => import('./round.tsx').then(({ Round }) => ({ Screen: Round })) },
    {
      path: 'round/:matter/:task',
      screen: () => import('./task-screen.tsx').then(({ TaskScreen }) => ({ Screen: TaskScreen })),
    },
    { path: 'patrol', screen: () => import('./patrol.tsx').then(({ Patrol }) => ({ Screen: Patrol })) },
  ],
  entries: [
    {
      path: '/round',
      title: { zh: '巡查', en: 'Round' },
      icon: CompassOutlined,
      section: 'work',
      order: 4,
      roles: ['grid_worker'],
    },
    {
      path: '/patrol',
      title: { zh: '上报', en: 'Report' },
      icon: CameraOutlined,
      section: 'work',
      order: 5,
      roles: ['grid_worker'],
      useCount: useUnsentCount,
    },
  ],
}

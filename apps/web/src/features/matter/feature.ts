import type { Feature } from '../../app/feature.ts'

export const matterFeature: Feature = {
  id: 'matter',
  texts: ['hot-issue', 'supervision'],
  routes: [
    {
      path: 'matters/:matter',
      screen: () => import('./matter-screen.tsx').then(({ MatterScreen }) => ({ Screen: MatterScreen })),
    },
  ],
}

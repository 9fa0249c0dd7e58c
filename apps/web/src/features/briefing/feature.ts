import type { Feature } from '../../app/feature.ts'

export const briefingFeature: Feature = {
  id: 'briefing',
  texts: ['peer', 'recipe'],
  routes: [
    {
      path: 'rankings/:ranking/briefing',
      screen: () =>
        import('./ranking-briefing.tsx').then(({ RankingBriefing }) => ({ Screen: RankingBriefing })),
    },
    {
      path: 'peers/briefing',
      screen: () => import('./gap-briefing.tsx').then(({ GapBriefing }) => ({ Screen: GapBriefing })),
    },
  ],
}

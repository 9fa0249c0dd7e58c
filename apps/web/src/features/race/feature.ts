import { TrophyOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const raceFeature: Feature = {
  id: 'race',
  texts: ['briefing'],
  routes: [
    {
      path: 'races',
      screen: () => import('./race-list.tsx').then(({ RaceList }) => ({ Screen: RaceList })),
    },
    {
      path: 'races/new',
      screen: () => import('./race-new.tsx').then(({ RaceNew }) => ({ Screen: RaceNew })),
    },
    {
      path: 'races/:race',
      screen: () => import('./race-page.tsx').then(({ RacePage }) => ({ Screen: RacePage })),
    },
    {
      path: 'races/:race/notice',
      screen: () => import('./race-notice.tsx').then(({ RaceNotice }) => ({ Screen: RaceNotice })),
    },
  ],
  entries: [
    {
      path: '/races',
      title: { zh: '片区赛马', en: 'Races of zones' },
      icon: TrophyOutlined,
      section: 'overview',
      order: 58,
      roles: [
        'leader',
        'analyst',
        'supervision_officer',
        'department_head',
        'department_handler',
        'street_dispatcher',
      ],
    },
  ],
}

import { TableOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const statisticFeature: Feature = {
  id: 'statistic',
  routes: [
    {
      path: 'statistics',
      screen: () => import('./statistic-list.tsx').then(({ StatisticList }) => ({ Screen: StatisticList })),
    },
    {
      path: 'statistics/import',
      screen: () => import('./import-screen.tsx').then(({ ImportScreen }) => ({ Screen: ImportScreen })),
    },
    {
      path: 'statistics/imports/:import',
      screen: () => import('./import-page.tsx').then(({ ImportPage }) => ({ Screen: ImportPage })),
    },
    {
      path: 'statistics/indicators/:indicator',
      screen: () =>
        import('./statistic-values.tsx').then(({ StatisticValues }) => ({ Screen: StatisticValues })),
    },
  ],
  entries: [
    {
      path: '/statistics',
      title: { zh: '统计数据', en: 'Statistics' },
      icon: TableOutlined,
      section: 'overview',
      order: 59,
      roles: ['analyst', 'administrator', 'leader', 'supervision_officer'],
    },
  ],
}

import { LineChartOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const indicatorFeature: Feature = {
  id: 'indicator',
  routes: [
    {
      path: 'indicators',
      screen: () => import('./indicator-list.tsx').then(({ IndicatorList }) => ({ Screen: IndicatorList })),
    },
    {
      path: 'indicators/:indicator',
      screen: () => import('./indicator-page.tsx').then(({ IndicatorPage }) => ({ Screen: IndicatorPage })),
    },
  ],
  entries: [
    {
      path: '/indicators',
      title: { zh: '指标', en: 'Indicators' },
      icon: LineChartOutlined,
      section: 'overview',
      order: 54,
      roles: [
        'leader',
        'analyst',
        'supervision_officer',
        'department_head',
        'district_dispatcher',
        'street_dispatcher',
      ],
    },
  ],
}

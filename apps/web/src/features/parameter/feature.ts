import { CalendarOutlined, SlidersOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const parameterFeature: Feature = {
  id: 'parameter',
  routes: [
    {
      path: 'parameters',
      screen: () => import('./parameter-list.tsx').then(({ ParameterList }) => ({ Screen: ParameterList })),
    },
    {
      path: 'calendars',
      screen: () => import('./calendar-year.tsx').then(({ CalendarYear }) => ({ Screen: CalendarYear })),
    },
  ],
  entries: [
    {
      path: '/parameters',
      title: { zh: '参数', en: 'Parameters' },
      icon: SlidersOutlined,
      section: 'administration',
      order: 62,
      roles: ['administrator'],
    },
    {
      path: '/calendars',
      title: { zh: '工作日历', en: 'Calendar' },
      icon: CalendarOutlined,
      section: 'administration',
      order: 64,
      roles: ['administrator'],
    },
  ],
}

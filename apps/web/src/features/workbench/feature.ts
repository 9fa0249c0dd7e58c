import { CheckSquareOutlined } from '@ant-design/icons'
import { workingRoles } from '../../app/feature.ts'
import type { Feature } from '../../app/feature.ts'
import { useTaskCount } from './queries.ts'

export const workbenchFeature: Feature = {
  id: 'workbench',
  routes: [
    {
      path: 'tasks',
      screen: () => import('./workbench.tsx').then(({ Workbench }) => ({ Screen: Workbench })),
    },
  ],
  entries: [
    {
      path: '/tasks',
      title: { zh: '工作台', en: 'Workbench' },
      icon: CheckSquareOutlined,
      section: 'work',
      order: 10,
      roles: workingRoles,
      useCount: useTaskCount,
    },
  ],
}

import { CheckSquareOutlined, TeamOutlined } from '@ant-design/icons'
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
    {
      path: 'office-tasks',
      screen: () => import('./office-work.tsx').then(({ OfficeWork }) => ({ Screen: OfficeWork })),
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
    {
      path: '/office-tasks',
      title: { zh: '本单位任务', en: 'Work of the office' },
      icon: TeamOutlined,
      section: 'work',
      order: 11,
      roles: ['department_head'],
    },
  ],
}

import { ExperimentOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const modelFeature: Feature = {
  id: 'model',
  routes: [
    {
      path: 'models',
      screen: () => import('./model-screen.tsx').then(({ ModelScreen }) => ({ Screen: ModelScreen })),
    },
  ],
  entries: [
    {
      path: '/models',
      title: { zh: '分类模型', en: 'Category models' },
      icon: ExperimentOutlined,
      section: 'administration',
      order: 65,
      roles: ['administrator', 'district_dispatcher', 'analyst'],
    },
  ],
}

import { OrderedListOutlined, ProfileOutlined } from '@ant-design/icons'
import type { Feature } from '../../app/feature.ts'

export const recipeFeature: Feature = {
  id: 'recipe',
  texts: ['briefing'],
  routes: [
    {
      path: 'recipes',
      screen: () => import('./recipe-list.tsx').then(({ RecipeList }) => ({ Screen: RecipeList })),
    },
    {
      path: 'recipes/new',
      screen: () => import('./recipe-new.tsx').then(({ RecipeNew }) => ({ Screen: RecipeNew })),
    },
    {
      path: 'recipes/:recipe/:version',
      screen: () => import('./recipe-page.tsx').then(({ RecipePage }) => ({ Screen: RecipePage })),
    },
    {
      path: 'recipes/:recipe/:version/edit',
      screen: () => import('./recipe-edit.tsx').then(({ RecipeEdit }) => ({ Screen: RecipeEdit })),
    },
    {
      path: 'recipes/:recipe/:version/run',
      screen: () => import('./ranking-run.tsx').then(({ RankingRun }) => ({ Screen: RankingRun })),
    },
    {
      path: 'rankings',
      screen: () => import('./ranking-list.tsx').then(({ RankingList }) => ({ Screen: RankingList })),
    },
    {
      path: 'rankings/:ranking',
      screen: () => import('./ranking-page.tsx').then(({ RankingPage }) => ({ Screen: RankingPage })),
    },
  ],
  entries: [
    {
      path: '/recipes',
      title: { zh: '评价方案', en: 'Recipes' },
      icon: ProfileOutlined,
      section: 'overview',
      order: 55,
      roles: ['leader', 'analyst', 'supervision_officer', 'department_head'],
    },
    {
      path: '/rankings',
      title: { zh: '评价结果', en: 'Rankings' },
      icon: OrderedListOutlined,
      section: 'overview',
      order: 56,
      roles: ['leader', 'analyst', 'supervision_officer'],
    },
  ],
  commands: [
    { title: { zh: '起草评价方案', en: 'Draft a recipe' }, roles: ['analyst'], path: '/recipes/new' },
  ],
}

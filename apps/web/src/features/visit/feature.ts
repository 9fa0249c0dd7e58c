import { CompassOutlined } from '@ant-design/icons'
import type { Role } from '@duibiao/contract'
import type { Feature } from '../../app/feature.ts'

const starters = [
  'leader',
  'analyst',
  'supervision_officer',
  'department_handler',
  'department_head',
] as const satisfies readonly Role[]

export const visitFeature: Feature = {
  id: 'visit',
  routes: [
    {
      path: 'visits',
      screen: () => import('./visit-list.tsx').then(({ VisitList }) => ({ Screen: VisitList })),
    },
    {
      path: 'visits/new',
      screen: () => import('./new-visit.tsx').then(({ NewVisit }) => ({ Screen: NewVisit })),
    },
    {
      path: 'visits/:visit',
      screen: () => import('./visit-page.tsx').then(({ VisitPage }) => ({ Screen: VisitPage })),
    },
    {
      path: 'gap-work',
      screen: () => import('./gap-work-list.tsx').then(({ GapWorkList }) => ({ Screen: GapWorkList })),
    },
    {
      path: 'gap-work/new',
      screen: () => import('./new-gap-work.tsx').then(({ NewGapWork }) => ({ Screen: NewGapWork })),
    },
  ],
  entries: [
    {
      path: '/visits',
      title: { zh: '对标考察', en: 'Study visits' },
      icon: CompassOutlined,
      section: 'overview',
      order: 58,
      roles: starters,
    },
  ],
  commands: [
    { title: { zh: '提出对标考察', en: 'New study visit' }, roles: starters, path: '/visits/new' },
    { title: { zh: '差距转为改进任务', en: 'Turn a gap into work' }, roles: starters, path: '/gap-work/new' },
    { title: { zh: '改进任务', en: 'Gaps that became work' }, roles: starters, path: '/gap-work' },
  ],
}

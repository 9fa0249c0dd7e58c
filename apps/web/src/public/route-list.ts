import type { ComponentType } from 'react'

/** A page for everybody. Nothing of antd may get into it: the first load of a telephone is measured. */
export interface PublicRoute {
  /** Below `/public/`; empty for the first page. */
  readonly path: string
  readonly screen: () => Promise<{ readonly Screen: ComponentType }>
}

/** Every page below `/public`. A new one is a file in its feature, and a line here. */
export const publicRoutes: readonly PublicRoute[] = [
  {
    path: '',
    screen: () => import('../features/follow/follow.tsx').then(({ Follow }) => ({ Screen: Follow })),
  },
  {
    path: 'report',
    screen: () => import('../features/report/report.tsx').then(({ Report }) => ({ Screen: Report })),
  },
  {
    path: 'mine',
    screen: () => import('../features/follow/mine.tsx').then(({ Mine }) => ({ Screen: Mine })),
  },
  {
    path: 'mine/:matter',
    screen: () =>
      import('../features/follow/own-matter.tsx').then(({ OwnMatter }) => ({ Screen: OwnMatter })),
  },
]

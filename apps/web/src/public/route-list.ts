import type { ComponentType } from 'react'

/** A page for everybody. Nothing of antd may get into it: the first load of a telephone is measured. */
export interface PublicRoute {
  /** Below `/public/`; empty for the first page. */
  readonly path: string
  /** Namespaces it shows beside those of every page; a test finds what is missing here. */
  readonly texts: readonly string[]
  readonly screen: () => Promise<{ readonly Screen: ComponentType }>
}

/** Every page below `/public`. A new one is a file in its feature, and a line here. */
export const publicRoutes: readonly PublicRoute[] = [
  {
    path: '',
    texts: ['follow'],
    screen: () => import('../features/follow/follow.tsx').then(({ Follow }) => ({ Screen: Follow })),
  },
  {
    path: 'report',
    texts: ['report'],
    screen: () => import('../features/report/report.tsx').then(({ Report }) => ({ Screen: Report })),
  },
  {
    path: 'mine',
    texts: ['follow'],
    screen: () => import('../features/follow/mine.tsx').then(({ Mine }) => ({ Screen: Mine })),
  },
  {
    path: 'mine/:matter',
    texts: ['follow'],
    screen: () =>
      import('../features/follow/own-matter.tsx').then(({ OwnMatter }) => ({ Screen: OwnMatter })),
  },
]

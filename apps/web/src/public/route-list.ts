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
]

import { createBrowserRouter } from 'react-router'
import type { RouteObject } from 'react-router'
import { features } from './feature-list.ts'
import type { FeatureRoute } from './feature.ts'
import { Landing } from './landing.tsx'
import { NothingHere, ScreenFault } from './screen-fault.tsx'
import { Session } from './session.tsx'

function routeOf({ path, screen }: FeatureRoute): RouteObject {
  return {
    path,
    ErrorBoundary: ScreenFault,
    lazy: async () => ({ Component: (await screen()).Screen }),
  }
}

/** The addresses of the desk: signing in, and behind it every screen of every feature. */
export function makeRouter() {
  return createBrowserRouter([
    {
      path: '/sign-in',
      ErrorBoundary: ScreenFault,
      lazy: async () => ({ Component: (await import('./sign-in.tsx')).SignIn }),
    },
    {
      path: '/set-password',
      ErrorBoundary: ScreenFault,
      lazy: async () => ({
        Component: (await import('../features/own-account/password-link.tsx')).PasswordLink,
      }),
    },
    {
      path: '/',
      Component: Session,
      ErrorBoundary: ScreenFault,
      HydrateFallback: () => undefined,
      children: [
        { index: true, Component: Landing },
        ...features.flatMap(({ routes }) => routes.map(routeOf)),
        { path: '*', Component: NothingHere },
      ],
    },
  ])
}

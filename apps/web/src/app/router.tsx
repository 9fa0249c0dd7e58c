import type { i18n } from 'i18next'
import { createBrowserRouter } from 'react-router'
import type { RouteObject } from 'react-router'
import { loadScreen } from '../text/language.ts'
import { features } from './feature-list.ts'
import type { Feature } from './feature.ts'
import { Landing } from './landing.tsx'
import { NothingHere, ScreenFault } from './screen-fault.tsx'
import { Session } from './session.tsx'

function routesOf(text: i18n, { id, texts = [], routes }: Feature): readonly RouteObject[] {
  return routes.map(({ path, screen }) => ({
    path,
    ErrorBoundary: ScreenFault,
    lazy: async () => loadScreen(text, screen, [id, ...texts]),
  }))
}

/** The addresses of the desk: signing in, and behind it every screen of every feature. */
export function makeRouter(text: i18n) {
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
        ...features.flatMap((feature) => routesOf(text, feature)),
        { path: '*', Component: NothingHere },
      ],
    },
  ])
}

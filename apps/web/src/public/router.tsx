import type { i18n } from 'i18next'
import { createBrowserRouter } from 'react-router'
import { loadScreen } from '../text/language.ts'
import { PublicFault, PublicNothing } from './fault.tsx'
import { publicRoutes } from './route-list.ts'
import { PublicShell } from './shell.tsx'

/** The addresses below `/public`, which need no account. */
export function makePublicRouter(text: i18n) {
  return createBrowserRouter([
    {
      path: '/public',
      Component: PublicShell,
      ErrorBoundary: PublicFault,
      HydrateFallback: () => undefined,
      children: [
        ...publicRoutes.map(({ path, texts, screen }) => ({
          ...(path === '' ? { index: true as const } : { path }),
          lazy: async () => loadScreen(text, screen, texts),
        })),
        { path: '*', Component: PublicNothing },
      ],
    },
  ])
}

import { createBrowserRouter } from 'react-router'
import { PublicFault, PublicNothing } from './fault.tsx'
import { publicRoutes } from './route-list.ts'
import { PublicShell } from './shell.tsx'

/** The addresses below `/public`, which need no account. */
export function makePublicRouter() {
  return createBrowserRouter([
    {
      path: '/public',
      Component: PublicShell,
      ErrorBoundary: PublicFault,
      HydrateFallback: () => undefined,
      children: [
        ...publicRoutes.map(({ path, screen }) => ({
          ...(path === '' ? { index: true as const } : { path }),
          lazy: async () => ({ Component: (await screen()).Screen }),
        })),
        { path: '*', Component: PublicNothing },
      ],
    },
  ])
}

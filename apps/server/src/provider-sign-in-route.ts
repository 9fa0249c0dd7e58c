import { AppError } from '@duibiao/base'
import { finishProviderSignIn, startProviderSignIn } from '@duibiao/contract'
import { beginAtProvider, finishAtProvider } from './provider-sign-in.ts'
import type { SignInProvider } from './provider.ts'
import type { RouteParts } from './route-part.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { replySession } from './session-route.ts'

/** Signing in at a provider of single sign-on; without one there is nothing at these addresses. */
export function makeProviderSignInRoutes({ provider }: Pick<RouteParts, 'provider'>): readonly Route[] {
  return [
    route(startProviderSignIn, async ({ tenant, body }) => {
      const { return_to: returnTo = '/' } = body
      const { address, transit } = await beginAtProvider(tenant, requireProvider(provider), returnTo)
      return { value: { address }, transit }
    }),
    route(finishProviderSignIn, async (asking) => {
      const { tenant, origin, transit } = asking
      const query = new URLSearchParams(
        Object.entries(asking.query).map(([name, text]) => [name, String(text)]),
      )
      const shown = { query, transit, origin }
      const { opened, returnTo } = await finishAtProvider(tenant, requireProvider(provider), shown)
      const { session } = await replySession(asking, opened)
      return { value: returnTo, ...(session !== undefined && { session }), transit: null }
    }),
  ]
}

function requireProvider(provider: SignInProvider | undefined): SignInProvider {
  if (provider === undefined) throw new AppError('route_unknown')
  return provider
}

import { readWelcome } from '@duibiao/contract'
import type { RouteParts } from './route-part.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** What the page for signing in shows. */
export function makeWelcomeRoutes({
  config,
  provider,
  demonstration,
  sendsPhoneCodes,
}: RouteParts): readonly Route[] {
  return [
    route(readWelcome, async ({ tenant }) => {
      // Whoever gives accounts where real people are served has still not shown them.
      const shown = config.isDemonstration ? demonstration : undefined
      const accounts = await shown?.list(tenant)
      return {
        value: {
          district: { code: tenant.code, name: tenant.name },
          means: { provider: provider !== undefined, phone: sendsPhoneCodes },
          ...(shown !== undefined &&
            accounts !== undefined && {
              demonstration: {
                password: shown.password,
                accounts: accounts.map(({ name, role, displayName, office }) => ({
                  account: name,
                  role,
                  name: displayName,
                  office,
                })),
              },
            }),
        },
      }
    }),
  ]
}

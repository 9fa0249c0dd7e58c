import { formatInstant } from '@duibiao/base'
import { openByPhone, requestPhoneCode } from '@duibiao/contract'
import { openByPhone as openWithCode, sendPhoneCode } from './phone-code.ts'
import type { RouteParts } from './route-part.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { replySession } from './session-route.ts'

/** Signing in as a resident. */
export function makePhoneCodeRoutes({ codeSender }: Pick<RouteParts, 'codeSender'>): readonly Route[] {
  return [
    route(requestPhoneCode, async ({ tenant, body, origin, language }) => {
      const endsAt = await sendPhoneCode(tenant, codeSender, { phone: body.phone, origin, language })
      return { value: { ends_at: formatInstant(endsAt) } }
    }),
    route(openByPhone, async (asking) => {
      const { tenant, body, origin } = asking
      const opened = await openWithCode(tenant, { phone: body.phone, code: body.code, origin })
      return replySession(asking, opened)
    }),
  ]
}

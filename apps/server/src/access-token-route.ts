import { AppError, formatInstant, millisecondsPerDay, parseInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { createToken, endToken, listTokens, operations, tokenDays } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited } from './audit.ts'
import type { Audited } from './audit.ts'
import { tokenPrefix } from './authentication.ts'
import { isWithin } from './permit.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { requireFresh, requirePerson } from './session-route.ts'
import { digestSecret, makeSecret } from './sign-in-secret.ts'

/** Access tokens that an account may have in force. */
const mostTokens = 20

/** One's own access tokens, by which other systems ask in one's name. */
export const accessTokenRoutes: readonly Route[] = [
  route(createToken, async (asking) => {
    const { tenant, caller, body } = asking
    const { account } = requireFresh(caller, tenant.now())
    const { name, scopes } = body
    const endsAt = parseInstant(body.ends_at)
    const issued = await issueToken(asking, { account, name, scopes, endsAt })
    return { value: { ...issued, ends_at: formatInstant(endsAt) } }
  }),
  route(listTokens, async ({ tenant, caller }) => {
    const { account } = requirePerson(caller)
    const tokens = await store.listTokens(tenant.database, tenant.district, account)
    const rows = tokens.map(({ id, name, scopes, createdAt, endsAt, seenAt }) => ({
      token: id,
      name,
      scopes: [...scopes],
      created_at: formatInstant(createdAt),
      ends_at: formatInstant(endsAt),
      ...(seenAt !== undefined && { seen_at: formatInstant(seenAt) }),
    }))
    return { value: { rows } }
  }),
  route(endToken, async (asking) => {
    const { tenant, caller, params } = asking
    const { account } = requirePerson(caller)
    const { token } = params
    await changeAudited(asking, async (transaction) => {
      const count = await store.endTokens(transaction, tenant.district, { account, token })
      if (count === 0) throw new AppError('resource_missing')
      return { value: undefined, act: { kind: 'token.ended', subject: token } }
    })
    return { value: undefined }
  }),
]

/** What a token is made for. */
interface WantedToken {
  /** Id of the account in whose name it asks. */
  readonly account: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly endsAt: Instant
}

/**
 * Makes an access token. Only here its secret is known.
 * @throws AppError `scope_unknown`, `token_span`, `token_limit`
 */
export async function issueToken(
  asked: Audited,
  { account, name, scopes, endsAt }: WantedToken,
): Promise<{ readonly token: string; readonly secret: string }> {
  const { tenant } = asked
  const { district, random } = tenant
  const now = tenant.now()
  const unknown = scopes.find((scope) => !operations.some(({ id }) => isWithin(scope, id)))
  if (unknown !== undefined) throw new AppError('scope_unknown', { scope: unknown })
  if (endsAt <= now || endsAt > now + tokenDays * millisecondsPerDay)
    throw new AppError('token_span', { days: tokenDays })
  const secret = makeSecret(tenant)
  const digest = digestSecret(secret)
  const given = { account, name, digest, scopes, endsAt, most: mostTokens, now, random }
  const token = await changeAudited(asked, async (transaction) => {
    const id = await store.addToken(transaction, district, given)
    if (id === undefined) throw new AppError('token_limit', { most: mostTokens })
    const detail = { name, scopes, ends_at: formatInstant(endsAt) }
    return { value: id, act: { kind: 'token.created', subject: id, detail } }
  })
  return { token, secret: `${tokenPrefix}${secret}` }
}

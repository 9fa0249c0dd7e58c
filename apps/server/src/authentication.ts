import { AppError, instantOf, parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import { administrationRoles, roles } from '@duibiao/contract'
import type { PendingStep, Role } from '@duibiao/contract'
import { findSession, findToken, touchSession, touchToken } from '@duibiao/store'
import type { SignedIn, SignInMeans, TokenOwner } from '@duibiao/store'
import type { Caller, HeldPost } from './caller.ts'
import type { Credentials, Identified } from './identity.ts'
import { digestSecret, districtNumberOf } from './sign-in-secret.ts'
import type { SignInRule } from './sign-in-rule.ts'
import type { Tenant } from './tenant.ts'

export interface AuthenticationParts {
  readonly tenants: ReadonlyMap<DistrictId, Tenant>
  /** Whose the requests are that show nothing. */
  readonly home: Tenant
  /** The posts a person may act in now. */
  readonly postsOf: (tenant: Tenant, person: string) => Promise<readonly HeldPost[]>
}

/** How often it is kept that a session or token was used, milliseconds: not at each request, which would write as often as it reads. */
const touchEvery = 60_000

/** With what the secret of an access token begins, so that it can be told from others where it was left lying about. */
export const tokenPrefix = 'dbk_'

/**
 * Finds who asks from what the request shows; an access token goes before a cookie. It is looked up at each request, so that
 * what was ended is over at once, and a token does no more than its owner may now.
 * @throws AppError `session_missing` when something is shown that opens nothing, `resource_missing` when a district is meant
 * that is not served here
 */
export async function authenticate(
  parts: AuthenticationParts,
  { cookie, bearer, districtCode }: Credentials,
): Promise<Identified> {
  if (bearer !== undefined) {
    if (!bearer.startsWith(tokenPrefix)) throw new AppError('session_missing')
    return findByToken(parts, bearer.slice(tokenPrefix.length))
  }
  if (cookie !== undefined) return findBySession(parts, cookie)
  return { caller: { kind: 'anonymous' }, tenant: namedOrHome(parts, districtCode) }
}

/** Who is not signed in says which district they mean, or means the one of the settings. */
function namedOrHome({ tenants, home }: AuthenticationParts, code: string | undefined): Tenant {
  if (code === undefined) return home
  const named = [...tenants.values()].find((tenant) => tenant.code === code)
  if (named === undefined) throw new AppError('resource_missing')
  return named
}

async function findBySession(parts: AuthenticationParts, secret: string): Promise<Identified> {
  const tenant = tenantOf(parts.tenants, secret)
  const { database, district, signIn: rule } = tenant
  const now = tenant.now()
  const idleSince = instantOf(now - rule.idle)
  const found = await findSession(database, district, { digest: digestSecret(secret), now, idleSince })
  if (found === undefined) throw new AppError('session_missing')
  const { session } = found
  if (now - session.seenAt > touchEvery) await touchSession(database, district, { id: session.id, now })
  const posts = await parts.postsOf(tenant, found.person)
  const { account, id, means, confirmedAt, openedAt } = session
  const isWeak = isHalfProved(rule, means) && confirmedAt <= openedAt
  const owner = ownerOf(tenant, found, { posts, lacksFactor: isWeak || !found.hasSecondFactor, means })
  // Where the authenticator was not asked for yet, the sign-in alone is no fresh proof: it could take the authenticator away.
  const isProved = !(isWeak && found.hasSecondFactor)
  const confirmedUntil = isProved ? { confirmedUntil: instantOf(confirmedAt + rule.confirmation) } : {}
  return { tenant, caller: { ...owner, account, session: id, means, ...confirmedUntil } }
}

async function findByToken(parts: AuthenticationParts, secret: string): Promise<Identified> {
  const tenant = tenantOf(parts.tenants, secret)
  const { database, district } = tenant
  const now = tenant.now()
  const found = await findToken(database, district, { digest: digestSecret(secret), now })
  if (found === undefined) throw new AppError('session_missing')
  const { token } = found
  if (now - (token.seenAt ?? 0) > touchEvery) await touchToken(database, district, { id: token.id, now })
  const posts = await parts.postsOf(tenant, found.person)
  const owner = ownerOf(tenant, found, { posts, lacksFactor: !found.hasSecondFactor, means: 'password' })
  return { tenant, caller: { ...owner, account: token.account, session: token.id, scopes: token.scopes } }
}

type Person = Extract<Caller, { readonly kind: 'person' }>

function ownerOf(
  { signIn: rule }: Tenant,
  found: SignedIn | TokenOwner,
  {
    posts,
    lacksFactor: lacks,
    means,
  }: { readonly posts: readonly HeldPost[]; readonly lacksFactor: boolean; readonly means: SignInMeans },
): Pick<Person, 'kind' | 'person' | 'name' | 'accountName' | 'posts' | 'roles' | 'pending'> {
  // Administration comes with an account that the security administrator made, never with a post.
  const held = posts.filter(({ role }) => !isAdministration(role))
  const own = separate(found.roles.flatMap((name) => roleOf(name) ?? []))
  const isStaff = held.length > 0 || own.some((role) => role !== 'resident')
  const isTrusted = means === 'provider' && rule.trustsProvider
  const lacksFactor = rule.needsSecondFactor && isStaff && !isTrusted && lacks
  const pending: PendingStep | undefined = found.isInitial
    ? 'password'
    : lacksFactor
      ? 'second_factor'
      : undefined
  return {
    kind: 'person',
    person: found.person,
    name: found.displayName,
    accountName: found.accountName,
    posts: held,
    roles: own,
    ...(pending !== undefined && { pending }),
  }
}

/** A provider that states no strength is believed for one factor; the other is the code of an authenticator of ours. */
function isHalfProved({ needsSecondFactor, trustsProvider }: SignInRule, means: SignInMeans): boolean {
  return needsSecondFactor && means === 'provider' && !trustsProvider
}

/** Of an account that holds two of the separated roles, however it came to them, none of these counts. */
function separate(own: readonly Role[]): readonly Role[] {
  const count = own.filter(isAdministration).length
  return count > 1 ? own.filter((role) => !isAdministration(role)) : own
}

function isAdministration(role: Role): boolean {
  return administrationRoles.some((name) => name === role)
}

/** A role that the product no longer knows gives nothing. */
function roleOf(name: string): Role | undefined {
  return roles.find((role) => role === name)
}

function tenantOf(tenants: AuthenticationParts['tenants'], secret: string): Tenant {
  const number = districtNumberOf(secret)
  const tenant = number === undefined ? undefined : tenants.get(parseDistrictId(number))
  if (tenant === undefined) throw new AppError('session_missing')
  return tenant
}

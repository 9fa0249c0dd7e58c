import { AppError, instantOf, parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { roles } from '@duibiao/contract'
import { findSession, touchSession } from '@duibiao/store'
import type { SignedIn } from '@duibiao/store'
import type { Caller, HeldPost } from './caller.ts'
import type { Credentials, Identified } from './identity.ts'
import { digestSecret } from './sign-in.ts'
import type { Tenant } from './tenant.ts'

export interface AuthenticationParts {
  readonly tenants: ReadonlyMap<DistrictId, Tenant>
  /** Whose the requests are that show nothing. */
  readonly home: Tenant
  /** The posts a person may act in now. */
  readonly postsOf: (tenant: Tenant, person: string) => Promise<readonly HeldPost[]>
}

/** How often it is kept that a session was used, milliseconds: not at each request, which would write as often as it reads. */
const touchEvery = 60_000

/**
 * Finds who asks from what the request shows. It is looked up at each request, so that what was ended is over at once.
 * @throws AppError `session_missing` when something is shown that opens nothing
 */
export async function authenticate(parts: AuthenticationParts, { cookie }: Credentials): Promise<Identified> {
  if (cookie === undefined) return { caller: { kind: 'anonymous' }, tenant: parts.home }
  const tenant = tenantOf(parts.tenants, cookie)
  if (tenant === undefined) throw new AppError('session_missing')
  const { database, district, signIn: rule } = tenant
  const now = tenant.now()
  const idleSince = instantOf(now - rule.idle)
  const found = await findSession(database, district, { digest: digestSecret(cookie), now, idleSince })
  if (found === undefined) throw new AppError('session_missing')
  const { session } = found
  if (now - session.seenAt > touchEvery) {
    await touchSession(database, district, { id: session.id, now, isConfirmed: false })
  }
  const posts = await parts.postsOf(tenant, found.person)
  return { caller: callerOf(tenant, found, posts), tenant }
}

function callerOf(tenant: Tenant, { session, ...found }: SignedIn, posts: readonly HeldPost[]): Caller {
  return {
    kind: 'person',
    person: found.person,
    name: found.displayName,
    account: session.account,
    accountName: found.accountName,
    session: session.id,
    posts,
    roles: found.roles.flatMap((name) => roleOf(name) ?? []),
    confirmedUntil: instantOf(session.confirmedAt + tenant.signIn.confirmation),
  }
}

/** A role that the product no longer knows gives nothing. */
function roleOf(name: string): Role | undefined {
  return roles.find((role) => role === name)
}

function tenantOf(tenants: AuthenticationParts['tenants'], secret: string): Tenant | undefined {
  const [, text] = /^([1-9][0-9]{0,8})\.[\w-]{43}$/.exec(secret) ?? []
  return text === undefined ? undefined : tenants.get(parseDistrictId(Number(text)))
}

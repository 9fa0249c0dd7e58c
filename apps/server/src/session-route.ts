import { AppError, formatInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { listSessions, operations, readMe, signIn, signOut, stepUp } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { recordAudit } from './audit.ts'
import type { Audited } from './audit.ts'
import { mayAsk } from './permit.ts'
import { route } from './route.ts'
import type { Reply, Route } from './route.ts'
import { confirmSession, signIn as openBySignIn } from './sign-in.ts'
import type { OpenedSession } from './sign-in.ts'

/** A caller who is signed in. The policy lets nobody else ask. */
export type PersonCaller = Extract<Caller, { readonly kind: 'person' }>

export function requirePerson(caller: Caller): PersonCaller {
  if (caller.kind !== 'person') throw new AppError('session_missing')
  return caller
}

/** @throws AppError `reauthentication_required` when the last proof of who it is is too old (ASVS V7.5.1) */
export function requireFresh(caller: Caller, now: Instant): PersonCaller {
  const person = requirePerson(caller)
  if (person.confirmedUntil === undefined || person.confirmedUntil < now) {
    throw new AppError('reauthentication_required')
  }
  return person
}

/** As `requireFresh`, but lets another system act by its token: it has nobody to ask, and does no more than its scopes say. */
export function requireFreshOrToken(caller: Caller, now: Instant): void {
  if (caller.kind !== 'person' || caller.scopes === undefined) requireFresh(caller, now)
}

/** What the browser kept of a session goes with it (ASVS V14.3.1). */
const leaving = { 'clear-site-data': '"cache", "storage"' } as const

/** Answers with a session that was opened. The one that the browser had before ends (ASVS V7.2.4). */
export async function replySession(
  { tenant, caller }: Pick<Audited, 'tenant' | 'caller'>,
  { secret, idleEndsAt, endsAt }: OpenedSession,
): Promise<Reply<{ readonly idle_ends_at: string; readonly ends_at: string }>> {
  if (caller.kind === 'person' && caller.scopes === undefined) {
    const { account, session } = caller
    await store.endSessions(tenant.database, tenant.district, { account, session })
  }
  const value = { idle_ends_at: formatInstant(idleEndsAt), ends_at: formatInstant(endsAt) }
  return { value, session: secret }
}

/** Signing in and out, and who one is. */
export const sessionRoutes: readonly Route[] = [
  route(signIn, async (asking) => {
    const { tenant, body, origin } = asking
    const { account, password, code } = body
    const proof = { password, ...(code !== undefined && { code }) }
    const opened = await openBySignIn(tenant, { name: account, proof, origin })
    return replySession(asking, opened)
  }),
  route(signOut, async (asking) => {
    const { tenant, params, caller } = asking
    const { account, session: current } = requirePerson(caller)
    const isOwn = params.session === 'current' || params.session === current
    if (!isOwn) requireFresh(caller, tenant.now())
    const chosen =
      params.session === 'others' ? { but: current } : { session: isOwn ? current : params.session }
    const count = await store.endSessions(tenant.database, tenant.district, { account, ...chosen })
    if (count === 0 && params.session !== 'others') throw new AppError('resource_missing')
    const subject = isOwn ? current : params.session
    await recordAudit(asking, { kind: 'session.closed', subject, detail: { count } })
    return { value: undefined, ...(isOwn && { session: null, headers: leaving }) }
  }),
  route(listSessions, async ({ tenant, caller }) => {
    const { account, session: current } = requirePerson(caller)
    const sessions = await store.listSessions(tenant.database, tenant.district, account)
    const rows = sessions.map(({ id, openedAt, seenAt, endsAt, address, agent, means }) => ({
      session: id,
      is_current: id === current,
      opened_at: formatInstant(openedAt),
      seen_at: formatInstant(seenAt),
      ends_at: formatInstant(endsAt),
      address,
      agent,
      means,
    }))
    return { value: { rows } }
  }),
  route(stepUp, async ({ tenant, caller, body, origin }) => {
    const { account, session } = requirePerson(caller)
    const { until, secret } = await confirmSession(tenant, { session, account, proof: body, origin })
    return { value: { confirmed_until: formatInstant(until) }, session: secret }
  }),
  route(readMe, async ({ tenant, caller }) => {
    const person = requirePerson(caller)
    const own = await store.findAccount(tenant.database, tenant.district, { id: person.account })
    const value = {
      person: person.person,
      name: person.name,
      account: person.accountName,
      district: { id: tenant.district, code: tenant.code, name: tenant.name },
      roles: [...rolesOf(person)],
      posts: person.posts.map(({ post, name, role, office, officeName, deputyFor }) => ({
        post,
        name,
        role,
        office,
        office_name: officeName,
        ...(deputyFor !== undefined && { deputy_for: deputyFor }),
      })),
      has_password: own?.password !== undefined,
      has_second_factor: own?.codeSecret !== undefined,
      ...(person.pending !== undefined && { pending: person.pending }),
      operations: operations.filter((operation) => mayAsk(person, operation.id)).map(({ id }) => id),
    }
    return { value }
  }),
]

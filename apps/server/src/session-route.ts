import { AppError, formatInstant } from '@duibiao/base'
import { listSessions, operations, readMe, signIn, signOut, stepUp } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { mayAsk } from './policy.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { confirmSession, signIn as openBySignIn } from './sign-in.ts'

/** A caller who is signed in. The policy lets nobody else ask. */
export type PersonCaller = Extract<Caller, { readonly kind: 'person' }>

export function requirePerson(caller: Caller): PersonCaller {
  if (caller.kind !== 'person') throw new AppError('session_missing')
  return caller
}

/** Signing in and out, and who one is. */
export const sessionRoutes: readonly Route[] = [
  route(signIn, async ({ tenant, body, origin }) => {
    const { account, password, code } = body
    const proof = { password, ...(code !== undefined && { code }) }
    const opened = await openBySignIn(tenant, { name: account, proof, origin })
    const value = { idle_ends_at: formatInstant(opened.idleEndsAt), ends_at: formatInstant(opened.endsAt) }
    return { value, session: opened.secret }
  }),
  route(signOut, async ({ tenant, params, caller }) => {
    const { account, session: current } = requirePerson(caller)
    const session = params.session === 'current' ? current : params.session
    const count = await store.endSessions(tenant.database, tenant.district, { account, session })
    if (count === 0) throw new AppError('resource_missing')
    return { value: undefined, ...(session === current && { session: null }) }
  }),
  route(listSessions, async ({ tenant, caller }) => {
    const { account, session: current } = requirePerson(caller)
    const sessions = await store.listSessions(tenant.database, tenant.district, account)
    const rows = sessions.map(({ id, openedAt, seenAt, endsAt, agent }) => ({
      session: id,
      is_current: id === current,
      opened_at: formatInstant(openedAt),
      seen_at: formatInstant(seenAt),
      ends_at: formatInstant(endsAt),
      agent,
    }))
    return { value: { rows } }
  }),
  route(stepUp, async ({ tenant, caller, body, origin }) => {
    const { account, session } = requirePerson(caller)
    const until = await confirmSession(tenant, { session, account, proof: body, origin })
    return { value: { confirmed_until: formatInstant(until) } }
  }),
  route(readMe, async ({ tenant, caller }) => {
    const person = requirePerson(caller)
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
      operations: operations.filter((operation) => mayAsk(person, operation.id)).map(({ id }) => id),
    }
    return { value }
  }),
]

import { createHash } from 'node:crypto'
import { instantOf, millisecondsPerMinute } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import { roles as knownRoles } from '@duibiao/contract'
import type { Role } from '@duibiao/contract'
import { addNotifications, countSearchQueue, listAccounts, takeDueView } from '@duibiao/store'
import type { Database, DueView, Queryable } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { mayAsk } from './permit.ts'
import { findMatters, idAt } from './search-matter.ts'
import type { FoundHere } from './search-matter.ts'
import { readQuery } from './search-query.ts'
import { reachOf } from './search-reach.ts'
import { narrowingOf } from './search-narrowing.ts'
import type { Tenant } from './tenant.ts'

/** The screen whose saved views are searches. */
const searchScreen = 'search'

/** Matters are told of once they are surely in the search: they come to it within seconds. */
const settling = millisecondsPerMinute

/** The most that is counted of what is new. */
const mostTold = 50

/**
 * Tells people of what is new in the searches they saved, each search at most once in its interval, and only of what its owner may see at
 * that time: they are looked up anew with their posts and roles, and the search goes through the same policy as when they ask it themselves.
 */
export async function tellOfSearches(
  tenant: Tenant,
  database: Database,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const { district, now } = tenant
  // While matters wait to be read, nothing is looked for: what came meanwhile would be passed over.
  if ((await countSearchQueue(database, district)) > 0) return
  while (!isStopped()) {
    const at = now()
    const until = idAt(instantOf(at - settling))
    const isDone = await database.transaction(async (transaction) => {
      const due = await takeDueView(transaction, district, { now: at, until })
      if (due === undefined) return true
      await tell(tenant, transaction, { due, at, until })
      return false
    })
    if (isDone) return
  }
}

interface Telling {
  readonly due: DueView
  readonly at: Instant
  readonly until: MatterId
}

async function tell(tenant: Tenant, transaction: Queryable, { due, at, until }: Telling): Promise<void> {
  if (due.screen !== searchScreen) return
  const caller = await callerOf(tenant, transaction, { person: due.person, at })
  if (caller === undefined || !mayAsk(caller, 'matter.list')) return
  const address = new URLSearchParams(due.query)
  const query = readQuery((address.get('text') ?? '').slice(0, 200))
  const kind = address.get('kind')
  if (query.whole.length === 0 || (kind !== null && kind !== 'matter')) return
  const { found, isAtLeast } = await findMatters(query, {
    tenant: { database: transaction, district: tenant.district },
    reaches: reachOf(caller),
    narrowing: {
      ...narrowingOf(Object.fromEntries(address)),
      after: due.since ?? idAt(instantOf(due.lastAt - settling)),
      before: until,
    },
    most: mostTold,
    isStrict: true,
  })
  const newest = found.toSorted((one, other) => (one.matter < other.matter ? 1 : -1))[0]
  if (newest === undefined) return
  await addNotice(
    { tenant, transaction },
    { due, at, newest, count: `${found.length}${isAtLeast ? '+' : ''}` },
  )
}

async function addNotice(
  { tenant, transaction }: { readonly tenant: Tenant; readonly transaction: Queryable },
  { due, at, newest, count }: Omit<Telling, 'until'> & { readonly newest: FoundHere; readonly count: string },
): Promise<void> {
  await addNotifications(transaction, tenant.district, {
    recipients: [{ kind: 'person', person: due.person }],
    // Not of an entry: the place before the first, told apart by the search and its turn.
    place: { matter: newest.matter, seq: 0, number: placeOf(`${due.view} ${at}`) },
    kind: 'copy',
    textKey: 'notification.found',
    textValues: {
      number: newest.number,
      pack_name: '',
      pack: { zh: '', en: '' },
      count,
      name: due.name,
      search: due.query,
    },
    now: at,
    random: tenant.random,
  })
}

function placeOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) & 0x7fffffff
}

/** Somebody as they would ask now; undefined for who has no account that works any more. */
async function callerOf(
  { district, registry }: Pick<Tenant, 'district' | 'registry'>,
  queryable: Queryable,
  { person, at }: { readonly person: string; readonly at: Instant },
): Promise<Caller | undefined> {
  const accounts = await listAccounts(queryable, district, { persons: [person], limit: 10 })
  const [account] = accounts.filter(({ disabledAt }) => disabledAt === undefined)
  if (account === undefined) return undefined
  return {
    kind: 'person',
    person,
    name: account.displayName,
    account: account.id,
    accountName: account.name,
    session: '',
    posts: registry.postsOf(person, at),
    roles: account.roles.filter((role): role is Role => knownRoles.some((known) => known === role)),
  }
}

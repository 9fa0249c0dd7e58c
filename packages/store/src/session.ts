import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Making } from './account.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** How somebody signed in: with a password, a code sent to a telephone, or by a provider of single sign-on. */
export type SignInMeans = 'password' | 'phone' | 'provider'

/** Somebody who is signed in (会话). Only the digest of its secret is kept. */
export interface Session {
  readonly id: string
  readonly account: string
  readonly openedAt: Instant
  readonly seenAt: Instant
  readonly endsAt: Instant
  /** When the person last proved who they are. */
  readonly confirmedAt: Instant
  readonly address: string
  readonly agent: string
  readonly means: SignInMeans
}

/** A session with what must be known of its account at each request. */
export interface SignedIn {
  readonly session: Session
  readonly accountName: string
  readonly person: string
  readonly displayName: string
  readonly roles: readonly string[]
  /** The password is an initial one, which must be changed. */
  readonly isInitial: boolean
  readonly hasSecondFactor: boolean
}

export interface NewSession {
  readonly account: string
  /** SHA-256 of the secret. */
  readonly digest: Uint8Array
  readonly endsAt: Instant
  readonly address: string
  readonly agent: string
  readonly means: SignInMeans
  /** How many sessions an account may have; the one unused for longest ends. */
  readonly most: number
}

/** Opens a session. @returns its id */
export async function openSession(
  queryable: Queryable,
  district: DistrictId,
  { account, digest, endsAt, address, agent, means, most, now, random }: NewSession & Making,
): Promise<string> {
  const id = uuidOf(now, random(10))
  await queryable.execute(openSessionStatement, [
    district,
    id,
    account,
    digest,
    toTimestamp(now),
    toTimestamp(endsAt),
    address,
    agent,
    most,
    means,
  ])
  return id
}

/**
 * The session of a secret, if it is neither over nor unused for too long, and its account is in force.
 * @param idleSince sessions not used since then are over
 */
export async function findSession(
  queryable: Queryable,
  district: DistrictId,
  {
    digest,
    now,
    idleSince,
  }: { readonly digest: Uint8Array; readonly now: Instant; readonly idleSince: Instant },
): Promise<SignedIn | undefined> {
  const parameters = [district, digest, toTimestamp(now), toTimestamp(idleSince)]
  const [row] = await queryable.query<SignedInRow>(findSessionStatement, parameters)
  return (
    row && {
      session: parseSession(row),
      accountName: row.name,
      person: row.person_id,
      displayName: row.display_name,
      roles: row.roles,
      isInitial: row.is_initial,
      hasSecondFactor: row.has_second_factor,
    }
  )
}

/**
 * Of some sessions and access tokens those that are in force, by the same rule as at a request.
 * @param idleSince sessions not used since then are over
 */
export async function findInForce(
  queryable: Queryable,
  district: DistrictId,
  {
    ids,
    now,
    idleSince,
  }: { readonly ids: readonly string[]; readonly now: Instant; readonly idleSince: Instant },
): Promise<ReadonlySet<string>> {
  const parameters = [district, ids, toTimestamp(now), toTimestamp(idleSince)]
  const rows = await queryable.query<{ readonly id: string }>(findInForceStatement, parameters)
  return new Set(rows.map(({ id }) => id))
}

/** Keeps that a session was used. */
export async function touchSession(
  queryable: Queryable,
  district: DistrictId,
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<void> {
  await queryable.execute(touchSessionStatement, [district, id, toTimestamp(now)])
}

/** Keeps that the person of a session proved once more who they are, and gives it a new secret. The old one opens nothing any more. */
export async function renewSession(
  queryable: Queryable,
  district: DistrictId,
  { id, digest, now }: { readonly id: string; readonly digest: Uint8Array; readonly now: Instant },
): Promise<void> {
  await queryable.execute(renewSessionStatement, [district, id, digest, toTimestamp(now)])
}

/** The sessions of an account, the latest first. */
export async function listSessions(
  queryable: Queryable,
  district: DistrictId,
  account: string,
): Promise<readonly Session[]> {
  const rows = await queryable.query<SessionRow>(listSessionsStatement, [district, account])
  return rows.map(parseSession)
}

/** Ends a session of an account, all of them, or all but one. @returns how many ended */
export async function endSessions(
  queryable: Queryable,
  district: DistrictId,
  { account, session, but }: { readonly account: string; readonly session?: string; readonly but?: string },
): Promise<number> {
  return queryable.execute(endSessionsStatement, [district, account, session ?? null, but ?? null])
}

/** Clears sessions that are over. @returns how many there were */
export async function clearSessions(
  queryable: Queryable,
  district: DistrictId,
  { now, idleSince }: { readonly now: Instant; readonly idleSince: Instant },
): Promise<number> {
  return queryable.execute(clearSessionsStatement, [district, toTimestamp(now), toTimestamp(idleSince)])
}

interface SessionRow {
  readonly session_id: string
  readonly account_id: string
  readonly opened_at: number
  readonly seen_at: number
  readonly ends_at: number
  readonly confirmed_at: number
  readonly address: string
  readonly agent: string
  readonly means: SignInMeans
}

interface SignedInRow extends SessionRow {
  readonly name: string
  readonly person_id: string
  readonly display_name: string
  readonly roles: readonly string[]
  readonly is_initial: boolean
  readonly has_second_factor: boolean
}

function parseSession(row: SessionRow): Session {
  return {
    id: row.session_id,
    account: row.account_id,
    openedAt: instantOf(row.opened_at),
    seenAt: instantOf(row.seen_at),
    endsAt: instantOf(row.ends_at),
    confirmedAt: instantOf(row.confirmed_at),
    address: row.address,
    agent: row.agent,
    means: row.means,
  }
}

const columns = `session_id, session.account_id, opened_at, seen_at, ends_at, confirmed_at, address, agent, means`

const openSessionStatement: Statement = {
  name: 'open_session',
  text: `with surplus as (
  select session_id
  from session
  where district_id = $1
    and account_id = $3::uuid
  order by seen_at desc
  offset $9::int - 1
),
ended as (
  delete from session
  where district_id = $1
    and session_id in (select session_id from surplus)
),
used as (
  update account
  set signed_in_at = $5
  where district_id = $1
    and account_id = $3::uuid
)
insert into session (district_id, session_id, account_id, digest, opened_at, seen_at, ends_at, confirmed_at, address, agent,
  means)
values ($1, $2::uuid, $3::uuid, $4, $5, $5, $6, $5, $7, $8, $10)`,
}

const findSessionStatement: Statement = {
  name: 'find_session',
  text: `select ${columns}, name, person_id, display_name, roles, password_ends_at is not null as is_initial,
  code_secret is not null as has_second_factor
from session
join account on account.district_id = session.district_id
  and account.account_id = session.account_id
where session.district_id = $1
  and digest = $2
  and ends_at > $3
  and seen_at > $4
  and disabled_at is null
  and opened_at >= changed_at`,
}

const findInForceStatement: Statement = {
  name: 'find_in_force',
  text: `select session_id as id
from session
join account on account.district_id = session.district_id
  and account.account_id = session.account_id
where session.district_id = $1
  and session_id = any($2::uuid[])
  and ends_at > $3
  and seen_at > $4
  and disabled_at is null
  and opened_at >= changed_at
union all
select token_id as id
from access_token
join account on account.district_id = access_token.district_id
  and account.account_id = access_token.account_id
where access_token.district_id = $1
  and token_id = any($2::uuid[])
  and ends_at > $3
  and disabled_at is null`,
}

const touchSessionStatement: Statement = {
  name: 'touch_session',
  text: `update session
set seen_at = greatest(seen_at, $3::timestamptz)
where district_id = $1
  and session_id = $2::uuid`,
}

const renewSessionStatement: Statement = {
  name: 'renew_session',
  text: `update session
set digest = $3,
  seen_at = $4,
  confirmed_at = $4
where district_id = $1
  and session_id = $2::uuid`,
}

const listSessionsStatement: Statement = {
  name: 'list_sessions',
  text: `select ${columns}
from session
where district_id = $1
  and account_id = $2::uuid
order by seen_at desc`,
}

const endSessionsStatement: Statement = {
  name: 'end_sessions',
  text: `delete from session
where district_id = $1
  and account_id = $2::uuid
  and ($3::uuid is null or session_id = $3::uuid)
  and ($4::uuid is null or session_id <> $4::uuid)`,
}

const clearSessionsStatement: Statement = {
  name: 'clear_sessions',
  text: `delete from session
where district_id = $1
  and (ends_at <= $2 or seen_at <= $3)`,
}

/** For review: `packages/store/emitted`. */
export const sessionStatements: readonly Statement[] = [
  openSessionStatement,
  findSessionStatement,
  findInForceStatement,
  touchSessionStatement,
  renewSessionStatement,
  listSessionsStatement,
  endSessionsStatement,
  clearSessionsStatement,
]

import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Making } from './account.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** By what another system asks in the name of an account (接口令牌). Only the digest of its secret is kept. */
export interface AccessToken {
  readonly id: string
  readonly account: string
  /** What it is for. */
  readonly name: string
  /** Ids of operations, or a resource and a star. */
  readonly scopes: readonly string[]
  readonly createdAt: Instant
  readonly endsAt: Instant
  readonly seenAt: Instant | undefined
}

/** A token with what must be known of its account at each request. */
export interface TokenOwner {
  readonly token: AccessToken
  readonly accountName: string
  readonly person: string
  readonly displayName: string
  readonly roles: readonly string[]
  readonly isInitial: boolean
  readonly hasSecondFactor: boolean
}

export interface NewAccessToken {
  readonly account: string
  readonly name: string
  /** SHA-256 of the secret. */
  readonly digest: Uint8Array
  readonly scopes: readonly string[]
  readonly endsAt: Instant
  /** How many tokens an account may have that are in force. */
  readonly most: number
}

/** Makes a token. @returns its id; undefined when the account has as many as it may */
export async function addToken(
  queryable: Queryable,
  district: DistrictId,
  { account, name, digest, scopes, endsAt, most, now, random }: NewAccessToken & Making,
): Promise<string | undefined> {
  const id = uuidOf(now, random(10))
  const times = [toTimestamp(now), toTimestamp(endsAt)]
  const parameters = [district, id, account, name, digest, scopes, ...times, most]
  return (await queryable.execute(addTokenStatement, parameters)) === 1 ? id : undefined
}

/** The token of a secret, if it is in force and its account is too. */
export async function findToken(
  queryable: Queryable,
  district: DistrictId,
  { digest, now }: { readonly digest: Uint8Array; readonly now: Instant },
): Promise<TokenOwner | undefined> {
  const [row] = await queryable.query<OwnerRow>(findTokenStatement, [district, digest, toTimestamp(now)])
  return (
    row && {
      token: parseToken(row),
      accountName: row.account_name,
      person: row.person_id,
      displayName: row.display_name,
      roles: row.roles,
      isInitial: row.is_initial,
      hasSecondFactor: row.has_second_factor,
    }
  )
}

/** Keeps that a token was used. */
export async function touchToken(
  queryable: Queryable,
  district: DistrictId,
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<void> {
  await queryable.execute(touchTokenStatement, [district, id, toTimestamp(now)])
}

/** The tokens of an account, the newest first; those that are over too, until they are cleared. */
export async function listTokens(
  queryable: Queryable,
  district: DistrictId,
  account: string,
): Promise<readonly AccessToken[]> {
  const rows = await queryable.query<TokenRow>(listTokensStatement, [district, account])
  return rows.map(parseToken)
}

/** Ends a token of an account, or all of them. @returns how many ended */
export async function endTokens(
  queryable: Queryable,
  district: DistrictId,
  { account, token }: { readonly account: string; readonly token?: string },
): Promise<number> {
  return queryable.execute(endTokensStatement, [district, account, token ?? null])
}

/** Clears tokens that ended before an instant. @returns how many there were */
export async function clearTokens(
  queryable: Queryable,
  district: DistrictId,
  before: Instant,
): Promise<number> {
  return queryable.execute(clearTokensStatement, [district, toTimestamp(before)])
}

interface TokenRow {
  readonly token_id: string
  readonly account_id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly created_at: number
  readonly ends_at: number
  readonly seen_at: number | null
}

interface OwnerRow extends TokenRow {
  readonly account_name: string
  readonly person_id: string
  readonly display_name: string
  readonly roles: readonly string[]
  readonly is_initial: boolean
  readonly has_second_factor: boolean
}

function parseToken(row: TokenRow): AccessToken {
  return {
    id: row.token_id,
    account: row.account_id,
    name: row.name,
    scopes: row.scopes,
    createdAt: instantOf(row.created_at),
    endsAt: instantOf(row.ends_at),
    seenAt: row.seen_at === null ? undefined : instantOf(row.seen_at),
  }
}

const addTokenStatement: Statement = {
  name: 'add_token',
  text: `insert into access_token (district_id, token_id, account_id, name, digest, scopes, created_at, ends_at)
select $1, $2::uuid, $3::uuid, $4, $5, $6::text[], $7, $8
where (
  select count(*)
  from access_token
  where district_id = $1
    and account_id = $3::uuid
    and ends_at > $7
) < $9::int`,
}

const findTokenStatement: Statement = {
  name: 'find_token',
  text: `select token_id, access_token.account_id, access_token.name, scopes, access_token.created_at, ends_at, seen_at,
  account.name as account_name, person_id, display_name, roles, password_ends_at is not null as is_initial,
  code_secret is not null as has_second_factor
from access_token
join account on account.district_id = access_token.district_id
  and account.account_id = access_token.account_id
where access_token.district_id = $1
  and digest = $2
  and ends_at > $3
  and disabled_at is null`,
}

const touchTokenStatement: Statement = {
  name: 'touch_token',
  text: `update access_token
set seen_at = $3
where district_id = $1
  and token_id = $2::uuid`,
}

const listTokensStatement: Statement = {
  name: 'list_tokens',
  text: `select token_id, account_id, name, scopes, created_at, ends_at, seen_at
from access_token
where district_id = $1
  and account_id = $2::uuid
order by created_at desc, token_id desc`,
}

const endTokensStatement: Statement = {
  name: 'end_tokens',
  text: `delete from access_token
where district_id = $1
  and account_id = $2::uuid
  and ($3::uuid is null or token_id = $3::uuid)`,
}

const clearTokensStatement: Statement = {
  name: 'clear_tokens',
  text: `delete from access_token
where district_id = $1
  and ends_at < $2`,
}

/** For review: `packages/store/emitted`. */
export const accessTokenStatements: readonly Statement[] = [
  addTokenStatement,
  findTokenStatement,
  touchTokenStatement,
  listTokensStatement,
  endTokensStatement,
  clearTokensStatement,
]

import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { eraseAccountStatement } from './account-erasure.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** By what a person signs in (账号). */
export interface Account {
  readonly id: string
  /** What is typed at sign-in. */
  readonly name: string
  readonly person: string
  readonly displayName: string
  /** Roles that come without a post. */
  readonly roles: readonly string[]
  /** Argon2id in PHC form; undefined for those who sign in otherwise. */
  readonly password: string | undefined
  /** Secret of one-time codes, sealed with the key of the installation. */
  readonly codeSecret: string | undefined
  /** Time step of the last code taken: none is taken twice. */
  readonly codeUsedStep: number
  /** Sealed secret of an authenticator that was not confirmed by a code yet. */
  readonly codePending: string | undefined
  /** Until when an initial password may be used, which must be changed; undefined for one that its owner chose. */
  readonly passwordEndsAt: Instant | undefined
  readonly failures: number
  readonly failedAt: Instant | undefined
  readonly disabledAt: Instant | undefined
  readonly changedAt: Instant
  /** When its owner signed in last; undefined when nobody has yet. */
  readonly signedInAt: Instant | undefined
}

export interface NewAccount {
  readonly name: string
  /** Of the registry; the account itself when not said. */
  readonly person?: string
  readonly displayName: string
  readonly roles?: readonly string[]
  readonly password?: string
  /** Until when the password may be used, which is an initial one. */
  readonly passwordEndsAt?: Instant
  /** Issuer and subject at the provider of single sign-on. */
  readonly externalId?: string
}

/** What may change of an account. Whatever does ends its sessions, except a counted failure. */
export interface AccountChange {
  readonly displayName?: string
  readonly roles?: readonly string[]
  readonly password?: string | null
  /** For an initial password; it is taken away when only a password is given. */
  readonly passwordEndsAt?: Instant
  /** Takes away as well what waits to be confirmed. */
  readonly codeSecret?: string | null
  readonly disabledAt?: Instant | null
}

/** What a change is made with. */
export interface Making {
  readonly now: Instant
  readonly random: (length: number) => Uint8Array
}

/** Makes accounts, in one statement. @returns their ids. @throws AppError `row_exists` when a name is taken */
export async function addAccounts(
  queryable: Queryable,
  district: DistrictId,
  { accounts, now, random }: Making & { readonly accounts: readonly NewAccount[] },
): Promise<readonly string[]> {
  const ids = accounts.map(() => uuidOf(now, random(10)))
  const rows = accounts.map((account, index) => ({
    account_id: ids[index],
    name: account.name,
    person_id: account.person ?? ids[index],
    display_name: account.displayName,
    roles: account.roles ?? [],
    password: account.password ?? null,
    password_ends_at: account.passwordEndsAt === undefined ? null : toTimestamp(account.passwordEndsAt),
    external_id: account.externalId ?? null,
  }))
  await queryable.execute(addAccountsStatement, [district, toTimestamp(now), JSON.stringify(rows)])
  return ids
}

/** The account of a name, an id or an identity at a provider; undefined when there is none. */
export async function findAccount(
  queryable: Queryable,
  district: DistrictId,
  wanted: { readonly name: string } | { readonly id: string } | { readonly externalId: string },
): Promise<Account | undefined> {
  const parameters = [
    district,
    'name' in wanted ? wanted.name : null,
    'id' in wanted ? wanted.id : null,
    'externalId' in wanted ? wanted.externalId : null,
  ]
  const [row] = await queryable.query<AccountRow>(findAccountStatement, parameters)
  return row && parseAccount(row)
}

/** Which accounts are wanted. */
export interface AccountFilter {
  /** The name that ended the page before. */
  readonly after?: string
  readonly limit?: number
  readonly role?: string
  readonly isDisabled?: boolean
  /** Of staff, or of residents. */
  readonly isStaff?: boolean
  /** Those of these people of the registry. */
  readonly persons?: readonly string[]
  /** The beginning of the name, or a part of that shown. */
  readonly text?: string
}

/** Accounts by name, page by page. */
export async function listAccounts(
  queryable: Queryable,
  district: DistrictId,
  { after = '', limit = 50, role, isDisabled, isStaff, persons, text }: AccountFilter = {},
): Promise<readonly Account[]> {
  const parameters = [
    district,
    after,
    limit,
    role ?? null,
    isDisabled ?? null,
    isStaff ?? null,
    persons ?? null,
    text ?? null,
  ]
  const rows = await queryable.query<AccountRow>(listAccountsStatement, parameters)
  return rows.map(parseAccount)
}

/** Changes an account and ends its sessions. @returns false when there is no such account */
export async function changeAccount(
  queryable: Queryable,
  district: DistrictId,
  { id, change, now }: { readonly id: string; readonly change: AccountChange; readonly now: Instant },
): Promise<boolean> {
  const { displayName, roles, password, passwordEndsAt, codeSecret, disabledAt } = change
  const count = await queryable.execute(changeAccountStatement, [
    district,
    id,
    toTimestamp(now),
    displayName ?? null,
    roles ?? null,
    password !== undefined,
    password ?? null,
    codeSecret !== undefined,
    codeSecret ?? null,
    disabledAt !== undefined,
    disabledAt === undefined || disabledAt === null ? null : toTimestamp(disabledAt),
    passwordEndsAt === undefined ? null : toTimestamp(passwordEndsAt),
  ])
  return count === 1
}

/** Keeps the sealed secret of an authenticator that its owner has still to confirm. Nothing changes for sign-in yet. */
export async function keepPendingCode(
  queryable: Queryable,
  district: DistrictId,
  { id, pending }: { readonly id: string; readonly pending: string },
): Promise<void> {
  await queryable.execute(keepPendingCodeStatement, [district, id, pending])
}

/** Keeps that a proof failed or succeeded. @param usedStep time step of the code that was taken with it */
export async function countProof(
  queryable: Queryable,
  district: DistrictId,
  proof: { readonly id: string; readonly isGood: boolean; readonly usedStep?: number; readonly now: Instant },
): Promise<boolean> {
  const { id, isGood, usedStep = 0, now } = proof
  const parameters = [district, id, isGood, usedStep, toTimestamp(now)]
  return (await queryable.execute(countProofStatement, parameters)) === 1
}

interface AccountRow {
  readonly account_id: string
  readonly name: string
  readonly person_id: string
  readonly display_name: string
  readonly roles: readonly string[]
  readonly password: string | null
  readonly code_secret: string | null
  readonly code_used_step: number
  readonly code_pending: string | null
  readonly password_ends_at: number | null
  readonly failures: number
  readonly failed_at: number | null
  readonly disabled_at: number | null
  readonly changed_at: number
  readonly signed_in_at: number | null
}

function parseAccount(row: AccountRow): Account {
  return {
    id: row.account_id,
    name: row.name,
    person: row.person_id,
    displayName: row.display_name,
    roles: row.roles,
    password: row.password ?? undefined,
    codeSecret: row.code_secret ?? undefined,
    codeUsedStep: Number(row.code_used_step),
    codePending: row.code_pending ?? undefined,
    passwordEndsAt: optionalInstant(row.password_ends_at),
    failures: row.failures,
    failedAt: optionalInstant(row.failed_at),
    disabledAt: optionalInstant(row.disabled_at),
    changedAt: instantOf(row.changed_at),
    signedInAt: optionalInstant(row.signed_in_at),
  }
}

function optionalInstant(value: number | null): Instant | undefined {
  return value === null ? undefined : instantOf(value)
}

const columns = `account_id, name, person_id, display_name, roles, password, code_secret, code_used_step, code_pending,
  password_ends_at, failures, failed_at, disabled_at, changed_at, signed_in_at`

const addAccountsStatement: Statement = {
  name: 'add_accounts',
  text: `insert into account (district_id, account_id, name, person_id, display_name, roles, password, password_ends_at,
  external_id, created_at, changed_at)
select $1, account_id, name, person_id, display_name, roles, password, password_ends_at, external_id, $2, $2
from json_to_recordset($3::json) as given (
  account_id uuid, name text, person_id text, display_name text, roles text[], password text,
  password_ends_at timestamptz, external_id text
)`,
}

const findAccountStatement: Statement = {
  name: 'find_account',
  text: `select ${columns}
from account
where district_id = $1
  and (name = $2 or account_id = $3::uuid or external_id = $4)
limit 1`,
}

const listAccountsStatement: Statement = {
  name: 'list_accounts',
  text: `select ${columns}
from account
where district_id = $1
  and name > $2
  and ($4::text is null or $4 = any (roles))
  and ($5::boolean is null or (disabled_at is not null) = $5)
  and ($6::boolean is null or not ('resident' = any (roles)) = $6)
  and ($7::text[] is null or person_id = any ($7))
  and ($8::text is null or starts_with(name, $8) or position($8 in display_name) > 0)
order by name
limit $3`,
}

const changeAccountStatement: Statement = {
  name: 'change_account',
  text: `with ended as (
  delete from session
  where district_id = $1
    and account_id = $2::uuid
)
update account
set changed_at = $3,
  display_name = coalesce($4, display_name),
  roles = coalesce($5::text[], roles),
  password = case when $6::boolean then $7 else password end,
  password_ends_at = case when $6::boolean then $12::timestamptz else password_ends_at end,
  code_secret = case when $8::boolean then $9 else code_secret end,
  code_pending = case when $8::boolean then null else code_pending end,
  disabled_at = case when $10::boolean then $11::timestamptz else disabled_at end,
  failures = 0
where district_id = $1
  and account_id = $2::uuid`,
}

const keepPendingCodeStatement: Statement = {
  name: 'keep_pending_code',
  text: `update account
set code_pending = $3
where district_id = $1
  and account_id = $2::uuid`,
}

// The step is taken only once, also by two requests at the same time: the second finds it used and changes no row.
const countProofStatement: Statement = {
  name: 'count_proof',
  text: `update account
set failures = case when $3::boolean then 0 else failures + 1 end,
  failed_at = case when $3::boolean then failed_at else $5::timestamptz end,
  code_used_step = greatest(code_used_step, $4::bigint)
where district_id = $1
  and account_id = $2::uuid
  and (not $3::boolean or $4::bigint = 0 or code_used_step < $4::bigint)`,
}

/** For review: `packages/store/emitted`. */
export const accountStatements: readonly Statement[] = [
  addAccountsStatement,
  findAccountStatement,
  listAccountsStatement,
  changeAccountStatement,
  keepPendingCodeStatement,
  countProofStatement,
  eraseAccountStatement,
]

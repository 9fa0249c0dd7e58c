import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** Keeps a link to a new password (口令重设链接); the one before of the same account opens nothing any more. */
export async function keepPasswordLink(
  queryable: Queryable,
  district: DistrictId,
  {
    account,
    digest,
    endsAt,
  }: {
    readonly account: string
    /** SHA-256 of the secret. */
    readonly digest: Uint8Array
    readonly endsAt: Instant
  },
): Promise<void> {
  await queryable.execute(keepPasswordLinkStatement, [district, account, digest, toTimestamp(endsAt)])
}

/** Whose link it is, without using it. */
export async function findPasswordLink(
  queryable: Queryable,
  district: DistrictId,
  { digest, now }: { readonly digest: Uint8Array; readonly now: Instant },
): Promise<string | undefined> {
  const parameters = [district, digest, toTimestamp(now)]
  const [row] = await queryable.query<LinkRow>(findPasswordLinkStatement, parameters)
  return row?.account_id
}

/** Uses a link up. Of two at the same time one succeeds. @returns whose it was; undefined when there is none any more */
export async function takePasswordLink(
  queryable: Queryable,
  district: DistrictId,
  { digest, now }: { readonly digest: Uint8Array; readonly now: Instant },
): Promise<string | undefined> {
  const parameters = [district, digest, toTimestamp(now)]
  const [row] = await queryable.query<LinkRow>(takePasswordLinkStatement, parameters)
  return row?.account_id
}

/** Clears links that ended before an instant. @returns how many there were */
export async function clearPasswordLinks(
  queryable: Queryable,
  district: DistrictId,
  before: Instant,
): Promise<number> {
  return queryable.execute(clearPasswordLinksStatement, [district, toTimestamp(before)])
}

interface LinkRow {
  readonly account_id: string
}

const keepPasswordLinkStatement: Statement = {
  name: 'keep_password_link',
  text: `insert into password_link (district_id, account_id, digest, ends_at)
values ($1, $2::uuid, $3, $4)
on conflict (district_id, account_id) do update
set digest = excluded.digest,
  ends_at = excluded.ends_at`,
}

const findPasswordLinkStatement: Statement = {
  name: 'find_password_link',
  text: `select account_id
from password_link
where district_id = $1
  and digest = $2
  and ends_at > $3`,
}

const takePasswordLinkStatement: Statement = {
  name: 'take_password_link',
  text: `delete from password_link
where district_id = $1
  and digest = $2
  and ends_at > $3
returning account_id`,
}

const clearPasswordLinksStatement: Statement = {
  name: 'clear_password_links',
  text: `delete from password_link
where district_id = $1
  and ends_at < $2`,
}

/** For review: `packages/store/emitted`. */
export const passwordLinkStatements: readonly Statement[] = [
  keepPasswordLinkStatement,
  findPasswordLinkStatement,
  takePasswordLinkStatement,
  clearPasswordLinksStatement,
]

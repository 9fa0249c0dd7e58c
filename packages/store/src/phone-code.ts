import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** Keeps the code that is sent to a telephone (短信验证码); the one before opens nothing any more. */
export async function keepPhoneCode(
  queryable: Queryable,
  district: DistrictId,
  {
    phone,
    digest,
    endsAt,
  }: {
    /** Keyed digest of the number. */
    readonly phone: string
    /** Keyed digest of the code. */
    readonly digest: Uint8Array
    readonly endsAt: Instant
  },
): Promise<void> {
  await queryable.execute(keepPhoneCodeStatement, [district, phone, digest, toTimestamp(endsAt)])
}

/**
 * Counts one try of the code of a telephone. Two at the same time count as two.
 * @param most how often it may be tried
 * @returns digest of the code; undefined when there is none, or none any more
 */
export async function tryPhoneCode(
  queryable: Queryable,
  district: DistrictId,
  { phone, most, now }: { readonly phone: string; readonly most: number; readonly now: Instant },
): Promise<Uint8Array | undefined> {
  const parameters = [district, phone, most, toTimestamp(now)]
  const [row] = await queryable.query<{ readonly digest: Uint8Array }>(tryPhoneCodeStatement, parameters)
  return row?.digest
}

/** Uses a code up. @returns false when somebody else was faster, or another one was sent since */
export async function takePhoneCode(
  queryable: Queryable,
  district: DistrictId,
  { phone, digest }: { readonly phone: string; readonly digest: Uint8Array },
): Promise<boolean> {
  return (await queryable.execute(takePhoneCodeStatement, [district, phone, digest])) === 1
}

/** Clears codes that ended before an instant. @returns how many there were */
export async function clearPhoneCodes(
  queryable: Queryable,
  district: DistrictId,
  before: Instant,
): Promise<number> {
  return queryable.execute(clearPhoneCodesStatement, [district, toTimestamp(before)])
}

/** Keeps the sealed telephone number of a resident's account. */
export async function keepAccountPhone(
  queryable: Queryable,
  district: DistrictId,
  { account, level, sealed }: { readonly account: string; readonly level: number; readonly sealed: string },
): Promise<void> {
  await queryable.execute(keepAccountPhoneStatement, [district, account, level, sealed])
}

/** The sealed telephone number of an account; undefined when it has none. To open it is a reveal, which the audit records. */
export async function readAccountPhone(
  queryable: Queryable,
  district: DistrictId,
  account: string,
): Promise<{ readonly level: number; readonly sealed: string } | undefined> {
  const [row] = await queryable.query<{ readonly level: number; readonly sealed: string }>(
    readAccountPhoneStatement,
    [district, account],
  )
  return row
}

const keepPhoneCodeStatement: Statement = {
  name: 'keep_phone_code',
  text: `insert into phone_code (district_id, phone, digest, tries, ends_at)
values ($1, $2, $3, 0, $4)
on conflict (district_id, phone) do update
set digest = excluded.digest,
  tries = 0,
  ends_at = excluded.ends_at`,
}

const tryPhoneCodeStatement: Statement = {
  name: 'try_phone_code',
  text: `update phone_code
set tries = tries + 1
where district_id = $1
  and phone = $2
  and tries < $3
  and ends_at > $4
returning digest`,
}

const takePhoneCodeStatement: Statement = {
  name: 'take_phone_code',
  text: `delete from phone_code
where district_id = $1
  and phone = $2
  and digest = $3`,
}

const clearPhoneCodesStatement: Statement = {
  name: 'clear_phone_codes',
  text: `delete from phone_code
where district_id = $1
  and ends_at < $2`,
}

const keepAccountPhoneStatement: Statement = {
  name: 'keep_account_phone',
  text: `insert into account_phone (district_id, account_id, level, sealed)
values ($1, $2::uuid, $3, $4)
on conflict (district_id, account_id) do nothing`,
}

const readAccountPhoneStatement: Statement = {
  name: 'read_account_phone',
  text: `select level, sealed
from account_phone
where district_id = $1
  and account_id = $2::uuid`,
}

/** For review: `packages/store/emitted`. */
export const phoneCodeStatements: readonly Statement[] = [
  keepPhoneCodeStatement,
  tryPhoneCodeStatement,
  takePhoneCodeStatement,
  clearPhoneCodesStatement,
  keepAccountPhoneStatement,
  readAccountPhoneStatement,
]

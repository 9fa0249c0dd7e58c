import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** Closes an account and erases what its owner gave: name, telephone, password, authenticator, sessions, tokens. */
export async function eraseAccount(
  queryable: Queryable,
  district: DistrictId,
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<void> {
  await queryable.execute(eraseAccountStatement, [district, id, toTimestamp(now)])
}

/** What was given by its owner goes; the row stays, for what it did is on record by its id. Its name is free again. */
export const eraseAccountStatement: Statement = {
  name: 'erase_account',
  text: `with sessions as (
  delete from session
  where district_id = $1
    and account_id = $2::uuid
),
tokens as (
  delete from access_token
  where district_id = $1
    and account_id = $2::uuid
),
links as (
  delete from password_link
  where district_id = $1
    and account_id = $2::uuid
),
phones as (
  delete from account_phone
  where district_id = $1
    and account_id = $2::uuid
)
update account
set name = 'erased:' || account_id,
  display_name = '已注销',
  roles = '{}',
  password = null,
  password_ends_at = null,
  code_secret = null,
  code_pending = null,
  external_id = null,
  disabled_at = $3,
  changed_at = $3
where district_id = $1
  and account_id = $2::uuid`,
}

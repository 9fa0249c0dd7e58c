import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** How many sessions accounts have that are not over; those without any are left out. */
export async function tallySessions(
  queryable: Queryable,
  district: DistrictId,
  { accounts, now }: { readonly accounts: readonly string[]; readonly now: Instant },
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryable.query<{ readonly account_id: string; readonly sessions: number }>(
    tallySessionsStatement,
    [district, accounts, toTimestamp(now)],
  )
  return new Map(rows.map(({ account_id: account, sessions }) => [account, sessions]))
}

export const tallySessionsStatement: Statement = {
  name: 'tally_sessions',
  text: `select account_id, count(*)::int as sessions
from session
where district_id = $1
  and account_id = any($2::uuid[])
  and ends_at > $3
group by account_id`,
}

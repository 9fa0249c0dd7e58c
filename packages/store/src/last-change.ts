import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'

/** When anything was last recorded of any matter of a district; undefined when it has none. */
export async function readLastChange(
  queryable: Queryable,
  district: DistrictId,
): Promise<Instant | undefined> {
  const [row] = await queryable.query<{ readonly at: number | null }>(lastChangeStatement, [district])
  return row === undefined || row.at === null ? undefined : instantOf(row.at)
}

const lastChangeStatement: Statement = {
  name: 'last_change',
  text: `select max(updated_at) as at
from matter
where district_id = $1`,
}

/** For review: `packages/store/emitted`. */
export const lastChangeStatements: readonly Statement[] = [lastChangeStatement]

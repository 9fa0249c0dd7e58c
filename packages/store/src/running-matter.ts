import { parseMatterId } from '@duibiao/base'
import type { DistrictId, MatterId } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'

/** A matter under way, with where it stands. */
export interface RunningMatter {
  readonly matter: MatterId
  readonly number: string
  /** Content hash of the procedure it runs on. */
  readonly procedure: string
  readonly state: MatterState
}

/** Matters not ended that run on one of the procedures, in pages by their id. */
export async function listRunning(
  queryable: Queryable,
  district: DistrictId,
  page: { readonly procedures: readonly string[]; readonly after?: MatterId; readonly limit?: number },
): Promise<readonly RunningMatter[]> {
  const { procedures, after = '00000000-0000-0000-0000-000000000000', limit = 500 } = page
  const rows = await queryable.query<RunningRow>(listRunningStatement, [district, procedures, after, limit])
  return rows.map(({ matter_id: matter, state, ...rest }) => ({
    ...rest,
    matter: parseMatterId(matter),
    state: JSON.parse(state),
  }))
}

/** How many matters run on each procedure, by its content hash. */
export async function countRunning(
  queryable: Queryable,
  district: DistrictId,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryable.query<{ readonly procedure: string; readonly matters: number }>(
    countRunningStatement,
    [district],
  )
  return new Map(rows.map(({ procedure, matters }) => [procedure, matters]))
}

interface RunningRow {
  readonly matter_id: string
  readonly number: string
  readonly procedure: string
  readonly state: string
}

export const listRunningStatement: Statement = {
  name: 'list_running',
  text: `select matter_id, number, procedure, state
from matter
where district_id = $1
  and procedure = any($2::text[])
  and status in ('open', 'suspended')
  and matter_id > $3
order by matter_id
limit $4`,
}

export const countRunningStatement: Statement = {
  name: 'count_running',
  text: `select procedure, count(*) as matters
from matter
where district_id = $1
  and status in ('open', 'suspended')
group by procedure`,
}

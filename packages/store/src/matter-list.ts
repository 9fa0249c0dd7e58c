import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'

/** A matter as a list shows it. */
export interface MatterLine {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly openedAt: Instant
  readonly dueAt: Instant | undefined
  readonly endedAt: Instant | undefined
}

/** How many matters there are of a status. */
export type MatterCount = { readonly [status in MatterState['status']]: number }

/**
 * Matters, the newest first; open ones only when asked for. The next page begins after the last matter of this one, so a
 * page is found as fast at the end of a million as at the beginning.
 */
export async function listMatters(
  queryable: Queryable,
  district: DistrictId,
  page: { readonly open?: boolean; readonly after?: MatterId; readonly limit?: number } = {},
): Promise<readonly MatterLine[]> {
  const statement = page.open === true ? listOpenStatement : listAllStatement
  const parameters = [district, page.after ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', page.limit ?? 50]
  const rows = await queryable.query<MatterLineRow>(statement, parameters)
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    status: row.status,
    openedAt: instantOf(row.opened_at),
    dueAt: row.due_at === null ? undefined : instantOf(row.due_at),
    endedAt: row.ended_at === null ? undefined : instantOf(row.ended_at),
  }))
}

/** Counts the matters of a district by status. */
export async function countMatters(queryable: Queryable, district: DistrictId): Promise<MatterCount> {
  const rows = await queryable.query<{ readonly status: MatterState['status']; readonly matters: number }>(
    countStatement,
    [district],
  )
  const counts = new Map(rows.map(({ status, matters }) => [status, matters]))
  return {
    open: counts.get('open') ?? 0,
    suspended: counts.get('suspended') ?? 0,
    completed: counts.get('completed') ?? 0,
    terminated: counts.get('terminated') ?? 0,
    cancelled: counts.get('cancelled') ?? 0,
    failed: counts.get('failed') ?? 0,
  }
}

interface MatterLineRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly opened_at: number
  readonly due_at: number | null
  readonly ended_at: number | null
}

export const listAllStatement: Statement = { name: 'list_matters', text: listText('') }

export const listOpenStatement: Statement = {
  name: 'list_open_matters',
  text: listText("\n  and status in ('open', 'suspended')"),
}

export const countStatement: Statement = {
  name: 'count_matters',
  text: `select status, count(*) as matters
from matter
where district_id = $1
group by status`,
}

function listText(condition: string): string {
  return `select matter_id, number, title, status, opened_at, due_at, ended_at
from matter
where district_id = $1
  and matter_id < $2${condition}
order by matter_id desc
limit $3`
}

import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterData, MatterState } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'
import { parseData, parseState } from './transition.ts'

/** A matter as people look at it. */
export interface FoundMatter {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  /** Content hash of the procedure it runs on, or ran on. */
  readonly procedure: string
  readonly revision: number
  readonly state: MatterState
  readonly data: MatterData
  readonly openedAt: Instant
  readonly updatedAt: Instant
  readonly endedAt: Instant | undefined
}

/** Open work, as the one who may take it sees it. */
export interface WorkItem {
  readonly matter: MatterId
  readonly task: number
  readonly element: string
  readonly name: string
  readonly posts: readonly string[]
  readonly office: string | undefined
  readonly person: string | undefined
  readonly openedAt: Instant
}

/** The matter of a number or of an id; undefined when there is none. */
export async function findMatter(
  queryable: Queryable,
  district: DistrictId,
  wanted: string,
): Promise<FoundMatter | undefined> {
  const [row] = await queryable.query<MatterRow>(findMatterStatement, [district, wanted, idOf(wanted)])
  return row && parseFound(row)
}

/** What a row of a matter says. */
export function parseFound(row: MatterRow): FoundMatter {
  return {
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    procedure: row.procedure,
    revision: row.revision,
    state: parseState(row.state),
    data: row.data === null ? {} : parseData(row.data),
    openedAt: instantOf(row.opened_at),
    updatedAt: instantOf(row.updated_at),
    endedAt: row.ended_at === null ? undefined : instantOf(row.ended_at),
  }
}

/** Tasks opened at or after an instant, the oldest first. */
export async function listOpened(
  queryable: Queryable,
  district: DistrictId,
  since: Instant,
): Promise<readonly WorkItem[]> {
  const rows = await queryable.query<TaskRow>(listOpenedStatement, [district, toTimestamp(since)])
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    task: row.task_id,
    element: row.element,
    name: row.name,
    posts: row.posts,
    office: row.office ?? undefined,
    person: row.person ?? undefined,
    openedAt: instantOf(row.opened_at),
  }))
}

/** When the next timer of the district falls due, of a matter or of a start event; undefined when none waits. */
export async function nextTimerAt(queryable: Queryable, district: DistrictId): Promise<Instant | undefined> {
  const [row] = await queryable.query<{ readonly due_at: number | null }>(nextTimerStatement, [district])
  return row === undefined || row.due_at === null ? undefined : instantOf(row.due_at)
}

function idOf(wanted: string): MatterId | null {
  return /^[0-9a-f-]{36}$/i.test(wanted) ? parseMatterId(wanted) : null
}

/** A row of a matter with its data. */
export interface MatterRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly procedure: string
  readonly revision: number
  readonly state: string
  readonly data: string | null
  readonly opened_at: number
  readonly updated_at: number
  readonly ended_at: number | null
}

interface TaskRow {
  readonly matter_id: string
  readonly task_id: number
  readonly element: string
  readonly name: string
  readonly posts: readonly string[]
  readonly office: string | null
  readonly person: string | null
  readonly opened_at: number
}

export const findMatterStatement: Statement = {
  name: 'find_matter',
  text: `select matter.matter_id, number, title, procedure, revision, state, data, opened_at, updated_at, ended_at
from matter
left join matter_data on matter_data.district_id = matter.district_id
  and matter_data.matter_id = matter.matter_id
where matter.district_id = $1
  and (number = $2 or matter.matter_id = $3::uuid)
limit 1`,
}

export const listOpenedStatement: Statement = {
  name: 'list_opened_tasks',
  text: `select matter_id, task_id, element, name, posts, office, person, opened_at
from task
where district_id = $1
  and opened_at >= $2
  and status = 'open'
order by opened_at, matter_id, task_id`,
}

export const nextTimerStatement: Statement = {
  name: 'next_timer',
  text: `select least(
  (
    select min(due_at)
    from timer
    where district_id = $1
      and held_by is null
  ),
  (
    select min(due_at)
    from start_timer
    where district_id = $1
      and failed_at is null
  )
) as due_at`,
}

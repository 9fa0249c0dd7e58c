import { parseMatterId } from '@duibiao/base'
import type { DistrictId, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { areaSight } from './listing.ts'

/** On what of the registry open work hangs: who holds it, the office it is for, the area it lies in, or the whole district. */
export interface WorkHolder {
  readonly part: 'person' | 'office' | 'area' | 'district'
  readonly id: string
}

/** Open tasks of one step that lie alike. */
export interface OpenWorkLine {
  readonly pack: string
  readonly element: string
  readonly name: string
  readonly posts: readonly string[]
  readonly office: string | undefined
  readonly isHeld: boolean
  readonly tasks: number
}

/** How much open work hangs on something, step by step, the most first. */
export async function listOpenWork(
  queryable: Queryable,
  district: DistrictId,
  holder: WorkHolder,
): Promise<readonly OpenWorkLine[]> {
  const rows = await queryable.query<OpenWorkRow>(listOpenWorkStatement, parametersOf(district, holder))
  return rows.map(({ office, is_held: isHeld, ...row }) => ({
    ...row,
    office: office ?? undefined,
    isHeld,
  }))
}

/** How many open matters an office leads, or lie in an area; of a person none are counted. */
export async function countOpenMatters(
  queryable: Queryable,
  district: DistrictId,
  holder: WorkHolder,
): Promise<number> {
  const [row] = await queryable.query<{ readonly matters: number }>(
    countOpenMattersStatement,
    parametersOf(district, holder),
  )
  return row?.matters ?? 0
}

/** A task that somebody has in hand, and to whom it was offered. */
export interface HeldTask {
  readonly matter: MatterId
  readonly task: number
  readonly posts: readonly string[]
  readonly office: string | undefined
}

/** What somebody has in hand; tasks that wait for added signers stay where they are. */
export async function listHeldTasks(
  queryable: Queryable,
  district: DistrictId,
  person: string,
): Promise<readonly HeldTask[]> {
  const rows = await queryable.query<HeldRow>(listHeldTasksStatement, [district, person])
  return rows.map(({ matter_id: matter, task_id: task, posts, office }) => ({
    matter: parseMatterId(matter),
    task,
    posts,
    office: office ?? undefined,
  }))
}

/** How many open tasks each person has in hand. */
export async function tallyHolders(
  queryable: Queryable,
  district: DistrictId,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryable.query<{ readonly person: string; readonly tasks: number }>(
    tallyHoldersStatement,
    [district],
  )
  return new Map(rows.map(({ person, tasks }) => [person, tasks]))
}

interface OpenWorkRow {
  readonly pack: string
  readonly element: string
  readonly name: string
  readonly posts: readonly string[]
  readonly office: string | null
  readonly is_held: boolean
  readonly tasks: number
}

interface HeldRow {
  readonly matter_id: string
  readonly task_id: number
  readonly posts: readonly string[]
  readonly office: string | null
}

function parametersOf(district: DistrictId, { part, id }: WorkHolder) {
  return [district, part, id, part === 'area' ? areaSight(id) : '']
}

const listOpenWorkStatement: Statement = {
  name: 'list_open_work',
  text: `select listing.pack, task.element, task.name, to_json(task.posts) as posts, task.office,
  task.person is not null as is_held, count(*)::int as tasks
from task
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = task.matter_id
where task.district_id = $1
  and case $2
    when 'person' then task.person = $3
    when 'office' then task.office = $3
    when 'area' then $4 = any(listing.sights)
    else true
  end
group by listing.pack, task.element, task.name, task.posts, task.office, task.person is not null
order by tasks desc, listing.pack, task.element, task.office
limit 200`,
}

const countOpenMattersStatement: Statement = {
  name: 'count_open_matters',
  text: `select count(*)::int as matters
from matter_listing
where district_id = $1
  and is_open
  and case $2
    when 'office' then office_id = $3
    when 'area' then $4 = any(sights)
    when 'district' then true
    else false
  end`,
}

const listHeldTasksStatement: Statement = {
  name: 'list_held_tasks',
  text: `select matter_id, task_id, to_json(posts) as posts, office
from task
where district_id = $1
  and person = $2
  and status = 'open'
order by matter_id, task_id`,
}

const tallyHoldersStatement: Statement = {
  name: 'tally_holders',
  text: `select person, count(*)::int as tasks
from task
where district_id = $1
  and person is not null
group by person`,
}

/** For review: `packages/store/emitted`. */
export const openWorkStatements: readonly Statement[] = [
  listOpenWorkStatement,
  countOpenMattersStatement,
  listHeldTasksStatement,
  tallyHoldersStatement,
]

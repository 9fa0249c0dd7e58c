import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Lamp } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import { dueClockColumns, joinDueClock, lampText, parseDueClock } from './lamp.ts'
import type { DueClock, DueClockRow } from './lamp.ts'
import { areaSight } from './listing.ts'
import { toTimestamp } from './parameter.ts'
import type { Parameter } from './parameter.ts'

/** A post of a pack in an office: what tasks are offered to. */
export interface TaskOffer {
  readonly pack: string
  readonly post: string
  readonly office: string
  /** Of tasks without an office: only of matters in the area, or led by the office; all of them. */
  readonly within: 'area' | 'lead' | 'district'
  /** The area that the office is there for. */
  readonly area: string | undefined
}

/** Whose tasks: those held by one of these persons, and those offered to what they hold. */
export interface TaskWish {
  /** The person, and those whom they deputise. */
  readonly persons: readonly string[]
  readonly offers: readonly TaskOffer[]
}

export interface TaskFilter {
  readonly view?: 'held' | 'offered'
  readonly dueBefore?: Instant
  readonly dueFrom?: Instant
  readonly pack?: string
  /** Those that were sent back. */
  readonly isReturned?: boolean
  /** Those with this lamp at an instant. */
  readonly lamp?: { readonly is: Lamp; readonly at: Instant }
  /** Those at one of these steps. */
  readonly elements?: readonly string[]
}

/** An open task with its matter, as a list of work shows it. */
export interface ListedTask {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  readonly pack: string
  readonly category: string | undefined
  readonly area: string | undefined
  readonly task: number
  readonly element: string
  readonly name: string
  readonly posts: readonly string[]
  readonly office: string | undefined
  readonly person: string | undefined
  readonly openedAt: Instant
  /** Of the clocks that run for it: of the matter, and of the call or instance it lies in. */
  readonly warnAt: Instant | undefined
  readonly dueAt: Instant | undefined
  readonly dueClock: DueClock | undefined
  readonly isReturned: boolean
}

/** Where a page ended. */
export type TaskMark = Pick<ListedTask, 'dueAt' | 'matter' | 'task'>

export interface TaskPage extends TaskWish {
  readonly filter?: TaskFilter
  readonly after?: TaskMark
  /** At most 200; 50 when not said. */
  readonly limit?: number
}

/** Open tasks of somebody, those due first first; tasks that no clock runs for come last. */
export async function listTasks(
  queryable: Queryable,
  district: DistrictId,
  { persons, offers, filter = {}, after, limit = 50 }: TaskPage,
): Promise<readonly ListedTask[]> {
  const parameters: Parameter[] = [
    ...wishParameters(district, { persons, offers }),
    filter.view ?? null,
    filter.pack ?? null,
    dueOf(filter.dueFrom, '-infinity'),
    dueOf(filter.dueBefore, 'infinity'),
    ...markParameters(after),
    Math.min(limit, 200),
    filter.isReturned ?? null,
    ...lampParameters(filter.lamp),
    filter.elements ?? null,
  ]
  const rows = await queryable.query<TaskRow>(listTasksStatement, parameters)
  return rows.map(parseTask)
}

/** How many open tasks somebody has. */
export interface TaskTally {
  readonly held: number
  readonly offered: number
  readonly overdue: number
  readonly dueSoon: number
  /** Past a warning point, and not overdue. */
  readonly warned: number
  readonly returned: number
  /** At one of the steps that were named. */
  readonly chosen: number
}

/** Until when a task counts as due soon, and the steps whose tasks are counted apart. */
export interface TallyWish {
  readonly now: Instant
  readonly soon: Instant
  readonly elements?: readonly string[]
}

/** Counts the open tasks of somebody. */
export async function tallyTasks(
  queryable: Queryable,
  district: DistrictId,
  { persons, offers, now, soon, elements = [] }: TaskWish & TallyWish,
): Promise<TaskTally> {
  const wish = wishParameters(district, { persons, offers })
  const parameters = [...wish, toTimestamp(now), toTimestamp(soon), elements]
  const [row = noTask] = await queryable.query<TallyRow>(tallyTasksStatement, parameters)
  const { held, offered, overdue, due_soon: dueSoon, warned, returned, chosen } = row
  return { held, offered, overdue, dueSoon, warned, returned, chosen }
}

/** A row as both lists of tasks read it. */
export interface TaskRow extends DueClockRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly pack: string
  readonly category: string | null
  readonly area_id: string | null
  readonly task_id: number
  readonly element: string
  readonly name: string
  readonly posts: readonly string[]
  readonly office: string | null
  readonly person: string | null
  readonly opened_at: number
  readonly warn_at: number | null
  readonly due_at: number | null
  readonly is_returned: boolean
}

interface TallyRow {
  readonly held: number
  readonly offered: number
  readonly overdue: number
  readonly due_soon: number
  readonly warned: number
  readonly returned: number
  readonly chosen: number
}

const noTask: TallyRow = { held: 0, offered: 0, overdue: 0, due_soon: 0, warned: 0, returned: 0, chosen: 0 }

function wishParameters(district: DistrictId, { persons, offers }: TaskWish): Parameter[] {
  return [
    district,
    persons,
    [...new Set(offers.map(({ office }) => office))],
    offers.map(({ pack }) => pack),
    offers.map(({ post }) => post),
    offers.map(({ office }) => office),
    offers.map(({ within }) => within),
    offers.map(({ area }) => (area === undefined ? '' : areaSight(area))),
  ]
}

/** The page begins after the mark; without one, before everything. */
export function markParameters(after: TaskMark | undefined): Parameter[] {
  if (after === undefined) return ['-infinity', '00000000-0000-0000-0000-000000000000', 0]
  return [dueOf(after.dueAt, 'infinity'), after.matter, after.task]
}

function lampParameters(lamp: TaskFilter['lamp']): Parameter[] {
  return lamp === undefined ? [null, null] : [lamp.is, toTimestamp(lamp.at)]
}

/** An instant of a filter, or the end of all time on its side. */
export function dueOf(instant: Instant | undefined, otherwise: 'infinity' | '-infinity'): string {
  return instant === undefined ? otherwise : toTimestamp(instant)
}

/** A row as it is read. */
export function parseTask(row: TaskRow): ListedTask {
  return {
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    pack: row.pack,
    category: row.category ?? undefined,
    area: row.area_id ?? undefined,
    task: row.task_id,
    element: row.element,
    name: row.name,
    posts: row.posts,
    office: row.office ?? undefined,
    person: row.person ?? undefined,
    openedAt: instantOf(row.opened_at),
    warnAt: row.warn_at === null ? undefined : instantOf(row.warn_at),
    dueAt: row.due_at === null ? undefined : instantOf(row.due_at),
    dueClock: parseDueClock(row),
    isReturned: row.is_returned,
  }
}

/** What a list of tasks reads of a task. */
export const candidateColumns = `matter_id, task_id, element, name, posts, office, person, opened_at, warn_at, due_at, due_clock,
    is_returned`

// Three ways to a task, each by its own index: who holds it, the office it is offered in, the pool of the district.
// The lists are read by a subquery so that the planner cannot look into them: what it counts there makes it plan each request
// anew, which takes three times as long as the answer (0.7 ms to 0.24).
const owned = `wished as (
  select pack, post, office, within, area
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as given(pack, post, office, within, area)
),
candidate as (
  select ${candidateColumns}
  from task
  where district_id = $1
    and status = 'open'
    and person = any((select $2::text[])::text[])
  union all
  select ${candidateColumns}
  from task
  where district_id = $1
    and status = 'open'
    and office = any((select $3::text[])::text[])
    and person is null
  union all
  select ${candidateColumns}
  from task
  where district_id = $1
    and status = 'open'
    and office is null
    and person is null
),
owned as (
  select candidate.*, listing.pack, listing.category, listing.area_id
  from candidate
  join matter_listing as listing on listing.district_id = $1
    and listing.matter_id = candidate.matter_id
  where candidate.person is not null
    or exists (
      select
      from wished
      where wished.pack = listing.pack
        and wished.post = any(candidate.posts)
        and case
          when candidate.office is not null then wished.office = candidate.office
          when wished.within = 'area' then wished.area = any(listing.sights) or not exists (
            select
            from unnest(listing.sights) as key
            where key like 'a:%'
          )
          when wished.within = 'lead' then listing.office_id is null or wished.office = listing.office_id
          else true
        end
    )
)`

const listTasksStatement: Statement = {
  name: 'list_tasks',
  text: `with ${owned}
select owned.matter_id, matter.number, matter.title, owned.pack, owned.category, owned.area_id, owned.task_id,
  owned.element, owned.name, owned.posts, owned.office, owned.person, owned.opened_at, owned.warn_at, owned.due_at,
  owned.is_returned, ${dueClockColumns}
from owned
join matter on matter.district_id = $1
  and matter.matter_id = owned.matter_id
${joinDueClock('owned')}
where matter.status = 'open'
  and ($9::text is null or (owned.person is not null) = ($9 = 'held'))
  and ($10::text is null or owned.pack = $10)
  and coalesce(owned.due_at, 'infinity') >= $11::timestamptz
  and (owned.due_at < $12::timestamptz or $12::timestamptz = 'infinity')
  and (coalesce(owned.due_at, 'infinity'), owned.matter_id, owned.task_id) > ($13::timestamptz, $14::uuid, $15::int)
  and ($17::boolean is null or owned.is_returned = $17)
  and ($18::text is null or $18 = ${lampText('owned', '$19')})
  and ($20::text[] is null or owned.element = any($20))
order by coalesce(owned.due_at, 'infinity'), owned.matter_id, owned.task_id
limit $16`,
}

const tallyTasksStatement: Statement = {
  name: 'tally_tasks',
  text: `with ${owned}
select count(*) filter (where owned.person is not null)::int as held,
  count(*) filter (where owned.person is null)::int as offered,
  count(*) filter (where owned.due_at <= $9)::int as overdue,
  count(*) filter (where owned.due_at > $9 and owned.due_at < $10)::int as due_soon,
  count(*) filter (where owned.due_at > $9 and owned.warn_at <= $9)::int as warned,
  count(*) filter (where owned.is_returned)::int as returned,
  count(*) filter (where owned.element = any($11::text[]))::int as chosen
from owned
join matter on matter.district_id = $1
  and matter.matter_id = owned.matter_id
where matter.status = 'open'`,
}

/** For review: `packages/store/emitted`. */
export const taskListStatements: readonly Statement[] = [listTasksStatement, tallyTasksStatement]

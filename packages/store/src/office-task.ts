import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { dueClockColumns, joinDueClock } from './lamp.ts'
import { toTimestamp } from './parameter.ts'
import type { Parameter } from './parameter.ts'
import { candidateColumns, dueOf, markParameters, parseTask } from './task-list.ts'
import type { ListedTask, TaskMark, TaskRow } from './task-list.ts'

/** The work of offices: what is offered in them, and what their people hold, of matters that one may see. */
export interface OfficeWish {
  readonly offices: readonly string[]
  /** Who works in them: what was handed to a person by name no longer names an office. */
  readonly people: readonly string[]
  /** Keys of sight (docs/decisions/0030). */
  readonly keys: readonly string[]
}

export interface OfficeTaskFilter {
  readonly person?: string
  /** Whether nobody holds it yet. */
  readonly isUntaken?: boolean
  readonly pack?: string
  readonly dueFrom?: Instant
  readonly dueBefore?: Instant
  readonly isReturned?: boolean
}

export interface OfficeTaskPage extends OfficeWish {
  readonly filter?: OfficeTaskFilter
  readonly after?: TaskMark
  /** At most 200; 50 when not said. */
  readonly limit?: number
}

/** Open tasks of offices, whoever holds them, those due first first. */
export async function listOfficeTasks(
  queryable: Queryable,
  district: DistrictId,
  { filter = {}, after, limit = 50, ...wish }: OfficeTaskPage,
): Promise<readonly ListedTask[]> {
  const parameters: Parameter[] = [
    ...wishParameters(district, wish),
    filter.person ?? null,
    filter.isUntaken ?? null,
    filter.pack ?? null,
    dueOf(filter.dueFrom, '-infinity'),
    dueOf(filter.dueBefore, 'infinity'),
    filter.isReturned ?? null,
    ...markParameters(after),
    Math.min(limit, 200),
  ]
  const rows = await queryable.query<TaskRow>(listOfficeTasksStatement, parameters)
  return rows.map(parseTask)
}

/** How much somebody of an office has in hand; `person` is undefined for what nobody has taken yet. */
export interface OfficeLoad {
  readonly person: string | undefined
  readonly open: number
  readonly overdue: number
  readonly dueSoon: number
  readonly returned: number
}

/** The load of everybody in some offices who has anything in hand. @param soon until when a task counts as due soon */
export async function tallyOfficeTasks(
  queryable: Queryable,
  district: DistrictId,
  { now, soon, ...wish }: OfficeWish & { readonly now: Instant; readonly soon: Instant },
): Promise<readonly OfficeLoad[]> {
  const parameters = [...wishParameters(district, wish), toTimestamp(now), toTimestamp(soon)]
  const rows = await queryable.query<LoadRow>(tallyOfficeTasksStatement, parameters)
  return rows.map(({ person, open, overdue, due_soon: dueSoon, returned }) => ({
    person: person ?? undefined,
    open,
    overdue,
    dueSoon,
    returned,
  }))
}

interface LoadRow {
  readonly person: string | null
  readonly open: number
  readonly overdue: number
  readonly due_soon: number
  readonly returned: number
}

function wishParameters(district: DistrictId, { offices, people, keys }: OfficeWish): Parameter[] {
  return [district, offices, people, keys]
}

// Lists read by a subquery: see `task-list.ts`.
const ofOffices = `with candidate as (
  select ${candidateColumns}
  from task
  where district_id = $1
    and status = 'open'
    and office = any((select $2::text[])::text[])
  union all
  select ${candidateColumns}
  from task
  where district_id = $1
    and status = 'open'
    and person = any((select $3::text[])::text[])
    and (office is null or office <> all($2::text[]))
)`

const itsMatter = `join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = candidate.matter_id
  and listing.sights && $4::text[]
join matter on matter.district_id = $1
  and matter.matter_id = candidate.matter_id`

const listOfficeTasksStatement: Statement = {
  name: 'list_office_tasks',
  text: `${ofOffices}
select candidate.matter_id, matter.number, matter.title, listing.pack, listing.category, listing.area_id,
  candidate.task_id, candidate.element, candidate.name, candidate.posts, candidate.office, candidate.person,
  candidate.opened_at, candidate.warn_at, candidate.due_at, candidate.is_returned, ${dueClockColumns}
from candidate
${itsMatter}
${joinDueClock('candidate')}
where matter.status = 'open'
  and ($5::text is null or candidate.person = $5)
  and ($6::boolean is null or (candidate.person is null) = $6)
  and ($7::text is null or listing.pack = $7)
  and coalesce(candidate.due_at, 'infinity') >= $8::timestamptz
  and (candidate.due_at < $9::timestamptz or $9::timestamptz = 'infinity')
  and ($10::boolean is null or candidate.is_returned = $10)
  and (coalesce(candidate.due_at, 'infinity'), candidate.matter_id, candidate.task_id)
    > ($11::timestamptz, $12::uuid, $13::int)
order by coalesce(candidate.due_at, 'infinity'), candidate.matter_id, candidate.task_id
limit $14`,
}

const tallyOfficeTasksStatement: Statement = {
  name: 'tally_office_tasks',
  text: `${ofOffices}
select candidate.person, count(*)::int as open,
  count(*) filter (where candidate.due_at <= $5)::int as overdue,
  count(*) filter (where candidate.due_at > $5 and candidate.due_at < $6)::int as due_soon,
  count(*) filter (where candidate.is_returned)::int as returned
from candidate
${itsMatter}
where matter.status = 'open'
group by candidate.person
order by candidate.person nulls first`,
}

/** For review: `packages/store/emitted`. */
export const officeTaskStatements: readonly Statement[] = [
  listOfficeTasksStatement,
  tallyOfficeTasksStatement,
]

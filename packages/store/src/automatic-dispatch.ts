import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** A dispatch that no person made (自动派单). */
export interface AutomaticDispatch {
  readonly matter: MatterId
  readonly pack: string
  /** The task that was answered, and its step. */
  readonly task: number
  readonly element: string
  /** The entry that did it. */
  readonly seq: number
  readonly model: number
  readonly category: string
  readonly office: string
  /** Of category and office together. */
  readonly probability: number
  readonly dispatchedAt: Instant
  readonly takeBackUntil: Instant
  readonly takenBackAt: Instant | undefined
}

/** Keeps a dispatch that was made; again it changes nothing. */
export async function addAutomaticDispatch(
  queryable: Queryable,
  district: DistrictId,
  one: Omit<AutomaticDispatch, 'takenBackAt'>,
): Promise<void> {
  await queryable.execute(addStatement, [
    district,
    one.matter,
    one.pack,
    one.task,
    one.element,
    one.seq,
    one.model,
    one.category,
    one.office,
    one.probability,
    toTimestamp(one.dispatchedAt),
    toTimestamp(one.takeBackUntil),
  ])
}

/** Keeps who took a dispatch back. @returns false when it was taken back before */
export async function keepTakenBack(
  queryable: Queryable,
  district: DistrictId,
  { matter, person, at }: { readonly matter: MatterId; readonly person: string; readonly at: Instant },
): Promise<boolean> {
  const rows = await queryable.query(takeBackStatement, [district, matter, person, toTimestamp(at)])
  return rows.length > 0
}

/** Which of these matters were dispatched without a person. */
export async function findAutomaticDispatches(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly string[],
): Promise<ReadonlyMap<string, AutomaticDispatch>> {
  if (matters.length === 0) return new Map()
  const rows = await queryable.query<DispatchRow>(findStatement, [district, matters])
  return new Map(rows.map((row) => [row.matter_id, parseDispatch(row)]))
}

/** Those that stand and can still be taken back, the newest first, each with whom its matter concerns. */
export async function listAutomaticDispatches(
  queryable: Queryable,
  district: DistrictId,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly ListedDispatch[]> {
  const rows = await queryable.query<ListedRow>(listStatement, [district, toTimestamp(now), limit])
  return rows.map((row) => ({
    ...parseDispatch(row),
    number: row.number,
    title: row.title,
    sights: row.sights,
  }))
}

export interface ListedDispatch extends AutomaticDispatch {
  readonly number: string
  readonly title: string
  readonly sights: readonly string[]
}

/** An open task that may be dispatched without a person. */
export interface AutomaticCandidate {
  readonly matter: MatterId
  readonly task: number
}

/** Tasks at a step that nobody holds and that did not come back, of matters without a dispatch of this kind; the oldest first. */
export async function listAutomaticCandidates(
  queryable: Queryable,
  district: DistrictId,
  { pack, element, after, limit }: CandidateWish,
): Promise<readonly AutomaticCandidate[]> {
  const rows = await queryable.query<CandidateRow>(candidateStatement, [
    district,
    pack,
    element,
    after?.matter ?? '00000000-0000-0000-0000-000000000000',
    limit,
  ])
  return rows.map((row) => ({ matter: parseMatterId(row.matter_id), task: row.task_id }))
}

export interface CandidateWish {
  readonly pack: string
  readonly element: string
  /** The last one of the page before. */
  readonly after?: AutomaticCandidate | undefined
  readonly limit: number
}

interface CandidateRow {
  readonly matter_id: string
  readonly task_id: number
}

interface DispatchRow {
  readonly matter_id: string
  readonly pack: string
  readonly task_id: number
  readonly element: string
  readonly seq: number
  readonly model: number
  readonly category: string
  readonly office: string
  readonly probability: number
  readonly dispatched_at: number
  readonly take_back_until: number
  readonly taken_back_at: number | null
}

interface ListedRow extends DispatchRow {
  readonly number: string
  readonly title: string
  readonly sights: readonly string[]
}

function parseDispatch(row: DispatchRow): AutomaticDispatch {
  const { pack, element, seq, model, category, office, probability } = row
  return {
    matter: parseMatterId(row.matter_id),
    pack,
    task: row.task_id,
    element,
    seq,
    model,
    category,
    office,
    probability,
    dispatchedAt: instantOf(row.dispatched_at),
    takeBackUntil: instantOf(row.take_back_until),
    takenBackAt: row.taken_back_at === null ? undefined : instantOf(row.taken_back_at),
  }
}

const columns = `automatic.matter_id, automatic.pack, automatic.task_id, automatic.element, automatic.seq,
  automatic.model, automatic.category, automatic.office, automatic.probability, automatic.dispatched_at,
  automatic.take_back_until, automatic.taken_back_at`

const addStatement: Statement = {
  name: 'add_automatic_dispatch',
  text: `insert into automatic_dispatch (district_id, matter_id, pack, task_id, element, seq, model, category, office,
  probability, dispatched_at, take_back_until)
values ($1, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (district_id, matter_id) do nothing`,
}

const takeBackStatement: Statement = {
  name: 'keep_taken_back',
  text: `update automatic_dispatch
set taken_back_at = $4,
  taken_back_by = $3
where district_id = $1
  and matter_id = $2::uuid
  and taken_back_at is null
returning matter_id`,
}

const findStatement: Statement = {
  name: 'find_automatic_dispatches',
  text: `select ${columns}
from automatic_dispatch as automatic
where automatic.district_id = $1
  and automatic.matter_id = any($2::uuid[])`,
}

const listStatement: Statement = {
  name: 'list_automatic_dispatches',
  text: `select ${columns}, matter.number, matter.title, listing.sights
from automatic_dispatch as automatic
join matter on matter.district_id = $1
  and matter.matter_id = automatic.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = automatic.matter_id
where automatic.district_id = $1
  and automatic.taken_back_at is null
  and automatic.take_back_until > $2
  and matter.ended_at is null
order by automatic.matter_id desc
limit $3`,
}

const candidateStatement: Statement = {
  name: 'list_automatic_candidates',
  text: `select task.matter_id, task.task_id
from task
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = task.matter_id
  and listing.pack = $2
where task.district_id = $1
  and task.status = 'open'
  and task.person is null
  and not task.is_returned
  and task.element = $3
  and task.matter_id > $4::uuid
  and not exists (
    select
    from automatic_dispatch as automatic
    where automatic.district_id = $1
      and automatic.matter_id = task.matter_id
  )
order by task.matter_id, task.task_id
limit $5`,
}

/** For review: `packages/store/emitted`. */
export const automaticDispatchStatements: readonly Statement[] = [
  addStatement,
  takeBackStatement,
  findStatement,
  listStatement,
  candidateStatement,
]

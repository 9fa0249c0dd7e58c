import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { StartTimer } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import type { Cause } from './cause.ts'
import { toTimestamp } from './parameter.ts'

/** A start timer as its row holds it. */
export interface StoredStartTimer extends StartTimer {
  /** Id of the BPMN process. */
  readonly process: string
  /** When a newer version took its place: only what was due then still fires. */
  readonly untilAt: Instant | undefined
}

/** What there is to do about start timers. */
export interface StartWork {
  /** A version of a procedure is installed and its start timers are not armed yet. */
  readonly isNew: boolean
  /** A start timer is due; somebody may hold it. */
  readonly isDue: boolean
  /** How many versions of procedures are installed: a library that knows fewer reads them. */
  readonly installed: number
}

/** Looks, in one statement, whether there is anything to do. */
export async function findStartWork(
  queryable: Queryable,
  district: DistrictId,
  now: Instant,
): Promise<StartWork> {
  const [row] = await queryable.query<WorkRow>(findStartWorkStatement, [district, toTimestamp(now)])
  return { isNew: row?.is_new === true, isDue: row?.is_due === true, installed: row?.installed ?? 0 }
}

interface WorkRow {
  readonly is_new: boolean
  readonly is_due: boolean
  readonly installed: number
}

export const findStartWorkStatement: Statement = {
  name: 'find_start_work',
  text: `select exists (
    select
    from procedure
    left join start_deployment on start_deployment.district_id = $1
      and start_deployment.process = procedure.process
    where procedure.district_id = $1
      and procedure.version > coalesce(start_deployment.version, 0)
  ) as is_new,
  exists (
    select
    from start_timer
    where district_id = $1
      and due_at <= $2
      and failed_at is null
  ) as is_due,
  (
    select count(*)
    from procedure
    where district_id = $1
  )::int as installed`,
}

/** Which start timers to take. */
export interface StartClaim {
  readonly now: Instant
  readonly limit: number
  /** Of these only, by `nameOf`; of all when undefined. */
  readonly among: readonly string[] | undefined
}

/** Locks the start timers that are due longest and passes over those that somebody holds. */
export async function claimStarts(
  transaction: Queryable,
  district: DistrictId,
  { now, limit, among }: StartClaim,
): Promise<readonly StoredStartTimer[]> {
  const parameters = [district, toTimestamp(now), limit, among ?? null]
  const rows = await transaction.query<StartRow>(claimStartsStatement, parameters)
  return rows.map((row) => ({
    procedure: row.procedure,
    node: row.node,
    trigger: row.trigger,
    process: row.process,
    element: row.element,
    activatedAt: instantOf(row.activated_at),
    firing: row.firing,
    dueAt: instantOf(row.due_at),
    ...(row.cycle !== null && { cycle: row.cycle }),
    untilAt: row.until_at === null ? undefined : instantOf(row.until_at),
  }))
}

/** What a claim can name a start timer by. */
export function nameOf({ procedure, node, trigger }: StartTimer): string {
  return `${node} ${trigger} ${procedure}`
}

interface StartRow {
  readonly procedure: string
  readonly node: number
  readonly trigger: number
  readonly process: string
  readonly element: string
  readonly activated_at: number
  readonly cycle: string | null
  readonly firing: number
  readonly due_at: number
  readonly until_at: number | null
}

export const claimStartsStatement: Statement = {
  name: 'claim_start_timers',
  text: `select procedure, node, trigger, process, element, activated_at, cycle, firing, due_at, until_at
from start_timer
where district_id = $1
  and due_at <= $2
  and failed_at is null
  and ($4::text[] is null or node || ' ' || trigger || ' ' || procedure = any($4::text[]))
order by due_at, procedure, node, trigger
limit $3
for update skip locked`,
}

/** What becomes of a start timer after it was claimed. */
export interface StartSettlement {
  readonly timer: StartTimer
  /** The occurrence it waits for now; undefined when there is none, and the row goes. */
  readonly next: Pick<StartTimer, 'firing' | 'dueAt'> | undefined
  /** Why it is set aside. */
  readonly cause?: Cause
}

/** Moves start timers on, unless somebody else has done so. @returns how many were there as they were claimed */
export async function settleStarts(
  queryable: Queryable,
  district: DistrictId,
  { settled, at }: { readonly settled: readonly StartSettlement[]; readonly at: Instant },
): Promise<number> {
  const [row] = await queryable.query<{ readonly rows: number }>(settleStartsStatement, [
    district,
    toTimestamp(at),
    settled.map(({ timer }) => timer.procedure),
    settled.map(({ timer }) => timer.node),
    settled.map(({ timer }) => timer.trigger),
    settled.map(({ timer }) => timer.firing),
    settled.map(({ next }) => next?.firing ?? null),
    settled.map(({ next }) => (next === undefined ? null : toTimestamp(next.dueAt))),
    settled.map(({ cause }) => cause?.code ?? null),
    settled.map(({ cause }) => cause?.reason ?? null),
  ])
  return row?.rows ?? 0
}

export const settleStartsStatement: Statement = {
  name: 'settle_start_timers',
  text: `with settled as (
  select *
  from unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::timestamptz[], $9::text[], $10::text[])
    as settled(procedure, node, trigger, was, firing, due_at, code, reason)
),
ended as (
  delete from start_timer
  using settled
  where start_timer.district_id = $1
    and start_timer.procedure = settled.procedure
    and start_timer.node = settled.node
    and start_timer.trigger = settled.trigger
    and start_timer.firing = settled.was
    and settled.due_at is null
  returning start_timer.node
),
moved as (
  update start_timer
  set firing = settled.firing,
    due_at = settled.due_at,
    failed_at = case when settled.code is null then null else $2::timestamptz end,
    code = settled.code,
    reason = settled.reason
  from settled
  where start_timer.district_id = $1
    and start_timer.procedure = settled.procedure
    and start_timer.node = settled.node
    and start_timer.trigger = settled.trigger
    and start_timer.firing = settled.was
    and settled.due_at is not null
  returning start_timer.node
)
select ((select count(*) from ended) + (select count(*) from moved))::int as rows`,
}

/**
 * Lets the start timers of a procedure that were set aside fire again, from the occurrence that was refused; those that
 * could not be armed are armed by the next poll.
 * @param procedure content hash
 * @returns how many there are
 */
export async function retryStartTimers(
  queryable: Queryable,
  district: DistrictId,
  procedure: string,
): Promise<number> {
  const [row] = await queryable.query<{ readonly rows: number }>(retryStartsStatement, [district, procedure])
  return row?.rows ?? 0
}

export const retryStartsStatement: Statement = {
  name: 'retry_start_timers',
  text: `with unarmed as (
  delete from start_timer
  where district_id = $1
    and procedure = $2
    and node < 0
  returning process
),
undeployed as (
  update start_deployment
  set version = version - 1
  where district_id = $1
    and process in (select process from unarmed)
),
retried as (
  update start_timer
  set failed_at = null,
    code = null,
    reason = null
  where district_id = $1
    and procedure = $2
    and node >= 0
    and failed_at is not null
  returning node
)
select ((select count(*) from unarmed) + (select count(*) from retried))::int as rows`,
}

/**
 * Gives up what a replaced version still owes and could not start; the version that took its place goes on.
 * @param procedure content hash
 * @returns how many timers went
 */
export async function dropStartTimers(
  queryable: Queryable,
  district: DistrictId,
  procedure: string,
): Promise<number> {
  return queryable.execute(dropStartsStatement, [district, procedure])
}

export const dropStartsStatement: Statement = {
  name: 'drop_start_timers',
  text: `delete from start_timer
where district_id = $1
  and procedure = $2
  and failed_at is not null
  and until_at is not null`,
}

import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import type { Cause } from './cause.ts'
import { toTimestamp } from './parameter.ts'

/** A timer that could not fire. */
export interface Failure extends Cause {
  readonly matter: MatterId
  readonly timer: number
}

/** What waits for a person to look into it. */
export type Incident = (MatterIncident | StartIncident) & Cause & Attempts

/** A timer of a matter is set aside. */
interface MatterIncident {
  readonly kind: 'timer'
  readonly matter: MatterId
  /** Number of the timer inside the matter. */
  readonly timer: number
}

/** A timer start event is set aside. */
interface StartIncident {
  readonly kind: 'start_timer'
  /** Content hash of the procedure. */
  readonly procedure: string
  /** Id of the BPMN process. */
  readonly process: string
  /** Id of the start event. */
  readonly element: string
  /** The occurrence that was refused. */
  readonly dueAt: Instant
}

interface Attempts {
  readonly attempts: number
  readonly firstAt: Instant
  readonly lastAt: Instant
}

/**
 * Sets timers aside, so that they do not fire again until `retryIncident`, and records why. A timer that is not there
 * any more, or is due later by now, was overtaken and leaves no incident.
 * @returns how many were set aside
 */
export async function setAside(
  queryable: Queryable,
  district: DistrictId,
  { failures, at }: { readonly failures: readonly Failure[]; readonly at: Instant },
): Promise<number> {
  const parameters = [
    district,
    toTimestamp(at),
    failures.map(({ matter }) => matter),
    failures.map(({ timer }) => timer),
    failures.map(({ code }) => code),
    failures.map(({ reason }) => reason),
  ]
  return queryable.execute(setAsideStatement, parameters)
}

export const setAsideStatement: Statement = {
  name: 'set_timers_aside',
  text: `with failed as (
  select *
  from unnest($3::uuid[], $4::int[], $5::text[], $6::text[]) as failed(matter_id, timer_id, code, reason)
),
held as (
  update timer
  set held_by = 'incident'
  from failed
  where timer.district_id = $1
    and timer.matter_id = failed.matter_id
    and timer.timer_id = failed.timer_id
    and timer.held_by is null
    and timer.due_at <= $2
  returning failed.*
)
insert into incident as known (district_id, matter_id, source, code, reason, attempts, first_at, last_at)
select $1, matter_id, 'timer:' || timer_id, code, reason, 1, $2, $2
from held
on conflict (district_id, matter_id, source) do update
set code = excluded.code,
  reason = excluded.reason,
  attempts = known.attempts + 1,
  last_at = excluded.last_at`,
}

/** The incidents of a district, the newest first. */
export async function listIncidents(
  queryable: Queryable,
  district: DistrictId,
  limit = 100,
): Promise<readonly Incident[]> {
  const rows = await queryable.query<IncidentRow>(listIncidentsStatement, [district, limit])
  return rows.map((row) => ({
    ...(row.matter_id === null ? readStart(row) : readTimer(row, row.matter_id)),
    code: row.code,
    reason: row.reason,
    attempts: row.attempts,
    firstAt: instantOf(row.first_at),
    lastAt: instantOf(row.last_at),
  }))
}

function readTimer({ source }: IncidentRow, matter: string): MatterIncident {
  return { kind: 'timer', matter: parseMatterId(matter), timer: Number(source.replace('timer:', '')) }
}

function readStart({ procedure, source, element, due_at: dueAt }: IncidentRow): StartIncident {
  return { kind: 'start_timer', procedure, process: source, element, dueAt: instantOf(dueAt) }
}

interface IncidentRow {
  readonly matter_id: string | null
  /** Of a start timer the process. */
  readonly source: string
  readonly procedure: string
  readonly element: string
  readonly due_at: number
  readonly code: string
  readonly reason: string
  readonly attempts: number
  readonly first_at: number
  readonly last_at: number
}

export const listIncidentsStatement: Statement = {
  name: 'list_incidents',
  text: `select matter_id, source, procedure, element, due_at, code, reason, attempts, first_at, last_at
from (
  select matter_id, source, '' as procedure, '' as element, first_at as due_at, code, reason, attempts, first_at, last_at
  from incident
  where district_id = $1
  union all
  select null, process, procedure, element, due_at, code, reason, 1, failed_at, failed_at
  from start_timer
  where district_id = $1
    and failed_at is not null
) as incident
order by last_at desc, matter_id, source
limit $2`,
}

/** Lets the timers of a matter that were set aside fire again. @returns how many there are */
export async function retryIncident(
  queryable: Queryable,
  district: DistrictId,
  matter: MatterId,
): Promise<number> {
  return queryable.execute(retryStatement, [district, matter])
}

export const retryStatement: Statement = {
  name: 'retry_incident',
  text: `with settled as (
  delete from incident
  where district_id = $1
    and matter_id = $2
)
update timer
set held_by = null
where district_id = $1
  and matter_id = $2
  and held_by = 'incident'`,
}

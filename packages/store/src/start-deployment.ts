import { instantOf } from '@duibiao/base'
import type { Calendar, DistrictId, Instant } from '@duibiao/base'
import { armStartTimers } from '@duibiao/kernel'
import type { Procedure, StartTimer } from '@duibiao/kernel'
import type { Database, Queryable, Statement } from './database.ts'
import { causeOf } from './cause.ts'
import type { Cause } from './cause.ts'
import { toTimestamp } from './parameter.ts'

/** Whose start timers are armed. */
export interface StartDeployment {
  readonly district: DistrictId
  /** The procedure library, as far as it is needed here. */
  readonly library: {
    ensure(hashes: Iterable<string>, queryable: Queryable): Promise<void>
    latest(process: string): Procedure | undefined
  }
  readonly zone: Pick<Calendar, 'utcOffsetMinutes'>
  readonly now: Instant
}

/**
 * Arms the start timers of procedures that were installed since this was done last, from the instant of installation, and
 * ends those of the versions before. What was due when the new version came and has not fired yet is still owed by the
 * older one: an upgrade that takes a while leaves nothing out. Two processes may do so at once.
 */
export async function deployStarts(database: Database, deployment: StartDeployment): Promise<void> {
  await database.transaction(async (transaction) => {
    const { district, library, now } = deployment
    const claimed = await transaction.query<ClaimedRow>(claimDeploymentsStatement, [district])
    await library.ensure(
      claimed.map(({ hash }) => hash),
      transaction,
    )
    const timed = await transaction.query<{ readonly process: string }>(timedStatement, [district])
    const withdrawn = timed.flatMap(({ process }) => (isWithdrawn(deployment, process) ? [process] : []))
    const deployed = [
      ...claimed.map(({ process, installed_at: at }) => ({ process, at: instantOf(at) })),
      ...withdrawn
        .filter((process) => claimed.every((row) => row.process !== process))
        .map((process) => ({ process, at: now })),
    ]
    if (deployed.length === 0) return
    // What a poller holds it moves on first; the next statement sees where to.
    await transaction.query(lockStartsStatement, [district, deployed.map(({ process }) => process)])
    const armed = claimed.flatMap((row) => arm(deployment, row))
    await transaction.execute(deployStatement, parametersOf(district, { deployed, armed, now }))
  })
}

interface ClaimedRow {
  readonly process: string
  readonly hash: string
  readonly version: number
  readonly installed_at: number
}

/** A start timer to be entered; with a cause it could not be armed. */
interface Armed {
  readonly process: string
  readonly timer: StartTimer
  readonly cause?: Cause
}

function arm(
  { library, zone }: StartDeployment,
  { process, hash, version, installed_at: installedAt }: ClaimedRow,
): readonly Armed[] {
  const activatedAt = instantOf(installedAt)
  try {
    const procedure = library.latest(process)
    if (procedure === undefined) return []
    const timers = armStartTimers(procedure, { at: activatedAt, zone, isUpgrade: version > 1 })
    return timers.map((timer) => ({ process, timer: { ...timer, procedure: hash } }))
  } catch (error) {
    // One faulty procedure keeps no other from being armed. A person sees the incident.
    const timer = {
      procedure: hash,
      node: -1,
      trigger: 0,
      element: '',
      firing: 0,
      dueAt: activatedAt,
      activatedAt,
    }
    return [{ process, timer, cause: causeOf(error) }]
  }
}

/** Its pack has gone on without it. One that cannot be read is not taken for withdrawn. */
function isWithdrawn({ library }: StartDeployment, process: string): boolean {
  try {
    return library.latest(process) === undefined
  } catch {
    return false
  }
}

interface Deployed {
  readonly deployed: readonly { readonly process: string; readonly at: Instant }[]
  readonly armed: readonly Armed[]
  readonly now: Instant
}

function parametersOf(
  district: DistrictId,
  { deployed, armed, now }: Deployed,
): Parameters<Queryable['execute']>[1] {
  return [
    district,
    deployed.map(({ process }) => process),
    deployed.map(({ at }) => toTimestamp(at)),
    armed.map(({ timer }) => timer.procedure),
    armed.map(({ timer }) => timer.node),
    armed.map(({ timer }) => timer.trigger),
    armed.map(({ process }) => process),
    armed.map(({ timer }) => timer.element),
    armed.map(({ timer }) => toTimestamp(timer.activatedAt)),
    armed.map(({ timer }) => timer.cycle ?? null),
    armed.map(({ timer }) => timer.firing),
    armed.map(({ timer }) => toTimestamp(timer.dueAt)),
    armed.map(({ cause }) => cause?.code ?? null),
    armed.map(({ cause }) => cause?.reason ?? null),
    toTimestamp(now),
  ]
}

/** Who comes second waits for the first and then finds nothing to do. */
export const claimDeploymentsStatement: Statement = {
  name: 'claim_start_deployments',
  text: `with claimed as (
  insert into start_deployment as known (district_id, process, version)
  select $1, process, max(version)
  from procedure
  where district_id = $1
  group by process
  order by process
  on conflict (district_id, process) do update
  set version = excluded.version
  where known.version < excluded.version
  returning known.process, known.version
)
select claimed.process, procedure.hash, claimed.version, procedure.installed_at
from claimed
join procedure on procedure.district_id = $1
  and procedure.process = claimed.process
  and procedure.version = claimed.version
order by claimed.process`,
}

export const timedStatement: Statement = {
  name: 'list_timed_processes',
  text: `select distinct process
from start_timer
where district_id = $1
  and until_at is null`,
}

export const lockStartsStatement: Statement = {
  name: 'lock_start_timers',
  text: `select node
from start_timer
where district_id = $1
  and process = any($2::text[])
order by procedure, node, trigger
for update`,
}

export const deployStatement: Statement = {
  name: 'deploy_start_timers',
  text: `with deployed as (
  select *
  from unnest($2::text[], $3::timestamptz[]) as deployed(process, at)
),
ended as (
  delete from start_timer
  using deployed
  where start_timer.district_id = $1
    and start_timer.process = deployed.process
    and start_timer.due_at > deployed.at
),
ending as (
  update start_timer
  set until_at = deployed.at
  from deployed
  where start_timer.district_id = $1
    and start_timer.process = deployed.process
    and start_timer.due_at <= deployed.at
    and start_timer.until_at is null
)
insert into start_timer
  (district_id, procedure, node, trigger, process, element, activated_at, cycle, firing, due_at, code, reason, failed_at)
select $1, procedure, node, trigger, process, element, activated_at, cycle, firing, due_at, code, reason,
  case when code is null then null else $15::timestamptz end
from unnest($4::text[], $5::int[], $6::int[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::int[],
  $12::timestamptz[], $13::text[], $14::text[])
  as given(procedure, node, trigger, process, element, activated_at, cycle, firing, due_at, code, reason)`,
}

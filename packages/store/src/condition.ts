import { assert, instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** How the work behind a district stands: what waits, and since when. */
export interface DistrictCondition {
  /** When the timer fell due that waits longest; undefined when none is due. */
  readonly timerDueAt: Instant | undefined
  /** Effects on their way, and since when the oldest is due. */
  readonly waiting: number
  readonly waitingSince: Instant | undefined
  readonly deadLetters: number
  /** What is on its way to receivers outside, and since when the oldest is due; webhooks that are switched off not counted. */
  readonly deliveries: number
  readonly deliveriesSince: Instant | undefined
  readonly deadDeliveries: number
  readonly incidents: number
  readonly sealedAt: Instant | undefined
}

/** Reads how the work behind a district stands, in one statement over indexes. */
export async function readCondition(
  queryable: Queryable,
  district: DistrictId,
  now: Instant,
): Promise<DistrictCondition> {
  const [row] = await queryable.query<ConditionRow>(conditionStatement, [district, toTimestamp(now)])
  assert(row !== undefined, 'counts are one row')
  return {
    timerDueAt: instantOrNone(row.timer_due_at),
    waiting: row.waiting,
    waitingSince: instantOrNone(row.waiting_since),
    deadLetters: row.dead_letters,
    deliveries: row.deliveries,
    deliveriesSince: instantOrNone(row.deliveries_since),
    deadDeliveries: row.dead_deliveries,
    incidents: row.incidents,
    sealedAt: instantOrNone(row.sealed_at),
  }
}

function instantOrNone(milliseconds: number | null | undefined): Instant | undefined {
  return milliseconds === null || milliseconds === undefined ? undefined : instantOf(milliseconds)
}

interface ConditionRow {
  readonly timer_due_at: number | null
  readonly waiting: number
  readonly waiting_since: number | null
  readonly dead_letters: number
  readonly deliveries: number
  readonly deliveries_since: number | null
  readonly dead_deliveries: number
  readonly incidents: number
  readonly sealed_at: number | null
}

const conditionStatement: Statement = {
  name: 'read_condition',
  text: `select (
    select min(due_at)
    from timer
    where district_id = $1
      and held_by is null
      and due_at <= $2
  ) as timer_due_at,
  waiting.count as waiting,
  waiting.since as waiting_since,
  (
    select count(*)::int
    from outbox
    where district_id = $1
      and dead_at is not null
  ) as dead_letters,
  leaving.count as deliveries,
  leaving.since as deliveries_since,
  (
    select count(*)::int
    from delivery
    where district_id = $1
      and dead_at is not null
  ) as dead_deliveries,
  (
    select count(*)::int
    from incident
    where district_id = $1
  ) as incidents,
  (
    select sealed_at
    from checkpoint
    where district_id = $1
    order by number desc
    limit 1
  ) as sealed_at
from (
  select count(*)::int as count, min(due_at) filter (where due_at <= $2) as since
  from outbox
  where district_id = $1
    and dead_at is null
) as waiting,
(
  select count(*)::int as count, min(due_at) filter (where due_at <= $2) as since
  from delivery
  where district_id = $1
    and delivered_at is null
    and dead_at is null
    and not exists (
      select
      from webhook
      where webhook.district_id = $1
        and delivery.kind = 'webhook'
        and webhook.webhook_id::text = delivery.receiver
        and webhook.disabled_at is not null
    )
) as leaving`,
}

/** For review: `packages/store/emitted`. */
export const conditionStatements: readonly Statement[] = [conditionStatement]

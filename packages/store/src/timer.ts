import { isAppError } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import { parseMatterId } from '@duibiao/base'
import type { Command } from '@duibiao/kernel'
import { causeOf } from './cause.ts'
import type { Queryable, Statement } from './database.ts'
import type { Engine } from './engine.ts'
import { addReports, faultOf, isOutage, timerActor } from './firing.ts'
import type { BatchReport, TimerReport } from './firing.ts'
import type { Outcome } from './group.ts'
import { runGroup, writeTogether } from './group.ts'
import { setAside } from './incident.ts'
import type { Failure } from './incident.ts'
import type { Order } from './order.ts'
import { toTimestamp } from './parameter.ts'
import { fireStartBatch } from './start-firing.ts'

/**
 * Fires every timer of the district that is due, once, in the order of due time, however long it has been due: those of
 * matters, and the timer start events of deployed procedures. Two processes may do so at once: each takes what the other
 * does not hold. A timer that cannot fire is set aside with an incident and stops nobody else.
 * @param batch timers in one transaction; 500 when not said
 */
export async function fireDueTimers(engine: Engine, batch = 500): Promise<TimerReport> {
  let sum = nothing
  let starts = { ...nothing, taken: 1 }
  for (;;) {
    // By turns, so that starts of many days do not keep the timers of matters waiting.
    if (starts.taken > 0) starts = await fireStartBatch(engine, batch)
    const report = await fireBatch(engine, { limit: batch, matters: undefined })
    sum = addReports(sum, addReports(starts, report))
    if (report.taken + starts.taken === 0) return { fired: sum.fired, failed: sum.failed }
  }
}

const nothing: BatchReport = { taken: 0, fired: 0, failed: 0 }

/** The timers that are due now, of these matters only when given. */
interface Claim {
  readonly limit: number
  readonly matters: readonly MatterId[] | undefined
}

interface Due {
  readonly matter: MatterId
  readonly timer: number
  readonly dueAt: number
}

/** Nothing of a batch could be written; it is divided, until the culprit stands alone. */
class BatchFault extends Error {
  readonly due: readonly Due[]

  constructor(due: readonly Due[], cause: unknown) {
    super('a batch of timers failed', { cause })
    this.due = due
  }
}

async function fireBatch(engine: Engine, claim: Claim): Promise<BatchReport> {
  const { database } = engine.setting
  try {
    return await database.transaction((transaction) => fireClaimed(engine, transaction, claim))
  } catch (error) {
    if (isAppError(error, 'database_conflict')) return { taken: 1, fired: 0, failed: 0 }
    if (!(error instanceof BatchFault)) throw error
    return divide(engine, error)
  }
}

async function divide(engine: Engine, fault: BatchFault): Promise<BatchReport> {
  const matters = [...new Set(fault.due.map(({ matter }) => matter))]
  const [only] = matters
  if (isOutage(fault.cause) || only === undefined) throw fault.cause
  if (matters.length === 1) {
    const at = engine.setting.now()
    const failures = fault.due.map((due) => failureOf(due, fault.cause))
    const failed = await setAside(engine.setting.database, engine.setting.district, { failures, at })
    return { taken: fault.due.length, fired: 0, failed }
  }
  const middle = Math.ceil(matters.length / 2)
  const limit = fault.due.length
  const left = await fireBatch(engine, { limit, matters: matters.slice(0, middle) })
  const right = await fireBatch(engine, { limit, matters: matters.slice(middle) })
  return addReports(left, right)
}

/** Claims, reads, decides and writes in one transaction; the claim ends with it, whatever happens to this process. */
async function fireClaimed(engine: Engine, transaction: Queryable, claim: Claim): Promise<BatchReport> {
  const { district } = engine.setting
  const now = engine.setting.now()
  const due = await claimDue(transaction, { engine, claim, now })
  if (due.length === 0) return { taken: 0, fired: 0, failed: 0 }
  const places = due.map((one) => ({ order: orderOf(one), read: true }))
  let outcomes: readonly Outcome[]
  // A timer that another process fired between the claim's look and its lock has a receipt already, and is not counted again.
  let fired = 0
  try {
    outcomes = await runGroup(engine.workshop, places, {
      queryable: transaction,
      async write(bundles) {
        const written = await writeTogether(transaction, district, bundles)
        fired += [...written.values()].filter((one) => one.kind === 'answered' && one.answer.ok).length
        return written
      },
    })
  } catch (error) {
    throw new BatchFault(due, error)
  }
  // What this transaction wrote may yet be undone.
  for (const { matter } of due) engine.workshop.cache.forget(matter)
  const failures = due.flatMap((one, index) => {
    const reason = faultOf(outcomes[index])
    return reason === undefined ? [] : [failureOf(one, reason)]
  })
  const failed = failures.length === 0 ? 0 : await setAside(transaction, district, { failures, at: now })
  return { taken: due.length, fired, failed }
}

interface DueRow {
  readonly matter_id: string
  readonly timer_id: number
  readonly due_at: number
}

async function claimDue(
  transaction: Queryable,
  { engine, claim, now }: { readonly engine: Engine; readonly claim: Claim; readonly now: Instant },
): Promise<readonly Due[]> {
  const { district } = engine.setting
  const parameters = [district, toTimestamp(now), claim.limit]
  const rows =
    claim.matters === undefined
      ? await transaction.query<DueRow>(claimStatement, parameters)
      : await transaction.query<DueRow>(claimAmongStatement, [...parameters, claim.matters])
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    timer: row.timer_id,
    dueAt: row.due_at,
  }))
}

/**
 * Locks the matters of the timers that are due longest and passes over those that somebody holds. It locks matters and
 * not timers: every writer locks the matter first, so that nobody waits for one while holding the other.
 */
export const claimStatement: Statement = { name: 'claim_timers', text: claimText('') }

/** The same for the timers of some matters. */
export const claimAmongStatement: Statement = {
  name: 'claim_timers_among',
  text: claimText('\n    and matter_id = any($4::uuid[])'),
}

function claimText(condition: string): string {
  return `select due.matter_id, due.timer_id, due.due_at
from (
  select matter_id, timer_id, due_at
  from timer
  where district_id = $1
    and due_at <= $2
    and held_by is null${condition}
  order by due_at
) as due
cross join lateral (
  select matter_id
  from matter
  where matter.district_id = $1
    and matter.matter_id = due.matter_id
  for update skip locked
) as claimed
limit $3`
}

function orderOf({ matter, timer, dueAt }: Due): Order {
  const command: Command = { kind: 'fireTimer', timer }
  return { matter, command, actor: timerActor, key: `timer:${matter}:${timer}:${dueAt}` }
}

function failureOf({ matter, timer }: Due, error: unknown): Failure {
  return { matter, timer, ...causeOf(error) }
}

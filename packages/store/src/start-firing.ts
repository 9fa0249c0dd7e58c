import { assert, formatLocal, isAppError } from '@duibiao/base'
import { nextStartTimer } from '@duibiao/kernel'
import type { Command, StartTimer } from '@duibiao/kernel'
import { causeOf } from './cause.ts'
import type { Queryable } from './database.ts'
import { sha256 } from './digest.ts'
import type { Engine } from './engine.ts'
import { addReports, faultOf, isOutage, timerActor } from './firing.ts'
import type { BatchReport } from './firing.ts'
import type { Outcome, Place } from './group.ts'
import { runGroup, writeTogether } from './group.ts'
import { numberOf } from './matter-number.ts'
import type { Order } from './order.ts'
import { deployStarts } from './start-deployment.ts'
import { claimStarts, findStartWork, nameOf, settleStarts } from './start-timer.ts'
import type { StartSettlement, StoredStartTimer } from './start-timer.ts'

/**
 * Starts the matters of timer start events that are due, in one transaction with moving their timers on. Every occurrence
 * starts a matter of its own, however long it has been due, as in the kernel's World; none starts two, whoever polls.
 * @param limit matters in one transaction, about
 */
export async function fireStartBatch(engine: Engine, limit: number): Promise<BatchReport> {
  const { database, district, library, calendar } = engine.setting
  const now = engine.setting.now()
  const { isNew, isDue, installed } = await findStartWork(database, district, now)
  // What another process installed also changes which procedures messages, signals and people start.
  if (installed > library.list().length) await library.refresh()
  if (isNew) await deployStarts(database, { district, library, zone: calendar(), now })
  return isNew || isDue ? fire(engine, { limit, among: undefined }) : { taken: 0, fired: 0, failed: 0 }
}

interface Claim {
  readonly limit: number
  /** Start timers by name; all when undefined. */
  readonly among: readonly string[] | undefined
}

/** Nothing of a batch could be written; it is divided, until the culprit stands alone. */
class StartFault extends Error {
  readonly timers: readonly StoredStartTimer[]
  readonly starts: number

  constructor(planned: readonly Planned[], cause: unknown) {
    super('a batch of starts failed', { cause })
    this.timers = planned.map(({ timer }) => timer)
    this.starts = planned.reduce((sum, { starts }) => sum + starts.length, 0)
  }
}

async function fire(engine: Engine, claim: Claim): Promise<BatchReport> {
  const { database } = engine.setting
  try {
    return await database.transaction((transaction) => fireClaimed(engine, transaction, claim))
  } catch (error) {
    if (isAppError(error, 'database_conflict')) return { taken: 1, fired: 0, failed: 0 }
    if (!(error instanceof StartFault)) throw error
    if (isOutage(error.cause)) throw error.cause
    // An older version has started the same occurrence just now: its receipt is there when this is read again.
    if (isReceipted(error.cause)) return { taken: 1, fired: 0, failed: 0 }
    return divide(engine, error)
  }
}

async function divide(engine: Engine, { timers, starts, cause }: StartFault): Promise<BatchReport> {
  const [only] = timers
  assert(only !== undefined, 'a batch that failed had timers')
  if (timers.length === 1) {
    if (starts > 1) return fire(engine, { limit: 1, among: [nameOf(only)] })
    const settled = [{ timer: only, next: only, cause: causeOf(cause) }]
    const at = engine.setting.now()
    const failed = await settleStarts(engine.setting.database, engine.setting.district, { settled, at })
    return { taken: 1, fired: 0, failed }
  }
  const middle = Math.ceil(timers.length / 2)
  const names = timers.map(nameOf)
  const left = await fire(engine, { limit: starts, among: names.slice(0, middle) })
  return addReports(left, await fire(engine, { limit: starts, among: names.slice(middle) }))
}

function isReceipted(error: unknown): boolean {
  return isAppError(error, 'row_exists') && String(error.params['constraint']).startsWith('receipt')
}

/** A claimed timer, the occurrences of it that start now, and what it waits for afterwards. */
interface Planned {
  readonly timer: StoredStartTimer
  readonly starts: readonly Start[]
  readonly next: StartTimer | undefined
  readonly fault?: unknown
}

interface Start {
  readonly occurrence: StartTimer
  readonly place: Place
}

/** Claims, decides and writes in one transaction; the claim ends with it, whatever happens to this process. */
async function fireClaimed(engine: Engine, transaction: Queryable, claim: Claim): Promise<BatchReport> {
  const { district, library, now } = engine.setting
  const at = now()
  const timers = await claimStarts(transaction, district, { now: at, ...claim })
  if (timers.length === 0) return { taken: 0, fired: 0, failed: 0 }
  await library.ensure(
    timers.map(({ procedure }) => procedure),
    transaction,
  )
  const most = Math.max(1, Math.floor(claim.limit / timers.length))
  // Two versions may hold the same occurrence, and in one statement no receipt would stop the second.
  const known = new Map<string, Place>()
  const planned = timers.map((timer) => plan(engine, timer, { most, known }))
  const places = [...known.values()]
  let outcomes: readonly Outcome[]
  try {
    outcomes = await runGroup(engine.workshop, places, {
      queryable: transaction,
      write: (bundles) => writeTogether(transaction, district, bundles),
    })
  } catch (error) {
    throw new StartFault(planned, error)
  }
  const outcomeOf = new Map(places.map(({ order }, index) => [order, outcomes[index]]))
  const settled = planned.map((one) => settle(one, outcomeOf))
  await settleStarts(transaction, district, { settled, at })
  const fired = places.filter(({ order }) => isStarted(order, outcomeOf.get(order))).length
  const failed = settled.filter(({ cause }) => cause !== undefined).length
  return { taken: timers.length, fired, failed }
}

/** The occurrences of a timer that are due, the oldest first, so many at most. */
function plan(
  engine: Engine,
  timer: StoredStartTimer,
  { most, known }: { readonly most: number; readonly known: Map<string, Place> },
): Planned {
  const { setting } = engine
  const zone = setting.calendar()
  const now = setting.now()
  const starts: Start[] = []
  let next: StartTimer | undefined = timer
  try {
    const { name } = setting.library.find(timer.procedure)
    while (next !== undefined && next.dueAt <= now && starts.length < most) {
      const title = `${name} ${formatLocal(next.dueAt, zone.utcOffsetMinutes).slice(0, 16).replace('T', ' ')}`
      const order = orderOf(engine, { ...timer, ...next }, title)
      const place = known.get(order.key) ?? { order, read: true }
      starts.push({ occurrence: next, place })
      next = nextStartTimer(next, zone)
      if (timer.untilAt !== undefined && next !== undefined && next.dueAt > timer.untilAt) next = undefined
    }
    for (const { place } of starts) known.set(place.order.key, place)
    return { timer, starts, next }
  } catch (fault) {
    return { timer, starts: [], next: timer, fault }
  }
}

function orderOf(engine: Engine, timer: StoredStartTimer, title: string): Order {
  const matter = engine.makeId()
  const { procedure, node, dueAt } = timer
  const command: Command = { kind: 'start', procedure, by: { kind: 'node', node, dueAt } }
  return {
    matter,
    command,
    actor: timerActor,
    key: keyOf(timer),
    opening: { number: numberOf(matter), title },
  }
}

/**
 * One occurrence of a start event is one command, also when two versions of its process hold it: a date that is past
 * does not start another matter with every upgrade.
 */
function keyOf({ process, element, trigger, dueAt }: StoredStartTimer): string {
  const key = `start:${process}:${element}:${trigger}:${dueAt}`
  return key.length <= 200 ? key : `start:${sha256.digest(key)}`
}

/** The first occurrence that was refused is what a timer that is set aside waits with. */
function settle(
  { timer, starts, next, fault }: Planned,
  outcomeOf: ReadonlyMap<Order, Outcome | undefined>,
): StartSettlement {
  if (fault !== undefined) return { timer, next: timer, cause: causeOf(fault) }
  for (const { occurrence, place } of starts) {
    const refused = faultOf(outcomeOf.get(place.order))
    if (refused !== undefined) return { timer, next: occurrence, cause: causeOf(refused) }
  }
  return { timer, next }
}

/** False also for a command that was carried out before. */
function isStarted({ matter }: Order, outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'answered' && outcome.answer.ok && outcome.answer.receipt.matter === matter
}

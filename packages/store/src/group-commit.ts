import { AppError, isAppError } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { isEnded } from '@duibiao/kernel'
import type { Bundle } from './bundle.ts'
import type { Database } from './database.ts'
import { sqlStateOf } from './fault.ts'
import type { Outcome, Place, Workshop } from './group.ts'
import { runGroup, writeTogether } from './group.ts'
import { refusalOf } from './order.ts'
import type { Answer, Order } from './order.ts'

/** How commands are grouped. */
export interface GroupRule {
  /** Commands in a group at most; 256 when not said. */
  readonly size?: number
  /** Groups under way at once; on the embedded database 1, else 2 when not said. */
  readonly lanes?: number
  /** Matters remembered, which spares reading them again; 2,000 when not said. */
  readonly remembered?: number
}

/** Takes commands one by one and carries them out in groups: one read and one commit for all that wait. */
export interface GroupCommit {
  /** @throws what made the command fail: a database that does not answer, a mistake in the software */
  submit(order: Order): Promise<Answer>
  /** Waits until nothing is under way. */
  drain(): Promise<void>
}

// A conflict costs its command one more group. So many in a row are no accident.
const mostTries = 50

// Fewer commands than this are not worth another statement.
const smallest = 8

export function makeGroupCommit(database: Database, workshop: Workshop, rule: GroupRule = {}): GroupCommit {
  const queue: Queue = {
    database,
    workshop,
    size: rule.size ?? 256,
    lanes: rule.lanes ?? (database.kind === 'embedded' ? 1 : 2),
    waiting: [],
    keys: new Map(),
    busy: new Set(),
    running: new Set(),
    isWoken: false,
  }
  return {
    submit(order) {
      // The same key again, while the first is under way, is the same command.
      const known = queue.keys.get(order.key)
      if (known !== undefined) return known
      const answer = new Promise<Answer>((resolve, reject) => {
        queue.waiting.push({ order, resolve, reject, alone: false, read: false, tries: 0 })
      })
      queue.keys.set(order.key, answer)
      wake(queue)
      return answer
    },
    async drain() {
      while (queue.waiting.length > 0 || queue.running.size > 0) {
        await Promise.all(queue.running)
      }
    },
  }
}

interface Waiting {
  readonly order: Order
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
  alone: boolean
  read: boolean
  tries: number
}

interface Queue {
  readonly database: Database
  readonly workshop: Workshop
  readonly size: number
  readonly lanes: number
  waiting: Waiting[]
  readonly keys: Map<string, Promise<Answer>>
  /** Matters of the groups under way: what else wants them waits, instead of meeting a conflict. */
  readonly busy: Set<MatterId>
  readonly running: Set<Promise<void>>
  isWoken: boolean
}

/** Starts groups once everybody who is running now has submitted: no time passes meanwhile. */
function wake(queue: Queue): void {
  if (queue.isWoken) return
  queue.isWoken = true
  queueMicrotask(() => {
    queue.isWoken = false
    startGroups(queue)
  })
}

function startGroups(queue: Queue): void {
  while (queue.running.size < queue.lanes) {
    // What waits is shared among the free lanes: one works in the database while another decides.
    const share = Math.ceil(queue.waiting.length / (queue.lanes - queue.running.size))
    const group = takeGroup(queue, Math.min(queue.size, Math.max(share, smallest)))
    if (group.length === 0) return
    const run = carryOut(queue, group).finally(() => {
      queue.running.delete(run)
      for (const { order } of group) queue.busy.delete(order.matter)
      wake(queue)
    })
    queue.running.add(run)
  }
}

function takeGroup(queue: Queue, size: number): readonly Waiting[] {
  const group: Waiting[] = []
  const rest: Waiting[] = []
  const taken = new Map<MatterId, boolean>()
  for (const one of queue.waiting) {
    const { matter } = one.order
    const sharing = taken.get(matter)
    const fits = sharing === undefined || (sharing && !one.alone)
    if (group.length < size && !queue.busy.has(matter) && fits) {
      group.push(one)
      taken.set(matter, !one.alone)
    } else {
      rest.push(one)
      // What comes later on the same matter must not overtake.
      if (sharing !== undefined) taken.set(matter, false)
    }
  }
  queue.waiting = rest
  for (const matter of taken.keys()) queue.busy.add(matter)
  return group
}

async function carryOut(queue: Queue, group: readonly Waiting[]): Promise<void> {
  const { database, workshop } = queue
  const places: readonly Place[] = group.map(({ order, read }) => ({ order, read }))
  try {
    const outcomes = await runGroup(workshop, places, {
      queryable: database,
      write: (bundles) => writeIsolated(queue, bundles),
    })
    const again: Waiting[] = []
    group.forEach((one, index) => {
      const outcome = outcomes[index]
      if (outcome !== undefined) settle(queue, { one, outcome, again })
    })
    queue.waiting = [...again, ...queue.waiting]
  } catch (error) {
    for (const one of group) settle(queue, { one, outcome: { kind: 'failed', error }, again: [] })
  }
}

function settle(
  queue: Queue,
  { one, outcome, again }: { readonly one: Waiting; readonly outcome: Outcome; readonly again: Waiting[] },
): void {
  if (outcome.kind === 'again' && one.tries < mostTries) {
    one.tries += 1
    one.alone ||= outcome.alone
    one.read ||= outcome.read
    again.push(one)
    return
  }
  queue.keys.delete(one.order.key)
  switch (outcome.kind) {
    case 'answered':
      one.resolve(outcome.answer)
      return
    case 'failed':
      one.reject(outcome.error)
      return
    case 'again':
      one.reject(new AppError('database_conflict', { reason: `matter ${one.order.matter}` }))
      return
  }
}

/**
 * Writes the bundles of a group in one statement; when it fails, halves of it, until the culprit stands alone. The
 * revisions guard all of them, so nothing is decided anew.
 */
async function writeIsolated(queue: Queue, bundles: readonly Bundle[]): Promise<ReadonlyMap<Order, Outcome>> {
  const { database, workshop } = queue
  try {
    const outcomes = await writeTogether(database, workshop.district, bundles)
    for (const { matter, now, done } of bundles) {
      const isWritten = done.some(({ order }) => outcomes.get(order)?.kind === 'answered')
      if (isWritten && now !== undefined && !isEnded(now.state)) workshop.cache.remember(now)
      else workshop.cache.forget(matter)
    }
    return outcomes
  } catch (error) {
    for (const { matter } of bundles) workshop.cache.forget(matter)
    const [first, second] = bundles
    if (first === undefined || isWhole(error)) return failAll(bundles, error)
    if (second === undefined) return explainFault(first, error)
    // After an outage everybody gives his command again: looking all of them up is one statement more, not hundreds.
    if (isReceipted(error)) return decideAnew(bundles)
    const middle = Math.ceil(bundles.length / 2)
    const left = await writeIsolated(queue, bundles.slice(0, middle))
    const right = await writeIsolated(queue, bundles.slice(middle))
    return new Map([...left, ...right])
  }
}

/** The database as a whole is the trouble, not one of the commands. */
function isWhole(error: unknown): boolean {
  return isAppError(error, 'database_unavailable') || isAppError(error, 'database_full')
}

function failAll(bundles: readonly Bundle[], error: unknown): ReadonlyMap<Order, Outcome> {
  const orders = bundles.flatMap((bundle) => bundle.done.map(({ order }) => order))
  return new Map(orders.map((order) => [order, { kind: 'failed', error }]))
}

/** One of the commands was carried out before. */
function isReceipted(error: unknown): boolean {
  return isAppError(error, 'row_exists') && String(error.params['constraint']).startsWith('receipt')
}

function decideAnew(bundles: readonly Bundle[]): ReadonlyMap<Order, Outcome> {
  const orders = bundles.flatMap((bundle) => bundle.done.map(({ order }) => order))
  return new Map(orders.map((order) => [order, { kind: 'again', alone: false, read: true }]))
}

function explainFault(bundle: Bundle, error: unknown): ReadonlyMap<Order, Outcome> {
  const isOne = bundle.done.length === 1
  const outcome = isOne ? faultOutcome(bundle, error) : ({ kind: 'again', alone: true, read: true } as const)
  return new Map(bundle.done.map(({ order }) => [order, outcome]))
}

/** Why the only command of a statement could not be written. */
function faultOutcome(bundle: Bundle, error: unknown): Outcome {
  if (isAppError(error, 'database_conflict')) return { kind: 'again', alone: true, read: true }
  // Another process was given the same command and was quicker: its receipt is the answer.
  if (isReceipted(error)) return { kind: 'again', alone: true, read: true }
  if (isAppError(error, 'row_exists')) {
    const constraint = String(error.params['constraint'])
    // The revision fitted, and yet the entry is there: the row of the matter is older than its record. Or a working row
    // is there of which its state knows nothing.
    if (/^(entry|task|timer|clock|subscription)/.test(constraint))
      return { kind: 'answered', answer: refusalOf('matter_damaged', { matter: bundle.matter }) }
    if (constraint.startsWith('matter')) {
      const matter = constraint === 'matter_pkey' ? bundle.matter : (bundle.opening?.number ?? bundle.matter)
      return { kind: 'answered', answer: refusalOf('matter_exists', { matter }) }
    }
  }
  // 22: a value the database cannot hold, such as the character NUL; 54: one too large for a row or an index.
  const state = sqlStateOf(error) ?? ''
  if (error instanceof Error && /^(22|23|54)/.test(state)) {
    return { kind: 'answered', answer: refusalOf('value_not_storable', { reason: error.message }) }
  }
  return { kind: 'failed', error }
}

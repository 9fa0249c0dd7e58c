import { AppError, formatInstant, instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { AnswerOf, readFeed as readFeedOperation, StreamEvent } from '@duibiao/contract'
import { lampAt } from '@duibiao/kernel'
import { findInForce } from '@duibiao/store'
import type { Scheduler, Sight } from '@duibiao/store'
import { defined } from './defined.ts'
import { makeFeedReader } from './feed-reader.ts'
import type { FeedReader, FeedRow } from './feed-reader.ts'
import type { Tenant } from './tenant.ts'

/** What somebody hears of a district as it happens. */
export interface Feed {
  /**
   * Begins to listen: from now on, or after the position that was heard last.
   * @throws AppError `requests_too_many` when the account or the process listens as often as it may, those of the database
   */
  listen(listener: Listener): Promise<FeedEvents>
  /** How many listen. */
  readonly listening: number
}

export interface Listener {
  readonly account: string
  /** Id of the session or access token: when it is over, so is this. */
  readonly session: string
  readonly sight: Sight
  /** What was heard last. */
  readonly after: number | undefined
}

export interface FeedRule {
  /** Milliseconds between two looks at the record while somebody listens. */
  readonly interval: number
  /** Milliseconds after which a line that was silent says that it is alive, and after which it ends, to be asked for anew. */
  readonly heartbeat: number
  readonly lifetime: number
  /** Milliseconds between two looks whether sessions are still in force. */
  readonly check: number
  /** Streams of one account, and of the process. */
  readonly ofAccount: number
  readonly ofProcess: number
}

/** Posts and roles count as they were when a stream began: so it lasts ten minutes, and the browser asks again by itself. */
export const feedRule: FeedRule = {
  interval: 200,
  heartbeat: 15_000,
  lifetime: 600_000,
  check: 2_000,
  ofAccount: 10,
  ofProcess: 5_000,
}

export interface FeedParts {
  readonly tenant: Tenant
  readonly scheduler: Scheduler
  /** Aborted when the service closes. */
  readonly closing: AbortSignal
  readonly rule?: FeedRule
  /** Of sessions and tokens those in force; asked of the database when not said. */
  readonly findOpen?: (sessions: readonly string[]) => Promise<ReadonlySet<string>>
}

type FeedEvents = AnswerOf<typeof readFeedOperation>
type Told = FeedEvents extends AsyncIterable<StreamEvent<infer Data>> ? StreamEvent<Data> : never

/** Somebody who listens. */
interface Subscription extends Listener {
  readonly endsAt: Instant
  /** What was carried off, and up to where the record is read for them. */
  position: number
  until: number
  isOver: boolean
}

/** Those who listen, and what serves them. */
interface Hall extends FeedParts {
  readonly rule: FeedRule
  readonly subscriptions: Set<Subscription>
  /** A new one for each time that somebody listens again. */
  reader: FeedReader
  stops: readonly (() => void)[]
}

/** The feed of a district in this process. One reader serves all who listen, and reads only while somebody does. */
export function makeFeed(parts: FeedParts): Feed {
  const { tenant, scheduler, closing, rule = feedRule } = parts
  const hall: Hall = { ...parts, rule, subscriptions: new Set(), reader: makeFeedReader(tenant), stops: [] }
  return {
    get listening() {
      return hall.subscriptions.size
    },
    async listen(listener) {
      requireRoom(hall, listener)
      const endsAt = instantOf(scheduler.now() + rule.lifetime)
      const standing = { position: 0, until: Number.MAX_SAFE_INTEGER, isOver: closing.aborted }
      const subscription: Subscription = { ...listener, endsAt, ...standing }
      enter(hall, subscription)
      const { reader } = hall
      function stop(): void {
        subscription.isOver = true
        leave(hall, subscription)
        reader.wake()
      }
      try {
        const { position, until, isReload } = await reader.begin(listener.after)
        Object.assign(subscription, { position, until })
        const telling = { reader, rule, now: () => scheduler.now(), isReload }
        return leavable(tell(subscription, telling), stop)
      } catch (error) {
        stop()
        throw error
      }
    },
  }
}

function enter(hall: Hall, subscription: Subscription): void {
  const { subscriptions, scheduler, closing, rule } = hall
  subscriptions.add(subscription)
  if (hall.stops.length > 0) return
  function close(): void {
    endAll(hall)
  }
  closing.addEventListener('abort', close, { once: true })
  hall.stops = [
    scheduler.every(rule.interval, () => look(hall)),
    scheduler.every(rule.check, () => check(hall)),
    () => closing.removeEventListener('abort', close),
  ]
}

function leave(hall: Hall, subscription: Subscription): void {
  if (!hall.subscriptions.delete(subscription) || hall.subscriptions.size > 0) return
  for (const stop of hall.stops) stop()
  hall.stops = []
  hall.reader = makeFeedReader(hall.tenant)
}

function endAll({ subscriptions, reader }: Hall): void {
  for (const one of subscriptions) one.isOver = true
  reader.wake()
}

async function look(hall: Hall): Promise<void> {
  const { reader } = hall
  try {
    await reader.look()
  } catch {
    // Whoever listens asks again with what was heard last, and is then told why it fails.
    endAll(hall)
  }
  reader.wake()
}

/** Ends what is over: the session, the time, or the patience with who does not carry off what they asked for. */
async function check(hall: Hall): Promise<void> {
  const { reader, scheduler } = hall
  const isOpen = await findOpenSessions(hall).catch(() => new Set<string>())
  const now = scheduler.now()
  for (const one of hall.subscriptions) {
    const isLate = reader.forgets(one.position) && one.position >= one.until
    one.isOver ||= isLate || now >= one.endsAt || !isOpen.has(one.session)
    if (one.isOver) leave(hall, one)
  }
  reader.wake()
}

function requireRoom({ subscriptions, rule }: Hall, { account }: Listener): void {
  const { ofAccount, ofProcess } = rule
  const own = [...subscriptions].filter((one) => one.account === account && !one.isOver).length
  if (own >= ofAccount || subscriptions.size >= ofProcess) {
    throw new AppError('requests_too_many', { seconds: 5 })
  }
}

async function findOpenSessions({
  tenant,
  scheduler,
  findOpen,
  subscriptions,
}: Hall): Promise<ReadonlySet<string>> {
  const ids = [...new Set([...subscriptions].map(({ session }) => session))]
  if (findOpen !== undefined) return findOpen(ids)
  const { database, district, signIn } = tenant
  const now = scheduler.now()
  return findInForce(database, district, { ids, now, idleSince: instantOf(now - signIn.idle) })
}

interface Telling {
  readonly reader: FeedReader
  readonly rule: FeedRule
  readonly now: () => Instant
  readonly isReload: boolean
}

/**
 * The events of one listener. It takes them at the pace at which they are carried off; whoever falls behind what the reader
 * remembers is cut off, and goes on from the last id when they come back.
 */
async function* tell(subscription: Subscription, telling: Telling): AsyncGenerator<Told, void, void> {
  const { reader, rule, now } = telling
  const { sight, until } = subscription
  let toldAt = now()
  yield telling.isReload ? reloadAt(subscription.position) : aliveAt(subscription.position)
  while (!subscription.isOver) {
    const next = await reader.after(subscription.position, until)
    if (next === undefined) return
    for (const line of next.lines) {
      if (!isSeen(line, sight)) continue
      toldAt = now()
      yield { id: String(line.position), data: eventOf(line, now()) }
      subscription.position = line.position
      if (subscription.isOver) return
    }
    if (next.position > subscription.position) {
      subscription.position = next.position
      continue
    }
    if (now() - toldAt >= rule.heartbeat) {
      toldAt = now()
      yield aliveAt(subscription.position)
    }
    await reader.wait()
  }
}

/** Events that can be left at any moment, also while none comes: a generator that waits cannot. */
function leavable(
  events: AsyncGenerator<Told, void, void>,
  stop: () => void,
): AsyncIterableIterator<Told, void> {
  const made: AsyncIterableIterator<Told, void> = {
    [Symbol.asyncIterator]: () => made,
    async next() {
      const next = await events.next()
      if (next.done === true) stop()
      return next
    },
    async return() {
      stop()
      return { done: true, value: undefined }
    },
  }
  return made
}

/** Without data: only that the line is alive, and how far it has come. */
function aliveAt(position: number): Told {
  return { id: String(position), data: undefined }
}

function reloadAt(position: number): Told {
  return { id: String(position), data: { event: 'reload' } }
}

function isSeen({ about }: FeedRow, sight: Sight): boolean {
  return sight.kind === 'district' || about.sights.some((key) => sight.keys.includes(key))
}

function eventOf({ matter, seq, kind, at, about }: FeedRow, now: Instant): Told['data'] {
  const { number, status, area, office } = about
  const lamp = lampAt(about, now)
  const recorded = { kind, seq, recorded_at: formatInstant(at) }
  return { event: 'entry', matter, number, ...recorded, status, lamp, ...defined({ area, office }) }
}

import { addAuditEvents } from '@duibiao/store'
import type { AuditEvent, Database } from '@duibiao/store'
import type { DistrictId, Instant } from '@duibiao/base'

/** Writes the audit of a district. What arrives while a batch is being written goes into the next one. */
export interface AuditTrail {
  /** Keeps events, and returns when they are kept. @throws AppError those of the database: then the act must not be answered */
  readonly record: (events: readonly AuditEvent[]) => Promise<void>
  /** Takes note of an event without making anybody wait. If the database is away for long, it is counted instead of kept. */
  readonly note: (event: AuditEvent) => void
  /** Waits until everything is kept, or cannot be. */
  readonly settle: () => Promise<void>
}

interface Waiting {
  readonly event: AuditEvent
  /** Undefined for an event that was only noted. */
  readonly settled: PromiseWithResolvers<void> | undefined
}

/** Events in one statement, and events that may wait while the database is away. */
const batchSize = 500
const mostWaiting = 10_000

/** Makes the audit of a district. */
export function makeAuditTrail({
  database,
  district,
  now,
}: {
  readonly database: Database
  readonly district: DistrictId
  readonly now: () => Instant
}): AuditTrail {
  let waiting: Waiting[] = []
  let lost = 0
  let running: Promise<void> | undefined

  async function writeBatch(): Promise<boolean> {
    const batch = waiting.splice(0, batchSize)
    const missed = lost
    const events = batch.map(({ event }) => event)
    if (missed > 0) events.unshift({ kind: 'audit.lost', outcome: 'refused', detail: { count: missed } })
    try {
      await database.transaction((transaction) =>
        addAuditEvents(transaction, district, { events, now: now() }),
      )
      lost -= missed
      for (const { settled } of batch) settled?.resolve()
      return true
    } catch (error) {
      for (const { settled } of batch) settled?.reject(error)
      // Nobody waits for those that were only noted: they are tried again with whatever comes next.
      waiting = [...batch.filter(({ settled }) => settled === undefined), ...waiting]
      return false
    }
  }

  async function writeAll(): Promise<void> {
    // What is told in the same turn goes into one batch; and `running` is set before it is cleared below.
    await Promise.resolve()
    let isKept = true
    while (waiting.length > 0 && (isKept || waiting.some(({ settled }) => settled !== undefined))) {
      isKept = await writeBatch()
    }
    running = undefined
  }

  function start(): Promise<void> {
    running ??= writeAll()
    return running
  }

  return {
    async record(events) {
      const made = events.map((event) => ({ event, settled: Promise.withResolvers<void>() }))
      waiting.push(...made)
      void start()
      await Promise.all(made.map(({ settled }) => settled.promise))
    },
    note(event) {
      if (waiting.length >= mostWaiting) lost += 1
      else waiting.push({ event, settled: undefined })
      void start()
    },
    settle: start,
  }
}

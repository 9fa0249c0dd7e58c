import { setImmediate } from 'node:timers/promises'
import { instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Command } from '@duibiao/kernel'
import { dispatchOutbox, fireDueTimers } from '@duibiao/store'
import type { Engine, OutboxPort } from '@duibiao/store'
import { persist } from './load.ts'

/** What happens beside the commands of a load: timers fire and effects are delivered. */
export interface LoadWork {
  readonly engine: Engine
  readonly port: OutboxPort
  /** How often a round that the database cut short is begun again. */
  readonly retries: number
  /** After each round. */
  readonly afterRound?: (round: number) => Promise<void>
}

/** The outside of the district: it answers every service at once and tells the id of each event that reached it. */
export function makeLoadPort(notice: (event: string) => void): OutboxPort {
  return {
    async callService(call, event): Promise<readonly Command[]> {
      notice(event.id)
      return call.token === undefined ? [] : [{ kind: 'answerService', token: call.token }]
    },
    async notify(_notice, event) {
      notice(event.id)
    },
  }
}

/** Works round after round until `isOver`. @throws when a timer cannot fire */
export async function workUntil(work: LoadWork, isOver: () => boolean): Promise<void> {
  for (let round = 1; !isOver(); round += 1) {
    await persist(() => workOnce(work), work.retries)
    await work.afterRound?.(round)
    await setImmediate()
  }
}

/** Another process may hold what is left, and be slow: so many looks in a row are more than its slowness explains. */
const mostRounds = 2_000

/**
 * Works until every timer has fired and every effect has arrived.
 * @param moveTo moves the clock on, at least to this instant: how far clients moved it nobody knows beforehand
 */
export async function finishWork(work: LoadWork, moveTo: (instant: Instant) => void): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    await setImmediate()
    await persist(() => workOnce(work), work.retries)
    const latest = await persist(() => latestDue(work.engine), work.retries)
    if (latest === undefined) return
    moveTo(latest)
  }
  throw new Error(`timers or effects are left after ${mostRounds} rounds`)
}

/** When the last of what waits falls due. */
async function latestDue({ setting }: Engine): Promise<Instant | undefined> {
  const rows = await setting.database.query<{ readonly due_at: number | null }>(latestDueText, [
    setting.district,
  ])
  const latest = rows[0]?.due_at
  return latest === null || latest === undefined ? undefined : instantOf(latest)
}

const latestDueText = `select max(due_at) as due_at
from (
  select due_at from timer where district_id = $1
  union all
  select due_at from outbox where district_id = $1 and dead_at is null
) as waiting`

async function workOnce({ engine, port }: LoadWork): Promise<void> {
  const { failed } = await fireDueTimers(engine)
  if (failed > 0) throw new Error(`${failed} timers failed`)
  await dispatchOutbox(engine, port)
}

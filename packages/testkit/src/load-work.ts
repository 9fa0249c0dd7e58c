import { setImmediate } from 'node:timers/promises'
import type { Command } from '@duibiao/kernel'
import { dispatchOutbox, fireDueTimers, listOutbox } from '@duibiao/store'
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

/** Works until every timer has fired and every effect has arrived. @param moveOn moves the clock on by some days */
export async function finishWork(work: LoadWork, moveOn: () => void): Promise<void> {
  const { database, district } = work.engine.setting
  for (let round = 0; round < 20; round += 1) {
    moveOn()
    await persist(() => workOnce(work), work.retries)
    const left = await persist(() => listOutbox(database, district), work.retries)
    if (left.length === 0) return
  }
  throw new Error('the outbox does not empty')
}

async function workOnce({ engine, port }: LoadWork): Promise<void> {
  const { failed } = await fireDueTimers(engine)
  if (failed > 0) throw new Error(`${failed} timers failed`)
  await dispatchOutbox(engine, port)
}

import { AppError, assert, isAppError } from '@duibiao/base'
import type { Actor } from '@duibiao/kernel'
import type { Outcome } from './group.ts'

/** What a round over the due timers came to. */
export interface TimerReport {
  readonly fired: number
  /** Timers that could not fire, each with an incident. */
  readonly failed: number
}

/** What one transaction came to. `taken` is 0 when nothing was due that nobody else holds. */
export interface BatchReport extends TimerReport {
  readonly taken: number
}

/** The actor of everything that timers do. */
export const timerActor: Actor = { system: 'timer' }

/** Why a timer did not fire; undefined when it did. */
export function faultOf(outcome: Outcome | undefined): unknown {
  assert(outcome !== undefined, 'every timer of a batch comes to something')
  switch (outcome.kind) {
    case 'failed':
      return outcome.error
    case 'again':
      return new AppError('database_conflict', { reason: 'timer' })
    case 'answered':
      return outcome.answer.ok
        ? undefined
        : new AppError(outcome.answer.refusal.code, outcome.answer.refusal.params)
  }
}

/** The database as a whole is the trouble, not one of the timers. */
export function isOutage(error: unknown): boolean {
  return isAppError(error, 'database_unavailable') || isAppError(error, 'database_full')
}

export function addReports(one: BatchReport, other: BatchReport): BatchReport {
  return {
    taken: one.taken + other.taken,
    fired: one.fired + other.fired,
    failed: one.failed + other.failed,
  }
}

import { readLegalBasis } from '@duibiao/base'
import type { Extension, Pause } from '@duibiao/base'
import { clockModelOf, clockOf, setClock, stopClock, timerIdOf } from './clock.ts'
import type { Command } from './command.ts'
import type { Clock } from './matter.ts'
import { refuse } from './run.ts'
import type { Run } from './run.ts'

/** Excluded time begins (特别程序 and the like): reason and legal basis stand in the record. */
export function pauseClock(run: Run, command: Extract<Command, { kind: 'pauseClock' }>): void {
  const { reason, legalBasis } = command
  pause(run, command.clock, { reason, ...(legalBasis && { legalBasis }) })
}

type Ground = Pick<Pause, 'reason' | 'legalBasis'>

/** Time is excluded for a reason; of a legal limit (法定) only what a law excludes, such as 特别程序 (许可法 45). */
export function pause(run: Run, id: string, ground: Ground): void {
  const clock = clockOf(run, id)
  if (clock.status !== 'running') refuse('clock_not_running', { clock: id })
  if (clock.breachedAt !== undefined) refuse('clock_overdue', { clock: id })
  assertReason(ground)
  if (clockModelOf(run, clock)?.kind === 'legal' && readLegalBasis(ground.legalBasis) === undefined)
    refuse('pause_basis_missing', { clock: id })
  const pauses = [...clock.pauses, { from: run.context.now, ...ground }]
  setClock(run, id, { ...clock, status: 'paused', pauses })
  run.facts.push({ kind: 'clock_paused', clock: id })
}

/** Refuses a pause for no reason. */
function assertReason({ reason }: Ground): void {
  if (reason.trim() === '') refuse('pause_reason_missing')
}

export function resumeClock(run: Run, command: Extract<Command, { kind: 'resumeClock' }>): void {
  resume(run, command.clock)
}

export function resume(run: Run, id: string): void {
  const clock = clockOf(run, id)
  if (clock.status !== 'paused') refuse('clock_not_paused', { clock: id })
  const closed: readonly Pause[] = clock.pauses.map((one) =>
    one.to === undefined ? { ...one, to: run.context.now } : one,
  )
  const { suspended: _suspended, ...rest } = clock
  setClock(run, id, { ...rest, status: 'running', pauses: closed })
  run.facts.push({ kind: 'clock_resumed', clock: id, ...dueFact(run, id) })
}

function dueFact(run: Run, id: string): Pick<Clock, 'dueAt'> {
  const { dueAt } = clockOf(run, id)
  return dueAt === undefined ? {} : { dueAt }
}

export function extendClock(run: Run, command: Extract<Command, { kind: 'extendClock' }>): void {
  extend(run, command.clock, command.extension)
}

/** 延期: before the clock is overdue, and not more often than the pack allows (许可法 42: once). */
export function extend(run: Run, id: string, extension: Omit<Extension, 'at'>): void {
  const clock = clockOf(run, id)
  if (clock.status === 'stopped') refuse('clock_not_running', { clock: id })
  const isOverdue =
    clock.breachedAt !== undefined || (clock.dueAt !== undefined && clock.dueAt <= run.context.now)
  if (isOverdue) refuse('clock_overdue', { clock: id })
  const most = clockModelOf(run, clock)?.extensionsMax ?? 0
  if (clock.extensions.length >= most) refuse('extension_refused', { clock: id, most })
  setClock(run, id, { ...clock, extensions: [...clock.extensions, { ...extension, at: run.context.now }] })
  run.facts.push({ kind: 'clock_extended', clock: id, ...dueFact(run, id) })
}

/** A calendar changed: every running clock on it is reckoned anew; those whose end or next warning moved are recorded. */
export function recomputeClocks(run: Run, command: Extract<Command, { kind: 'recomputeClocks' }>): void {
  for (const id in run.clocks) {
    const clock = clockOf(run, id)
    if (
      clock.status !== 'running' ||
      clock.rule.calendarId !== command.calendar ||
      clock.breachedAt !== undefined
    )
      continue
    const before = run.timers[timerIdOf(run, id)]
    setClock(run, id, clock)
    const after = clockOf(run, id)
    const isUnmoved = after.dueAt === clock.dueAt && after.provisional === clock.provisional
    if (isUnmoved && run.timers[timerIdOf(run, id)] === before) run.clocks[id] = clock
    else
      run.facts.push({
        kind: 'clock_recomputed',
        clock: id,
        ...dueFact(run, id),
        ...(after.provisional && { provisional: true }),
      })
  }
  if (run.facts.length === 0) refuse('clocks_unchanged', { calendar: command.calendar })
}

/** The whole matter is suspended: clocks that count stand still and remember why, so that resuming starts only them. */
export function pauseAll(run: Run, ground: Ground): void {
  assertReason(ground)
  for (const id in run.clocks) {
    const { status, breachedAt } = clockOf(run, id)
    if (status !== 'running' || breachedAt !== undefined) continue
    pause(run, id, ground)
    run.clocks[id] = { ...clockOf(run, id), suspended: true }
  }
}

export function resumeAll(run: Run): void {
  for (const id in run.clocks) if (clockOf(run, id).suspended === true) resume(run, id)
}

/** The matter is over: clocks that still run are met when it was completed, else stopped. */
export function stopAllClocks(run: Run): void {
  for (const id in run.clocks) stopClock(run, id, run.status === 'completed')
}

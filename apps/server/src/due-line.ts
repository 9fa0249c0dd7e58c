import { formatInstant, millisecondsPerHour, remainingOf, standingOf } from '@duibiao/base'
import type { Calendar, ClockQuantity, Instant } from '@duibiao/base'
import type { Remaining } from '@duibiao/contract'
import { lampAt, lampOf } from '@duibiao/kernel'
import type { Clock } from '@duibiao/kernel'
import type { DueClock } from '@duibiao/store'
import type { Static } from 'typebox'
import { defined } from './defined.ts'
import type { Tenant } from './tenant.ts'

/** When clocks are looked at, and on which calendar. */
export interface DueScene {
  readonly now: Instant
  readonly calendar: Calendar
}

export function dueSceneOf({ now, calendar }: Pick<Tenant, 'now' | 'calendar'>): DueScene {
  return { now: now(), calendar: calendar() }
}

/** The plain filter "due soon" (24 小时内到期) of lists of work, milliseconds; no lamp. */
export const soonIs = 24 * millisecondsPerHour

interface DueRow {
  readonly warnAt: Instant | undefined
  readonly dueAt: Instant | undefined
  readonly dueClock: DueClock | undefined
}

/** Lamp, end and what is left of a row of a list: of the running clock that ends first. */
export function dueLine({ warnAt, dueAt, dueClock }: DueRow, scene: DueScene) {
  const lamp = lampAt({ warnAt, dueAt }, scene.now)
  if (dueAt === undefined) return { lamp }
  return {
    lamp,
    due_at: formatInstant(dueAt),
    ...defined({
      is_provisional: dueClock?.isProvisional,
      remaining: dueClock && remainingUntil(dueClock, dueAt, scene),
    }),
  }
}

/** The same of a clock of a matter, running or not. */
export function dueOfClock(clock: Clock, scene: DueScene) {
  const { dueAt, provisional } = clock
  return {
    lamp: lampOf(clock, scene.now),
    is_provisional: provisional === true,
    ...defined({
      due_at: dueAt && formatInstant(dueAt),
      remaining: clock.status === 'stopped' ? undefined : remainingOfClock(clock, scene),
    }),
  }
}

type Left = Static<typeof Remaining>

function remainingUntil({ unit, firstDay, startedAt }: DueClock, dueAt: Instant, scene: DueScene): Left {
  const standing = standingOf({ unit, firstDay }, { startedAt, dueAt }, scene)
  const { kind } = standing
  return { kind, parts: [partOf(kind === 'running' ? standing.left : standing.by)] }
}

function remainingOfClock({ rule, startedAt, pauses, extensions }: Clock, scene: DueScene): Left {
  const remaining = remainingOf(rule, startedAt, { ...scene, pauses, extensions })
  switch (remaining.kind) {
    case 'running':
      return { kind: 'running', parts: [partOf(remaining.left)] }
    case 'overdue':
      return { kind: 'overdue', parts: [partOf(remaining.by)] }
    case 'paused':
      return { kind: 'paused', parts: remaining.left.map(partOf) }
  }
}

function partOf(quantity: ClockQuantity): Left['parts'][number] {
  switch (quantity.kind) {
    case 'days':
      return { unit: quantity.unit, amount: quantity.days }
    case 'time':
      return { unit: quantity.unit, amount: quantity.milliseconds / millisecondsPerHour }
  }
}

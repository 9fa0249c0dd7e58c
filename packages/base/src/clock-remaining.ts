import { dayNumberAt, midnightOf } from './calendar.ts'
import type { ClockContext, ClockQuantity, ClockRule, ClockUnit, DayUnit, Due, HourUnit } from './clock.ts'
import { checkAmount, isHourUnit } from './clock.ts'
import { countingStartOf, dueOf } from './clock-due.ts'
import type { ClockWalk } from './clock-walk.ts'
import { openWalk } from './clock-walk.ts'
import { countDaysBack, countDaysBetween, countDaysForward, countedDaysOf } from './day-count.ts'
import type { Duration } from './duration.ts'
import { parseDuration } from './duration.ts'
import { AppError } from './error.ts'
import type { Instant } from './instant.ts'
import { instantOf, millisecondsPerHour } from './instant.ts'
import { addMonthsToDay } from './legal-date.ts'
import { countTime, countTimeBack, countTimeBetween } from './time-count.ts'

/**
 * What is left of a clock, for its lamp. Days are the whole counted days that lie before the deadline (0 on the last
 * day, once it has begun); time is exact. A clock that is late says by how much, in its own unit (months and years in calendar days).
 */
export type Remaining =
  | { readonly kind: 'running'; readonly left: ClockQuantity; readonly due: Due }
  | { readonly kind: 'overdue'; readonly by: ClockQuantity; readonly due: Due }
  | { readonly kind: 'paused'; readonly left: readonly ClockQuantity[]; readonly due: Due }

/** When to warn: after a share of the time to the deadline, or an amount before it (unit absent: the rule's unit). */
export type Warning =
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'before'; readonly amount: number; readonly unit?: ClockUnit }

const shareForm = /^(\d+(?:\.\d+)?)%$/

/**
 * Reads when a clock in `unit` warns: a share of the limit (`80%`), or an ISO 8601 duration of one part before its end
 * (`P2D`, `PT30M`). Days and hours are counted as the limit counts: on one in working days or hours `P1D` is a working
 * day and `PT2H` are two working hours. Throws `clock_rule_invalid`.
 */
export function parseWarning(text: string, unit: ClockUnit): Warning {
  const share = shareForm.exec(text)?.[1]
  if (share !== undefined) {
    if (Number(share) > 100) throw wrongWarning(text)
    return { kind: 'percent', percent: Number(share) }
  }
  const { months, days, milliseconds } = readDuration(text)
  const parts: readonly { readonly amount: number; readonly unit: ClockUnit }[] = [
    { amount: months, unit: 'month' },
    { amount: days, unit: daysOf[unit] },
    { amount: milliseconds / millisecondsPerHour, unit: hoursOf[unit] },
  ]
  const [part, more] = parts.filter(({ amount }) => amount !== 0)
  if (part === undefined || more !== undefined) throw wrongWarning(text)
  checkAmount(part.unit, part.amount)
  return { kind: 'before', ...part }
}

const daysOf: Readonly<Record<ClockUnit, DayUnit>> = {
  working_hour: 'working_day',
  working_day: 'working_day',
  urgent_day: 'urgent_day',
  urgent_hour: 'calendar_day',
  hour: 'calendar_day',
  calendar_day: 'calendar_day',
  month: 'calendar_day',
  year: 'calendar_day',
}

const hoursOf: Readonly<Record<ClockUnit, HourUnit>> = {
  working_hour: 'working_hour',
  working_day: 'working_hour',
  urgent_hour: 'urgent_hour',
  urgent_day: 'urgent_hour',
  hour: 'hour',
  calendar_day: 'hour',
  month: 'hour',
  year: 'hour',
}

function readDuration(text: string): Duration {
  try {
    return parseDuration(text)
  } catch (cause) {
    throw wrongWarning(text, cause)
  }
}

export interface WarningPoint {
  readonly warning: Warning
  readonly at: Instant
}

/** What is left at `now`. Errors as in dueOf. */
export function remainingOf(
  rule: ClockRule,
  startedAt: Instant,
  context: ClockContext & { readonly now: Instant },
): Remaining {
  const due = dueOf(rule, startedAt, context)
  if (due.kind === 'paused') return { kind: 'paused', left: due.remaining, due }
  return { ...standingOf(rule, { startedAt, dueAt: due.dueAt }, context), due }
}

/** How a clock that runs stands, from what its row tells: what is left of it, or by how much it is late. */
export type Standing =
  | { readonly kind: 'running'; readonly left: ClockQuantity }
  | { readonly kind: 'overdue'; readonly by: ClockQuantity }

/** What is left at `now` until an end that is known; pauses that are over have moved the end already. */
export function standingOf(
  rule: Pick<ClockRule, 'unit' | 'firstDay'>,
  { startedAt, dueAt }: { readonly startedAt: Instant; readonly dueAt: Instant },
  context: Pick<ClockContext, 'calendar' | 'pauses'> & { readonly now: Instant },
): Standing {
  const walk = openWalk(context)
  const { now } = context
  if (now >= dueAt) return { kind: 'overdue', by: measure(rule.unit, walk, { from: dueAt, to: now }) }
  const from = instantOf(Math.max(now, countingBeginOf(rule, startedAt, walk)))
  return { kind: 'running', left: measure(rule.unit, walk, { from, to: dueAt }) }
}

/** Nothing counts before this: the act, the next hour, or the midnight after a first day that does not count. */
function countingBeginOf(
  rule: Pick<ClockRule, 'unit' | 'firstDay'>,
  startedAt: Instant,
  walk: ClockWalk,
): Instant {
  if (isHourUnit(rule.unit)) return countingStartOf(rule, startedAt, walk)
  const day = dayNumberAt(startedAt, walk.calendar)
  return midnightOf(rule.firstDay === 'included' ? day : day + 1, walk.calendar)
}

/**
 * The instants at which to warn, in the order of `warnings`; none while a pause is open, since the deadline is not
 * known. Shares are rounded down to whole counted days, so that a warning never comes later than its share; a warning
 * before the start comes at the start. Throws `clock_rule_invalid` on a share outside 0 to 100 or a wrong amount.
 */
export function warningPoints(
  rule: ClockRule,
  startedAt: Instant,
  context: ClockContext & { readonly warnings: readonly Warning[] },
): readonly WarningPoint[] {
  const due = dueOf(rule, startedAt, context)
  if (due.kind === 'paused') return []
  const course: Course = { rule, startedAt, dueAt: due.dueAt, walk: openWalk(context) }
  return context.warnings.map((warning) => {
    const at =
      warning.kind === 'percent' ? pointOfShare(course, warning.percent) : pointBefore(course, warning)
    return { warning, at: instantOf(Math.max(at, startedAt)) }
  })
}

interface Course {
  readonly rule: ClockRule
  readonly startedAt: Instant
  readonly dueAt: Instant
  readonly walk: ClockWalk
}

function measure(
  unit: ClockUnit,
  walk: ClockWalk,
  span: { readonly from: Instant; readonly to: Instant },
): ClockQuantity {
  if (isHourUnit(unit)) return { kind: 'time', unit, milliseconds: countTimeBetween(walk, { ...span, unit }) }
  const counted = countedDaysOf(unit)
  // Only whole days: a midnight still has its day before it, and a deadline at midnight belongs to the day it ends.
  const to = dayNumberAt(instantOf(span.to - 1), walk.calendar)
  const after = dayNumberAt(instantOf(span.from - 1), walk.calendar)
  const days = countDaysBetween(walk, { after, to, counted })
  return { kind: 'days', unit: countedUnitOf(unit), days }
}

function countedUnitOf(unit: DayUnit): DayUnit {
  return unit === 'month' || unit === 'year' ? 'calendar_day' : unit
}

function pointOfShare({ rule, startedAt, dueAt, walk }: Course, percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw wrongWarning(`${percent} %`)
  if (isHourUnit(rule.unit)) {
    const unit: HourUnit = rule.unit
    const from = countingStartOf(rule, startedAt, walk)
    const total = countTimeBetween(walk, { from, to: dueAt, unit })
    const milliseconds = Math.floor((total * percent) / 100)
    const count = milliseconds === 0 ? undefined : countTime(walk, { from, milliseconds, unit })
    return count?.kind === 'reached' ? count.at : startedAt
  }
  const counted = countedDaysOf(rule.unit)
  const start = dayNumberAt(startedAt, walk.calendar)
  const after = rule.firstDay === 'included' ? start - 1 : start
  const total = countDaysBetween(walk, { after, to: lastDayOf(dueAt, walk), counted })
  const days = Math.floor((total * percent) / 100)
  return Math.min(dueAt, midnightOf(countDaysForward(walk, { after, days, counted }) + 1, walk.calendar))
}

function pointBefore(
  course: Course,
  warning: { readonly amount: number; readonly unit?: ClockUnit },
): number {
  const { rule, dueAt, walk } = course
  const unit = warning.unit ?? rule.unit
  checkAmount(unit, warning.amount)
  if (isHourUnit(unit)) {
    return countTimeBack(walk, { before: dueAt, milliseconds: warning.amount * millisecondsPerHour, unit })
  }
  const last = lastDayOf(dueAt, walk)
  if (unit === 'month' || unit === 'year') {
    const months = unit === 'year' ? warning.amount * 12 : warning.amount
    return dueAt - midnightOf(last, walk.calendar) + midnightOf(addMonthsToDay(last, -months), walk.calendar)
  }
  const first = countDaysBack(walk, { before: last + 1, days: warning.amount, counted: countedDaysOf(unit) })
  // A limit in days leaves whole days: warn when the first of them begins. One in hours keeps its time of day.
  if (!isHourUnit(rule.unit)) return midnightOf(first, walk.calendar)
  const back = countDaysBack(walk, { before: last, days: warning.amount, counted: countedDaysOf(unit) })
  return dueAt - midnightOf(last, walk.calendar) + midnightOf(back, walk.calendar)
}

function lastDayOf(dueAt: Instant, walk: ClockWalk): number {
  return dayNumberAt(instantOf(dueAt - 1), walk.calendar)
}

function wrongWarning(problem: string, cause?: unknown): AppError {
  return new AppError('clock_rule_invalid', { field: 'warning', problem }, { cause })
}

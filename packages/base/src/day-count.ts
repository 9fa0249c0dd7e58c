import { dayKind, dayNumberAt } from './calendar.ts'
import type { DayUnit } from './clock.ts'
import type { ClockWalk } from './clock-walk.ts'
import { checkReach, rangeAt } from './clock-walk.ts'
import { isProvisionalFlag, isWorkingFlag } from './day-table.ts'
import type { CountReason } from './explanation-line.ts'
import { instantOf } from './instant.ts'
import { addMonthsToDay, civilOfDayNumber, dateOfDayNumber } from './legal-date.ts'

/** What days a day unit counts. */
export type CountedDays = 'working' | 'calendar'

/** How far a count of days came: to its last day, or into an open pause with days left. */
export type DayCount =
  { readonly kind: 'reached'; readonly day: number } | { readonly kind: 'stuck'; readonly left: number }

export interface DayLimit {
  /** First day that may count. */
  readonly from: number
  readonly days: number
  readonly counted: CountedDays
  readonly roll: boolean
}

export function countedDaysOf(unit: DayUnit): CountedDays {
  return unit === 'working_day' ? 'working' : 'calendar'
}

/**
 * A limit in days. Months and years become the days to their same-numbered day (民法典 202), so that a pause lengthens
 * them by the days it takes out. With the starting day counted they end on the day before, and where the month is too
 * short on its last day.
 */
export function dayLimitOf(
  start: number,
  limit: { readonly unit: DayUnit; readonly amount: number; readonly firstDay: 'excluded' | 'included' },
): Omit<DayLimit, 'roll'> {
  const { unit, amount, firstDay } = limit
  const from = firstDay === 'included' ? start : start + 1
  const counted = countedDaysOf(unit)
  if (unit !== 'month' && unit !== 'year') return { from, days: amount, counted }
  const target = addMonthsToDay(start, unit === 'year' ? amount * 12 : amount)
  const endsEarly = firstDay === 'included' && civilOfDayNumber(target).day === civilOfDayNumber(start).day
  return { from, days: (endsEarly ? target - 1 : target) - from + 1, counted }
}

/** Counts days forward; notes on the walk what it read. Throws `clock_unreachable`. */
export function countDays(walk: ClockWalk, limit: DayLimit): DayCount {
  const quick = walk.lines === undefined && walk.pausedDays.length === 0 && limit.counted === 'calendar'
  const count = quick
    ? ({ kind: 'reached', day: limit.from + limit.days - 1 } as const)
    : walkDays(walk, limit)
  return count.kind === 'reached' && limit.roll ? rollDay(walk, count.day, limit.days) : count
}

/** Days that count in (after, to], pauses left out. */
export function countDaysBetween(
  walk: ClockWalk,
  span: { readonly after: number; readonly to: number; readonly counted: CountedDays },
): number {
  let count = 0
  for (let day = span.after + 1; day <= span.to; day++) if (doesCount(walk, day, span.counted)) count++
  return count
}

/** The day by whose end `days` days after `after` have counted; `after` itself for none. Throws `clock_unreachable`. */
export function countDaysForward(
  walk: ClockWalk,
  span: { readonly after: number; readonly days: number; readonly counted: CountedDays },
): number {
  let day = span.after
  for (let left = span.days; left > 0;) {
    day++
    if (doesCount(walk, day, span.counted)) left--
    checkReach(span.after, day)
  }
  return day
}

/** The first of the last `days` days that count before `before`. Throws `clock_unreachable`. */
export function countDaysBack(
  walk: ClockWalk,
  span: { readonly before: number; readonly days: number; readonly counted: CountedDays },
): number {
  let day = span.before
  for (let left = span.days; left > 0;) {
    day--
    if (doesCount(walk, day, span.counted)) left--
    checkReach(day, span.before)
  }
  return day
}

/** True when a day counts and no pause touches it. */
function doesCount(walk: ClockWalk, day: number, counted: CountedDays): boolean {
  if (counted === 'working' && (walk.table.flagsOf(day) & isWorkingFlag) === 0) return false
  return walk.pausedDays.length === 0 || rangeAt(walk.pausedDays, day) === undefined
}

function walkDays(walk: ClockWalk, limit: DayLimit): DayCount {
  const { table, pausedDays } = walk
  const needsWork = limit.counted === 'working'
  let left = limit.days
  let flags = 0
  for (let day = limit.from; ; day++) {
    const pause = pausedDays.length === 0 ? undefined : rangeAt(pausedDays, day)
    if (pause !== undefined) {
      if (pause.to === Infinity) return stuck(walk, flags, left)
      explainPause(walk, { from: day, to: pause.to, count: limit.days - left, rolling: false })
      day = pause.to - 1
      continue
    }
    const dayFlags = table.flagsOf(day)
    if (needsWork) flags |= dayFlags
    const counted = !needsWork || (dayFlags & isWorkingFlag) !== 0
    if (counted) left--
    if (walk.lines !== undefined) explainDay(walk, day, { counted, count: limit.days - left, rolling: false })
    if (left === 0) {
      noteFlags(walk, flags)
      return { kind: 'reached', day }
    }
    if ((day & 1023) === 0) checkReach(limit.from, day)
  }
}

/** 民法典 203: a last day that is a rest day moves to the first working day after it that no pause touches. */
function rollDay(walk: ClockWalk, lastDay: number, count: number): DayCount {
  let flags = 0
  for (let day = lastDay; ; day++) {
    const pause = day === lastDay ? undefined : rangeAt(walk.pausedDays, day)
    if (pause !== undefined) {
      if (pause.to === Infinity) return stuck(walk, flags, 0)
      explainPause(walk, { from: day, to: pause.to, count, rolling: true })
      day = pause.to - 1
      continue
    }
    const dayFlags = walk.table.flagsOf(day)
    flags |= dayFlags
    if (walk.lines !== undefined && day !== lastDay)
      explainDay(walk, day, { counted: false, count, rolling: true })
    if ((dayFlags & isWorkingFlag) !== 0) {
      noteFlags(walk, flags)
      return { kind: 'reached', day }
    }
    if ((day & 1023) === 0) checkReach(lastDay, day)
  }
}

function stuck(walk: ClockWalk, flags: number, left: number): DayCount {
  noteFlags(walk, flags)
  return { kind: 'stuck', left }
}

function noteFlags(walk: ClockWalk, flags: number): void {
  if ((flags & isProvisionalFlag) !== 0) walk.provisional = true
}

interface DayNote {
  readonly counted: boolean
  readonly count: number
  readonly rolling: boolean
}

/** Adds the line of a day. */
export function explainDay(
  walk: ClockWalk,
  day: number,
  note: DayNote & { readonly reason?: CountReason },
): void {
  const date = dateOfDayNumber(day)
  const { working: _, ...kind } = dayKind(walk.calendar, date)
  walk.lines?.push({ kind: 'day', date, ...kind, ...note })
}

function explainPause(
  walk: ClockWalk,
  span: { readonly from: number; readonly to: number; readonly count: number; readonly rolling: boolean },
): void {
  if (walk.lines === undefined) return
  for (let day = span.from; day < span.to; day++) {
    const pause = walk.pauses.find(({ from, to }) => {
      const lastDay = to === undefined ? Infinity : dayNumberAt(instantOf(to - 1), walk.calendar)
      return dayNumberAt(from, walk.calendar) <= day && day <= lastDay
    })
    walk.lines.push({
      kind: 'day',
      date: dateOfDayNumber(day),
      counted: false,
      reason: 'paused',
      ...(pause === undefined ? {} : { pause }),
      rolling: span.rolling,
      count: span.count,
      provisional: false,
    })
  }
}

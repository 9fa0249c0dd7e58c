import type { Calendar } from './calendar.ts'
import { dayNumberAt } from './calendar.ts'
import type { ClockContext, Pause } from './clock.ts'
import type { DayTable } from './day-table.ts'
import { dayTableOf } from './day-table.ts'
import { AppError } from './error.ts'
import type { ExplanationLine } from './explanation-line.ts'
import { instantOf } from './instant.ts'

/** Days or milliseconds that a pause takes out: half-open, merged, in order. Open pauses end at Infinity. */
export interface PauseRange {
  readonly from: number
  readonly to: number
}

/** What the counting of one clock reads and notes on its way. */
export interface ClockWalk {
  readonly calendar: Calendar
  readonly table: DayTable
  readonly pauses: readonly Pause[]
  /** Day numbers: every day that a pause touches. */
  readonly pausedDays: readonly PauseRange[]
  /** Milliseconds since the epoch. */
  readonly pausedTime: readonly PauseRange[]
  /** Set when a date that the result depends on lies in a year whose notice is not out. */
  provisional: boolean
  /** Present when the way is to be explained. */
  readonly lines: ExplanationLine[] | undefined
}

/** No limit of the law is longer than 20 years; beyond this the calendar or the pauses leave no time to count. */
const longestWalkDays = 200 * 366

const noRanges: readonly PauseRange[] = []

/** Prepares the counting of one clock. Throws `pause_invalid`. */
export function openWalk(context: ClockContext, lines?: ExplanationLine[]): ClockWalk {
  const { calendar, pauses = [] } = context
  return {
    calendar,
    table: dayTableOf(calendar),
    pauses,
    pausedDays:
      pauses.length === 0 ? noRanges : mergeRanges(pauses.map((pause) => dayRangeOf(pause, calendar))),
    pausedTime: pauses.length === 0 ? noRanges : mergeRanges(pauses.map(timeRangeOf)),
    provisional: false,
    lines,
  }
}

/** The range that holds a point, if any. */
export function rangeAt(ranges: readonly PauseRange[], point: number): PauseRange | undefined {
  for (const range of ranges) {
    if (range.from > point) return undefined
    if (range.to > point) return range
  }
  return undefined
}

/** Refuses a walk that has gone on for 200 years. */
export function checkReach(firstDay: number, day: number): void {
  if (day - firstDay > longestWalkDays) {
    throw new AppError('clock_unreachable', { years: Math.floor(longestWalkDays / 366) })
  }
}

function timeRangeOf(pause: Pause): PauseRange {
  if (pause.to !== undefined && pause.to < pause.from) throw new AppError('pause_invalid')
  return { from: pause.from, to: pause.to ?? Infinity }
}

/** Every day touched is out, whatever the time; an empty pause touches none. */
function dayRangeOf(pause: Pause, calendar: Calendar): PauseRange {
  const from = dayNumberAt(pause.from, calendar)
  if (pause.to === undefined) return { from, to: Infinity }
  if (pause.to === pause.from) return { from, to: from }
  return { from, to: dayNumberAt(instantOf(pause.to - 1), calendar) + 1 }
}

function mergeRanges(ranges: readonly PauseRange[]): readonly PauseRange[] {
  const merged: PauseRange[] = []
  for (const range of ranges.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last === undefined || range.from > last.to) merged.push(range)
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) }
  }
  return merged
}

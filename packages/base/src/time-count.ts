import { dateAt, dayKind, dayNumberAt, midnightOf } from './calendar.ts'
import type { HourUnit } from './clock.ts'
import type { ClockWalk } from './clock-walk.ts'
import { checkReach, rangeAt } from './clock-walk.ts'
import type { TimeSpan } from './day-table.ts'
import { isProvisionalFlag, isWorkingFlag } from './day-table.ts'
import type { CountReason } from './explanation-line.ts'
import { instantOf } from './instant.ts'
import { dateOfDayNumber } from './legal-date.ts'

/** How far a count of time came: to its end, or into an open pause with milliseconds left. */
export type TimeCount =
  { readonly kind: 'reached'; readonly at: number } | { readonly kind: 'stuck'; readonly left: number }

export interface TimeLimit {
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly milliseconds: number
  readonly unit: HourUnit
}

/** Counts time forward to the earliest instant at which the limit is used up. Throws `clock_unreachable`. */
export function countTime(walk: ClockWalk, limit: TimeLimit): TimeCount {
  return limit.unit === 'working_hour' ? countWorkingTime(walk, limit) : countRunningTime(walk, limit)
}

/** Milliseconds that count in [from, to), pauses left out. */
export function countTimeBetween(
  walk: ClockWalk,
  span: { readonly from: number; readonly to: number; readonly unit: HourUnit },
): number {
  if (span.unit !== 'working_hour') return measureFree(walk, span)
  let count = 0
  const lastDay = dayNumberAt(instantOf(span.to), walk.calendar)
  for (let day = dayNumberAt(instantOf(span.from), walk.calendar); day <= lastDay; day++) {
    for (const { from, to } of walk.table.spansOf(day)) {
      count += measureFree(walk, { from: Math.max(from, span.from), to: Math.min(to, span.to) })
    }
  }
  return count
}

function measureFree(walk: ClockWalk, span: TimeSpan): number {
  return splitByPauses(walk, span).reduce((sum, part) => sum + (part.paused ? 0 : part.to - part.from), 0)
}

/** The latest instant from which `milliseconds` count until `before`. */
export function countTimeBack(
  walk: ClockWalk,
  limit: { readonly before: number; readonly milliseconds: number; readonly unit: HourUnit },
): number {
  let left = limit.milliseconds
  const lastDay = dayNumberAt(instantOf(limit.before), walk.calendar)
  for (let day = lastDay; ; day--) {
    const midnight = midnightOf(day, walk.calendar)
    const whole = [{ from: midnight, to: midnightOf(day + 1, walk.calendar) }]
    const spans = limit.unit === 'working_hour' ? walk.table.spansOf(day) : whole
    for (const span of spans.toReversed()) {
      const parts = splitByPauses(walk, { from: span.from, to: Math.min(span.to, limit.before) })
      for (const part of parts.toReversed()) {
        if (part.paused) continue
        if (part.to - part.from >= left) return part.to - left
        left -= part.to - part.from
      }
    }
    checkReach(day, lastDay)
  }
}

interface Part extends TimeSpan {
  readonly paused: boolean
}

/** A span cut where pauses begin and end; nothing when the span is empty. */
function splitByPauses(walk: ClockWalk, span: TimeSpan): readonly Part[] {
  const parts: Part[] = []
  let cursor = span.from
  for (const pause of walk.pausedTime) {
    if (pause.to <= cursor) continue
    if (pause.from >= span.to) break
    if (pause.from > cursor) parts.push({ from: cursor, to: pause.from, paused: false })
    const end = Math.min(pause.to, span.to)
    parts.push({ from: Math.max(pause.from, cursor), to: end, paused: true })
    cursor = end
  }
  if (cursor < span.to) parts.push({ from: cursor, to: span.to, paused: false })
  return span.to > span.from ? parts : []
}

function countRunningTime(walk: ClockWalk, limit: TimeLimit): TimeCount {
  let left = limit.milliseconds
  let cursor = limit.from
  for (const pause of walk.pausedTime) {
    if (pause.to <= cursor) continue
    const gap = Math.max(0, pause.from - cursor)
    if (gap >= left) break
    explainRunning(walk, limit, { from: cursor, to: cursor + gap, paused: false, left: left - gap })
    left -= gap
    if (pause.to === Infinity) return { kind: 'stuck', left }
    explainRunning(walk, limit, { from: cursor + gap, to: pause.to, paused: true, left })
    cursor = pause.to
  }
  explainRunning(walk, limit, { from: cursor, to: cursor + left, paused: false, left: 0 })
  return { kind: 'reached', at: cursor + left }
}

function countWorkingTime(walk: ClockWalk, limit: TimeLimit): TimeCount {
  const { calendar } = walk
  const openFrom = walk.pausedTime.find((range) => range.to === Infinity)?.from ?? Infinity
  const firstDay = dayNumberAt(instantOf(limit.from), calendar)
  let left = limit.milliseconds
  for (let day = firstDay; ; day++) {
    if (midnightOf(day, calendar) >= openFrom) return { kind: 'stuck', left }
    readDay(walk, limit, { day, left })
    for (const part of workingPartsOf(walk, day, limit.from)) {
      const used = part.paused ? 0 : Math.min(left, part.to - part.from)
      const to = part.paused ? part.to : part.from + used
      explainPart(walk, limit, { from: part.from, to, paused: part.paused, left: left - used })
      left -= used
      if (left === 0) return { kind: 'reached', at: to }
    }
    if ((day & 1023) === 0) checkReach(firstDay, day)
  }
}

/** Notes what a day of working hours depends on, and explains a rest day. */
function readDay(
  walk: ClockWalk,
  limit: TimeLimit,
  note: { readonly day: number; readonly left: number },
): void {
  const flags = walk.table.flagsOf(note.day)
  if ((flags & isProvisionalFlag) !== 0 && !isWhollyPaused(walk, note.day)) walk.provisional = true
  if ((flags & isWorkingFlag) === 0) explainRestDay(walk, limit, note)
}

/** What the notice says of such a day makes no difference. */
function isWhollyPaused(walk: ClockWalk, day: number): boolean {
  const range = rangeAt(walk.pausedTime, midnightOf(day, walk.calendar))
  return range !== undefined && range.to >= midnightOf(day + 1, walk.calendar)
}

/** The working time of a day from an instant on, cut where pauses begin and end. */
function workingPartsOf(walk: ClockWalk, day: number, from: number): readonly Part[] {
  const spans = walk.table.spansOf(day)
  return spans.flatMap((span) => splitByPauses(walk, { from: Math.max(span.from, from), to: span.to }))
}

interface TimeNote extends Part {
  readonly left: number
}

function explainRestDay(
  walk: ClockWalk,
  limit: TimeLimit,
  note: { readonly day: number; readonly left: number },
): void {
  if (walk.lines === undefined) return
  const date = dateOfDayNumber(note.day)
  const { working: _, ...kind } = dayKind(walk.calendar, date)
  walk.lines.push({
    kind: 'time',
    date,
    from: midnightOf(note.day, walk.calendar),
    to: midnightOf(note.day + 1, walk.calendar),
    ...kind,
    counted: false,
    count: limit.milliseconds - note.left,
  })
}

function explainPart(walk: ClockWalk, limit: TimeLimit, note: TimeNote): void {
  if (walk.lines === undefined || note.from >= note.to) return
  const running: CountReason = limit.unit === 'working_hour' ? 'working_time' : 'running'
  const date = dateAt(instantOf(note.from), walk.calendar)
  const pause = note.paused
    ? walk.pauses.find(({ from, to }) => from <= note.from && (to === undefined || note.from < to))
    : undefined
  walk.lines.push({
    kind: 'time',
    date,
    from: instantOf(note.from),
    to: instantOf(note.to),
    counted: !note.paused,
    reason: note.paused ? 'paused' : running,
    ...(pause === undefined ? {} : { pause }),
    count: limit.milliseconds - note.left,
    provisional: limit.unit === 'working_hour' && dayKind(walk.calendar, date).provisional,
  })
}

/** One line a day, so that nights and rest days that count can be seen to count. */
function explainRunning(walk: ClockWalk, limit: TimeLimit, note: TimeNote): void {
  if (walk.lines === undefined) return
  let from = note.from
  while (from < note.to) {
    const to = Math.min(note.to, midnightOf(dayNumberAt(instantOf(from), walk.calendar) + 1, walk.calendar))
    explainPart(walk, limit, { ...note, from, to, left: note.left + (note.paused ? 0 : note.to - to) })
    from = to
  }
}

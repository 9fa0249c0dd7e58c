import { dayNumberAt, midnightOf } from './calendar.ts'
import type { ClockContext, ClockQuantity, ClockRule, ClockUnit, Due, Extension } from './clock.ts'
import { checkAmount, checkRule, isHourUnit } from './clock.ts'
import type { ClockWalk } from './clock-walk.ts'
import { openWalk } from './clock-walk.ts'
import { countDays, dayLimitOf, explainDay } from './day-count.ts'
import { isProvisionalFlag } from './day-table.ts'
import type { ExplanationLine } from './explanation-line.ts'
import type { Instant } from './instant.ts'
import { instantOf, millisecondsPerHour, millisecondsPerMinute } from './instant.ts'
import { dateOfDayNumber } from './legal-date.ts'
import { countTime } from './time-count.ts'

/**
 * The deadline of a clock started at an instant. Pauses take whole days from limits in days, months and years, and
 * exact time from limits in hours; each extension is counted from the deadline as it then stands and rolls as the rule
 * does. Throws `clock_rule_invalid`, `pause_invalid` or `clock_unreachable`.
 */
export function dueOf(rule: ClockRule, startedAt: Instant, context: ClockContext): Due {
  return reckonDue(rule, startedAt, { walk: openWalk(context), extensions: context.extensions ?? [] })
}

/** dueOf with the way to it: the lines of the explanation, in the order of time. */
export function explainDue(
  rule: ClockRule,
  startedAt: Instant,
  context: ClockContext,
): readonly ExplanationLine[] {
  const on = dateOfDayNumber(dayNumberAt(startedAt, context.calendar))
  const lines: ExplanationLine[] = [{ kind: 'start', at: startedAt, on, rule }]
  const due = reckonDue(rule, startedAt, {
    walk: openWalk(context, lines),
    extensions: context.extensions ?? [],
  })
  return [...lines, { kind: 'due', due }]
}

/**
 * The instant from which an hour limit counts: the act, or the next full local hour, since 民诉法 85 leaves out the hour
 * of the act, also when the act falls on the full hour.
 */
export function countingStartOf(
  rule: Pick<ClockRule, 'firstDay'>,
  startedAt: Instant,
  walk: ClockWalk,
): Instant {
  if (rule.firstDay === 'included') return startedAt
  const offset = walk.calendar.utcOffsetMinutes * millisecondsPerMinute
  const hour = Math.floor((startedAt + offset) / millisecondsPerHour) + 1
  return instantOf(hour * millisecondsPerHour - offset)
}

/** How far the reckoning came: to a day, to an instant, or into an open pause. */
type Position =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'time'; readonly at: Instant }
  | { readonly kind: 'stuck'; readonly remaining: readonly ClockQuantity[] }

interface Reckoning {
  readonly walk: ClockWalk
  readonly extensions: readonly Extension[]
}

function reckonDue(rule: ClockRule, startedAt: Instant, reckoning: Reckoning): Due {
  const { walk, extensions } = reckoning
  checkRule(rule)
  let position = countFirst(rule, startedAt, walk)
  const ordered = extensions.length > 1 ? extensions.toSorted((a, b) => a.at - b.at) : extensions
  for (const extension of ordered) position = extend(position, extension, { rule, walk })
  switch (position.kind) {
    case 'day': {
      const dueAt = endOfDay(rule, position.day, walk)
      return { kind: 'due', dueAt, dueOn: dateOfDayNumber(position.day), provisional: walk.provisional }
    }
    case 'time':
      return { kind: 'due', dueAt: position.at, provisional: walk.provisional }
    case 'stuck':
      return {
        kind: 'paused',
        since: openPauseStart(walk),
        remaining: position.remaining,
        provisional: walk.provisional,
      }
  }
}

function countFirst(rule: ClockRule, startedAt: Instant, walk: ClockWalk): Position {
  if (isHourUnit(rule.unit)) {
    const from = countingStartOf(rule, startedAt, walk)
    if (from > startedAt) explainStartingHour(walk, startedAt, from)
    return countUnit(
      rule,
      { unit: rule.unit, amount: rule.amount },
      { walk, base: from, firstDay: 'included' },
    )
  }
  const day = dayNumberAt(startedAt, walk.calendar)
  if (rule.firstDay === 'excluded' && walk.lines !== undefined) {
    explainDay(walk, day, { counted: false, count: 0, rolling: false, reason: 'starting_day' })
  }
  return countUnit(
    rule,
    { unit: rule.unit, amount: rule.amount },
    { walk, base: startedAt, firstDay: rule.firstDay },
  )
}

function extend(
  position: Position,
  extension: Extension,
  { rule, walk }: { readonly rule: ClockRule; readonly walk: ClockWalk },
): Position {
  const unit = extension.unit ?? rule.unit
  checkAmount(unit, extension.amount)
  if (position.kind === 'stuck') {
    return { kind: 'stuck', remaining: [...position.remaining, quantityOf(unit, extension.amount)] }
  }
  const end = position.kind === 'day' ? endOfDay(rule, position.day, walk) : position.at
  walk.lines?.push({ kind: 'extension', extension, unit, from: end })
  // The deadline's own day is used up: one millisecond before its end lies on it.
  const base = isHourUnit(unit)
    ? end
    : position.kind === 'day'
      ? midnightOf(position.day, walk.calendar)
      : instantOf(end - 1)
  return countUnit(rule, { unit, amount: extension.amount }, { walk, base, firstDay: 'excluded' })
}

interface Base {
  readonly walk: ClockWalk
  /** Hour units count from here; day units from this instant's day. */
  readonly base: Instant
  readonly firstDay: 'excluded' | 'included'
}

function countUnit(
  rule: ClockRule,
  { unit, amount }: { readonly unit: ClockUnit; readonly amount: number },
  { walk, base, firstDay }: Base,
): Position {
  if (isHourUnit(unit)) {
    const count = countTime(walk, { from: base, milliseconds: amount * millisecondsPerHour, unit })
    if (count.kind === 'reached') return { kind: 'time', at: instantOf(count.at) }
    return { kind: 'stuck', remaining: [{ kind: 'time', unit, milliseconds: count.left }] }
  }
  const start = dayNumberAt(base, walk.calendar)
  const count = countDays(walk, {
    ...dayLimitOf(start, { unit, amount, firstDay }),
    roll: rule.roll === 'next_day',
  })
  if (count.kind === 'reached') return { kind: 'day', day: count.day }
  return { kind: 'stuck', remaining: [quantityOf(countedUnitOf(unit), count.left)] }
}

function countedUnitOf(unit: ClockUnit): ClockUnit {
  return unit === 'month' || unit === 'year' ? 'calendar_day' : unit
}

/** The amount of an extension that waits for an open pause to end. */
function quantityOf(unit: ClockUnit, amount: number): ClockQuantity {
  switch (unit) {
    case 'urgent_hour':
    case 'hour':
    case 'working_hour':
      return { kind: 'time', unit, milliseconds: amount * millisecondsPerHour }
    case 'working_day':
    case 'urgent_day':
    case 'calendar_day':
    case 'month':
    case 'year':
      return { kind: 'days', unit, days: amount }
  }
}

/** 民法典 203: the last day ends at 24:00, or where business hours exist when they end; on a rest day at 24:00. */
function endOfDay(rule: ClockRule, day: number, walk: ClockWalk): Instant {
  const midnight = midnightOf(day + 1, walk.calendar)
  if (rule.endsAt !== 'close_of_business') return midnight
  if ((walk.table.flagsOf(day) & isProvisionalFlag) !== 0) walk.provisional = true
  const close = walk.table.spansOf(day).at(-1)
  return close === undefined ? midnight : instantOf(close.to)
}

function explainStartingHour(walk: ClockWalk, from: Instant, to: Instant): void {
  const date = dateOfDayNumber(dayNumberAt(from, walk.calendar))
  walk.lines?.push({
    kind: 'time',
    date,
    from,
    to,
    counted: false,
    reason: 'starting_hour',
    count: 0,
    provisional: false,
  })
}

function openPauseStart(walk: ClockWalk): Instant {
  const starts = walk.pauses.filter((pause) => pause.to === undefined).map((pause) => pause.from)
  return instantOf(Math.min(...starts))
}

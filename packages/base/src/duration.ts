import type { Calendar } from './calendar.ts'
import { AppError } from './error.ts'
import type { Instant } from './instant.ts'
import { instantOf, millisecondsPerDay, millisecondsPerMinute, parseLocalInstant } from './instant.ts'
import { addMonthsToDay } from './legal-date.ts'

/**
 * An ISO 8601 duration. Months and days stay apart from the time part, because a month has no fixed length; the three
 * have the same sign.
 */
export interface Duration {
  readonly months: number
  readonly days: number
  readonly milliseconds: number
}

/** A repeating timer: `R3/PT10S`, `R/2026-01-01T00:00:00Z/PT1H`, `R2/start/end`, `R/PT1H/end`. */
export interface Cycle {
  /** How many times it fires. */
  readonly repeat: number | 'infinite'
  /** With a start the first firing is the start itself, without one it is an interval after the activation. */
  readonly start?: Instant
  readonly interval: Duration
  /** No firing after this instant. */
  readonly until?: Instant
}

const durationForm =
  /^([+-])?P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:([\d.,]+)W)?(?:([\d.,]+)D)?(?:T(?=\d)(?:([\d.,]+)H)?(?:([\d.,]+)M)?(?:([\d.,]+)S)?)?$/
const unitMilliseconds = [7 * millisecondsPerDay, millisecondsPerDay, 3_600_000, millisecondsPerMinute, 1000]

/**
 * Reads an ISO 8601 duration. Years and months are whole; of the rest the last part written may have a fraction, which
 * is cut at the millisecond. A leading minus is allowed, as in XML Schema. Throws `duration_malformed`.
 */
export function parseDuration(text: string): Duration {
  const match = durationForm.exec(text.trim())
  if (match === null) throw new AppError('duration_malformed', { text })
  const parts = match.slice(4, 9)
  const last = parts.findLastIndex((part) => part !== undefined)
  const amounts = parts.map((part, index) => readAmount(part, index === last))
  if (amounts.includes(undefined)) throw new AppError('duration_malformed', { text })
  const sign = match[1] === '-' ? -1 : 1
  const months = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0)
  const wholeDays = Math.floor(amounts[0] ?? 0) * 7 + Math.floor(amounts[1] ?? 0)
  const milliseconds = amounts.reduce<number>((sum, amount = 0, index) => {
    const counted = index < 2 ? amount - Math.floor(amount) : amount
    return sum + Math.floor(counted * (unitMilliseconds[index] ?? 0) + 1e-6)
  }, 0)
  if (Math.max(months, wholeDays, milliseconds) > Number.MAX_SAFE_INTEGER) {
    throw new AppError('duration_malformed', { text })
  }
  return {
    months: signed(sign, months),
    days: signed(sign, wholeDays),
    milliseconds: signed(sign, milliseconds),
  }
}

/** Months first (民法典 202: same-numbered day or the month's last), then days, then time, on the calendar's local time. */
export function addDuration(
  instant: Instant,
  duration: Duration,
  calendar: Pick<Calendar, 'utcOffsetMinutes'>,
): Instant {
  return addIntervals({ instant, duration, times: 1 }, calendar)
}

/** Reads a BPMN timeDate: an instant, or a local date and time, or a date (its midnight). Throws `instant_malformed`. */
export function parseTimeDate(text: string, calendar: Pick<Calendar, 'utcOffsetMinutes'>): Instant {
  const trimmed = text.trim()
  const dateOnly = /^\d{4}-\d{2}-\d{2}$/.test(trimmed)
  return parseLocalInstant(dateOnly ? `${trimmed}T00:00` : trimmed, calendar.utcOffsetMinutes)
}

/** Reads an ISO 8601 repeating interval, as in BPMN timeCycle. Throws `cycle_malformed`. */
export function parseCycle(text: string, calendar: Pick<Calendar, 'utcOffsetMinutes'>): Cycle {
  const [head = '', ...parts] = text.trim().split('/')
  const repeat = /^R(\d{0,9})$/.exec(head)
  if (repeat === null || parts.length < 1 || parts.length > 3) throw new AppError('cycle_malformed', { text })
  const count = repeat[1] === '' ? 'infinite' : Number(repeat[1])
  try {
    const cycle = { repeat: count, ...readCycleParts(parts, calendar) } as const
    if (isPositive(cycle.interval)) return cycle
  } catch (cause) {
    throw new AppError('cycle_malformed', { text }, { cause })
  }
  throw new AppError('cycle_malformed', { text })
}

/**
 * The instant of firing number `index` (0 is the first) of a cycle activated at `activatedAt`, or undefined after the
 * last one. Every firing is reckoned from the anchor, so that a monthly cycle from the 31st does not slip to the 28th.
 */
export function firingOf(
  cycle: Cycle,
  index: number,
  context: { readonly activatedAt: Instant; readonly calendar: Pick<Calendar, 'utcOffsetMinutes'> },
): Instant | undefined {
  if (index < 0 || (cycle.repeat !== 'infinite' && index >= cycle.repeat)) return undefined
  const step =
    cycle.start === undefined
      ? { instant: context.activatedAt, duration: cycle.interval, times: index + 1 }
      : { instant: cycle.start, duration: cycle.interval, times: index }
  const firing = addIntervals(step, context.calendar)
  return cycle.until !== undefined && firing > cycle.until ? undefined : firing
}

/** The shortest ISO 8601 text of a duration. */
export function formatDuration(duration: Duration): string {
  const { months, days, milliseconds } = duration
  const sign = months < 0 || days < 0 || milliseconds < 0 ? '-' : ''
  const time = Math.abs(milliseconds)
  const date =
    formatPart(Math.floor(Math.abs(months) / 12), 'Y') +
    formatPart(Math.abs(months) % 12, 'M') +
    formatPart(Math.abs(days), 'D')
  const clock =
    formatPart(Math.floor(time / 3_600_000), 'H') +
    formatPart(Math.floor(time / 60_000) % 60, 'M') +
    formatPart((time % 60_000) / 1000, 'S')
  if (date === '' && clock === '') return 'PT0S'
  return `${sign}P${date}${clock === '' ? '' : 'T'}${clock}`
}

function formatPart(amount: number, letter: string): string {
  return amount === 0 ? '' : `${amount}${letter}`
}

interface Step {
  readonly instant: Instant
  readonly duration: Duration
  readonly times: number
}

function addIntervals(step: Step, calendar: Pick<Calendar, 'utcOffsetMinutes'>): Instant {
  const { instant, duration, times } = step
  const offset = calendar.utcOffsetMinutes * millisecondsPerMinute
  const local = instant + offset
  const day = Math.floor(local / millisecondsPerDay)
  const time = local - day * millisecondsPerDay
  const movedDay =
    (duration.months === 0 ? day : addMonthsToDay(day, duration.months * times)) + duration.days * times
  const result = movedDay * millisecondsPerDay + time + duration.milliseconds * times - offset
  if (!(Math.abs(result) < 250_000_000_000_000)) throw new AppError('date_out_of_range')
  return instantOf(result)
}

function readAmount(part: string | undefined, fractionAllowed: boolean): number | undefined {
  if (part === undefined) return 0
  const form = fractionAllowed ? /^\d+(?:[.,]\d+)?$/ : /^\d+$/
  return form.test(part) ? Number(part.replace(',', '.')) : undefined
}

function signed(sign: number, amount: number): number {
  return amount === 0 ? 0 : sign * amount
}

function isPositive(duration: Duration): boolean {
  return duration.months > 0 || duration.days > 0 || duration.milliseconds > 0
}

function readCycleParts(
  parts: readonly string[],
  calendar: Pick<Calendar, 'utcOffsetMinutes'>,
): Omit<Cycle, 'repeat'> {
  const [first = '', second, third] = parts
  if (/^[+-]?P/.test(first)) {
    if (third !== undefined) throw new AppError('cycle_malformed', { text: third })
    const interval = parseDuration(first)
    return second === undefined ? { interval } : { interval, until: parseTimeDate(second, calendar) }
  }
  const start = parseTimeDate(first, calendar)
  if (second === undefined) throw new AppError('cycle_malformed', { text: first })
  if (/^[+-]?P/.test(second)) {
    const interval = parseDuration(second)
    return third === undefined
      ? { start, interval }
      : { start, interval, until: parseTimeDate(third, calendar) }
  }
  if (third !== undefined) throw new AppError('cycle_malformed', { text: third })
  const end = parseTimeDate(second, calendar)
  return { start, interval: { months: 0, days: 0, milliseconds: end - start } }
}

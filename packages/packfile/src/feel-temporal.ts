import { FeelDate, FeelDateTime, FeelFunction, FeelTime, duration, evaluate, type FeelDuration } from 'feelin'

/** Whether a time or date and time carries an offset or a zone. */
export function isZoned(value: FeelDate | FeelTime | FeelDateTime): boolean {
  return !(value instanceof FeelDate) && value.zone !== null
}

/** Seconds on a line: since 1970-01-01 for dates (with their offset taken off), since midnight for times. */
export function momentOf(value: FeelDate | FeelTime | FeelDateTime): number {
  if (value instanceof FeelDate) return daysFromCivil(value) * 86_400
  const ofDay = value.hour * 3600 + value.minute * 60 + value.second + fractionOf(value)
  const local = value instanceof FeelTime ? ofDay : daysFromCivil(value) * 86_400 + ofDay
  return local - offsetSecondsOf(value)
}

/** Offset from UTC in seconds, 0 for local values. */
export function offsetSecondsOf(value: FeelTime | FeelDateTime): number {
  if (value.zone === null || value.zone === 'UTC') return 0
  const fixed = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(value.zone)
  if (fixed !== null) {
    const size = Number(fixed[2]) * 3600 + Number(fixed[3]) * 60 + Number(fixed[4] ?? 0)
    return fixed[1] === '-' ? -size : size
  }
  return secondsOf(value['time offset'])
}

/** Months of a years and months duration. */
export function monthsOf(value: FeelDuration): number {
  return value.value.years * 12 + value.value.months
}

/** Seconds of a days and time duration. */
export function secondsOf(value: FeelDuration): number {
  const d = value.value
  const whole = d.days * 86_400 + d.hours * 3600 + d.minutes * 60 + d.seconds
  return whole + (d.milliseconds * 1_000_000 + d.microseconds * 1000 + d.nanoseconds) / 1_000_000_000
}

/** A days and time duration; null when it is too long for the library. */
export function durationOfSeconds(seconds: number): FeelDuration | null {
  if (!Number.isFinite(seconds)) return null
  try {
    return duration(Math.round(seconds * 1000))
  } catch {
    return null
  }
}

/** A years and months duration; null when it is too long for the library. */
export function durationOfMonths(months: number): FeelDuration | null {
  if (!Number.isFinite(months)) return null
  const whole = Math.trunc(months)
  return duration(`${whole < 0 ? '-' : ''}P${Math.abs(whole)}M`)
}

/** An instant moved by a duration (`sign` 1 or -1); null when it leaves the range of dates. */
export function shiftInstant(
  instant: FeelDate | FeelTime | FeelDateTime,
  by: FeelDuration,
  sign: 1 | -1,
): FeelDate | FeelTime | FeelDateTime | null {
  if (instant instanceof FeelDate && !by.yearsMonths) return shiftDate(instant, sign * secondsOf(by))
  if (instant instanceof FeelTime && by.yearsMonths) return null
  try {
    const moved: unknown = (sign === 1 ? libraryAdd : librarySubtract).fn(instant, by)
    return moved instanceof FeelDate || moved instanceof FeelTime || moved instanceof FeelDateTime
      ? moved
      : null
  } catch {
    return null
  }
}

/** The date and time at midnight UTC of a date (DMN 1.5, 10.3.2.9.4: implicit conversion). */
export function midnightOf(date: FeelDate): FeelDateTime {
  return new FeelDateTime(date.value.toPlainDateTime(), 'UTC')
}

/** A date moved by seconds stays a date: what is over a whole day is dropped towards the past. */
function shiftDate(date: FeelDate, seconds: number): FeelDate | null {
  try {
    return new FeelDate(date.value.add({ days: Math.floor(seconds / 86_400) }))
  } catch {
    return null
  }
}

function fractionOf(value: FeelTime | FeelDateTime): number {
  // Finer than a millisecond does not count: the public suite takes 10:30:00.0001 and 10:30:00.0002 for equal.
  return value.value.millisecond / 1000
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
function daysFromCivil(date: {
  readonly year: number
  readonly month: number
  readonly day: number
}): number {
  const shifted = date.month <= 2 ? date.year - 1 : date.year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5) + date.day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const libraryAdd = takeFunction('function(a, b) a + b')
const librarySubtract = takeFunction('function(a, b) a - b')

/** The library does not export its temporal arithmetic; a FEEL function holds it, parsed once. */
function takeFunction(text: string): FeelFunction {
  const { value } = evaluate(text)
  if (!(value instanceof FeelFunction)) throw new Error(`not a function: ${text}`)
  return value
}

/** Sign of a duration: -1, 0 or 1. */
export function durationSign(value: FeelDuration): number {
  return Math.sign(value.yearsMonths ? monthsOf(value) : secondsOf(value))
}

import type { Brand } from './brand.ts'
import { AppError, assert } from './error.ts'
import { civilOfDayNumber, dayNumberOfCivil, isCivilDate, padNumber } from './legal-date.ts'

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. `<` orders two of them. */
export type Instant = Brand<number, 'Instant'>

export const millisecondsPerMinute = 60_000
export const millisecondsPerHour = 3_600_000
export const millisecondsPerDay = 86_400_000

// Years 0001 to 9999, the range that four digits can write.
const earliest = dayNumberOfCivil({ year: 1, month: 1, day: 1 }) * millisecondsPerDay
const latest = (dayNumberOfCivil({ year: 9999, month: 12, day: 31 }) + 1) * millisecondsPerDay - 1

const dateTimeForm =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/

/** The instant of a number of milliseconds. A fraction or a value outside the years 0001 to 9999 is a bug. */
export function instantOf(milliseconds: number): Instant {
  assert(
    Number.isInteger(milliseconds) && milliseconds >= earliest && milliseconds <= latest,
    `${milliseconds} is no instant`,
  )
  return milliseconds as Instant
}

/**
 * Reads an ISO 8601 date and time with offset or Z; seconds and their fraction may be left out, digits beyond
 * milliseconds are cut, 24:00 is the next midnight. Throws `instant_malformed`.
 */
export function parseInstant(text: string): Instant {
  const instant = readInstant(text, undefined)
  if (instant === undefined) throw new AppError('instant_malformed', { text })
  return instant
}

/** Like parseInstant, but a text without an offset is read as local time of the offset given. */
export function parseLocalInstant(text: string, utcOffsetMinutes: number): Instant {
  const instant = readInstant(text, utcOffsetMinutes)
  if (instant === undefined) throw new AppError('instant_malformed', { text })
  return instant
}

/** ISO 8601 in UTC with milliseconds: 2026-03-02T01:30:00.000Z. */
export function formatInstant(instant: Instant): string {
  return `${formatLocal(instant, 0)}Z`
}

/** Local date and time with milliseconds and without offset: 2026-03-02T09:30:00.000. */
export function formatLocal(instant: Instant, utcOffsetMinutes: number): string {
  const local = instant + utcOffsetMinutes * millisecondsPerMinute
  const dayNumber = Math.floor(local / millisecondsPerDay)
  const time = local - dayNumber * millisecondsPerDay
  const { year, month, day } = civilOfDayNumber(dayNumber)
  const hour = padNumber(Math.floor(time / millisecondsPerHour), 2)
  const minute = padNumber(Math.floor(time / millisecondsPerMinute) % 60, 2)
  const second = padNumber(Math.floor(time / 1000) % 60, 2)
  const date = `${padNumber(year, 4)}-${padNumber(month, 2)}-${padNumber(day, 2)}`
  return `${date}T${hour}:${minute}:${second}.${padNumber(time % 1000, 3)}`
}

function readInstant(text: string, defaultOffset: number | undefined): Instant | undefined {
  const match = dateTimeForm.exec(text)
  if (match === null) return undefined
  const civil = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  const time = readTime(match)
  const offset = match[8] === undefined ? defaultOffset : readOffset(match[8])
  if (!isCivilDate(civil) || time === undefined || offset === undefined) return undefined
  const instant = dayNumberOfCivil(civil) * millisecondsPerDay + time - offset * millisecondsPerMinute
  return instant >= earliest && instant <= latest ? (instant as Instant) : undefined
}

/** Milliseconds of the day, or undefined. Leap seconds are refused: UTC in computers has none. */
function readTime(match: RegExpExecArray): number | undefined {
  const hour = Number(match[4])
  const minute = Number(match[5])
  const second = Number(match[6] ?? 0)
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  if (hour > 24 || minute > 59 || second > 59) return undefined
  const time = hour * millisecondsPerHour + minute * millisecondsPerMinute + second * 1000 + fraction
  return time > millisecondsPerDay ? undefined : time
}

/** Minutes east of UTC, or undefined. */
function readOffset(text: string): number | undefined {
  if (text === 'Z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(3).replace(':', '') || 0)
  if (hours > 14 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

import type { Brand } from './brand.ts'
import { AppError } from './error.ts'

/** A date in the district's zone, written 'YYYY-MM-DD', so that `<` on two of them is the order of the days. */
export type LegalDate = Brand<string, 'LegalDate'>

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type DayOfWeek = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** A day of the proleptic Gregorian calendar. */
export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const firstDayNumber = dayNumberOfCivil({ year: 1, month: 1, day: 1 })
const lastDayNumber = dayNumberOfCivil({ year: 9999, month: 12, day: 31 })
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

// Day numbers of 1970 to 2079 are turned into text again and again; so it is kept.
const cachedDays = 40_177
const dateTexts: (LegalDate | undefined)[] = []

/** Reads 'YYYY-MM-DD', years 0001 to 9999. Throws `date_malformed` when the text is no day of the calendar. */
export function parseLegalDate(text: string): LegalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) throw new AppError('date_malformed', { text })
  const civil = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  if (!isCivilDate(civil)) throw new AppError('date_malformed', { text })
  return text as LegalDate
}

/** True when the text is a day of the calendar written 'YYYY-MM-DD'. */
export function isLegalDate(text: string): text is LegalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return (
    match !== null && isCivilDate({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) })
  )
}

/** The date `days` later (earlier when negative). Throws `date_out_of_range` beyond the years 0001 to 9999. */
export function addDays(date: LegalDate, days: number): LegalDate {
  return dateOfDayNumber(dayNumberOf(date) + days)
}

/** The same-numbered day `months` later, else that month's last day (民法典 202). */
export function addMonths(date: LegalDate, months: number): LegalDate {
  return dateOfDayNumber(addMonthsToDay(dayNumberOf(date), months))
}

/** Day of the week, 1 = Monday … 7 = Sunday. */
export function dayOfWeek(date: LegalDate): DayOfWeek {
  return dayOfWeekOfDay(dayNumberOf(date))
}

/** Number of days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LegalDate, to: LegalDate): number {
  return dayNumberOf(to) - dayNumberOf(from)
}

/** The year of a date, 1 to 9999. */
export function yearOf(date: LegalDate): number {
  return digitsAt(date, 0, 4)
}

/** Days since 1970-01-01. */
export function dayNumberOf(date: LegalDate): number {
  return dayNumberOfCivil({
    year: digitsAt(date, 0, 4),
    month: digitsAt(date, 5, 2),
    day: digitsAt(date, 8, 2),
  })
}

/** The date of a day number. Throws `date_out_of_range` beyond the years 0001 to 9999. */
export function dateOfDayNumber(dayNumber: number): LegalDate {
  const cached = dateTexts[dayNumber]
  if (cached !== undefined) return cached
  if (!(dayNumber >= firstDayNumber && dayNumber <= lastDayNumber)) throw new AppError('date_out_of_range')
  const { year, month, day } = civilOfDayNumber(dayNumber)
  const text = `${padNumber(year, 4)}-${padNumber(month, 2)}-${padNumber(day, 2)}` as LegalDate
  if (dayNumber >= 0 && dayNumber < cachedDays) dateTexts[dayNumber] = text
  return text
}

/** The day of the week of a day number: 1 is Monday, 7 is Sunday (ISO 8601). */
export function dayOfWeekOfDay(dayNumber: number): DayOfWeek {
  // 1970-01-01 was a Thursday.
  return (((((dayNumber + 3) % 7) + 7) % 7) + 1) as DayOfWeek
}

/** addMonths on day numbers. */
export function addMonthsToDay(dayNumber: number, months: number): number {
  const { year, month, day } = civilOfDayNumber(dayNumber)
  const index = year * 12 + (month - 1) + months
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 }
  return dayNumberOfCivil({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) })
}

/** Days of a month (1 to 12); 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0)
}

/** True for a leap year of the Gregorian calendar. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** True when year 1 to 9999, month and day name a day that exists. */
export function isCivilDate(civil: CivilDate): boolean {
  const { year, month, day } = civil
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Days since 1970-01-01. Years are counted from March, so that the leap day comes last. */
export function dayNumberOfCivil(civil: CivilDate): number {
  const year = civil.month <= 2 ? civil.year - 1 : civil.year
  const marchMonth = civil.month <= 2 ? civil.month + 9 : civil.month - 3
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + civil.day - 1
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return year * 365 + leapDays + dayOfYear - 719_468
}

/** The inverse of dayNumberOfCivil. */
export function civilOfDayNumber(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** A number with leading zeros. */
export function padNumber(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function digitsAt(text: string, start: number, length: number): number {
  let value = 0
  for (let index = start; index < start + length; index++) value = value * 10 + text.charCodeAt(index) - 48
  return value
}

import { FeelDate, FeelDateTime, FeelTime, now, today, type FeelDuration } from 'feelin'
import { anything, date, dateTime, day, duration, number, orNull, text, time } from './feel-argument.ts'
import {
  joinDateTime,
  readDate,
  readDateTime,
  readDuration,
  readTemporal,
  readTime,
} from './feel-calendar-text.ts'
import { mayTake, overload, takes, type Overload } from './feel-function.ts'
import { durationOfMonths, offsetSecondsOf, secondsOf } from './feel-temporal.ts'
import { equalFeel, kindOf, type Feel } from './feel-value.ts'

/** Date and time functions (DMN 1.5, 10.3.4.1, 10.3.4.7 and 10.3.4.10). */
export const CALENDAR_FUNCTIONS: Readonly<Record<string, readonly Overload[]>> = {
  '@': [overload([takes('from', text)], readTemporal)],
  date: [
    overload([takes('from', text)], readDate),
    overload([takes('from', day)], dateOf),
    overload([takes('year', number), takes('month', number), takes('day', number)], dateFrom),
  ],
  time: [
    overload([takes('from', text)], readTime),
    overload([takes('from', time)], (from) => from),
    overload([takes('from', dateTime)], (from) => new FeelTime(from.value.toPlainTime(), from.zone)),
    overload([takes('from', date)], () => readTime('00:00:00Z')),
    overload(
      [
        takes('hour', number),
        takes('minute', number),
        takes('second', number),
        mayTake('offset', orNull(duration)),
      ],
      (...[hour, minute, second, offset]) => timeFrom([hour, minute, second], offset ?? null),
    ),
  ],
  'date and time': [
    overload([takes('from', text)], readDateTime),
    overload([takes('from', dateTime)], (from) => from),
    overload([takes('date', day), takes('time', time)], joinDateTime),
  ],
  duration: [overload([takes('from', text)], readDuration)],
  'years and months duration': [overload([takes('from', day), takes('to', day)], monthsBetween)],
  now: [overload([], () => now())],
  today: [overload([], () => today())],
  'day of year': [overload([takes('date', day)], (of) => of.value.dayOfYear)],
  'day of week': [overload([takes('date', day)], (of) => WEEKDAYS[of.weekday - 1] ?? null)],
  'month of year': [overload([takes('date', day)], (of) => MONTHS[of.month - 1] ?? null)],
  'week of year': [overload([takes('date', day)], (of) => of.value.weekOfYear ?? null)],
  is: [
    overload([mayTake('value1', anything), mayTake('value2', anything)], (a, b) =>
      isSame(a ?? null, b ?? null),
    ),
  ],
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function dateOf(from: FeelDate | FeelDateTime): FeelDate {
  return from instanceof FeelDate ? from : new FeelDate(from.value.toPlainDate())
}

function dateFrom(year: number, month: number, dayOfMonth: number): Feel {
  const digits = String(Math.abs(Math.trunc(year))).padStart(4, '0')
  return readDate(`${year < 0 ? '-' : ''}${digits}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`)
}

function timeFrom(parts: readonly [number, number, number], offset: FeelDuration | null): Feel {
  const [hour, minute, second] = parts
  const fraction = /\.\d+$/.exec(second.toFixed(9).replace(/0+$/, ''))?.[0] ?? ''
  const zone = offset === null ? '' : printOffset(secondsOf(offset))
  return readTime(`${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}${fraction}${zone}`)
}

function printOffset(seconds: number): string {
  const size = Math.abs(Math.trunc(seconds))
  const rest = size % 60
  const clock = `${twoDigits(Math.floor(size / 3600))}:${twoDigits(Math.floor(size / 60) % 60)}`
  return `${seconds < 0 ? '-' : '+'}${clock}${rest === 0 ? '' : `:${twoDigits(rest)}`}`
}

function twoDigits(value: number): string {
  return String(Math.trunc(value)).padStart(2, '0')
}

function monthsBetween(from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime): Feel {
  const months = (to.year - from.year) * 12 + (to.month - from.month)
  if (months > 0 && to.day < from.day) return durationOfMonths(months - 1)
  return durationOfMonths(months < 0 && to.day > from.day ? months + 1 : months)
}

/** Identity: the same kind and the same zone, not only the same moment (DMN 1.5, 10.3.4.7). */
function isSame(a: Feel, b: Feel): boolean {
  if (kindOf(a) !== kindOf(b) || equalFeel(a, b) !== true) return false
  return zoneOf(a) === zoneOf(b)
}

function zoneOf(value: Feel): string | number | null {
  if (!(value instanceof FeelTime || value instanceof FeelDateTime) || value.zone === null) return null
  return value.zone === 'UTC' || /^[+-]/.test(value.zone) ? offsetSecondsOf(value) : value.zone
}

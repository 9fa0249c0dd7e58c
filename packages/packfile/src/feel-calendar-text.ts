import {
  FeelDate,
  FeelDateTime,
  duration,
  parseDate,
  parseTime,
  type FeelDuration,
  type FeelTime,
} from 'feelin'

const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d-\d\d)$/
const TIME = /^\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](\d\d):\d\d(:\d\d)?|@[\w+\-/]+)?$/

/** A date as FEEL writes it (`2024-02-29`, years of more than four digits and before 1 included); null when it is none. */
export function readDate(text: string): FeelDate | null {
  const parts = DATE.exec(text)
  if (parts === null) return null
  const year = Number(`${parts[1]}${parts[2]}`)
  if (year >= 0 && year <= 9999) return quietly(() => parseDate(text))
  // The library reads only years of four digits; 2000 is a leap year, so every day of the year exists in it.
  const any = quietly(() => parseDate(`2000-${parts[3]}`))
  return any === null ? null : quietly(() => new FeelDate(any.value.with({ year }, { overflow: 'reject' })))
}

/** A time (`10:30:00`, with offset, `Z` or `@Zone`); null when it is none. */
export function readTime(text: string): FeelTime | null {
  const parts = TIME.exec(text)
  if (parts === null || Number(parts[3] ?? 0) > 18) return null
  return quietly(() => parseTime(text.replace(/[+-]00:00$/, 'Z')))
}

/** A date and time, or a date, which means its midnight; null when it is none. */
export function readDateTime(text: string): FeelDateTime | null {
  const [, datePart = '', timePart] = /^([^T]*)(?:T(.*))?$/s.exec(text) ?? []
  const date = readDate(datePart)
  if (date === null) return null
  // The end of a day is the midnight of the next one (ISO 8601, XML Schema).
  if (/^24:00:00(\.0+)?(?!\d)/.test(timePart ?? ''))
    return readDateTime(`${nextDay(date)}T00${timePart?.slice(2)}`)
  const time = readTime(timePart ?? '00:00:00')
  return time === null ? null : joinDateTime(date, time)
}

function nextDay(date: FeelDate): string | null {
  return quietly(() => printInstant(new FeelDate(date.value.add({ days: 1 }))))
}

/** A duration of either kind; null when it is none or too long for the library. */
export function readDuration(text: string): FeelDuration | null {
  return quietly(() => duration(text.replace(/\.S$/, 'S')))
}

/** The date and time of a date and a time, with the zone of the time. */
export function joinDateTime(date: FeelDate | FeelDateTime, time: FeelTime): FeelDateTime | null {
  return quietly(() => {
    const day = date instanceof FeelDate ? date.value : date.value.toPlainDate()
    return new FeelDateTime(day.toPlainDateTime(time.value), time.zone)
  })
}

/** A `@"…"` literal: whichever temporal value its text is. */
export function readTemporal(text: string): FeelDate | FeelTime | FeelDateTime | FeelDuration | null {
  if (/^-?P/.test(text)) return readDuration(text)
  if (text.includes('T')) return readDateTime(text)
  return readDate(text) ?? readTime(text)
}

/** A temporal value as FEEL writes it: years have no sign and no more zeros than four digits need. */
export function printInstant(value: FeelDate | FeelTime | FeelDateTime): string {
  return value.iso.replace(/^([+-])(\d{6})(?=-)/, (_all, sign: string, year: string) => {
    return (sign === '-' ? '-' : '') + String(Number(year)).padStart(4, '0')
  })
}

/** The library throws for what it does not implement; a value out of its range is no value. */
function quietly<T>(make: () => T | null): T | null {
  try {
    return make()
  } catch {
    return null
  }
}

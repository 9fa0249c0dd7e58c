import type { Language } from './language.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const tags = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Readonly<Record<Language, string>>

/** How dates, times and numbers are written, in one language and the zone of the district. */
export interface Formats {
  /** 11月22日 16:20; with the year when it is not that of `now`. */
  readonly moment: (instant: string | number) => string
  /** The end of a time limit: 11月20日 24:00 for midnight, as the law counts whole days. */
  readonly end: (instant: string | number) => string
  /** 2026年11月22日 星期日 */
  readonly day: (instant: string | number) => string
  readonly time: (instant: string | number) => string
  readonly number: (value: number) => string
  /** A share from 0 to 1 in whole percent; less than everything is never written as all, nor something as nothing. */
  readonly share: (value: number) => string
  readonly bytes: (value: number) => string
  /** 2 天 3 小时; the two largest units, never less than a minute. */
  readonly span: (milliseconds: number) => string
}

/** @param now instant in milliseconds since 1970, UTC */
export function makeFormats(language: Language, now: () => number, timeZone = 'Asia/Shanghai'): Formats {
  const tag = tags[language]
  const parts = { month: language === 'zh' ? 'long' : 'short', day: 'numeric' } as const
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const short = new Intl.DateTimeFormat(tag, { ...parts, ...clock, timeZone })
  const long = new Intl.DateTimeFormat(tag, { year: 'numeric', ...parts, ...clock, timeZone })
  const whole = new Intl.DateTimeFormat(tag, { year: 'numeric', ...parts, weekday: 'long', timeZone })
  const time = new Intl.DateTimeFormat(tag, { ...clock, timeZone })
  const year = new Intl.DateTimeFormat(tag, { year: 'numeric', timeZone })
  const number = new Intl.NumberFormat(tag)
  const percent = new Intl.NumberFormat(tag, { style: 'percent' })
  const megabytes = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 })
  function moment(instant: string | number): string {
    const date = new Date(instant)
    return (year.format(date) === year.format(new Date(now())) ? short : long).format(date)
  }
  return {
    moment,
    end(instant) {
      const date = new Date(instant)
      if (time.format(date) !== '00:00') return moment(instant)
      return moment(date.getTime() - minute).replace('23:59', '24:00')
    },
    day: (instant) => whole.format(new Date(instant)),
    time: (instant) => time.format(new Date(instant)),
    number: (value) => number.format(value),
    share: (value) =>
      value > 0 && value < 0.01 ? '<1%' : percent.format(Math.floor(value * 100 + 1e-9) / 100),
    bytes: (value) =>
      value < 1024 * 1024
        ? `${number.format(Math.max(1, Math.round(value / 1024)))} KB`
        : `${megabytes.format(value / 1024 / 1024)} MB`,
    span: (milliseconds) => writeSpan(tag, milliseconds),
  }
}

function writeSpan(tag: string, milliseconds: number): string {
  const length = Math.max(minute, Math.abs(milliseconds))
  const units = [
    ['day', Math.floor(length / day)],
    ['hour', Math.floor((length % day) / hour)],
    ['minute', Math.floor((length % hour) / minute)],
  ] as const
  const first = units.findIndex(([, count]) => count > 0)
  return units
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) =>
      new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    )
    .join(' ')
}

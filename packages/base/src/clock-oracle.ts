import { chinaNotices } from './china-calendar.ts'
import type { ClockUnit } from './clock.ts'
import { isHourUnit } from './clock.ts'

// The oracle of the deadline property, for tests only. It shares nothing with the implementation but the published
// dates: it goes day by day and minute by minute on JavaScript dates in UTC, shifted by eight hours.

export const minute = 60_000
export const day = 24 * 60 * minute
export const shift = 8 * 60 * minute
const exceptions = new Map(
  chinaNotices.flatMap((notice) => notice.days.map(({ date, kind }) => [String(date), kind])),
)

interface OraclePause {
  readonly from: number
  readonly to: number
}

export interface Part {
  readonly unit: ClockUnit
  readonly amount: number
}

type FirstDay = 'excluded' | 'included'

interface OracleClock extends Part {
  readonly firstDay: FirstDay
  readonly roll: 'next_day' | 'none'
  readonly endsAt: 'midnight' | 'close_of_business'
  readonly startedAt: number
  readonly pauses: readonly OraclePause[]
  readonly closures: readonly string[]
  readonly extensions: readonly Part[]
}

interface OracleResult {
  readonly dueAt?: number
  readonly dueOn?: string
  readonly left?: number
  readonly provisional: boolean
}

/** The deadline found the slow way. */
export function reckonSlowly(clock: OracleClock): OracleResult {
  return new Oracle(clock).result()
}

class Oracle {
  readonly clock: OracleClock
  provisional = false
  constructor(clock: OracleClock) {
    this.clock = clock
  }

  isWorking(date: string): boolean {
    if (this.clock.closures.includes(date)) return false
    const kind = exceptions.get(date)
    if (kind !== undefined) return kind === 'work'
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
    return weekday >= 1 && weekday <= 5
  }

  look(date: string): boolean {
    const year = Number(date.slice(0, 4))
    if (year < 2007 || year > 2026) this.provisional = true
    return this.isWorking(date)
  }

  isPausedDay(date: string): boolean {
    const from = Date.parse(`${date}T00:00:00Z`) - shift
    return this.clock.pauses.some(
      (pause) => pause.from < from + day && pause.to > from && pause.from < pause.to,
    )
  }

  isWhollyPaused(date: string): boolean {
    const from = Date.parse(`${date}T00:00:00Z`) - shift
    for (let at = from; at < from + day; at += minute) if (!this.isPausedMinute(at)) return false
    return true
  }

  isPausedMinute(at: number): boolean {
    return this.clock.pauses.some((pause) => pause.from <= at && at < pause.to)
  }

  isPausedForever(at: number): boolean {
    return this.clock.pauses.some((pause) => pause.to === Infinity && pause.from <= at)
  }

  /** True when the pause that touches the day never ends. */
  isOverForEver(date: string): boolean {
    return (
      this.isPausedDay(date) && this.isPausedForever(Date.parse(`${date}T00:00:00Z`) - shift + day - minute)
    )
  }

  /** Last day of a limit in days, or what is left of it. */
  days(start: string, part: Part, firstDay: FirstDay): string | number {
    let date = firstDay === 'included' ? start : nextDate(start)
    let left =
      part.unit === 'month' || part.unit === 'year' ? daysOfMonths(start, part, firstDay) : part.amount
    let lastDay = ''
    while (left > 0) {
      if (this.isOverForEver(date)) return left
      if (!this.isPausedDay(date) && (part.unit !== 'working_day' || this.look(date))) left--
      lastDay = date
      date = nextDate(date)
    }
    return this.clock.roll === 'none' ? lastDay : this.rolled(lastDay)
  }

  rolled(lastDay: string): string | number {
    let date = lastDay
    while (!this.look(date)) {
      date = nextDate(date)
      while (this.isPausedDay(date)) {
        if (this.isOverForEver(date)) return 0
        date = nextDate(date)
      }
    }
    return date
  }

  countsMinute(at: number, unit: ClockUnit): boolean {
    if (this.isPausedMinute(at)) return false
    if (unit !== 'working_hour') return true
    const local = new Date(at + shift).toISOString()
    const time = local.slice(11, 16)
    const inHours = (time >= '08:00' && time < '12:00') || (time >= '14:00' && time < '18:00')
    return inHours && this.isWorking(local.slice(0, 10))
  }

  /** The end of a limit in hours, or the minutes left of it: earliest minute at which all has been counted. */
  minutes(from: number, { unit, amount }: Part): { readonly at: number } | number {
    let left = Math.round(amount * 60)
    let seen = ''
    for (let at = from; left > 0; at += minute) {
      if (this.isPausedForever(at)) return left
      const date = unit === 'working_hour' ? dateOf(at) : ''
      if (date !== seen && !this.isWhollyPaused(date)) this.look(date)
      seen = date
      if (this.countsMinute(at, unit)) left--
      if (left === 0) return { at: at + minute }
    }
    return left
  }

  result(): OracleResult {
    let dueOn: string | undefined
    let dueAt = this.clock.startedAt
    const { unit, amount, firstDay, extensions } = this.clock
    const parts = [{ unit, amount }, ...extensions]
    for (const [index, part] of parts.entries()) {
      if (isHourUnit(part.unit)) {
        const excluded = index === 0 && firstDay === 'excluded'
        const from = excluded ? (Math.floor(dueAt / (60 * minute)) + 1) * 60 * minute : dueAt
        const end = this.minutes(from, part)
        if (typeof end === 'number') return { left: end * minute, provisional: this.provisional }
        dueAt = end.at
        dueOn = undefined
      } else {
        const before = dueOn ?? dateOf(index === 0 ? dueAt : dueAt - 1)
        const end = this.days(before, part, index === 0 ? firstDay : 'excluded')
        if (typeof end === 'number') return { left: end, provisional: this.provisional }
        dueOn = end
        dueAt = this.endOf(end)
      }
    }
    return { dueAt, ...(dueOn === undefined ? {} : { dueOn }), provisional: this.provisional }
  }

  endOf(date: string): number {
    const begin = Date.parse(`${date}T00:00:00Z`) - shift
    if (this.clock.endsAt === 'midnight') return begin + day
    return begin + (this.look(date) ? 18 * 60 * minute : day)
  }
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10)
}

export function dateOf(at: number): string {
  return new Date(at + shift).toISOString().slice(0, 10)
}

/** 民法典 202 by trying: the same-numbered day if the month has it, else the last day it has. */
function lastDateOfMonths(start: string, months: number, firstDay: FirstDay): string {
  const index = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1 + months
  const month = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  const same = `${month}-${start.slice(8)}`
  const exists = new Date(`${same}T00:00:00Z`).toISOString().slice(0, 10) === same
  if (exists) return firstDay === 'excluded' ? same : dateOf(Date.parse(`${same}T00:00:00Z`) - shift - day)
  const found = ['31', '30', '29', '28'].find((number) => isRealDate(`${month}-${number}`))
  return `${month}-${found ?? ''}`
}

function daysOfMonths(start: string, { unit, amount }: Part, firstDay: FirstDay): number {
  const last = lastDateOfMonths(start, unit === 'month' ? amount : amount * 12, firstDay)
  let days = 0
  for (let at = firstDay === 'included' ? start : nextDate(start); at <= last; at = nextDate(at)) days++
  return days
}

function isRealDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

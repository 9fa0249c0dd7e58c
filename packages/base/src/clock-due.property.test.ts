import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClockUnit, Extension, LegalDate, Pause } from './index.ts'
import {
  calendarFrom,
  chinaNotices,
  clockUnits,
  defaultRule,
  dueOf,
  formatInstant,
  instantOf,
  isHourUnit,
  loadNotice,
  parseLegalDate,
} from './index.ts'

// The oracle below shares nothing with the implementation but the published dates: it goes day by day and minute by
// minute on JavaScript dates in UTC, shifted by eight hours.

const minute = 60_000
const day = 24 * 60 * minute
const shift = 8 * 60 * minute
const exceptions = new Map(
  chinaNotices.flatMap((notice) => notice.days.map(({ date, kind }) => [String(date), kind])),
)

interface OraclePause {
  readonly from: number
  readonly to: number
}

interface OracleClock {
  readonly unit: ClockUnit
  readonly amount: number
  readonly firstDay: 'excluded' | 'included'
  readonly roll: 'next_day' | 'none'
  readonly endsAt: 'midnight' | 'close_of_business'
  readonly startedAt: number
  readonly pauses: readonly OraclePause[]
  readonly closures: readonly string[]
  readonly extensions: readonly { readonly amount: number; readonly unit: ClockUnit }[]
}

interface OracleResult {
  readonly dueAt?: number
  readonly dueOn?: string
  readonly left?: number
  readonly provisional: boolean
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

  /** Last day of a limit in days, or what is left of it. */
  days(start: string, unit: ClockUnit, amount: number, firstDay: 'excluded' | 'included'): string | number {
    let date = firstDay === 'included' ? start : nextDate(start)
    let left = amount
    if (unit === 'month' || unit === 'year') {
      const last = lastDateOfMonths(start, unit === 'month' ? amount : amount * 12, firstDay)
      left = 0
      for (let at = date; at <= last; at = nextDate(at)) left++
    }
    let lastDay = ''
    while (left > 0) {
      const begin = Date.parse(`${date}T00:00:00Z`) - shift
      if (this.isPausedDay(date) && this.isPausedForever(begin + day - minute)) return left
      if (!this.isPausedDay(date) && (unit !== 'working_day' || this.look(date))) left--
      lastDay = date
      date = nextDate(date)
    }
    if (this.clock.roll === 'none') return lastDay
    while (!this.look(lastDay)) {
      lastDay = nextDate(lastDay)
      while (this.isPausedDay(lastDay)) {
        if (this.isPausedForever(Date.parse(`${lastDay}T00:00:00Z`) - shift + day - minute)) return 0
        lastDay = nextDate(lastDay)
      }
    }
    return lastDay
  }

  /** The end of a limit in hours, or the minutes left of it: earliest minute at which all has been counted. */
  minutes(from: number, unit: ClockUnit, hours: number): { readonly at: number } | number {
    let left = Math.round(hours * 60)
    let seen = ''
    for (let at = from; ; at += minute) {
      if (left === 0) return { at }
      if (this.isPausedForever(at)) return left
      const local = new Date(at + shift).toISOString()
      const date = local.slice(0, 10)
      if (unit === 'working_hour' && date !== seen) {
        seen = date
        if (!this.isWhollyPaused(date)) this.look(date)
      }
      const time = local.slice(11, 16)
      const inHours = (time >= '08:00' && time < '12:00') || (time >= '14:00' && time < '18:00')
      const counts = unit !== 'working_hour' || (inHours && this.isWorking(date))
      if (counts && !this.isPausedMinute(at)) left--
    }
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
        const end = this.minutes(from, part.unit, part.amount)
        if (typeof end === 'number') return { left: end * minute, provisional: this.provisional }
        dueAt = end.at
        dueOn = undefined
      } else {
        const before = dueOn ?? dateOf(index === 0 ? dueAt : dueAt - 1)
        const end = this.days(before, part.unit, part.amount, index === 0 ? firstDay : 'excluded')
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

function dateOf(at: number): string {
  return new Date(at + shift).toISOString().slice(0, 10)
}

/** 民法典 202 by trying: the same-numbered day if the month has it, else the last day it has. */
function lastDateOfMonths(start: string, months: number, firstDay: 'excluded' | 'included'): string {
  const index = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1 + months
  const month = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  const same = `${month}-${start.slice(8)}`
  const exists = new Date(`${same}T00:00:00Z`).toISOString().slice(0, 10) === same
  if (exists) return firstDay === 'excluded' ? same : dateOf(Date.parse(`${same}T00:00:00Z`) - shift - day)
  const found = ['31', '30', '29', '28'].find((number) => isRealDate(`${month}-${number}`))
  return `${month}-${found ?? ''}`
}

function isRealDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
}

const amounts: Readonly<Record<ClockUnit, fc.Arbitrary<number>>> = {
  urgent_hour: fc.constantFrom(0.5, 1, 2, 4, 24, 72),
  hour: fc.constantFrom(0.25, 2, 4, 48, 100),
  working_hour: fc.constantFrom(0.5, 1, 4, 8, 20),
  working_day: fc.integer({ min: 1, max: 60 }),
  urgent_day: fc.integer({ min: 1, max: 10 }),
  calendar_day: fc.integer({ min: 1, max: 120 }),
  month: fc.integer({ min: 1, max: 14 }),
  year: fc.integer({ min: 1, max: 2 }),
}

function part(
  units: readonly ClockUnit[],
): fc.Arbitrary<{ readonly unit: ClockUnit; readonly amount: number }> {
  return fc.constantFrom(...units).chain((unit) => amounts[unit].map((amount) => ({ unit, amount })))
}

const from2008 = Date.UTC(2008, 0, 1) - shift
const to2026 = Date.UTC(2026, 11, 31) - shift
const wholeMinutes = Math.floor((to2026 - from2008) / minute)
// Month ends, leap days, the days around holidays, make-up weekends and the turn of the last announced year.
const pointed = [
  '2008-02-29', '2012-01-31', '2016-02-29', '2024-02-29', '2020-01-23', '2025-12-31', '2026-02-13', '2026-09-19',
  '2026-09-30', '2026-10-31', '2026-12-20', '2026-12-31', '2023-05-31', '2019-04-30', '2015-09-02',
] // prettier-ignore
const starts = fc.oneof(
  fc.integer({ min: 0, max: wholeMinutes }).map((minutes) => from2008 + minutes * minute),
  fc
    .tuple(fc.constantFrom(...pointed), fc.integer({ min: 0, max: 1439 }))
    .map(([date, minutes]) => Date.parse(`${date}T00:00:00Z`) - shift + minutes * minute),
)

/** Pauses begin within forty days of the start; some at midnights, some empty, one in six for ever. */
const pauses = fc.array(
  fc.record({
    after: fc.oneof(
      fc.integer({ min: -3000, max: 60_000 }),
      fc.integer({ min: 0, max: 40 }).map((days) => days * 1440),
    ),
    length: fc.oneof(
      { weight: 5, arbitrary: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.constantFrom(1440, 2880)) },
      { weight: 1, arbitrary: fc.constant(Infinity) },
    ),
  }),
  { maxLength: 3 },
)

const clocks: fc.Arbitrary<OracleClock> = fc
  .record({
    part: part(clockUnits),
    firstDay: fc.constantFrom('excluded' as const, 'included' as const),
    roll: fc.constantFrom('next_day' as const, 'none' as const),
    endsAt: fc.constantFrom('midnight' as const, 'midnight' as const, 'close_of_business' as const),
    startedAt: starts,
    pauses: fc.oneof(fc.constant([]), pauses),
    closures: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
    extensions: fc.oneof(
      fc.constant([]),
      fc.array(part(clockUnits.filter((unit) => unit !== 'year')), { maxLength: 2 }),
    ),
  })
  .map(({ part: { unit, amount }, startedAt, pauses: list, closures, roll, ...rest }) => ({
    ...rest,
    unit,
    amount,
    startedAt,
    roll: isHourUnit(unit) ? 'none' : roll,
    pauses: list.map(({ after, length }) => {
      const from = Math.floor((startedAt + shift) / day) * day - shift + after * minute
      return { from, to: from + length * minute }
    }),
    closures: closures.map((days) => dateOf(startedAt + days * day)),
  }))

function calendarWith(closures: readonly string[]): ReturnType<typeof calendarFrom> {
  const entry = { name: '停办', source: '区政府通告' }
  return calendarFrom(chinaNotices, {
    localClosures: new Map(closures.map((date): [LegalDate, typeof entry] => [parseLegalDate(date), entry])),
  })
}

const plainCalendar = calendarWith([])

function reckon(clock: OracleClock): OracleResult {
  const { unit, amount, firstDay, roll, endsAt, closures } = clock
  const list: readonly Pause[] = clock.pauses.map(({ from, to }) => ({
    from: instantOf(from),
    ...(to === Infinity ? {} : { to: instantOf(to) }),
    reason: '特别程序',
  }))
  const extensions: readonly Extension[] = clock.extensions.map((extension, index) => ({
    ...extension,
    at: instantOf(clock.startedAt + index),
    approver: '局长',
    reason: '情况复杂',
  }))
  const due = dueOf(defaultRule(unit, amount, { firstDay, roll, endsAt }), instantOf(clock.startedAt), {
    pauses: list,
    extensions: extensions.toReversed(),
    calendar: closures.length === 0 ? plainCalendar : calendarWith(closures),
  })
  if (due.kind === 'due') {
    const { dueAt, dueOn, provisional } = due
    return { dueAt, ...(dueOn === undefined ? {} : { dueOn }), provisional }
  }
  const [first] = due.remaining
  const left = first?.kind === 'days' ? first.days : first?.milliseconds
  return { ...(left === undefined ? {} : { left }), provisional: due.provisional }
}

test('every deadline of 2008 to 2026 is the one found day by day and minute by minute', () => {
  const property = fc.property(clocks, (clock) => {
    const expected = new Oracle(clock).result()
    const found = reckon(clock)
    expect(found, formatInstant(instantOf(clock.startedAt))).toEqual(expected)
  })
  const given = process.env['DUIBIAO_TEST_SEED']
  const outcome = fc.check(property, {
    numRuns: 1500,
    ...(given === undefined ? {} : { seed: Number(given) }),
  })
  console.log(
    `deadline property: seed ${outcome.seed}, ${outcome.numRuns} clocks (DUIBIAO_TEST_SEED replays)`,
  )
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : undefined).toBeUndefined()
})

test('a notice loaded later gives the deadlines of a calendar that had it from the start', () => {
  const [last] = chinaNotices.slice(-1)
  expect(last?.year).toBe(2026)
  if (last === undefined) return
  const without2026 = calendarFrom(chinaNotices.slice(0, -1))
  const loaded = loadNotice(without2026, last)
  const property = fc.property(
    fc.integer({ min: Date.UTC(2025, 9, 1), max: Date.UTC(2026, 9, 1) }),
    part(['working_day', 'calendar_day', 'month', 'working_hour']),
    (startedAt, { unit, amount }) => {
      const rule = defaultRule(unit, amount)
      const before = dueOf(rule, instantOf(startedAt), { calendar: without2026 })
      const after = dueOf(rule, instantOf(startedAt), { calendar: loaded })
      expect(after).toEqual(dueOf(rule, instantOf(startedAt), { calendar: plainCalendar }))
      // What is not marked provisional does not move when the notice comes, unless the notice reaches back into December.
      if (!before.provisional) expect(after).toEqual(before)
    },
  )
  const outcome = fc.check(property, { numRuns: 500 })
  console.log(`notice property: seed ${outcome.seed}`)
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : undefined).toBeUndefined()
})

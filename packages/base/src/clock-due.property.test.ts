import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Part } from './clock-oracle.ts'
import { dateOf, day, minute, reckonSlowly, shift } from './clock-oracle.ts'
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
  parseLegalDate,
} from './index.ts'

type OracleClock = Parameters<typeof reckonSlowly>[0]
type OracleResult = ReturnType<typeof reckonSlowly>

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

function part(units: readonly ClockUnit[]): fc.Arbitrary<Part> {
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

const noPauses: typeof pauses = fc.constant([])

const clocks: fc.Arbitrary<OracleClock> = fc
  .record({
    part: part(clockUnits),
    firstDay: fc.constantFrom('excluded' as const, 'included' as const),
    roll: fc.constantFrom('next_day' as const, 'none' as const),
    endsAt: fc.constantFrom('midnight' as const, 'midnight' as const, 'close_of_business' as const),
    startedAt: starts,
    pauses: fc.oneof(noPauses, pauses),
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
    const expected = reckonSlowly(clock)
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

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClockUnit, Instant } from './index.ts'
import {
  chinaCalendar,
  defaultRule,
  dueOf,
  formatLocal,
  instantAt,
  instantOf,
  parseLegalDate,
  remainingOf,
  standingOf,
  parseWarning,
  warningPoints,
} from './index.ts'

const calendar = chinaCalendar()

function at(date: string, time = '09:00'): Instant {
  return instantAt(parseLegalDate(date), time, calendar)
}

function local(instant: Instant | undefined): string {
  return instant === undefined ? '' : formatLocal(instant, 480).slice(0, 16)
}

describe('what is left', () => {
  const rule = defaultRule('working_day', 5)
  const started = at('2026-03-02')

  test.each([
    ['2026-03-02', '10:00', 'running', 5],
    ['2026-03-03', '00:00', 'running', 5],
    ['2026-03-03', '09:00', 'running', 4],
    ['2026-03-07', '09:00', 'running', 1],
    ['2026-03-09', '09:00', 'running', 0],
    ['2026-03-10', '00:00', 'overdue', 0],
    ['2026-03-10', '09:00', 'overdue', 1],
    ['2026-03-15', '09:00', 'overdue', 4],
  ])('of 5 working days from 03-02 on %s %s: %s %i', (...[date, time, kind, days]) => {
    const quantity = { kind: 'days', unit: 'working_day', days }
    const found = remainingOf(rule, started, { calendar, now: at(date, time) })
    expect(found).toMatchObject(kind === 'running' ? { kind, left: quantity } : { kind, by: quantity })
  })

  test('working hours are left to the minute and stand still at noon', () => {
    const hours = defaultRule('working_hour', 6)
    const minutes = (time: string): unknown => {
      const found = remainingOf(hours, at('2026-03-02'), { calendar, now: at('2026-03-02', time) })
      return found.kind === 'running' && found.left.kind === 'time'
        ? found.left.milliseconds / 60_000
        : found.kind
    }
    expect([
      minutes('09:00'),
      minutes('12:00'),
      minutes('13:30'),
      minutes('14:10'),
      minutes('17:00'),
    ]).toEqual([360, 180, 180, 170, 'overdue'])
  })

  test('an open pause keeps what was left', () => {
    const pauses = [{ from: at('2026-03-05'), reason: '鉴定' }]
    expect(remainingOf(rule, started, { calendar, pauses, now: at('2026-05-05') })).toMatchObject({
      kind: 'paused',
      left: [{ kind: 'days', unit: 'working_day', days: 3 }],
    })
  })
})

describe('warnings', () => {
  test('at 80 percent of 20 working days and one working day before the end', () => {
    const points = warningPoints(defaultRule('working_day', 20), at('2026-03-02'), {
      calendar,
      warnings: [
        { kind: 'percent', percent: 80 },
        { kind: 'before', amount: 1 },
        { kind: 'before', amount: 2, unit: 'hour' },
      ],
    })
    // 16 days have passed when 03-24 ends; the deadline is 03-30 24:00.
    expect(points.map((point) => local(point.at))).toEqual([
      '2026-03-25T00:00',
      '2026-03-30T00:00',
      '2026-03-30T22:00',
    ])
  })

  test('one working day before a limit in hours keeps the time of day', () => {
    const points = warningPoints(defaultRule('hour', 72), at('2026-03-06', '10:30'), {
      calendar,
      warnings: [
        { kind: 'before', amount: 1, unit: 'working_day' },
        { kind: 'before', amount: 3, unit: 'working_hour' },
        { kind: 'percent', percent: 50 },
      ],
    })
    expect(points.map((point) => local(point.at))).toEqual([
      '2026-03-06T10:30',
      '2026-03-06T17:30',
      '2026-03-07T22:30',
    ])
  })

  test('a warning never lies before the start, and none is given while a pause is open', () => {
    const warnings = [{ kind: 'before', amount: 30 }] as const
    const rule = defaultRule('working_day', 5)
    expect(warningPoints(rule, at('2026-03-02'), { calendar, warnings })[0]?.at).toBe(at('2026-03-02'))
    const pauses = [{ from: at('2026-03-04'), reason: '听证' }]
    expect(warningPoints(rule, at('2026-03-02'), { calendar, warnings, pauses })).toEqual([])
  })

  test('a share above 100 percent is refused', () => {
    const warnings = [{ kind: 'percent', percent: 101 }] as const
    expect(() => warningPoints(defaultRule('hour', 1), at('2026-03-02'), { calendar, warnings })).toThrow(
      'clock_rule_invalid',
    )
  })
})

describe('warnings as packs write them', () => {
  test.each([
    ['80%', 'working_day', { kind: 'percent', percent: 80 }],
    ['12.5%', 'hour', { kind: 'percent', percent: 12.5 }],
    ['P1D', 'working_day', { kind: 'before', amount: 1, unit: 'working_day' }],
    ['P1W', 'calendar_day', { kind: 'before', amount: 7, unit: 'calendar_day' }],
    ['P1D', 'hour', { kind: 'before', amount: 1, unit: 'calendar_day' }],
    ['PT2H', 'working_day', { kind: 'before', amount: 2, unit: 'working_hour' }],
    ['PT30M', 'urgent_hour', { kind: 'before', amount: 0.5, unit: 'urgent_hour' }],
    ['P1Y', 'year', { kind: 'before', amount: 12, unit: 'month' }],
  ] as const)('%s on a limit in %s', (text, unit, expected) => {
    expect(parseWarning(text, unit)).toEqual(expected)
  })

  test.each(['', 'soon', '101%', '-5%', '%', 'PT0S', '-P1D', 'P1DT2H', 'P1.5D', 'P200Y'])(
    '%s is refused',
    (text) => {
      expect(() => parseWarning(text, 'working_day')).toThrow('clock_rule_invalid')
    },
  )
})

const units: readonly ClockUnit[] = ['hour', 'working_hour', 'working_day', 'calendar_day', 'urgent_day']

test('warned an amount before the end, exactly that amount is left; time left never grows', () => {
  const pause = { from: at('2026-03-12', '10:00'), to: at('2026-03-17', '15:30'), reason: '听证' }
  const property = fc.property(
    fc.constantFrom(...units),
    fc.integer({ min: 2, max: 30 }),
    fc.integer({ min: 1, max: 29 }),
    fc.integer({ min: 0, max: 14 * 1440 }),
    fc.boolean(),
    (...[unit, amount, before, minutes, paused]) => {
      const rule = defaultRule(unit, amount, { roll: 'none' })
      const startedAt = instantOf(at('2026-03-01', '00:00') + minutes * 60_000)
      const context = { calendar, pauses: paused ? [pause] : [] }
      const [point] = warningPoints(rule, startedAt, {
        ...context,
        warnings: [{ kind: 'before', amount: before }],
      })
      const due = dueOf(rule, startedAt, context)
      if (point === undefined || due.kind !== 'due') throw new Error('no point')
      const found = remainingOf(rule, startedAt, { ...context, now: point.at })
      if (found.kind !== 'running') throw new Error(found.kind)
      const left = found.left.kind === 'days' ? found.left.days : found.left.milliseconds / 3_600_000
      expect(left).toBe(Math.min(before, amount))
      const later = remainingOf(rule, startedAt, { ...context, now: instantOf(point.at + 3_600_000) })
      if (later.kind === 'running') {
        const rest = later.left.kind === 'days' ? later.left.days : later.left.milliseconds / 3_600_000
        expect(rest).toBeLessThanOrEqual(left)
      }
    },
  )
  const outcome = fc.check(property, { numRuns: 800 })
  console.log(`warning property: seed ${outcome.seed}`)
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : undefined).toBeUndefined()
})

test('what the row of a clock tells is enough: pauses that are over change nothing of what is left', () => {
  const units: readonly ClockUnit[] = ['working_day', 'calendar_day', 'working_hour', 'hour', 'urgent_hour']
  const property = fc.property(
    fc.constantFrom(...units),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 0, max: 10 * 1440 }),
    fc.integer({ min: 0, max: 5 * 1440 }),
    fc.integer({ min: 0, max: 40 * 1440 }),
    fc.boolean(),
    (...[unit, amount, pausedAfter, pausedFor, seenAfter, isFirst]) => {
      const minute = 60_000
      const startedAt = instantOf(at('2026-02-05') + 7 * minute)
      const from = instantOf(startedAt + pausedAfter * minute)
      const to = instantOf(from + pausedFor * minute)
      const now = instantOf(to + seenAfter * minute)
      const rule = defaultRule(unit, amount, { firstDay: isFirst ? 'included' : 'excluded' })
      const pauses = [{ from, to, reason: '听证' }]
      const due = dueOf(rule, startedAt, { calendar, pauses })
      if (due.kind !== 'due' || due.dueAt < to) return
      const { due: _due, ...whole } = remainingOf(rule, startedAt, { calendar, pauses, now })
      expect(standingOf(rule, { startedAt, dueAt: due.dueAt }, { calendar, now })).toEqual(whole)
    },
  )
  const outcome = fc.check(property, { numRuns: 400 })
  console.log(`standing property: seed ${outcome.seed}`)
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : undefined).toBeUndefined()
})

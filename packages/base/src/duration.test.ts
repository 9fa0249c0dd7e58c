import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cycle, Instant } from './index.ts'
import {
  addDuration,
  chinaCalendar,
  firingOf,
  formatDuration,
  formatInstant,
  formatLocal,
  parseCycle,
  parseDuration,
  parseInstant,
  parseTimeDate,
} from './index.ts'

const calendar = chinaCalendar()

function plus(start: string, duration: string): string {
  return formatLocal(
    addDuration(parseTimeDate(start, calendar), parseDuration(duration), calendar),
    480,
  ).slice(0, 19)
}

describe('durations', () => {
  test.each([
    ['PT72H', 0, 0, 72 * 3_600_000],
    ['P1Y2M3DT4H5M6.5S', 14, 3, 4 * 3_600_000 + 5 * 60_000 + 6500],
    ['P2W', 0, 14, 0],
    ['P1.5D', 0, 1, 43_200_000],
    ['PT0.001S', 0, 0, 1],
    ['PT0S', 0, 0, 0],
    ['-P1D', 0, -1, 0],
    ['PT1,5H', 0, 0, 5_400_000],
  ])('%s', (text, ...parts) => {
    const { months, days, milliseconds } = parseDuration(text)
    expect([months, days, milliseconds]).toEqual(parts)
  })

  test.each([
    '',
    'P',
    'PT',
    'P1',
    '1D',
    'P1DT',
    'PT1',
    'P1.5Y',
    'PT1.5H3M',
    'P1S',
    'PT1D',
    'P-1D',
    'PT1..5S',
    'PT.S',
    'P1M1Y',
    'p1d',
    'PT99999999999999999999H',
  ])('“%s” is refused', (text) => {
    expect(() => parseDuration(text)).toThrow('duration_malformed')
  })

  test('months are added on local dates, before days and time', () => {
    expect(plus('2026-01-31T20:00', 'P1M')).toBe('2026-02-28T20:00:00')
    expect(plus('2026-01-31T20:00', 'P1M1D')).toBe('2026-03-01T20:00:00')
    expect(plus('2024-02-29T01:00', 'P1Y')).toBe('2025-02-28T01:00:00')
    // 02-28 17:00 in UTC is 03-01 in China: the local date decides.
    expect(plus('2026-03-01T01:00', 'P1M')).toBe('2026-04-01T01:00:00')
    expect(plus('2026-03-01T01:00', '-PT2H')).toBe('2026-02-28T23:00:00')
    expect(() => plus('2026-03-01T01:00', 'P9000Y')).toThrow('date_out_of_range')
  })

  test('what is written is read back', () => {
    const amount = fc.integer({ min: 0, max: 100_000 })
    const property = fc.property(amount, amount, amount, (months, days, milliseconds) => {
      const duration = { months, days, milliseconds }
      expect(parseDuration(formatDuration(duration))).toEqual(duration)
    })
    fc.assert(property, { numRuns: 1000 })
  })
})

function firings(cycle: Cycle, activated: string, most = 5): readonly string[] {
  const activatedAt = parseInstant(activated)
  return Array.from({ length: most }, (_, index) => firingOf(cycle, index, { activatedAt, calendar }))
    .filter((instant): instant is Instant => instant !== undefined)
    .map((instant) => formatInstant(instant).slice(0, 19))
}

describe('cycles', () => {
  test('without a start the first firing is an interval after the activation', () => {
    expect(firings(parseCycle('R3/PT10S', calendar), '2026-01-01T00:00:00Z')).toEqual([
      '2026-01-01T00:00:10',
      '2026-01-01T00:00:20',
      '2026-01-01T00:00:30',
    ])
  })

  test('with a start it is the start, and it goes on without end', () => {
    const cycle = parseCycle('R/2026-01-01T00:00:00Z/PT1H', calendar)
    expect(cycle.repeat).toBe('infinite')
    expect(firings(cycle, '2025-06-01T00:00:00Z', 3)).toEqual([
      '2026-01-01T00:00:00',
      '2026-01-01T01:00:00',
      '2026-01-01T02:00:00',
    ])
  })

  test('a monthly cycle from the 31st keeps to the ends of months', () => {
    const cycle = parseCycle('R4/2026-01-31T12:00:00Z/P1M', calendar)
    expect(firings(cycle, '2026-01-01T00:00:00Z').map((text) => text.slice(0, 10))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ])
  })

  test('start and end give the interval; an end after an interval stops the firings', () => {
    const between = parseCycle('R2/2026-01-01T00:00:00Z/2026-01-01T06:00:00Z', calendar)
    expect(firings(between, '2026-01-01T00:00:00Z')).toEqual(['2026-01-01T00:00:00', '2026-01-01T06:00:00'])
    const until = parseCycle('R/PT6H/2026-01-01T13:00:00Z', calendar)
    expect(firings(until, '2026-01-01T00:00:00Z')).toEqual(['2026-01-01T06:00:00', '2026-01-01T12:00:00'])
    const both = parseCycle('R/2026-01-01T00:00:00Z/PT6H/2026-01-01T07:00:00Z', calendar)
    expect(firings(both, '2026-01-01T00:00:00Z')).toHaveLength(2)
  })

  test.each([
    'R3',
    'PT10S',
    'R3/',
    'Rx/PT1S',
    'R-1/PT1S',
    'R3/PT0S',
    'R3/-PT1S',
    'R3/2026-01-01T00:00:00Z',
    'R3/PT1S/PT1S',
    'R3/2026-01-02T00:00:00Z/2026-01-01T00:00:00Z',
    'R/PT1S/2026-01-01T00:00:00Z/PT1S',
    '0 0 * * * ?',
  ])('“%s” is refused', (text) => {
    expect(() => parseCycle(text, calendar)).toThrow('cycle_malformed')
  })
})

test('a time date may be local, or a date alone', () => {
  expect(formatInstant(parseTimeDate('2026-01-01', calendar))).toBe('2025-12-31T16:00:00.000Z')
  expect(formatInstant(parseTimeDate('2026-01-01T08:00:00', calendar))).toBe('2026-01-01T00:00:00.000Z')
  expect(formatInstant(parseTimeDate('2026-01-01T08:00:00Z', calendar))).toBe('2026-01-01T08:00:00.000Z')
  expect(() => parseTimeDate('soon', calendar)).toThrow('instant_malformed')
})

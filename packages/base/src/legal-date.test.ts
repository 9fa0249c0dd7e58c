import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  formatInstant,
  formatLocal,
  instantOf,
  isLegalDate,
  parseInstant,
  parseLegalDate,
  parseLocalInstant,
} from './index.ts'

describe('legal dates', () => {
  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-1-1',
    '20260101',
    '',
    '2026-03-02 ',
  ])('“%s” is refused', (text) => {
    expect(() => parseLegalDate(text)).toThrow('date_malformed')
    expect(isLegalDate(text)).toBe(false)
  })

  test('the same-numbered day of a later month, or its last (民法典 202)', () => {
    const end = parseLegalDate('2024-01-31')
    expect([1, 2, 3, 12, 13, -2].map((months) => addMonths(end, months))).toEqual([
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
      '2025-01-31',
      '2025-02-28',
      '2023-11-30',
    ])
  })

  test('days and weekdays agree with JavaScript dates over twelve centuries', () => {
    const day = 86_400_000
    const property = fc.property(
      fc.integer({ min: -200_000, max: 250_000 }),
      fc.integer({ min: -400, max: 400 }),
      (number, days) => {
        const text = new Date(number * day).toISOString().slice(0, 10)
        const date = parseLegalDate(text)
        const moved = addDays(date, days)
        expect(moved).toBe(new Date((number + days) * day).toISOString().slice(0, 10))
        expect(daysBetween(date, moved)).toBe(days)
        expect(dayOfWeek(date) % 7).toBe(new Date(number * day).getUTCDay())
        expect(moved < date).toBe(days < 0)
      },
    )
    const outcome = fc.check(property, { numRuns: 2000 })
    console.log(`date property: seed ${outcome.seed}`)
    expect(outcome.failed ? fc.defaultReportMessage(outcome) : undefined).toBeUndefined()
  })

  test('the years end at 0001 and 9999', () => {
    expect(addDays(parseLegalDate('9999-12-30'), 1)).toBe('9999-12-31')
    expect(() => addDays(parseLegalDate('9999-12-31'), 1)).toThrow('date_out_of_range')
    expect(() => addDays(parseLegalDate('0001-01-01'), -1)).toThrow('date_out_of_range')
  })
})

describe('instants', () => {
  test.each([
    ['2026-03-02T09:30:00+08:00', '2026-03-02T01:30:00.000Z'],
    ['2026-03-02T09:30+0800', '2026-03-02T01:30:00.000Z'],
    ['2026-03-02T01:30:00.123456Z', '2026-03-02T01:30:00.123Z'],
    ['2026-03-02T01:30:00,5Z', '2026-03-02T01:30:00.500Z'],
    ['2026-03-02T24:00:00Z', '2026-03-03T00:00:00.000Z'],
    ['2025-12-31T20:00:00-05:30', '2026-01-01T01:30:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(formatInstant(parseInstant(text))).toBe(utc)
  })

  test.each([
    '2026-03-02T09:30:00',
    '2026-03-02',
    '2026-02-30T00:00Z',
    '2026-03-02T24:01Z',
    '2026-03-02T09:60Z',
    '2026-06-30T23:59:60Z',
    '2026-03-02T09:30:00+15:00',
    '2026-03-02 09:30Z',
    '0001-01-01T00:00+08:00',
    'tomorrow',
  ])('%s is refused', (text) => {
    expect(() => parseInstant(text)).toThrow('instant_malformed')
  })

  test('local time is read and written with the offset given', () => {
    const instant = parseLocalInstant('2026-03-02T09:30', 480)
    expect(formatLocal(instant, 480)).toBe('2026-03-02T09:30:00.000')
    expect(formatInstant(instant)).toBe('2026-03-02T01:30:00.000Z')
  })

  test('what is written is read back, as JavaScript writes it', () => {
    const property = fc.property(
      fc.integer({ min: -60_000_000_000_000, max: 250_000_000_000_000 }),
      (milliseconds) => {
        const text = formatInstant(instantOf(milliseconds))
        expect(text).toBe(new Date(milliseconds).toISOString())
        expect(parseInstant(text)).toBe(milliseconds)
      },
    )
    fc.assert(property, { numRuns: 2000 })
  })

  test('a fraction of a millisecond is a bug', () => {
    expect(() => instantOf(0.5)).toThrow('bug')
    expect(() => instantOf(Number.NaN)).toThrow('bug')
  })
})

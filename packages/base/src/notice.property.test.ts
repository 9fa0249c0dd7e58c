import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarFrom, chinaNotices, defaultRule, dueOf, instantOf, loadNotice } from './index.ts'

test('a notice loaded later gives the deadlines of a calendar that had it from the start', () => {
  const [last] = chinaNotices.slice(-1)
  expect(last?.year).toBe(2026)
  if (last === undefined) return
  const chinaCalendarNow = calendarFrom(chinaNotices)
  const without2026 = calendarFrom(chinaNotices.slice(0, -1))
  const loaded = loadNotice(without2026, last)
  const property = fc.property(
    fc.integer({ min: Date.UTC(2025, 9, 1), max: Date.UTC(2026, 9, 1) }),
    fc.constantFrom(
      'working_day' as const,
      'calendar_day' as const,
      'month' as const,
      'working_hour' as const,
    ),
    fc.integer({ min: 1, max: 14 }),
    (startedAt, unit, amount) => {
      const rule = defaultRule(unit, amount)
      const before = dueOf(rule, instantOf(startedAt), { calendar: without2026 })
      const after = dueOf(rule, instantOf(startedAt), { calendar: loaded })
      expect(after).toEqual(dueOf(rule, instantOf(startedAt), { calendar: chinaCalendarNow }))
      // What is not marked provisional does not move when the notice comes, unless the notice reaches back into December.
      if (!before.provisional) expect(after).toEqual(before)
    },
  )
  const outcome = fc.check(property, { numRuns: 500 })
  console.log(`notice property: seed ${outcome.seed}`)
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : undefined).toBeUndefined()
})

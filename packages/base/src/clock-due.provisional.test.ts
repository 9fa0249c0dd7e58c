import { describe, expect, test } from 'vitest'
import type { Calendar, ClockContext, ClockRule, Due, Instant } from './index.ts'
import {
  addDays,
  calendarFrom,
  chinaCalendar,
  chinaNotices,
  defaultRule,
  dueOf,
  instantAt,
  instantOf,
  loadNotice,
  parseInstant,
  parseLegalDate,
  readNotice,
} from './index.ts'

const calendar = chinaCalendar()

function at(date: string, time = '09:00', zone: Calendar = calendar): Instant {
  return instantAt(parseLegalDate(date), time, zone)
}

function due(rule: ClockRule, startedAt: Instant, context: Partial<ClockContext> = {}): Due {
  return dueOf(rule, startedAt, { calendar, ...context })
}

describe('years whose notice is not out', () => {
  test('a deadline that reaches into 2027 is provisional, computed on plain weekends, and never refused', () => {
    expect(due(defaultRule('working_day', 20), at('2026-12-21'))).toMatchObject({
      dueOn: '2027-01-18',
      provisional: true,
    })
    expect(due(defaultRule('working_day', 5), at('2026-12-21'))).toMatchObject({ provisional: false })
    expect(due(defaultRule('calendar_day', 30), at('2026-12-21'))).toMatchObject({ provisional: true })
    expect(due(defaultRule('working_hour', 80), at('2026-12-21'))).toMatchObject({ provisional: true })
  })

  test('hours that run on and days that do not roll cannot change with a notice', () => {
    expect(due(defaultRule('hour', 480), at('2026-12-21'))).toMatchObject({ provisional: false })
    expect(due(defaultRule('calendar_day', 30, { roll: 'none' }), at('2026-12-21'))).toMatchObject({
      dueOn: '2027-01-20',
      provisional: false,
    })
  })

  test('when the notice comes the same clock is reckoned again, and December may move too', () => {
    const { notice } = readNotice(
      {
        year: 2027,
        sources: ['测试通知'],
        off: [{ name: '元旦', from: '2026-12-31', to: '2027-01-02' }],
        work: [{ name: '元旦', date: '2027-01-09' }],
      },
      'notice.json',
    )
    expect(notice).toBeDefined()
    if (notice === undefined) return
    const loaded = loadNotice(calendar, notice)
    expect(loaded.version).toBe(calendar.version + 1)
    expect(due(defaultRule('working_day', 20), at('2026-12-21'), { calendar: loaded })).toMatchObject({
      // 12-31 and 01-01 are off, Saturday 01-09 is worked.
      dueOn: '2027-01-19',
      provisional: false,
    })
    const late = defaultRule('working_day', 8)
    expect(due(late, at('2026-12-21'))).toMatchObject({ dueOn: '2026-12-31', provisional: false })
    expect(due(late, at('2026-12-21'), { calendar: loaded })).toMatchObject({ dueOn: '2027-01-04' })
  })
})

describe('refused', () => {
  test.each([0, -1, 1.5, Number.NaN, Infinity, 1e9])('%d working days', (amount) => {
    expect(() => defaultRule('working_day', amount)).toThrow('clock_rule_invalid')
  })

  test('hours that roll, hours finer than a millisecond, an extension of nothing', () => {
    expect(() => defaultRule('hour', 1, { roll: 'next_day' })).toThrow('clock_rule_invalid')
    expect(() => defaultRule('hour', 1e-7)).toThrow('clock_rule_invalid')
    const extensions = [{ amount: 0, at: at('2026-03-02'), approver: '局长', reason: '无' }]
    expect(() => due(defaultRule('working_day', 1), at('2026-03-02'), { extensions })).toThrow(
      'clock_rule_invalid',
    )
  })

  test('a pause that ends before it begins', () => {
    const pauses = [{ from: at('2026-03-09'), to: at('2026-03-08'), reason: '错' }]
    expect(() => due(defaultRule('working_day', 1), at('2026-03-02'), { pauses })).toThrow('pause_invalid')
  })

  test('a calendar without any working time does not hang the reckoning', () => {
    const start = parseLegalDate('2026-01-01')
    const closed = new Map(
      Array.from(
        { length: 220 * 366 },
        (_, days) => [addDays(start, days), { name: '停办', source: '测试' }] as const,
      ),
    )
    const shut = calendarFrom(chinaNotices, { localClosures: closed })
    const rule = defaultRule('working_hour', 1)
    expect(() => due(rule, parseInstant('2026-02-01T00:00:00Z'), { calendar: shut })).toThrow(
      'clock_unreachable',
    )
    expect(() => due(defaultRule('working_day', 1), instantOf(at('2026-02-01')), { calendar: shut })).toThrow(
      'clock_unreachable',
    )
  })
})

import { describe, expect, test } from 'vitest'
import type { Calendar, ClockContext, ClockRule, ClockUnit, Due, Instant } from './index.ts'
import {
  addDays,
  calendarFrom,
  chinaCalendar,
  chinaNotices,
  defaultRule,
  dueOf,
  formatLocal,
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

/** The last day, and the local instant of the end when it is no midnight. */
function lastDay(unit: ClockUnit, start: string, amount: number, overrides: Partial<ClockRule> = {}): string {
  const found = due(defaultRule(unit, amount, overrides), at(start))
  return found.kind === 'due' ? (found.dueOn ?? '') : found.kind
}

function localEnd(found: Due): string {
  return found.kind === 'due' ? formatLocal(found.dueAt, 480).slice(0, 16) : found.kind
}

describe('working days', () => {
  test.each([
    ['2026-02-09', 20, '2026-03-13'],
    ['2026-02-12', 5, '2026-02-26'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-24', 20, '2026-10-29'],
    ['2025-12-31', 5, '2026-01-08'],
    ['2026-01-30', 20, '2026-03-05'],
    ['2026-03-02', 20, '2026-03-30'],
  ])('%s and %i working days end on %s', (start, amount, end) => {
    expect(lastDay('working_day', start, amount)).toBe(end)
  })

  test('the hearing of 03-09 to 03-20 takes both its days and all between out of 20 working days', () => {
    const pause = { from: at('2026-03-09', '10:00'), to: at('2026-03-20', '16:00'), reason: '听证' }
    expect(due(defaultRule('working_day', 20), at('2026-03-02'), { pauses: [pause] })).toEqual({
      kind: 'due',
      dueAt: at('2026-04-14', '24:00'),
      dueOn: '2026-04-14',
      provisional: false,
    })
  })

  test('a pause that ends at a midnight does not touch the day that begins there', () => {
    const pause = { from: at('2026-03-09', '00:00'), to: at('2026-03-10', '00:00'), reason: '鉴定' }
    const found = due(defaultRule('working_day', 5), at('2026-03-06'), { pauses: [pause] })
    expect(localEnd(found)).toBe('2026-03-17T00:00')
  })

  test('an application of the evening counts from the next day, one at midnight from the day after', () => {
    expect(localEnd(due(defaultRule('working_day', 1), at('2026-03-02', '23:59')))).toBe('2026-03-04T00:00')
    expect(localEnd(due(defaultRule('working_day', 1), at('2026-03-03', '00:00')))).toBe('2026-03-05T00:00')
  })

  test('with the first day counted one working day ends the same day, or on the first working day', () => {
    expect(lastDay('working_day', '2026-03-02', 1, { firstDay: 'included' })).toBe('2026-03-02')
    expect(lastDay('working_day', '2026-03-07', 1, { firstDay: 'included' })).toBe('2026-03-09')
  })

  test('close of business ends the last day when its last working interval ends', () => {
    const rule = defaultRule('working_day', 5, { endsAt: 'close_of_business' })
    expect(localEnd(due(rule, at('2026-03-02')))).toBe('2026-03-09T18:00')
  })
})

describe('calendar days, months and years', () => {
  test.each([
    ['2026-08-05', 60, '2026-10-08'],
    ['2026-01-16', 30, '2026-02-24'],
    ['2026-09-10', 30, '2026-10-10'],
  ])('%s and %i calendar days roll to %s; a make-up Saturday is no rest day', (start, amount, end) => {
    expect(lastDay('calendar_day', start, amount)).toBe(end)
  })

  test('without roll the last day stays on the rest day', () => {
    expect(lastDay('calendar_day', '2026-08-05', 60, { roll: 'none' })).toBe('2026-10-04')
    expect(lastDay('urgent_day', '2026-09-30', 2)).toBe('2026-10-02')
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2026-03-15', 1, '2026-04-15'],
  ])('%s and %i months end on the same-numbered day or the last of the month, %s', (start, amount, end) => {
    expect(lastDay('month', start, amount, { roll: 'none' })).toBe(end)
  })

  test('a year from the leap day ends on 28 February', () => {
    expect(lastDay('year', '2024-02-29', 1, { roll: 'none' })).toBe('2025-02-28')
    expect(lastDay('year', '2020-02-29', 4, { roll: 'none' })).toBe('2024-02-29')
  })

  test('a month with its first day counted ends on the day before the same-numbered one, or on the last', () => {
    expect(lastDay('month', '2026-03-01', 1, { firstDay: 'included', roll: 'none' })).toBe('2026-03-31')
    expect(lastDay('month', '2026-01-31', 1, { firstDay: 'included', roll: 'none' })).toBe('2026-02-28')
  })

  test('a month is lengthened by the days of its pause', () => {
    const pause = { from: at('2026-04-20'), to: at('2026-04-22', '10:00'), reason: '等待解释' }
    const found = due(defaultRule('month', 1, { roll: 'none' }), at('2026-04-15'), { pauses: [pause] })
    expect(found).toMatchObject({ dueOn: '2026-05-18' })
  })

  test('a deadline does not roll onto a paused day', () => {
    const pause = { from: at('2026-03-09'), to: at('2026-03-09', '12:00'), reason: '停电' }
    const found = due(defaultRule('calendar_day', 5), at('2026-03-02'), { pauses: [pause] })
    expect(found).toMatchObject({ dueOn: '2026-03-10' })
  })
})

describe('hours', () => {
  test('4 working hours from Friday 16:30 run into the make-up Sunday', () => {
    expect(localEnd(due(defaultRule('working_hour', 4), at('2026-09-18', '16:30')))).toBe('2026-09-20T10:30')
  })

  test('4 working hours from 16:30 before the Mid-Autumn holiday end on Monday', () => {
    expect(localEnd(due(defaultRule('working_hour', 4), at('2026-09-24', '16:30')))).toBe('2026-09-28T10:30')
  })

  test('working hours that are used up at noon end at noon, not after the break', () => {
    expect(localEnd(due(defaultRule('working_hour', 4), at('2026-03-02', '08:00')))).toBe('2026-03-02T12:00')
  })

  test('urgent hours run through the night and the holiday', () => {
    expect(localEnd(due(defaultRule('urgent_hour', 2), at('2026-10-01', '23:10')))).toBe('2026-10-02T01:10')
    expect(localEnd(due(defaultRule('hour', 0.5), at('2026-10-01', '23:40')))).toBe('2026-10-02T00:10')
  })

  test('under 民诉法 85 the starting hour does not count, also when it has just begun', () => {
    const rule = defaultRule('hour', 24, { firstDay: 'excluded', statute: '民事诉讼法85' })
    expect(localEnd(due(rule, at('2026-03-02', '10:20')))).toBe('2026-03-03T11:00')
    expect(localEnd(due(rule, at('2026-03-02', '10:00')))).toBe('2026-03-03T11:00')
  })

  test('a pause takes exactly its time; one that begins when the time is used up takes none', () => {
    const rule = defaultRule('hour', 4)
    const later = { from: at('2026-03-02', '13:00'), to: at('2026-03-02', '15:00'), reason: '挂账' }
    const sooner = { from: at('2026-03-02', '12:59'), to: at('2026-03-02', '15:00'), reason: '挂账' }
    expect(localEnd(due(rule, at('2026-03-02'), { pauses: [later] }))).toBe('2026-03-02T13:00')
    expect(localEnd(due(rule, at('2026-03-02'), { pauses: [sooner] }))).toBe('2026-03-02T15:01')
  })

  test('overlapping pauses are taken once', () => {
    const pauses = [
      { from: at('2026-03-02', '10:00'), to: at('2026-03-02', '12:00'), reason: '一' },
      { from: at('2026-03-02', '11:00'), to: at('2026-03-02', '14:00'), reason: '二' },
    ]
    expect(localEnd(due(defaultRule('hour', 4), at('2026-03-02'), { pauses }))).toBe('2026-03-02T17:00')
  })

  test('summer hours, a shortened day and a day without hours change working hours only', () => {
    const own = chinaCalendar({
      workingHours: {
        intervals: [{ from: '08:00', to: '12:00' }],
        seasons: [{ from: '06-01', to: '09-30', intervals: [{ from: '07:00', to: '13:00' }] }],
        byDate: new Map([[parseLegalDate('2026-03-09'), []]]),
      },
    })
    expect(localEnd(due(defaultRule('working_hour', 6), at('2026-06-01', '07:00'), { calendar: own }))).toBe(
      '2026-06-01T13:00',
    )
    expect(localEnd(due(defaultRule('working_hour', 5), at('2026-03-06', '08:00'), { calendar: own }))).toBe(
      '2026-03-10T09:00',
    )
    expect(due(defaultRule('working_day', 1), at('2026-03-06'), { calendar: own })).toMatchObject({
      dueOn: '2026-03-09',
    })
  })
})

describe('extensions', () => {
  const extension = { at: at('2026-03-20'), approver: '局长', reason: '案情复杂' }

  test('ten more working days', () => {
    const found = due(defaultRule('working_day', 20), at('2026-03-02'), {
      extensions: [{ ...extension, amount: 10 }],
    })
    expect(found).toMatchObject({ dueOn: '2026-04-14' })
  })

  test('one more original limit counts from the deadline as it stands, rolled', () => {
    const found = due(defaultRule('calendar_day', 60), at('2026-08-05'), {
      extensions: [{ ...extension, amount: 60 }],
    })
    // 60 days from the rolled 10-08 are 12-07, a Monday.
    expect(found).toMatchObject({ dueOn: '2026-12-07' })
  })

  test('an extension in another unit', () => {
    const days = due(defaultRule('hour', 4), at('2026-03-06'), {
      extensions: [{ ...extension, amount: 1, unit: 'working_day' }],
    })
    expect(days).toMatchObject({ dueOn: '2026-03-09' })
    const hours = due(defaultRule('working_day', 1), at('2026-03-05'), {
      extensions: [{ ...extension, amount: 2, unit: 'working_hour' }],
    })
    expect(localEnd(hours)).toBe('2026-03-09T10:00')
    expect(hours).not.toHaveProperty('dueOn')
  })
})

describe('while a pause is open', () => {
  const pauses = [{ from: at('2026-03-09', '10:00'), reason: '检验' }]

  test('there is no deadline but what is left', () => {
    expect(due(defaultRule('working_day', 20), at('2026-03-02'), { pauses })).toEqual({
      kind: 'paused',
      since: at('2026-03-09', '10:00'),
      remaining: [{ kind: 'days', unit: 'working_day', days: 16 }],
      provisional: false,
    })
    expect(due(defaultRule('working_hour', 48), at('2026-03-06', '17:00'), { pauses })).toMatchObject({
      remaining: [{ kind: 'time', unit: 'working_hour', milliseconds: 45 * 3_600_000 }],
    })
  })

  test('an extension waits behind it', () => {
    const extensions = [
      { amount: 1, unit: 'month' as const, at: at('2026-03-10'), approver: '局长', reason: '复杂' },
    ]
    expect(due(defaultRule('month', 1), at('2026-03-02'), { pauses, extensions })).toMatchObject({
      remaining: [
        { kind: 'days', unit: 'calendar_day', days: 25 },
        { kind: 'days', unit: 'month', days: 1 },
      ],
    })
  })

  test('a clock that ended before is not touched', () => {
    expect(due(defaultRule('working_day', 2), at('2026-03-02'), { pauses })).toMatchObject({
      dueOn: '2026-03-04',
    })
  })
})

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

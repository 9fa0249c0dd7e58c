import { describe, expect, test } from 'vitest'
import type { Calendar, ClockContext, ClockRule, Due, Instant } from './index.ts'
import { chinaCalendar, defaultRule, dueOf, formatLocal, instantAt, parseLegalDate } from './index.ts'

const calendar = chinaCalendar()

function at(date: string, time = '09:00', zone: Calendar = calendar): Instant {
  return instantAt(parseLegalDate(date), time, zone)
}

function due(rule: ClockRule, startedAt: Instant, context: Partial<ClockContext> = {}): Due {
  return dueOf(rule, startedAt, { calendar, ...context })
}

/** The last day, and the local instant of the end when it is no midnight. */
function lastDay(rule: ClockRule, start: string): string {
  const found = due(rule, at(start))
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
    expect(lastDay(defaultRule('working_day', amount), start)).toBe(end)
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
    expect(lastDay(defaultRule('working_day', 1, { firstDay: 'included' }), '2026-03-02')).toBe('2026-03-02')
    expect(lastDay(defaultRule('working_day', 1, { firstDay: 'included' }), '2026-03-07')).toBe('2026-03-09')
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
    expect(lastDay(defaultRule('calendar_day', amount), start)).toBe(end)
  })

  test('without roll the last day stays on the rest day', () => {
    expect(lastDay(defaultRule('calendar_day', 60, { roll: 'none' }), '2026-08-05')).toBe('2026-10-04')
    expect(lastDay(defaultRule('urgent_day', 2), '2026-09-30')).toBe('2026-10-02')
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2026-03-15', 1, '2026-04-15'],
  ])('%s and %i months end on the same-numbered day or the last of the month, %s', (start, amount, end) => {
    expect(lastDay(defaultRule('month', amount, { roll: 'none' }), start)).toBe(end)
  })

  test('a year from the leap day ends on 28 February', () => {
    expect(lastDay(defaultRule('year', 1, { roll: 'none' }), '2024-02-29')).toBe('2025-02-28')
    expect(lastDay(defaultRule('year', 4, { roll: 'none' }), '2020-02-29')).toBe('2024-02-29')
  })

  test('a month with its first day counted ends on the day before the same-numbered one, or on the last', () => {
    expect(lastDay(defaultRule('month', 1, { firstDay: 'included', roll: 'none' }), '2026-03-01')).toBe(
      '2026-03-31',
    )
    expect(lastDay(defaultRule('month', 1, { firstDay: 'included', roll: 'none' }), '2026-01-31')).toBe(
      '2026-02-28',
    )
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

  test('nothing is left but the roll when the last day was a rest day before it', () => {
    const rolling = [{ from: at('2026-03-09', '10:00'), reason: '检验' }]
    expect(due(defaultRule('calendar_day', 5), at('2026-03-02'), { pauses: rolling })).toMatchObject({
      kind: 'paused',
      remaining: [{ kind: 'days', unit: 'calendar_day', days: 0 }],
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

import { expect, test } from 'vitest'
import { monthsOf } from './year-sheet.ts'
import type { CalendarDay } from './year-sheet.ts'

function aYear(year: number): readonly CalendarDay[] {
  const days: CalendarDay[] = []
  for (let at = Date.UTC(year, 0, 1); new Date(at).getUTCFullYear() === year; at += 86_400_000) {
    const isWorking = new Date(at).getUTCDay() % 6 !== 0
    days.push({
      date: new Date(at).toISOString().slice(0, 10),
      is_working: isWorking,
      reason: isWorking ? 'weekday' : 'weekend',
    })
  }
  return days
}

test('a year is twelve months of weeks that begin on Monday, every day once', () => {
  const months = monthsOf(aYear(2026))
  expect(months.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  // 2026 begins on a Thursday.
  expect(months[0]?.weeks[0]?.map((day) => day?.date.slice(8))).toEqual([
    undefined,
    undefined,
    undefined,
    '01',
    '02',
    '03',
    '04',
  ])
  const shown = months.flatMap(({ weeks }) => weeks.flat()).filter((day) => day !== undefined)
  expect(shown.map(({ date }) => date)).toEqual(aYear(2026).map(({ date }) => date))
  expect(months.flatMap(({ weeks }) => weeks).every((week) => week.length === 7)).toBe(true)
  expect(months.reduce((sum, { workdays }) => sum + workdays, 0)).toBe(261)
})

import type { AnswerOf, readCalendarYear } from '@duibiao/contract'

export type CalendarDay = AnswerOf<typeof readCalendarYear>['days'][number]

export interface MonthSheet {
  /** 1 to 12. */
  readonly number: number
  /** Monday first; days of other months are left out. */
  readonly weeks: readonly (readonly (CalendarDay | undefined)[])[]
  readonly workdays: number
}

/** The days of a year as the sheets of its months. */
export function monthsOf(days: readonly CalendarDay[]): readonly MonthSheet[] {
  const byMonth = Map.groupBy(days, ({ date }) => Number(date.slice(5, 7)))
  return [...byMonth].map(([number, own]) => ({
    number,
    weeks: weeksOf(own),
    workdays: own.filter((day) => day.is_working).length,
  }))
}

function weeksOf(days: readonly CalendarDay[]): readonly (readonly (CalendarDay | undefined)[])[] {
  const [first] = days
  // Sunday is 0 for Date; here it is the last of a week.
  const lead = first === undefined ? 0 : (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7
  const cells = [...Array.from({ length: lead }, () => undefined), ...days]
  const weeks = Math.ceil(cells.length / 7)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_unused, day) => cells[week * 7 + day]),
  )
}

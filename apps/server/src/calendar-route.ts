import { addDays, dayKind, parseLegalDate, yearOf } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { readCalendarYear } from '@duibiao/contract'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** The calendar by which working days are counted. */
export const calendarRoutes: readonly Route[] = [
  route(readCalendarYear, async ({ tenant, params, query }) => {
    const calendar = tenant.calendar()
    const { special = false } = query
    const days = daysOf(params.year).flatMap((date) => {
      const { working, reason, name, nameEn } = dayKind(calendar, date)
      if (special && (reason === 'weekday' || reason === 'weekend')) return []
      const named = name === undefined ? {} : { name: { zh: name, en: nameEn ?? name } }
      return [{ date, is_working: working, reason, ...named }]
    })
    const { id, version, announcedYears } = calendar
    const value = {
      calendar: id,
      version,
      year: params.year,
      is_provisional: !announcedYears.has(params.year),
      days,
    }
    return { value, tag: `"${id}-${version}-${params.year}-${special}"` }
  }),
]

function daysOf(year: number): readonly LegalDate[] {
  const days: LegalDate[] = []
  for (let day = parseLegalDate(`${year}-01-01`); yearOf(day) === year; day = addDays(day, 1)) days.push(day)
  return days
}

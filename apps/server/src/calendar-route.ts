import { AppError, addDays, dayKind, parseLegalDate, yearOf } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { listCalendars, loadCalendar, readCalendarYear } from '@duibiao/contract'
import { changeAudited } from './audit.ts'
import { describeNotice, planNotice } from './calendar-load.ts'
import { calendarId, readCalendar } from './known-calendar.ts'
import { keepNotice } from '@duibiao/store'
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
  route(listCalendars, async ({ tenant }) => {
    const { calendar, notices } = await readCalendar(tenant.database, tenant.district)
    const rows = notices.map(describeNotice)
    return {
      value: {
        calendar: calendar.id,
        version: calendar.version,
        rows: rows.toSorted((one, other) => other.year - one.year || other.version - one.version),
      },
    }
  }),
  route(loadCalendar, async (asking) => {
    const { tenant, body, language } = asking
    const plan = await planNotice(tenant, body.notice, language)
    const { year } = body.notice
    if (body.digest === undefined || plan.findings.length > 0) return { value: plan }
    if (body.digest !== plan.digest) throw new AppError('plan_changed')
    // A notice that comes twice, because an answer was lost, is kept once.
    if (!plan.is_known) {
      await changeAudited(asking, async (transaction) => {
        const kept = { calendar: calendarId, notice: body.notice, at: tenant.now() }
        const number = await keepNotice(transaction, tenant.district, kept)
        const detail = { year, number, clocks: plan.clocks }
        return { value: undefined, act: { kind: 'calendar.changed', subject: calendarId, detail } }
      })
      await tenant.reloadCalendar()
    }
    return { value: { ...plan, is_applied: true } }
  }),
]

function daysOf(year: number): readonly LegalDate[] {
  const days: LegalDate[] = []
  for (let day = parseLegalDate(`${year}-01-01`); yearOf(day) === year; day = addDays(day, 1)) days.push(day)
  return days
}

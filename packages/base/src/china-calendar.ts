import holidayData from '../data/cn-holidays.json' with { type: 'json' }
import type { Calendar, CalendarOptions } from './calendar.ts'
import { calendarFrom } from './calendar.ts'
import { AppError } from './error.ts'
import type { Notice } from './notice.ts'
import { readNotice } from './notice.ts'

/** The State Council notices shipped with the product, oldest first: 2007 to 2026. */
export const chinaNotices: readonly Notice[] = holidayData.notices.map((data, index) => {
  const { notice, findings } = readNotice(data, 'cn-holidays.json')
  if (notice !== undefined) return notice
  const problem = findings.map((finding) => finding.en).join('; ')
  throw new AppError('notice_malformed', { path: `notices[${index}]`, problem })
})

/** A calendar of the notices shipped, id 'cn', China's zone, 08:00–12:00 and 14:00–18:00 unless told otherwise. */
export function chinaCalendar(options: CalendarOptions = {}): Calendar {
  return calendarFrom(chinaNotices, options)
}

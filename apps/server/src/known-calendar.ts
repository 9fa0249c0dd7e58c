import { AppError, calendarFrom, chinaNotices, readNotice } from '@duibiao/base'
import type { Calendar, DistrictId, Notice } from '@duibiao/base'
import { readNotices } from '@duibiao/store'
import type { Queryable } from '@duibiao/store'

/** The calendar that State Council notices are loaded into; the shipped procedures count on it. */
export const calendarId = 'cn'

/** A notice of the calendar. */
export interface KnownNotice {
  readonly notice: Notice
  readonly origin: 'shipped' | 'loaded'
  /** The version of the calendar that the notice made. */
  readonly version: number
}

/** A calendar with the notices it was made of, oldest first. */
export interface KnownCalendar {
  readonly calendar: Calendar
  readonly notices: readonly KnownNotice[]
}

/**
 * The calendar of a district: the shipped notices, then those it has loaded. Its version counts both, so that it grows
 * with either.
 * @throws AppError `notice_malformed` when a stored notice cannot be read
 */
export async function readCalendar(queryable: Queryable, district: DistrictId): Promise<KnownCalendar> {
  const stored = await readNotices(queryable, district, calendarId)
  const loaded = stored.map((data, index) => {
    const { notice, findings } = readNotice(data, calendarId)
    if (notice !== undefined) return notice
    const problem = findings.map(({ en }) => en).join('; ')
    throw new AppError('notice_malformed', { path: `calendar_notice[${index + 1}]`, problem })
  })
  return calendarOf(loaded)
}

/** The calendar of a district that has loaded nothing: the notices shipped with the product. */
export function shippedCalendar(): KnownCalendar {
  return calendarOf([])
}

function calendarOf(loaded: readonly Notice[]): KnownCalendar {
  const all = [...chinaNotices, ...loaded]
  return {
    calendar: calendarFrom(all, { id: calendarId, version: all.length }),
    notices: all.map((notice, index) => ({
      notice,
      origin: index < chinaNotices.length ? 'shipped' : 'loaded',
      version: index + 1,
    })),
  }
}

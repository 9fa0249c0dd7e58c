import { AppError, calendarFrom, chinaNotices, readNotice } from '@duibiao/base'
import type { Calendar, DistrictId, Instant, Notice } from '@duibiao/base'
import { listNotices } from '@duibiao/store'
import type { Queryable } from '@duibiao/store'

/** The calendar that State Council notices are loaded into; the shipped procedures count on it. */
export const calendarId = 'cn'

/** A notice of the calendar. */
export interface KnownNotice {
  readonly notice: Notice
  readonly origin: 'shipped' | 'loaded'
  /** The version of the calendar that the notice made. */
  readonly version: number
  /** Of one that was loaded: when, and when all clocks that run had been reckoned anew with it. */
  readonly loadedAt?: Instant | undefined
  readonly reckonedAt?: Instant | undefined
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
  const stored = await listNotices(queryable, district, calendarId)
  const loaded = stored.map(({ data, loadedAt, reckonedAt }, index) => {
    const { notice, findings } = readNotice(data, calendarId)
    if (notice !== undefined) return { notice, origin: 'loaded', loadedAt, reckonedAt } as const
    const problem = findings.map(({ en }) => en).join('; ')
    throw new AppError('notice_malformed', { path: `calendar_notice[${index + 1}]`, problem })
  })
  return calendarOf(loaded)
}

/** The calendar of a district that has loaded nothing: the notices shipped with the product. */
export function shippedCalendar(): KnownCalendar {
  return calendarOf([])
}

function calendarOf(loaded: readonly Omit<KnownNotice, 'version'>[]): KnownCalendar {
  const shipped = chinaNotices.map((notice) => ({ notice, origin: 'shipped' }) as const)
  const all = [...shipped, ...loaded]
  const notices = all.map(({ notice }) => notice)
  return {
    calendar: calendarFrom(notices, { id: calendarId, version: all.length }),
    notices: all.map((known, index) => ({ ...known, version: index + 1 })),
  }
}

import { AppError } from './error.ts'
import type { Instant } from './instant.ts'
import { instantOf, millisecondsPerDay, millisecondsPerMinute } from './instant.ts'
import type { LegalDate } from './legal-date.ts'
import { dateOfDayNumber, dayNumberOf, dayOfWeekOfDay, yearOf } from './legal-date.ts'
import type { Notice, NoticeDay } from './notice.ts'

/** Working time of a day, local 'HH:mm', from included, to excluded; '24:00' ends the day. */
export interface WorkingInterval {
  readonly from: string
  readonly to: string
}

/** When offices work on a working day. */
export interface WorkingHours {
  readonly intervals: readonly WorkingInterval[]
  /** Other hours in a season of every year, 'MM-DD' both included: summer hours. A later season wins. */
  readonly seasons?: readonly {
    readonly from: string
    readonly to: string
    readonly intervals: readonly WorkingInterval[]
  }[]
  /** Other hours on single dates; no interval at all leaves a working day without working hours. */
  readonly byDate?: ReadonlyMap<LegalDate, readonly WorkingInterval[]>
}

/** A date that a notice takes out of the ordinary week: a day off, or a make-up workday (调休上班). */
export interface CalendarException {
  readonly kind: 'off' | 'work'
  readonly name: string
  readonly nameEn?: string
  /** Number or address of the notice. */
  readonly source: string
}

/** A closure of the district's own: flood, big event, local holiday. */
export interface LocalClosure {
  readonly name: string
  readonly nameEn?: string
  readonly source: string
}

/** The calendar of a district: immutable; every change makes a new version. */
export interface Calendar {
  readonly id: string
  readonly version: number
  /** China: 480. One offset all the year; the law of the calendar knows no daylight saving. */
  readonly utcOffsetMinutes: number
  readonly exceptions: ReadonlyMap<LegalDate, CalendarException>
  /** Years whose State Council notice is out. */
  readonly announcedYears: ReadonlySet<number>
  readonly workingHours: WorkingHours
  readonly localClosures: ReadonlyMap<LegalDate, LocalClosure>
}

export type DayReason = 'weekday' | 'weekend' | 'holiday' | 'make_up_workday' | 'local_closure'

/** What a date is in a calendar. */
export interface DayKind {
  readonly working: boolean
  readonly reason: DayReason
  /** Name of the holiday or closure. */
  readonly name?: string
  readonly nameEn?: string
  /** True when the notice of the date's year is not out, so that only weekends are known. */
  readonly provisional: boolean
}

export interface CalendarOptions {
  readonly id?: string
  readonly version?: number
  readonly utcOffsetMinutes?: number
  readonly workingHours?: WorkingHours
  readonly localClosures?: ReadonlyMap<LegalDate, LocalClosure>
}

/** 08:00–12:00 and 14:00–18:00. */
export const defaultWorkingHours: WorkingHours = {
  intervals: [
    { from: '08:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ],
}

/** Builds a calendar from notices, oldest first. Throws `calendar_invalid` or `time_malformed`. */
export function calendarFrom(notices: readonly Notice[], options: CalendarOptions = {}): Calendar {
  const exceptions = new Map<LegalDate, CalendarException>()
  for (const notice of notices) applyNotice(exceptions, notice)
  const calendar: Calendar = {
    id: options.id ?? 'cn',
    version: options.version ?? 1,
    utcOffsetMinutes: options.utcOffsetMinutes ?? 480,
    exceptions,
    announcedYears: new Set(notices.map((notice) => notice.year)),
    workingHours: options.workingHours ?? defaultWorkingHours,
    localClosures: options.localClosures ?? new Map(),
  }
  checkCalendar(calendar)
  return calendar
}

/**
 * The next version of a calendar with a notice in it. A day of the notice replaces what an earlier notice said of the
 * date, so an amendment (2015, 2019, 2020 had one) is loaded like any other notice.
 */
export function loadNotice(calendar: Calendar, notice: Notice): Calendar {
  const exceptions = new Map(calendar.exceptions)
  applyNotice(exceptions, notice)
  return {
    ...calendar,
    version: calendar.version + 1,
    exceptions,
    announcedYears: new Set([...calendar.announcedYears, notice.year]),
  }
}

/** The next version of a calendar with these closures instead of its own. */
export function replaceClosures(
  calendar: Calendar,
  closures: ReadonlyMap<LegalDate, LocalClosure>,
): Calendar {
  return { ...calendar, version: calendar.version + 1, localClosures: closures }
}

/** The next version of a calendar with other working hours. Throws `calendar_invalid` or `time_malformed`. */
export function replaceWorkingHours(calendar: Calendar, workingHours: WorkingHours): Calendar {
  const next = { ...calendar, version: calendar.version + 1, workingHours }
  checkCalendar(next)
  return next
}

/** What a date is. A local closure comes before a notice, a notice before the ordinary week. */
export function dayKind(calendar: Calendar, date: LegalDate): DayKind {
  const provisional = !calendar.announcedYears.has(yearOf(date))
  const closure = calendar.localClosures.get(date)
  if (closure !== undefined)
    return { working: false, reason: 'local_closure', ...namesOf(closure), provisional }
  const exception = calendar.exceptions.get(date)
  if (exception !== undefined) {
    const working = exception.kind === 'work'
    return { working, reason: working ? 'make_up_workday' : 'holiday', ...namesOf(exception), provisional }
  }
  const working = dayOfWeekOfDay(dayNumberOf(date)) <= 5
  return { working, reason: working ? 'weekday' : 'weekend', provisional }
}

/** Dates of either version, in order, that are worked in one and not in the other, or lose or gain provisional years. */
export function changedDates(before: Calendar, after: Calendar): readonly LegalDate[] {
  const candidates = [before, after].flatMap((calendar) => [
    ...calendar.exceptions.keys(),
    ...calendar.localClosures.keys(),
  ])
  return [...new Set(candidates)]
    .filter((date) => dayKind(before, date).working !== dayKind(after, date).working)
    .toSorted()
}

/** The date an instant falls on in the calendar's zone. */
export function dateAt(instant: Instant, calendar: Pick<Calendar, 'utcOffsetMinutes'>): LegalDate {
  return dateOfDayNumber(dayNumberAt(instant, calendar))
}

/** The instant of a local time 'HH:mm' on a date; '24:00' is the midnight that ends it. Throws `time_malformed`. */
export function instantAt(
  date: LegalDate,
  time: string,
  calendar: Pick<Calendar, 'utcOffsetMinutes'>,
): Instant {
  return instantOf(midnightOf(dayNumberOf(date), calendar) + parseTimeOfDay(time) * millisecondsPerMinute)
}

/** dateAt as a day number. */
export function dayNumberAt(instant: Instant, calendar: Pick<Calendar, 'utcOffsetMinutes'>): number {
  return Math.floor((instant + calendar.utcOffsetMinutes * millisecondsPerMinute) / millisecondsPerDay)
}

/** Milliseconds since the epoch of the midnight that begins a day. */
export function midnightOf(dayNumber: number, calendar: Pick<Calendar, 'utcOffsetMinutes'>): Instant {
  return instantOf(dayNumber * millisecondsPerDay - calendar.utcOffsetMinutes * millisecondsPerMinute)
}

/** Minutes after midnight of 'HH:mm', 00:00 to 24:00. Throws `time_malformed`. */
export function parseTimeOfDay(text: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(text)
  const minutes = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2])
  if (match === null || Number(match[2]) > 59 || minutes > 1440)
    throw new AppError('time_malformed', { text })
  return minutes
}

function applyNotice(exceptions: Map<LegalDate, CalendarException>, notice: Notice): void {
  for (const day of notice.days) {
    if (day.kind === 'ordinary') exceptions.delete(day.date)
    else exceptions.set(day.date, { kind: day.kind, ...namesOf(day), source: notice.source })
  }
}

function namesOf({ name, nameEn }: Pick<NoticeDay, 'name' | 'nameEn'>): Pick<NoticeDay, 'name' | 'nameEn'> {
  return nameEn === undefined ? { name } : { name, nameEn }
}

function checkCalendar(calendar: Calendar): void {
  const { intervals, seasons = [], byDate = new Map() } = calendar.workingHours
  const days = [intervals, ...seasons.map((season) => season.intervals), ...byDate.values()]
  for (const day of days) {
    let earliest = 0
    for (const interval of day) {
      const from = parseTimeOfDay(interval.from)
      const to = parseTimeOfDay(interval.to)
      if (from < earliest || to <= from) refuseCalendar(calendar, `${interval.from}–${interval.to}`)
      earliest = to
    }
  }
  if (intervals.length === 0) refuseCalendar(calendar, 'workingHours.intervals: []')
  for (const { from, to } of seasons) {
    if (!/^\d{2}-\d{2}$/.test(from) || !/^\d{2}-\d{2}$/.test(to)) refuseCalendar(calendar, `${from}–${to}`)
  }
}

function refuseCalendar(calendar: Calendar, problem: string): never {
  throw new AppError('calendar_invalid', { calendar: calendar.id, problem })
}

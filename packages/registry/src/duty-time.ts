import { addDays, dateAt, dayKind, instantAt } from '@duibiao/base'
import type { Calendar, Instant, LegalDate } from '@duibiao/base'
import { isValidOn } from './validity.ts'
import type { Validity } from './validity.ts'

/** Days on which a shift recurs. Whether a day is worked is the calendar's to say: make-up days are working days. */
export const dutyDays = ['every_day', 'working_day', 'day_off'] as const
export type DutyDays = (typeof dutyDays)[number]

/** A shift in which a person is on duty for an office (值班). */
export type DutyTime = {
  readonly district: number
  readonly id: string
  readonly office: string
  readonly person: string
  /** Local 'HH:mm'. */
  readonly from: string
  /** Local 'HH:mm'; not after `from` when the shift ends on the next day; the same is a shift of 24 hours. */
  readonly to: string
} & (
  | ({ readonly kind: 'recurring'; readonly days: DutyDays } & Validity)
  /** One line of a roster (值班表). `on`: the day the shift begins. */
  | { readonly kind: 'rostered'; readonly on: LegalDate }
)

/** A shift that runs: who, since when, until when. */
export type RunningDuty = {
  readonly person: string
  readonly duty: string
  readonly since: Instant
  readonly until: Instant
}

/**
 * Who is on duty in an office at an instant, the shift that began last first. A roster made for the day comes before
 * what recurs, so that a holiday roster need not undo the ordinary shifts.
 */
export function findOnDuty(
  duties: readonly DutyTime[],
  { office, at, calendar }: { readonly office: string; readonly at: Instant; readonly calendar: Calendar },
): readonly RunningDuty[] {
  const today = dateAt(at, calendar)
  // A shift that runs now began today or, over midnight, the day before.
  const days = [today, addDays(today, -1)]
  const running = duties
    .filter((duty) => duty.office === office)
    .flatMap((duty) =>
      days
        .filter((day) => takesPlaceOn(duty, day, calendar))
        .map((day) => ({ kind: duty.kind, running: shiftOn(duty, day, calendar) })),
    )
    .filter(({ running: { since, until } }) => since <= at && at < until)
  const rostered = running.filter(({ kind }) => kind === 'rostered')
  return (rostered.length > 0 ? rostered : running)
    .map((shift) => shift.running)
    .toSorted((one, other) => other.since - one.since || (one.person < other.person ? -1 : 1))
}

/** A shift of a day, whoever asks when. */
export type DutyShift = RunningDuty & { readonly office: string }

/**
 * The roster of a day: the shifts that begin on it, office by office. Where a roster was made for the day it stands instead
 * of what recurs, as in `findOnDuty`.
 */
export function rosterOn(
  duties: readonly DutyTime[],
  { on, calendar }: { readonly on: LegalDate; readonly calendar: Calendar },
): readonly DutyShift[] {
  const shifts = duties.filter((duty) => takesPlaceOn(duty, on, calendar))
  const rostered = new Set(shifts.flatMap(({ kind, office }) => (kind === 'rostered' ? [office] : [])))
  return shifts
    .filter(({ kind, office }) => kind === 'rostered' || !rostered.has(office))
    .map((duty) => ({ ...shiftOn(duty, on, calendar), office: duty.office }))
    .toSorted(
      (one, other) =>
        compareTexts(one.office, other.office) ||
        one.since - other.since ||
        compareTexts(one.person, other.person),
    )
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function takesPlaceOn(duty: DutyTime, day: LegalDate, calendar: Calendar): boolean {
  switch (duty.kind) {
    case 'rostered':
      return duty.on === day
    case 'recurring':
      return isValidOn(duty, day) && isDutyDay(duty.days, day, calendar)
  }
}

function isDutyDay(days: DutyDays, day: LegalDate, calendar: Calendar): boolean {
  switch (days) {
    case 'every_day':
      return true
    case 'working_day':
      return dayKind(calendar, day).working
    case 'day_off':
      return !dayKind(calendar, day).working
  }
}

function shiftOn(duty: DutyTime, day: LegalDate, calendar: Calendar): RunningDuty {
  const since = instantAt(day, duty.from, calendar)
  const last = duty.to > duty.from ? day : addDays(day, 1)
  return { person: duty.person, duty: duty.id, since, until: instantAt(last, duty.to, calendar) }
}

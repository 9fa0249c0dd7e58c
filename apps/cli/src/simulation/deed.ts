import { defaultRule, dueOf, instantOf, millisecondsPerHour } from '@duibiao/base'
import type { Calendar, Instant } from '@duibiao/base'
import type { Actor, Command } from '@duibiao/kernel'

/** Something that a simulated person will do to a matter, after a while. */
export interface Deed {
  readonly after: Wait
  readonly actor: Actor
  /** Made when the time has come, so that what it says of the time is true. */
  readonly command: (now: Instant) => Command
}

/** `working`: hours in which offices work; else hours of the day and night. */
export interface Wait {
  readonly hours: number
  readonly working: boolean
}

/** When a wait is over; quarters of an hour count, because a limit must come out in whole milliseconds. */
export function endOfWait(from: Instant, { hours, working }: Wait, calendar: Calendar): Instant {
  const rounded = Math.max(1, Math.round(hours * 4)) / 4
  if (!working) return instantOf(from + rounded * millisecondsPerHour)
  const due = dueOf(defaultRule('working_hour', rounded), from, { calendar })
  return due.kind === 'due' ? due.dueAt : from
}

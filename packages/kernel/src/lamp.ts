import type { Instant } from '@duibiao/base'
import type { Clock } from './matter.ts'

/** 灯: green in time, yellow past the first warning point of the pack, red overdue; none where no clock runs. */
export type Lamp = 'none' | 'green' | 'yellow' | 'red'

/** When a lamp turns: of one clock, or the earliest of all that run on a matter or for a task. */
export interface LampTime {
  readonly warnAt?: Instant | undefined
  /** The first instant at which it is overdue. */
  readonly dueAt?: Instant | undefined
}

/** The lamp at an instant. The one meaning of the three colours: lists and counts say the same in SQL. */
export function lampAt({ warnAt, dueAt }: LampTime, at: Instant): Lamp {
  if (dueAt === undefined) return 'none'
  if (at >= dueAt) return 'red'
  return warnAt !== undefined && at >= warnAt ? 'yellow' : 'green'
}

/** The lamp of a clock: out while it is paused, and as it was at its end once it is stopped. */
export function lampOf(clock: Clock, now: Instant): Lamp {
  if (clock.breachedAt !== undefined) return 'red'
  return lampAt(clock, clock.stoppedAt ?? now)
}

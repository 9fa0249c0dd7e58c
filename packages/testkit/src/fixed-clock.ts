import type { Instant } from '@duibiao/base'
import { instantOf } from '@duibiao/base'
import type { Scheduler } from '@duibiao/store'

/** A time that stands still until a test moves it. Jobs that fall due run in order while it moves. */
export interface FixedClock extends Scheduler {
  now(): Instant
  /** Moves forward and runs the jobs that fall due on the way. @param milliseconds at least 0 */
  advance(milliseconds: number): Promise<void>
  /** Sets any time, also an earlier one, without running a job: a clock that jumps. */
  jumpTo(instant: Instant): void
}

interface Job {
  readonly every: number
  readonly run: () => Promise<void>
  dueAt: number
}

/** Makes a clock that shows the given time; 2026-03-02 09:00 in China when not said. */
export function makeFixedClock(start: Instant = instantOf(Date.UTC(2026, 2, 2, 1))): FixedClock {
  let now: number = start
  const jobs = new Set<Job>()
  return {
    now: () => instantOf(now),
    async advance(milliseconds) {
      const end = now + milliseconds
      for (let job = nextJob(jobs, end); job !== undefined; job = nextJob(jobs, end)) {
        now = Math.max(now, job.dueAt)
        job.dueAt += job.every
        await job.run()
      }
      now = end
    },
    jumpTo(instant) {
      now = instant
    },
    every(milliseconds, run) {
      const job: Job = { every: milliseconds, run, dueAt: now + milliseconds }
      jobs.add(job)
      return () => {
        jobs.delete(job)
      }
    },
  }
}

function nextJob(jobs: ReadonlySet<Job>, end: number): Job | undefined {
  const due = [...jobs].filter((job) => job.dueAt <= end)
  return due.toSorted((a, b) => a.dueAt - b.dueAt)[0]
}

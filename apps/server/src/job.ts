import { isAppError } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { sqlStateOf, startJob } from '@duibiao/store'
import type { Scheduler } from '@duibiao/store'
import type { Log } from './log.ts'

/** Work that is done again and again behind the requests. It may run in two processes at once. */
export interface Job {
  readonly name: string
  /** Undefined for what the whole installation shares. */
  readonly district: DistrictId | undefined
  /** Milliseconds. */
  readonly interval: number
  readonly run: (isStopped: () => boolean) => Promise<void>
  /** Waits for what a run has left under way. */
  readonly finish?: () => Promise<void>
}

/** How a job does. */
export interface JobState extends Pick<Job, 'name' | 'district' | 'interval'> {
  readonly addedAt: Instant
  /** When the run under way began. */
  readonly startedAt: Instant | undefined
  /** When it last came to its end. */
  readonly doneAt: Instant | undefined
  /** Runs that failed since then, and why the last of them did. */
  readonly failures: number
  readonly code: string | undefined
  /** When a run failed last, and why, whatever came after it. */
  readonly failedAt: Instant | undefined
  readonly failedCode: string | undefined
}

/** The jobs of a process. */
export interface JobBoard {
  add(job: Job): void
  states(): readonly JobState[]
  /** Stops them all and waits for those under way. */
  stop(): Promise<void>
}

/** Starts jobs on the time of a scheduler. One that fails is logged by its name and tried again at its next turn. */
export function makeJobBoard(
  scheduler: Scheduler,
  log: Log,
  countFailure: (job: string) => void = () => {},
): JobBoard {
  const states = new Map<Job, JobState>()
  const stops: (() => Promise<void>)[] = []
  function change(job: Job, changes: Partial<JobState>): void {
    const state = states.get(job)
    if (state !== undefined) states.set(job, { ...state, ...changes })
  }
  async function run(job: Job, isStopped: () => boolean): Promise<void> {
    change(job, { startedAt: scheduler.now() })
    try {
      await job.run(isStopped)
      change(job, { startedAt: undefined, doneAt: scheduler.now(), failures: 0, code: undefined })
    } catch (error) {
      const failures = (states.get(job)?.failures ?? 0) + 1
      const code = codeOf(error)
      const failed = { failedAt: scheduler.now(), failedCode: code }
      change(job, { startedAt: undefined, failures, code, ...failed })
      countFailure(job.name)
      log.error({ job: job.name, district: job.district, count: failures, error }, 'a job failed')
    }
  }
  return {
    add(job) {
      const { name, district, interval } = job
      const none = { startedAt: undefined, doneAt: undefined, failures: 0, ...noFailure }
      states.set(job, { name, district, interval, addedAt: scheduler.now(), ...none })
      const stop = startJob(scheduler, interval, (isStopped) => run(job, isStopped))
      stops.push(async () => {
        await stop()
        await job.finish?.()
      })
    },
    states: () => [...states.values()],
    async stop() {
      await Promise.all(stops.splice(0).map((stop) => stop()))
    },
  }
}

const noFailure = { code: undefined, failedAt: undefined, failedCode: undefined } as const

/** Ten turns, and two minutes at least: a backlog after an outage takes its time and is no fault. */
export function isStuck({ interval, addedAt, startedAt, doneAt }: JobState, now: Instant): boolean {
  const since = doneAt ?? startedAt ?? addedAt
  return now - since > Math.max(10 * interval, 120_000)
}

function codeOf(error: unknown): string {
  return isAppError(error) ? error.code : (sqlStateOf(error) ?? 'fault')
}

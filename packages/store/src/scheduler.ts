import type { Instant } from '@duibiao/base'

/** Time for what has to happen again and again. Tests give one whose time they move. */
export interface Scheduler {
  now(): Instant

  /**
   * Runs `job` every so many milliseconds, never twice at once, until the returned function is called. A job
   * that fails tells it by itself: the next run comes all the same.
   */
  every(milliseconds: number, job: () => Promise<void>): () => void
}

/**
 * A scheduler on the machine's timers, which do not keep the process alive.
 * @param now the real clock, which the program's main function makes
 */
export function makeScheduler(now: () => Instant): Scheduler {
  return {
    now,
    every(milliseconds, job) {
      let running = false
      const timer = setInterval(() => {
        if (running) return
        running = true
        void job().finally(() => {
          running = false
        })
      }, milliseconds)
      timer.unref()
      return () => {
        clearInterval(timer)
      }
    },
  }
}

/**
 * Runs a job of several statements again and again. It is told to stop, so that it ends between two of them.
 * @returns stops it, and waits for the run under way: then the database may be closed
 */
export function startJob(
  scheduler: Scheduler,
  milliseconds: number,
  job: (isStopped: () => boolean) => Promise<void>,
): () => Promise<void> {
  let stopped = false
  let running: Promise<void> | undefined
  const stop = scheduler.every(milliseconds, () => {
    running = job(() => stopped)
    return running
  })
  return async () => {
    stopped = true
    stop()
    // Whoever runs the job is told of its failure.
    await running?.catch(() => {})
  }
}

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { AppError } from '@duibiao/base'

/** Tells how far behind the process is. */
export interface LoopDelay {
  /** Milliseconds by which the event loop was late on average since the last look. */
  readonly look: () => number
  readonly stop: () => void
}

/** Refuses requests while there are more than the process can carry. */
export interface Gate {
  /** Lets one in. @returns what is to be called when it is over. @throws AppError `server_busy` */
  enter(): () => void
  /** Lets a stream in, however many there are; nobody waits for its end. @throws AppError `server_busy` */
  attend(): undefined
  /** Looks how late the event loop is; called now and then. */
  look(): void
  /** Lets nobody in any more, and waits until none is at work, or `giveUp` was called. */
  settle(): Promise<void>
  giveUp(): void
  readonly inFlight: number
  /** Milliseconds, at the last look. */
  readonly delay: number
}

/** Late by this many milliseconds, the process answers with 503 rather than let everybody wait. */
const mostDelay = 400

/** After so many seconds a service that closes may be there again, or another in its place. */
const closedSeconds = 5

/** A gate for so many requests at once. */
export function makeGate(most: number, loop: LoopDelay): Gate {
  let inFlight = 0
  let delay = 0
  const settled = Promise.withResolvers<void>()
  let isSettling = false
  function checkSettled(): void {
    if (isSettling && inFlight === 0) settled.resolve()
  }
  function requireOpen(): undefined {
    if (isSettling) throw new AppError('server_busy', { seconds: closedSeconds })
    return undefined
  }
  return {
    enter() {
      requireOpen()
      if (inFlight >= most || delay > mostDelay) throw new AppError('server_busy', { seconds: 2 })
      inFlight += 1
      let isOver = false
      return () => {
        if (!isOver) inFlight -= 1
        isOver = true
        checkSettled()
      }
    },
    attend: requireOpen,
    settle() {
      isSettling = true
      checkSettled()
      return settled.promise
    },
    giveUp: () => settled.resolve(),
    look() {
      delay = loop.look()
    },
    get inFlight() {
      return inFlight
    },
    get delay() {
      return delay
    },
  }
}

/** The delay of this process. */
export function watchLoop(): LoopDelay {
  const resolution = 20
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  return {
    look() {
      const mean = histogram.count === 0 ? 0 : Math.max(0, histogram.mean / 1e6 - resolution)
      histogram.reset()
      return mean
    },
    stop: () => void histogram.disable(),
  }
}

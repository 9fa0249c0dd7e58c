import { Worker } from 'node:worker_threads'

/** What a thread is to judge: the inputs of a seed from one number up to and without another. */
export interface FuzzOrder {
  readonly target: string
  /** The module whose `targets` has it. */
  readonly module: string
  readonly seed: number
  readonly from: number
  readonly to: number
  /** One 32-bit number: the input under way, counted from 1. */
  readonly clock: SharedArrayBuffer
}

export type FuzzReport =
  | {
      readonly kind: 'judged'
      readonly index: number
      readonly isAccepted: boolean
      readonly findings: number
      readonly problems: readonly string[]
      readonly took: number
    }
  | { readonly kind: 'over' }

/** What a run over one target came to. Times are milliseconds. */
export interface FuzzResult {
  readonly target: string
  readonly seed: number
  readonly inputs: number
  readonly accepted: number
  readonly findings: number
  readonly slowest: { readonly index: number; readonly took: number }
  readonly failures: readonly { readonly index: number; readonly problem: string }[]
}

/**
 * Judges inputs in a thread of their own. An input that takes longer than the limit, or that ends the thread, is a
 * failure; the run goes on with the next one.
 */
export async function runFuzz(target: string, rule: FuzzRule): Promise<FuzzResult> {
  const { seed, count, from = 0, limit, module = new URL('./target.ts', import.meta.url).href } = rule
  const run: Run = { inputs: 0, accepted: 0, findings: 0, slowest: { index: -1, took: 0 }, failures: [] }
  const to = from + count
  for (let next = from; next < to;) {
    const clock = new SharedArrayBuffer(4)
    const stopped = await judgeInThread({ target, module, seed, from: next, to, clock }, run, limit)
    if (stopped === undefined) break
    if (stopped.index < next) throw new Error(`${target} judged nothing: ${stopped.problem}`)
    run.inputs += 1
    run.failures.push(stopped)
    next = stopped.index + 1
  }
  return { target, seed, ...run }
}

/** Which inputs are judged, and how patiently. */
export interface FuzzRule {
  readonly seed: number
  readonly count: number
  readonly from?: number
  /** Milliseconds for one input. */
  readonly limit: number
  readonly module?: string
}

interface Run {
  inputs: number
  accepted: number
  findings: number
  slowest: { index: number; took: number }
  readonly failures: { readonly index: number; readonly problem: string }[]
}

/** @returns the input at which the thread was stopped or ended by itself; undefined when it came to its end */
function judgeInThread(
  order: FuzzOrder,
  run: Run,
  limit: number,
): Promise<{ readonly index: number; readonly problem: string } | undefined> {
  const watch = new Int32Array(order.clock)
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order })
    let [seen, since, isSettled] = [0, performance.now(), false]
    function settle(problem: string | undefined): void {
      if (isSettled) return
      isSettled = true
      clearInterval(timer)
      const index = Atomics.load(watch, 0) - 1
      void worker.terminate().then(() => resolve(problem === undefined ? undefined : { index, problem }))
    }
    const timer = setInterval(() => {
      const now = Atomics.load(watch, 0)
      if (now !== seen) [seen, since] = [now, performance.now()]
      // Before its first input the thread reads the corpus.
      else if (seen > 0 && performance.now() - since > limit) settle(`took longer than ${limit} ms`)
    }, 250)
    worker.on('message', (report: FuzzReport) => {
      if (report.kind === 'over') settle(undefined)
      else take(run, report)
    })
    worker.on('error', (error: unknown) => settle(`ended the thread: ${String(error)}`))
    worker.on('exit', (code) => settle(`ended the thread with code ${code}`))
  })
}

function take(run: Run, report: Extract<FuzzReport, { readonly kind: 'judged' }>): void {
  const { index, isAccepted, findings, problems, took } = report
  run.inputs += 1
  run.accepted += isAccepted ? 1 : 0
  run.findings += findings
  if (took > run.slowest.took) run.slowest = { index, took }
  for (const problem of problems.slice(0, 3)) run.failures.push({ index, problem })
}

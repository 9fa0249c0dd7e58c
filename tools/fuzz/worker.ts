/** The thread that judges inputs; the run watches over it and ends it when one input takes too long. */
import { parentPort, workerData } from 'node:worker_threads'
import { readCorpus } from './corpus.ts'
import type { FuzzOrder, FuzzReport } from './run.ts'
import { chanceOf } from './target.ts'
import type { Target } from './target.ts'

const { target: name, module, seed, from, to, clock }: FuzzOrder = workerData
const { targets }: { readonly targets: { readonly [name: string]: Target } } = await import(
  new URL(module).href
)
const target = targets[name]
if (target === undefined) throw new Error(`no target ${name}`)
const corpus = readCorpus()
const watch = new Int32Array(clock)

function post(report: FuzzReport): void {
  parentPort?.postMessage(report)
}

for (let index = from; index < to; index += 1) {
  Atomics.store(watch, 0, index + 1)
  const begun = performance.now()
  try {
    const { isAccepted, findings, problems } = target(corpus, chanceOf(seed, index))
    post({ kind: 'judged', index, isAccepted, findings, problems, took: performance.now() - begun })
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    post({
      kind: 'judged',
      index,
      isAccepted: false,
      findings: 0,
      problems: [`threw ${text}`],
      took: performance.now() - begun,
    })
  }
}
post({ kind: 'over' })

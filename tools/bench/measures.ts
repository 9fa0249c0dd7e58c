/**
 * Figures of indicators, rankings and peers: `npm run bench -- measures [--parts=rank,runs,peers,indicators] [--entries=N]`.
 * Those of rankings and peers are medians of several runs, beside how many times a plain loop of the same run they took, which a
 * loaded machine moves less. Exit code 1 when an aim is not reached on a machine that is otherwise quiet.
 */
import { loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { nearestOfAll, openPeers, runRecipe } from '@duibiao/measures'
import { printTable } from './figure.ts'
import type { Figure } from './figure.ts'
import { measureIndicators } from './measures-indicator.ts'
import { isSharedThere, makeRankingTask, openPeerTable, readRankingTask } from './measures-table.ts'
import type { RankingTask } from './measures-table.ts'

/** Parts by name; another one is one line. */
const parts: Readonly<Record<string, () => Promise<readonly Figure[]> | readonly Figure[]>> = {
  rank: () => tasks().flatMap(measureRanking),
  runs: async () => (await Promise.all(tasks().slice(0, 1).map(measureRuns))).flat(),
  peers: measurePeers,
  indicators: () => measureIndicators(Number(values.entries)),
}

function tasks(): readonly RankingTask[] {
  return isSharedThere ? [readRankingTask(), makeRankingTask()] : [makeRankingTask()]
}

interface Timing {
  /** Milliseconds, and how many times the plain loop beside it. */
  readonly time: number
  readonly ratio: number
}

/** Median of several runs, each beside a run of the plain loop; one run before them is for the compiler. */
function timeOf(runs: number, run: () => void): Timing {
  run()
  const timings = Array.from({ length: runs }, () => {
    const loop = clock(plainLoop)
    const time = clock(run)
    return { time, ratio: time / loop }
  })
  return {
    time: medianOf(timings.map(({ time }) => time)),
    ratio: medianOf(timings.map(({ ratio }) => ratio)),
  }
}

function clock(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** Ten million squares of differences: some ten milliseconds. */
function plainLoop(): void {
  let sum = 0
  for (let step = 0; step < 10_000_000; step++) sum += (step - sum * 1e-9) ** 2 * 1e-12
  if (!Number.isFinite(sum)) throw new Error('the plain loop left the numbers')
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN
}

function figuresOf(title: string, { time, ratio }: Timing, seconds: number): readonly Figure[] {
  const holds = time < seconds * 1000
  return [
    { title, value: time, unit: 'ms', aim: `< ${String(seconds * 1000)}`, holds },
    { title: `${title}, beside a plain loop`, value: ratio, unit: 'times' },
  ]
}

function measureRanking({ name, table, recipe }: RankingTask): readonly Figure[] {
  const size = `${String(table.units.length)} × ${String(table.indicators.length)}`
  const timing = timeOf(9, () => {
    const result = runRecipe(table, recipe)
    if (result.kind === 'refused') throw new Error(result.findings.map(({ en }) => en).join('\n'))
  })
  return figuresOf(`${name} (${size}) from values to ranks`, timing, 0.3)
}

const monteCarloRuns = 1000

/** The runs in a worker thread, while this one is asked how long its loop was held up. */
async function measureRuns(task: RankingTask): Promise<readonly Figure[]> {
  const timings: (Timing & { readonly delay: number })[] = []
  for (let turn = 0; turn < 3; turn++) {
    const loop = clock(plainLoop)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const start = performance.now()
    await runInWorker(task)
    const time = performance.now() - start
    delay.disable()
    timings.push({ time, ratio: time / loop, delay: delay.max / 1e6 })
  }
  const timing = {
    time: medianOf(timings.map(({ time }) => time)),
    ratio: medianOf(timings.map(({ ratio }) => ratio)),
  }
  const delay = Math.max(...timings.map((one) => one.delay))
  const title = `${task.name}, ${monteCarloRuns.toLocaleString('en')} runs in a worker thread`
  return [
    ...figuresOf(title, timing, 5),
    {
      title: 'longest time the event loop was held up',
      value: delay,
      unit: 'ms',
      aim: '< 50',
      holds: delay < 50,
    },
  ]
}

function runInWorker(task: RankingTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./measures-worker.ts', import.meta.url), {
      workerData: { task, runs: monteCarloRuns },
    })
    worker.once('error', reject)
    worker.once('message', ({ done }: { readonly done: number }) => {
      if (done === monteCarloRuns) resolve()
      else reject(new Error(`${String(done)} runs of ${String(monteCarloRuns)}`))
    })
  })
}

function measurePeers(): readonly Figure[] {
  const { name, table } = openPeerTable()
  const { units, variables } = openPeers(table).space
  const timing = timeOf(3, () => {
    const all = nearestOfAll(openPeers(table).space, { count: 15 })
    if (all.length !== units.length) throw new Error('a place is missing')
  })
  const size = `${units.length.toLocaleString('en')} × ${String(variables.length)}`
  return figuresOf(`${name}: all pairs of ${size}, 15 peers each`, timing, 3)
}

const { values } = parseArgs({
  options: { parts: { type: 'string' }, entries: { type: 'string', default: '1000000' } },
})
const asked = values.parts?.split(',')
const unknown = (asked ?? []).filter((one) => parts[one] === undefined)
if (unknown.length > 0) {
  console.error(`unknown parts: ${unknown.join(', ')}; known: ${Object.keys(parts).join(', ')}`)
  process.exitCode = 2
} else {
  if (!isSharedThere) console.log('the folder ../shared with published tables is not here: made tables only')
  const [load = 0] = loadavg()
  const isQuiet = load < 2
  if (!isQuiet) console.log(`under load ${load.toFixed(1)} of other work`)
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(parts)) {
    if (asked === undefined || asked.includes(name)) figures.push(...(await measure()))
  }
  printTable(figures)
  process.exitCode = isQuiet && figures.some(({ holds }) => holds === false) ? 1 : 0
}

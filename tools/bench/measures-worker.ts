/** Worker thread of the measurement: a thousand runs by chance, so that whoever started it stays free. */
import { parentPort, workerData } from 'node:worker_threads'
import { openSensitivity, rankIntervalsOf, runByChance } from '@duibiao/measures'
import type { RankingTask } from './measures-table.ts'
import { uncertaintiesOf } from './measures-table.ts'

const { task, runs }: { readonly task: RankingTask; readonly runs: number } = workerData
const opened = openSensitivity(task.table, task.recipe, uncertaintiesOf(task))
if (opened.kind === 'refused') throw new Error(opened.findings.map(({ en }) => en).join('\n'))
const { ranks, refused } = runByChance(opened, { seed: 1, runs })
parentPort?.postMessage({ refused, done: ranks.length, intervals: rankIntervalsOf(opened, ranks) })

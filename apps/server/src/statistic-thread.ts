import { parentPort } from 'node:worker_threads'
import { assert } from '@duibiao/base'
import { readStatisticFile } from './statistic-reading.ts'
import type { StatisticOrder } from './statistic-reading.ts'

// The beginning of a thread that reads one file of statistics and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort

port.once('message', (order: StatisticOrder) => {
  void readStatisticFile(order).then((reading) => {
    port.postMessage(reading)
    port.close()
  })
})

import { parentPort } from 'node:worker_threads'
import { assert } from '@duibiao/base'
import { rankTable } from './ranking-work.ts'
import type { RankingOrder } from './ranking-work.ts'

// The beginning of a thread that computes one ranking and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort

port.once('message', (order: RankingOrder) => {
  port.postMessage(rankTable(order))
  port.close()
})

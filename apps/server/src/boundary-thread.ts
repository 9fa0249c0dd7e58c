import { parentPort } from 'node:worker_threads'
import { assert } from '@duibiao/base'
import { readBoundaryFile } from './boundary-reading.ts'
import type { BoundaryOrder } from './boundary-reading.ts'

// The beginning of a thread that reads one file of boundaries and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort

port.once('message', (order: BoundaryOrder) => {
  port.postMessage(readBoundaryFile(order))
  port.close()
})

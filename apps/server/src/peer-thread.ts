import { parentPort } from 'node:worker_threads'
import { assert } from '@duibiao/base'
import { computePeer } from './peer-computation.ts'
import type { PeerTurn } from './peer-computation.ts'

// The beginning of a thread that computes one thing about peers or gaps and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort

port.once('message', ({ name, order }: PeerTurn) => {
  port.postMessage(computePeer(name, order))
  port.close()
})

import { parentPort } from 'node:worker_threads'
import { assert, isAppError } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import { checkArchive } from './pack-archive.ts'
import type { FromPackThread, PackOrder } from './pack-aside.ts'

// The beginning of a thread that checks one pack and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort

port.once('message', (order: PackOrder) => {
  void check(order).finally(() => port.close())
})

async function check(order: PackOrder): Promise<void> {
  let answer: FromPackThread
  try {
    answer =
      order.kind === 'archive'
        ? { kind: 'checked', checked: await checkArchive(order) }
        : {
            kind: 'checked',
            checked: { source: order.source, findings: readPackFiles(order.source).findings },
          }
  } catch (error) {
    if (!isAppError(error)) throw error
    answer = { kind: 'refused', code: error.code, params: error.params }
  }
  port.postMessage(answer)
}

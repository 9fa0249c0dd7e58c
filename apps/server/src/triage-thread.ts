import { parentPort } from 'node:worker_threads'
import { assert, isAppError } from '@duibiao/base'
import type { ConfirmedMatter } from '@duibiao/store'
import type { FromTriageThread, ToTriageThread } from './triage-aside.ts'
import { learnModel } from './triage-learning.ts'

// The beginning of a thread that makes one model and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort
const matters: ConfirmedMatter[] = []

port.on('message', (message: ToTriageThread) => {
  if (message.kind === 'matters') {
    for (const one of message.rows) matters.push(one)
    return
  }
  let answer: FromTriageThread
  try {
    answer = { kind: 'learnt', model: learnModel(message.order, matters) }
  } catch (error) {
    if (!isAppError(error)) throw error
    answer = { kind: 'refused', code: error.code, params: error.params }
  }
  port.postMessage(answer)
  port.close()
})

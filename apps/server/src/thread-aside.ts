import { Worker } from 'node:worker_threads'
import { AppError } from '@duibiao/base'
import type { RankingRule } from './ranking-rule.ts'

/**
 * Makes what computes something for a process, each time in a thread of its own, so that requests are answered meanwhile: so
 * many at once and no more, so that they do not take all its processors.
 * @param thread takes one order as a message, answers with one, and ends
 * @throws AppError `server_busy`, `ranking_too_long`
 */
export function makeThreadAside<Order, Answer>(
  thread: URL,
  rule: RankingRule,
): (order: Order) => Promise<Answer> {
  let atWork = 0
  return async (order) => {
    if (atWork >= rule.atOnce) throw new AppError('server_busy', { seconds: busySeconds })
    atWork += 1
    try {
      return await workInThread(thread, order, rule)
    } finally {
      atWork -= 1
    }
  }
}

/** After which who was turned away may come again. */
const busySeconds = 5

async function workInThread<Order, Answer>(thread: URL, order: Order, rule: RankingRule): Promise<Answer> {
  const worker = new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: rule.megabytes } })
  try {
    const answered = answerOf<Answer>(worker, rule)
    worker.postMessage(order)
    return await answered
  } finally {
    await worker.terminate()
  }
}

function answerOf<Answer>(worker: Worker, { seconds }: RankingRule): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ending = setTimeout(() => reject(new AppError('ranking_too_long', { seconds })), seconds * 1000)
    worker.on('error', (error) => reject(faultOf(error, seconds)))
    worker.on('exit', () => {
      clearTimeout(ending)
      reject(new TypeError('the thread of a computation ended without an answer'))
    })
    worker.on('message', (answer: Answer) => resolve(answer))
  })
}

function faultOf(error: unknown, seconds: number): unknown {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isFull ? new AppError('ranking_too_long', { seconds }, { cause: error }) : error
}

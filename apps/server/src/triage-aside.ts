import { Worker } from 'node:worker_threads'
import { AppError, errors } from '@duibiao/base'
import type { ErrorCode, ErrorParams } from '@duibiao/base'
import type { ConfirmedMatter } from '@duibiao/store'
import type { LearningOrder, LearntModel } from './triage-learning.ts'

/** What the thread is told: matters in pieces, then what to make of them. */
export type ToTriageThread =
  | { readonly kind: 'matters'; readonly rows: readonly ConfirmedMatter[] }
  | { readonly kind: 'learn'; readonly order: LearningOrder }

/** What it answers. */
export type FromTriageThread =
  | { readonly kind: 'learnt'; readonly model: LearntModel }
  | { readonly kind: 'refused'; readonly code: string; readonly params: ErrorParams }

/** Memory of a thread, megabytes: a training that needs more ends the thread and not the service. */
const memory = 2048
/** How often it is asked whether the service stops, milliseconds. */
const lookEvery = 200

/**
 * Makes a model in a thread of its own, so that requests are answered meanwhile.
 * @param read gives the matters page by page
 * @returns undefined when it was stopped before its end
 * @throws AppError `training_too_small`, `training_too_large`, and those of `read`
 */
export async function learnAside(
  order: LearningOrder,
  read: AsyncIterable<readonly ConfirmedMatter[]>,
  isStopped: () => boolean,
): Promise<LearntModel | undefined> {
  const worker = new Worker(new URL('./triage-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memory },
  })
  const answered = answerOf(worker, isStopped)
  // Told to whoever waits for it below, also when the thread ends while the matters are read.
  answered.catch(() => {})
  try {
    for await (const rows of read) {
      if (isStopped()) return undefined
      send(worker, { kind: 'matters', rows })
    }
    send(worker, { kind: 'learn', order })
    return await answered
  } finally {
    await worker.terminate()
  }
}

function send(worker: Worker, message: ToTriageThread): void {
  worker.postMessage(message)
}

function answerOf(worker: Worker, isStopped: () => boolean): Promise<LearntModel | undefined> {
  return new Promise((resolve, reject) => {
    const looking = setInterval(() => {
      if (isStopped()) resolve(undefined)
    }, lookEvery)
    worker.on('error', (error) => reject(faultOf(error)))
    worker.on('exit', () => {
      clearInterval(looking)
      reject(new TypeError('the thread of a training ended without an answer'))
    })
    worker.on('message', (message: FromTriageThread) => {
      if (message.kind === 'learnt') resolve(message.model)
      else reject(isCode(message.code) ? new AppError(message.code, message.params) : message)
    })
  })
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}

function faultOf(error: unknown): unknown {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isFull ? new AppError('training_too_large', {}, { cause: error }) : error
}

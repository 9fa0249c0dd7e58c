import { Worker } from 'node:worker_threads'
import { AppError, errors } from '@duibiao/base'
import type { ErrorCode, ErrorParams } from '@duibiao/base'
import type { PackSource } from '@duibiao/packfile'
import type { CheckedPack, ArchiveFile } from './pack-archive.ts'

/** What the thread is told: an archive, or the files of a pack that is installed. */
export type PackOrder =
  (ArchiveFile & { readonly kind: 'archive' }) | { readonly kind: 'source'; readonly source: PackSource }

/** What it answers. */
export type FromPackThread =
  | { readonly kind: 'checked'; readonly checked: CheckedPack }
  | { readonly kind: 'refused'; readonly code: string; readonly params: ErrorParams }

/** Memory of a thread, megabytes: a pack that needs more ends the thread and not the service. */
const memory = 1024

/**
 * Checks a pack in a thread of its own, so that requests are answered meanwhile, and nothing in a pack can hold them up.
 * @throws AppError `archive_unreadable`
 */
export async function checkPackAside(order: PackOrder): Promise<CheckedPack> {
  const worker = new Worker(new URL('./pack-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memory },
  })
  try {
    const answered = answerOf(worker, order)
    worker.postMessage(order)
    return await answered
  } finally {
    await worker.terminate()
  }
}

function answerOf(worker: Worker, order: PackOrder): Promise<CheckedPack> {
  return new Promise((resolve, reject) => {
    worker.on('error', (error) => reject(faultOf(error, order)))
    worker.on('exit', () => reject(new TypeError('the thread of a pack ended without an answer')))
    worker.on('message', (message: FromPackThread) => {
      if (message.kind === 'checked') resolve(message.checked)
      else reject(isCode(message.code) ? new AppError(message.code, message.params) : message)
    })
  })
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}

function faultOf(error: unknown, order: PackOrder): unknown {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (!isFull) return error
  const file = order.kind === 'archive' ? order.name : order.source.name
  return new AppError('archive_unreadable', { file, reason: 'memory' }, { cause: error })
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { AppError, errors } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'
import { registryParts } from '@duibiao/registry'
import { piecesOf } from './import-message.ts'
import type { FromThread, ToThread } from './import-message.ts'
import { planFile } from './import-planning.ts'
import type { PlannedFile, PlanningOrder } from './import-planning.ts'

/** Files up to here take less time than a thread takes to begin; what is packed may be of any size inside. */
const smallFile = 64 * 1024
/** Memory of a thread, megabytes: a file that needs more ends the thread and not the service. */
const memory = 2048

/**
 * Reads a file and plans its import in a thread of its own, so that requests are answered meanwhile.
 * @throws AppError as `planFile`
 */
export async function planAside(order: PlanningOrder): Promise<PlannedFile> {
  const { name, bytes } = order.file
  const isSmall = bytes.length <= smallFile && !name.toLowerCase().endsWith('.xlsx')
  return isSmall ? planFile(order) : planInThread(order)
}

async function planInThread({ state, ...order }: PlanningOrder): Promise<PlannedFile> {
  const worker = new Worker(new URL('./import-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memory },
  })
  const planned = collect(worker)
  // Told to whoever waits for it below, also when the thread ends before everything was handed over.
  planned.catch(() => {})
  try {
    for (const part of registryParts) {
      for (const rows of piecesOf([...state[part]])) {
        send(worker, { kind: 'rows', part, rows })
        await nextTurn()
      }
    }
    send(worker, { kind: 'plan', order })
    return await planned
  } finally {
    await worker.terminate()
  }
}

function send(worker: Worker, message: ToThread): void {
  worker.postMessage(message)
}

/** Puts together what comes in pieces. */
function collect(worker: Worker): Promise<PlannedFile> {
  const [lines, changes, found, findings]: [
    PlannedFile['plan']['lines'][number][],
    PlannedFile['plan']['changes'][number][],
    PlannedFile['plan']['findings'][number][],
    PlannedFile['findings'][number][],
  ] = [[], [], [], []]
  return new Promise((resolve, reject) => {
    worker.on('error', (error) => reject(faultOf(error)))
    worker.on('exit', () => reject(new TypeError('the thread of an import ended without an answer')))
    worker.on('message', (message: FromThread) => {
      switch (message.kind) {
        case 'lines':
          return void lines.push(...message.rows)
        case 'changes':
          return void changes.push(...message.rows)
        case 'found':
          return void found.push(...message.rows)
        case 'findings':
          return void findings.push(...message.rows)
        case 'planned': {
          const { plan, ...rest } = message.rest
          return resolve({ ...rest, findings, plan: { ...plan, lines, changes, findings: found } })
        }
        case 'refused':
          return reject(isCode(message.code) ? new AppError(message.code, message.params) : message)
      }
    })
  })
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}

function faultOf(error: unknown): unknown {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isFull ? new AppError('sheet_too_large', { limit: 'memory' }, { cause: error }) : error
}

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { LoadLog } from './load-log.ts'
import { takeLine } from './load-log.ts'

/** What a process of load is to do. */
export interface LoadOrder {
  /** A PostgreSQL server that is migrated, else the folder of an embedded database. */
  readonly url?: string
  readonly folder?: string
  /** The signing key of checkpoints. */
  readonly keyFile: string
  /** Lives to begin anew or to go on with, then those of the numbers from `first` up to and without `end`. */
  readonly pending: readonly number[]
  readonly first: number
  readonly end: number
  readonly clients: number
  /** Its clock at the start, milliseconds since the epoch; the clock moves with every command. */
  readonly startAt: number
  /** At the end every timer falls due and every effect is delivered. */
  readonly isLast: boolean
}

/** A process of load. */
export interface LoadProcess {
  /** Waits until it has told so much; with 1 until it gives commands. @returns milliseconds since its start; throws when it ends before */
  readonly waitUntilTold: (bytes: number) => Promise<number>
  /** Its exit code; null when it was killed. */
  readonly ended: Promise<number | null>
  /** Ends it at once, as `kill -9` does. */
  readonly kill: () => Promise<void>
  /** What it wrote on its way down. */
  readonly complaints: () => string
}

/** Starts a process that lives through lives. Once it has ended, `log` knows what it told. */
export function startLoadProcess(order: LoadOrder, log: LoadLog): LoadProcess {
  const program = fileURLToPath(new URL('./load-program.ts', import.meta.url))
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-load-'))
  const file = path.join(folder, 'told')
  const told = openSync(file, 'a')
  const startedAt = performance.now()
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: ['ignore', told, 'pipe'] })
  closeSync(told)
  let complaints = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const ended = endOf(child).then((code) => {
    for (const line of readFileSync(file, 'utf8').split('\n')) takeLine(log, line)
    rmSync(folder, { recursive: true })
    return code
  })
  return {
    ended,
    async waitUntilTold(bytes) {
      while (child.exitCode === null && child.signalCode === null) {
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= bytes)
          return performance.now() - startedAt
        await setTimeout(10)
      }
      throw new Error(`a process of load ended before its time: ${complaints}`)
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    complaints: () => complaints,
  }
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
}

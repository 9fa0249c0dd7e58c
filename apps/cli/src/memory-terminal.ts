import { fileURLToPath } from 'node:url'
import { instantOf } from '@duibiao/base'
import type { Terminal } from './terminal.ts'

/** A terminal for tests, which keeps what was printed. */
export interface MemoryTerminal extends Terminal {
  readonly printed: string[]
  readonly warned: string[]
  /** Asks the program to end. */
  readonly stop: () => void
}

// Goes on from terminal to terminal: several may work on one database.
let drawn = 0

/** Makes one with a clock that stands still at 2026-03-02 09:00 in China and bytes that count up. */
export function makeMemoryTerminal(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): MemoryTerminal {
  const printed: string[] = []
  const warned: string[] = []
  const stopped = Promise.withResolvers<string>()
  return {
    stop: () => stopped.resolve('SIGTERM'),
    untilStopped: () => stopped.promise,
    printed,
    warned,
    print: (line) => void printed.push(...line.split('\n')),
    warn: (line) => void warned.push(...line.split('\n')),
    redraw: undefined,
    width: 80,
    environment,
    folder,
    home: fileURLToPath(new URL('../../..', import.meta.url)),
    scheduler: { now: () => instantOf(Date.UTC(2026, 2, 2, 1)), every: () => () => {} },
    randomBytes(count) {
      const bytes = new Uint8Array(count)
      // Ids of one instant must differ in every part that a number is made of.
      new DataView(bytes.buffer).setUint32(Math.max(0, count - 4), (drawn += 1))
      return bytes
    },
  }
}

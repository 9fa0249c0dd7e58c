import { AppError } from '@duibiao/base'
import type { DumpEnd, DumpLine } from './dump.ts'

/** Counts what a dump holds, line by line, to be compared with what it says at its end. */
export interface DumpTally {
  /** @throws AppError `backup_broken` for a line that cannot stand there, and for an end that says otherwise */
  readonly take: (line: DumpLine) => void
  /** @throws AppError `backup_broken` when the end has not come */
  readonly finish: () => DumpEnd
}

/** Begins to count; the header comes first. */
export function makeDumpTally(): DumpTally {
  const counts = new Map<string, number>()
  let table: string | undefined
  let isBegun = false
  let end: DumpEnd | undefined
  return {
    take(line) {
      if (isBegun === (line.line === 'header') || end !== undefined) throw broken(`a second ${line.line}`)
      isBegun = true
      switch (line.line) {
        case 'header':
          return
        case 'table':
          if (counts.has(line.table)) throw broken(`table ${line.table} twice`)
          table = line.table
          counts.set(table, 0)
          return
        case 'rows':
          if (table === undefined) throw broken('rows without a table')
          counts.set(table, (counts.get(table) ?? 0) + line.rows.length)
          return
        case 'end':
          requireSame(counts, line.counts)
          end = line
      }
    },
    finish() {
      if (end === undefined) throw broken('no end')
      return end
    },
  }
}

function requireSame(found: ReadonlyMap<string, number>, said: Readonly<Record<string, number>>): void {
  const names = new Set([...found.keys(), ...Object.keys(said)])
  const wrong = [...names].find((name) => found.get(name) !== said[name])
  if (wrong !== undefined) throw broken(`rows of ${wrong}`)
}

function broken(reason: string): AppError {
  return new AppError('backup_broken', { reason })
}

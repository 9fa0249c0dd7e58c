import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import type { ExitCode } from './fault.ts'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

/** What a command of `measures` printed and ended with. */
interface Printed {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

/** A folder for a test file, in which commands of `measures` work. */
interface MeasureFolder {
  readonly folder: string
  readonly run: (...args: readonly string[]) => Promise<Printed>
  /** The same with `--json`. */
  readonly json: (...args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>
  /** Writes a file. @returns its name */
  readonly put: (name: string, text: string) => string
  readonly read: (name: string) => string
}

/** Makes one that is gone when the test file is through. */
export function openMeasureFolder(): MeasureFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-measures-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  async function run(...args: readonly string[]): Promise<Printed> {
    const terminal = makeMemoryTerminal(folder)
    const code = await runCommandLine(['measures', ...args], terminal)
    return { code, out: terminal.printed.join('\n'), err: terminal.warned.join('\n') }
  }
  return {
    folder,
    run,
    json: async (...args) => JSON.parse((await run(...args, '--json')).out),
    put(name, text) {
      writeFileSync(path.join(folder, name), text)
      return name
    },
    read: (name) => readFileSync(path.join(folder, name), 'utf8'),
  }
}

/** A recipe of three indicators by column names. */
export const countyRecipe = `recipe: county-2026
version: 1
table:
  unit: 代码
  name: 地区
  texts: { region: 片区 }
  numbers: { people: 人口 }
nodes:
  index: {}
  wealth: { parent: index, weight: 2 }
  care: { parent: index, weight: 1 }
indicators:
  gdp: { column: 地区生产总值, direction: more, parent: wealth }
  debt: { column: 债务率, direction: less, parent: wealth }
  beds: { column: 床位, direction: more, parent: care }
steps:
  - { kind: screen, leastShare: 0.5 }
  - { kind: divide, denominators: { gdp: { attribute: people, scale: 1 }, beds: { attribute: people, scale: 1000 } } }
  - { kind: normalise, method: { kind: min_max, from: 0, to: 100 } }
  - { kind: aggregate, method: arithmetic }
  - { kind: rank }
characteristics:
  people: { column: 人口, scale: log }
  density: { column: 人口, per: 面积 }
`

/** A table for it: one unit knows too little, another lacks one value. */
export const countyRows: readonly (readonly string[])[] = [
  ['代码', '地区', '片区', '人口', '面积', '地区生产总值', '债务率', '床位'],
  ['01', '甲区', '东', '100', '10', '1,000', '50', '40'],
  ['02', '乙区', '东', '200', '30', '1000', '20', '60'],
  ['03', '丙区', '西', '50', '5', '300', '80', '—'],
  ['04', '丁区', '西', '400', '20', '5000', '10', '200'],
  ['05', '戊区', '西', '90', '50', '', '', '5'],
]

/** The same as CSV. */
export const countyTable = countyRows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n')

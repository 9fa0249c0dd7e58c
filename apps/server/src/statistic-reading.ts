import { isAppError } from '@duibiao/base'
import type { ErrorParams } from '@duibiao/base'
import { importStatistics, openUnits } from '@duibiao/measures'
import type { StatisticsPlan, UnitEntry } from '@duibiao/measures'
import { readUnitList } from '@duibiao/packfile'
import type { UnitColumns } from '@duibiao/packfile'
import { readCells } from '@duibiao/sheet'
import type { SheetFile } from '@duibiao/sheet'
import type { StatisticValue } from '@duibiao/store'
import { findingIn, sheetFault, statisticFault } from './statistic-finding.ts'
import type { StatisticFinding } from './statistic-finding.ts'

/** A file that is to be read, and as what. Nothing else is looked at, so that it can be done in any thread. */
export type StatisticOrder = { readonly file: SheetFile; readonly sheet?: string } & (
  | {
      readonly kind: 'values'
      readonly plan: StatisticsPlan
      readonly units: readonly UnitEntry[]
      /** Of all values; when not said the year of each row. */
      readonly period?: string
    }
  | { readonly kind: 'divisions'; readonly columns: UnitColumns }
)

/** What a file holds that can be relied on, and what is wrong with the rest. */
export type StatisticReading =
  | {
      readonly kind: 'values'
      readonly values: readonly StatisticValue[]
      readonly rows: number
      readonly units: number
      readonly findings: readonly StatisticFinding[]
    }
  | {
      readonly kind: 'divisions'
      readonly entries: readonly UnitEntry[]
      /** The row of each entry. */
      readonly lines: readonly number[]
      readonly passed: number
      readonly findings: readonly StatisticFinding[]
    }
  | { readonly kind: 'refused'; readonly code: string; readonly params: ErrorParams }

/** Reads a file; a file that is none is refused with its code. */
export async function readStatisticFile(order: StatisticOrder): Promise<StatisticReading> {
  try {
    return await readFile(order)
  } catch (error) {
    if (!isAppError(error)) throw error
    return { kind: 'refused', code: error.code, params: error.params }
  }
}

async function readFile(order: StatisticOrder): Promise<StatisticReading> {
  const { file, sheet } = order
  const table = await readCells(file, sheet === undefined ? {} : { sheet })
  const unread = table.findings.map(sheetFault)
  const cells = { file: file.name, rows: table.rows }
  if (order.kind === 'divisions') {
    const { entries, lines, passed, findings } = readUnitList(cells, order.columns)
    return {
      kind: 'divisions',
      entries,
      lines,
      passed,
      findings: [...unread, ...findings.map((one) => findingIn('table', one))],
    }
  }
  const { plan, period } = order
  const year = period === undefined ? plan.year : Number(period.slice(0, 4))
  const read = importStatistics(cells, openUnits(order.units), {
    ...plan,
    ...(year !== undefined && { year }),
  })
  const found = read.findings.map((one) => findingIn('table', one))
  const taken = read.values.filter((one) => period === undefined || one.year === year)
  const values = taken.map(({ year: own, ...value }) => ({ ...value, period: period ?? String(own) }))
  const others = new Map(
    read.values.flatMap(({ line, year: own }) =>
      period === undefined || own === year ? [] : [[line, own] as const],
    ),
  )
  const unlike = [...others].map(([row, text]) =>
    statisticFault({ file: 'table', row }, 'period_unlike', { text, wanted: period ?? '' }),
  )
  return {
    kind: 'values',
    values,
    rows: read.rows,
    units: new Set(read.units.values()).size,
    findings: [...unread, ...found, ...unlike],
  }
}

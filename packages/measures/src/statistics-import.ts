import type { Finding } from '@duibiao/base'
import { findShift, habitsOf } from './shifted-row.ts'
import type { ColumnHabit } from './shifted-row.ts'
import { statisticsFinding } from './statistics-finding.ts'
import { readLayout } from './statistics-layout.ts'
import type { StatisticsColumn, StatisticsLayout, StatisticsPlan } from './statistics-layout.ts'
import { readUnit } from './statistics-unit.ts'
import { numberOfCell, readValues } from './statistics-value.ts'
import type { UnitRegister } from './unit-register.ts'

/** A table as the texts of its cells; the first row is line 1. */
export type StatisticsFile = { readonly file: string; readonly rows: readonly (readonly string[])[] }

/** A value of an indicator for a unit in a year, with the cell it comes from (1-based). */
export type ImportedValue = {
  readonly unit: string
  readonly indicator: string
  readonly year: number
  readonly value: number
  readonly line: number
  readonly column: number
}

export type StatisticsImport = {
  readonly values: readonly ImportedValue[]
  /** Code of the unit of each row that was told, by line. */
  readonly units: ReadonlyMap<number, string>
  /** Rows that hold something below the header. */
  readonly rows: number
  readonly findings: readonly Finding[]
}

/** Reads a table of statistics without storing anything: values that can be relied on, and findings about the rest. */
export function importStatistics(
  { file, rows }: StatisticsFile,
  register: UnitRegister,
  plan: StatisticsPlan,
): StatisticsImport {
  const { layout, findings: first } = readLayout(file, rows, plan)
  if (layout === undefined) return { values: [], units: new Map(), rows: 0, findings: first }
  const lines = rows.flatMap((cells, index): readonly Line[] =>
    index >= layout.firstRow && cells.some((cell) => cell.trim() !== '') ? [{ cells, line: index + 1 }] : [],
  )
  const placed = placesOf(layout)
  const habits = habitsOf(
    lines.map(({ cells }) => placed.map((place) => numberOfCell(cells[place] ?? '') ?? NaN)),
    placed.length,
  )
  const work: Work = { file, register, plan, layout, placed, habits }
  const units = new Map<number, string>()
  const seen = new Map<string, number>()
  const findings: Finding[] = [...first, ...findBlocks(lines, work)]
  const values: ImportedValue[] = []
  for (const line of lines) {
    const read = readLine(line, work, seen)
    findings.push(...read.findings)
    values.push(...read.values)
    if (read.unit !== undefined) units.set(line.line, read.unit)
  }
  return { values, units, rows: lines.length, findings: findings.toSorted(byPlace) }
}

type Line = { readonly cells: readonly string[]; readonly line: number }

type Work = {
  readonly file: string
  readonly register: UnitRegister
  readonly plan: StatisticsPlan
  readonly layout: StatisticsLayout
  /** Places of cells that hold numbers, in order. */
  readonly placed: readonly number[]
  readonly habits: readonly ColumnHabit[]
}

type LineReading = {
  readonly unit?: string
  readonly values: readonly ImportedValue[]
  readonly findings: readonly Finding[]
}

function readLine({ cells, line }: Line, work: Work, seen: Map<string, number>): LineReading {
  const { file, layout, plan } = work
  const year = readYear(cells, work)
  const unit = readUnit(
    work.register,
    {
      name: cells[layout.name] ?? '',
      code: cellAt(cells, layout.code),
      parents: parentsOf(cellAt(cells, layout.parent)),
      year,
    },
    { file, line, column: (layout.code ?? layout.name) + 1 },
  )
  const shape = readShape({ cells, line }, work)
  const { values, findings } = readValues(cells, shape.columns, { file, line, plan })
  const all = [...unit.findings, ...shape.findings, ...findings]
  if (year === undefined && layout.year !== undefined) {
    const text = cellAt(cells, layout.year)
    all.push(statisticsFinding({ file, line, column: layout.year + 1 }, 'year_impossible', { text }))
  }
  if (unit.entry === undefined) return { values: [], findings: all }
  const { code } = unit.entry
  const key = `${code} ${year ?? ''}`
  const other = seen.get(key)
  seen.set(key, other ?? line)
  if (other !== undefined) {
    all.push(statisticsFinding({ file, line }, 'row_doubled', { other }))
    return { unit: code, values: [], findings: all }
  }
  const taken = values.flatMap(({ column, value }) =>
    year === undefined
      ? []
      : [{ unit: code, indicator: column.indicator.code, year, value, line, column: column.place + 1 }],
  )
  return { unit: code, values: taken, findings: all }
}

/** The columns of a row whose cells stand where they belong. */
function readShape(
  { cells, line }: Line,
  { file, layout, placed, habits }: Work,
): { readonly columns: readonly StatisticsColumn[]; readonly findings: readonly Finding[] } {
  const beyond = cells.findIndex((cell, place) => place >= layout.width && cell.trim() !== '')
  const long =
    beyond < 0
      ? []
      : [statisticsFinding({ file, line, column: beyond + 1 }, 'cells_beyond', { column: beyond + 1 })]
  const after = placed.length === 0 ? [] : cells.slice((placed.at(-1) ?? 0) + 1, layout.width + 1)
  const texts = [...placed.map((place) => cells[place] ?? ''), ...after.slice(0, 1)]
  const shift = findShift(
    texts.map((text) => numberOfCell(text) ?? NaN),
    habits,
  )
  const start = shift === undefined ? undefined : placed[shift.start]
  if (shift === undefined || start === undefined) return { columns: layout.columns, findings: long }
  const header = layout.columns.find(({ place }) => place === start)?.header ?? String(start + 1)
  const way = shift.way === 'right' ? '→' : '←'
  const found = statisticsFinding({ file, line, column: start + 1 }, 'cells_shifted', { text: header, way })
  return { columns: layout.columns.filter(({ place }) => place < start), findings: [...long, found] }
}

/** One finding for each run of rows under a parent that names several. */
function findBlocks(lines: readonly Line[], { file, layout: { parent: place } }: Work): readonly Finding[] {
  if (place === undefined) return []
  const blocks: { readonly parent: string; readonly from: number; to: number }[] = []
  for (const { cells, line } of lines) {
    const parent = cellAt(cells, place)
    const last = blocks.at(-1)
    if (last?.parent === parent) last.to = line
    else blocks.push({ parent, from: line, to: line })
  }
  return blocks
    .filter(({ parent }) => parentsOf(parent).length > 1)
    .map((block) => statisticsFinding({ file, line: block.from, column: place + 1 }, 'parent_block', block))
}

function placesOf({ name, parent, code, year, width }: StatisticsLayout): readonly number[] {
  const others = new Set<number | undefined>([name, parent, code, year])
  return Array.from({ length: width }, (_, place) => place).filter((place) => !others.has(place))
}

function readYear(cells: readonly string[], { layout, plan }: Work): number | undefined {
  if (layout.year === undefined) return plan.year
  const year = numberOfCell(cellAt(cells, layout.year).replace(/年$/, ''))
  return year !== undefined && Number.isInteger(year) && year >= 1900 && year <= 2200 ? year : undefined
}

function parentsOf(text: string): readonly string[] {
  return text.split(/[、,，;；/]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
}

function cellAt(cells: readonly string[], place: number | undefined): string {
  return place === undefined ? '' : (cells[place] ?? '').trim()
}

function byPlace(one: Finding, other: Finding): number {
  return one.line - other.line || (one.column ?? 0) - (other.column ?? 0)
}

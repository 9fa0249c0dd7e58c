import type { Finding } from '@duibiao/base'
import { cellAt, tableFinding } from '@duibiao/packfile'
import type { ColumnTable, RecipeFile, TableLine } from '@duibiao/packfile'
import { numberAt } from './measure-table.ts'

/** A table with one row for each unit. */
export type UnitSource = { readonly table: ColumnTable; readonly byUnit: ReadonlyMap<string, TableLine> }

/** What is read from, and where faults go. */
export type InputReading = {
  readonly file: RecipeFile
  readonly first: ColumnTable
  /** Tables with one row for each unit; a column is taken from the first that has it. */
  readonly sources: readonly UnitSource[]
  readonly findings: Finding[]
}

/** Rows by the code of their unit; rows without one and rows of a unit that is there already are told. */
export function linesByUnit(
  { file, head, columns, lines }: ColumnTable,
  header: string,
  findings: Finding[],
): ReadonlyMap<string, TableLine> {
  const place = columns.get(header)
  if (place === undefined) {
    const there = [...columns.keys()].slice(0, 30).join(', ')
    findings.push(tableFinding({ file, line: head }, 'column_missing', { text: header, there }))
    return new Map()
  }
  const byUnit = new Map<string, TableLine>()
  for (const line of lines) {
    const unit = cellAt(line, place)
    const at = { file, line: line.line, column: place + 1 }
    const other = byUnit.get(unit)
    if (unit === '') findings.push(tableFinding(at, 'unit_empty'))
    else if (other !== undefined) findings.push(tableFinding(at, 'unit_doubled', { other: other.line }))
    else byUnit.set(unit, line)
  }
  return byUnit
}

/** The place of a column; one that is not there is told. */
export function placeOf(table: ColumnTable, header: string, findings: Finding[]): number | undefined {
  const place = table.columns.get(header)
  if (place === undefined) {
    const there = [...table.columns.keys()].slice(0, 30).join(', ')
    const at = { file: table.file, line: table.head }
    findings.push(tableFinding(at, 'column_missing', { text: header, there }))
  }
  return place
}

/** Columns by their headers, one value for each unit. */
export type ColumnReader = {
  readonly texts: (header: string) => readonly string[]
  readonly numbers: (header: string) => readonly (number | null)[]
}

/** Reads columns for these units, each from the first table that has it. */
export function columnReader(
  { sources, first, findings }: InputReading,
  units: readonly string[],
): ColumnReader {
  const read = new Map<string, readonly (number | null)[]>()
  function sourceOf(header: string): UnitSource | undefined {
    const source = sources.find(({ table }) => table.columns.has(header))
    if (source === undefined) placeOf(sources[0]?.table ?? { ...first, columns: new Map() }, header, findings)
    return source
  }
  function texts(header: string): readonly string[] {
    const source = sourceOf(header)
    if (source === undefined) return []
    const place = source.table.columns.get(header)
    return units.map((unit) => {
      const line = source.byUnit.get(unit)
      return line === undefined ? '' : cellAt(line, place)
    })
  }
  function numbers(header: string): readonly (number | null)[] {
    const source = sourceOf(header)
    if (source === undefined) return []
    const place = source.table.columns.get(header) ?? 0
    return units.map((unit) => {
      const line = source.byUnit.get(unit)
      if (line === undefined) return null
      const at = { file: source.table.file, line: line.line, column: place + 1 }
      return numberAt(cellAt(line, place), at, findings)
    })
  }
  return {
    texts,
    // A column may be asked for twice; its faults are told once.
    numbers: (header) => {
      const known = read.get(header) ?? numbers(header)
      read.set(header, known)
      return known
    },
  }
}

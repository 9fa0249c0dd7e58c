import type { Finding } from '@duibiao/base'
import type { MarkEntry, MarkFact, MarkedUnit, MeasureFinding } from '@duibiao/measures'
import { cellAt, hasCodeForm, tableFinding } from '@duibiao/packfile'
import type { CellPlace, ColumnTable, FactColumns, MarkFile, TableLine } from '@duibiao/packfile'
import { linesByUnit, placeOf } from './measure-column.ts'
import { headNamed, numberAt } from './measure-table.ts'
import type { NamedTable } from './measure-table.ts'

/** What a mark sheet works on, taken from the columns of files. */
export interface MarkInput {
  readonly units: readonly MarkedUnit[]
  readonly entries: readonly MarkEntry[]
  readonly names: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
  /** Where an entry, a unit or a fact of either stands in the files. */
  readonly placeOf: (finding: MeasureFinding) => CellPlace | undefined
}

/** The one group of a sheet that names no column of groups. */
const onlyGroup = 'all'

/** Takes facts from tables by the headers that a sheet names. Faults are told all at once, each at its cell. */
export function readFacts(file: MarkFile, main: NamedTable, more: NamedTable | undefined): MarkInput {
  const findings: Finding[] = []
  const { table: columns, entries: named } = file
  const first = knownRows(headNamed(main), columns)
  const byUnit = linesByUnit(first, columns.unit, findings)
  const group = columns.group === undefined ? undefined : placeOf(first, columns.group, findings)
  const name = columns.name === undefined ? undefined : placeOf(first, columns.name, findings)
  const factsOf = factReader(first, columns, findings)
  const second = named === undefined || more === undefined ? undefined : headNamed(more)
  const lines = second === undefined || named === undefined ? [] : entryLines(second, named, findings)
  const entryFacts =
    second === undefined || named === undefined ? undefined : factReader(second, named, findings)
  return {
    units: [...byUnit].map(([code, line]) => ({
      code,
      group: columns.group === undefined ? onlyGroup : cellAt(line, group),
      facts: factsOf(line),
    })),
    entries: lines.map(({ id, unit, line }) => ({ id, unit, facts: entryFacts?.(line) ?? {} })),
    names: new Map([...byUnit].map(([code, line]) => [code, name === undefined ? '' : cellAt(line, name)])),
    findings,
    placeOf: ({ unit, entry, indicator }) => {
      const own = entry === undefined ? undefined : lines.findLast(({ id }) => id === entry)?.line
      if (own !== undefined && second !== undefined)
        return cellOf(second, named, { line: own, fact: indicator })
      const line = unit === undefined ? undefined : byUnit.get(unit)
      return line === undefined ? undefined : cellOf(first, columns, { line, fact: indicator })
    },
  }
}

/** The rows whose codes have the form of those of units. */
function knownRows(table: ColumnTable, { unit, codes }: MarkFile['table']): ColumnTable {
  const place = table.columns.get(unit)
  if (place === undefined || codes === undefined) return table
  return { ...table, lines: table.lines.filter((line) => hasCodeForm(cellAt(line, place), codes)) }
}

interface EntryLine {
  readonly id: string
  readonly unit: string
  readonly line: TableLine
}

/** Rows with an id; whether it is there once, and whose it is, is asked when marks are given. */
function entryLines(
  table: ColumnTable,
  columns: NonNullable<MarkFile['entries']>,
  findings: Finding[],
): readonly EntryLine[] {
  const id = placeOf(table, columns.id, findings)
  const unit = placeOf(table, columns.unit, findings)
  if (id === undefined || unit === undefined) return []
  return table.lines.flatMap((line) => {
    const found = { id: cellAt(line, id), unit: cellAt(line, unit), line }
    const at = { file: table.file, line: line.line }
    if (found.id === '') findings.push(tableFinding({ ...at, column: id + 1 }, 'entry_empty'))
    if (found.unit === '') findings.push(tableFinding({ ...at, column: unit + 1 }, 'unit_empty'))
    return found.id === '' || found.unit === '' ? [] : [found]
  })
}

type FactKind = keyof FactColumns
const factKinds = ['texts', 'numbers', 'truths'] as const satisfies readonly FactKind[]

/** Reads the facts of a row; columns that are not there are told once. */
function factReader(
  table: ColumnTable,
  columns: FactColumns,
  findings: Finding[],
): (line: TableLine) => Readonly<Record<string, MarkFact>> {
  const wanted = factKinds.flatMap((kind) =>
    Object.entries(columns[kind] ?? {}).flatMap(([fact, header]) => {
      const place = placeOf(table, header, findings)
      return place === undefined ? [] : [{ kind, fact, place }]
    }),
  )
  return (line) =>
    Object.fromEntries(
      wanted.map(({ kind, fact, place }) => {
        const at = { file: table.file, line: line.line, column: place + 1 }
        return [fact, factAt(kind, { text: cellAt(line, place), at }, findings)] as const
      }),
    )
}

function factAt(
  kind: FactKind,
  { text, at }: { readonly text: string; readonly at: CellPlace },
  findings: Finding[],
): MarkFact {
  switch (kind) {
    case 'texts':
      return text === '' ? null : text
    case 'numbers':
      return numberAt(text, at, findings)
    case 'truths': {
      const truth = truths.get(text.toLowerCase())
      if (truth === undefined) findings.push(tableFinding(at, 'value_not_truth', { text }))
      return truth ?? null
    }
  }
}

/** What is not said is not known: it is neither yes nor no. */
const truths: ReadonlyMap<string, boolean | null> = new Map([
  ['是', true],
  ['yes', true],
  ['true', true],
  ['1', true],
  ['否', false],
  ['no', false],
  ['false', false],
  ['0', false],
  ['', null],
])

function cellOf(
  table: ColumnTable,
  columns: FactColumns | undefined,
  { line, fact }: { readonly line: TableLine; readonly fact: string | undefined },
): CellPlace {
  const header = factKinds.map((kind) => columns?.[kind]?.[fact ?? '']).find((one) => one !== undefined)
  const place = header === undefined ? undefined : table.columns.get(header)
  return { file: table.file, line: line.line, ...(place !== undefined && { column: place + 1 }) }
}

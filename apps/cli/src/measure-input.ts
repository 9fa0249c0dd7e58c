import type { Finding } from '@duibiao/base'
import { countOfScore } from '@duibiao/measures'
import type { CountedUnit, IndicatorTable, MeasurePlace, PeerTable } from '@duibiao/measures'
import { cellAt, hasCodeForm, tableFinding } from '@duibiao/packfile'
import type { CellPlace, CodeForm, ColumnTable, RecipeCounts, RecipeFile, TableLine } from '@duibiao/packfile'
import { columnReader, linesByUnit, placeOf } from './measure-column.ts'
import type { ColumnReader, InputReading } from './measure-column.ts'
import { headNamed, numberAt } from './measure-table.ts'
import type { NamedTable } from './measure-table.ts'

/** What a recipe works on, taken from the columns of files. */
export type MeasureInput = {
  readonly table: IndicatorTable
  readonly names: ReadonlyMap<string, string>
  /** Units with their cases, where the recipe names columns of them. */
  readonly counted: readonly CountedUnit[]
  readonly places: PeerTable
  readonly findings: readonly Finding[]
  /** Where a unit, and an indicator of it, stands in the files. */
  readonly placeOf: (place: MeasurePlace) => CellPlace | undefined
}

export type InputChoice = {
  /** A second table with one row for each unit: groups, denominators, names. */
  readonly units?: NamedTable
  readonly year?: number
}

/** Takes from tables what a recipe asks for, by the headers it names. Faults are told all at once, each at its cell. */
export function readInput(file: RecipeFile, main: NamedTable, choice: InputChoice): MeasureInput {
  const reading = openTables(file, main, choice)
  if (reading === undefined) {
    return { ...nothing, findings: [tableFinding({ file: main.file, line: 0 }, 'table_empty')] }
  }
  const long = file.table.indicator === undefined ? undefined : readLong(reading)
  const [own] = reading.sources
  const units = own === undefined ? [...(long?.keys() ?? [])] : [...own.byUnit.keys()]
  const columns = columnReader(reading, units)
  const names = file.table.name === undefined ? [] : columns.texts(file.table.name)
  const values = file.indicators.map(({ column }) =>
    long === undefined
      ? columns.numbers(column)
      : units.map((unit) => long.get(unit)?.get(column)?.value ?? null),
  )
  return {
    table: {
      units: readUnits(file, units, columns),
      indicators: file.indicators.map(({ code, direction, parent, weight }) => ({
        code,
        direction,
        parent,
        weight,
      })),
      nodes: file.nodes,
      values: units.map((_, row) => values.map((cells) => cells[row] ?? null)),
    },
    names: new Map(units.map((code, row) => [code, names[row] ?? ''])),
    counted: file.counts === undefined ? [] : readCounts(file.counts, units, columns),
    places: readPlaces(file, units, columns),
    findings: reading.findings,
    placeOf: (place) => findPlace(reading, long, place),
  }
}

/** The tables with the rows that count; undefined when the first has none. */
function openTables(file: RecipeFile, main: NamedTable, choice: InputChoice): InputReading | undefined {
  const { table } = file
  const findings: Finding[] = []
  function open(named: NamedTable, header: string): ColumnTable {
    const known = withKnownCodes(headNamed(named), header, table.codes)
    return ofYear(known, table.year, { year: choice.year, findings })
  }
  const first = open(main, table.unit)
  if (first.head === 0) return undefined
  const sources =
    table.indicator === undefined ? [{ table: first, byUnit: linesByUnit(first, table.unit, findings) }] : []
  if (choice.units !== undefined) {
    const header = table.units ?? table.unit
    const second = open(choice.units, header)
    sources.push({ table: second, byUnit: linesByUnit(second, header, findings) })
  }
  return { file, first, sources, findings }
}

const nothing: MeasureInput = {
  table: { units: [], indicators: [], nodes: [], values: [] },
  names: new Map(),
  counted: [],
  places: { units: [], variables: [], values: [] },
  findings: [],
  placeOf: () => undefined,
}

/** The rows whose codes have the form of those of units. */
function withKnownCodes(table: ColumnTable, header: string, codes: CodeForm | undefined): ColumnTable {
  const place = table.columns.get(header)
  if (place === undefined || codes === undefined) return table
  return { ...table, lines: table.lines.filter((line) => hasCodeForm(cellAt(line, place), codes)) }
}

/** The rows of one year, where a column holds it. */
function ofYear(
  table: ColumnTable,
  header: string | undefined,
  { year, findings }: { readonly year: number | undefined; readonly findings: Finding[] },
): ColumnTable {
  const place = header === undefined ? undefined : table.columns.get(header)
  if (place === undefined) return table
  const years = [...new Set(table.lines.map((line) => yearAt(line, place)))]
  const at = { file: table.file, line: table.head, column: place + 1 }
  const wanted = year === undefined ? (years[0] ?? '') : String(year)
  if (year === undefined && years.length > 1) {
    const there = years.toSorted().join(', ')
    findings.push(tableFinding(at, 'year_needed', { there }))
  } else if (!years.includes(wanted)) findings.push(tableFinding(at, 'year_absent', { text: wanted }))
  return { ...table, lines: table.lines.filter((line) => yearAt(line, place) === wanted) }
}

function yearAt(line: TableLine, place: number): string {
  return cellAt(line, place).replace(/年$/, '')
}

type LongValue = { readonly value: number | null; readonly line: number }
type LongValues = ReadonlyMap<string, ReadonlyMap<string, LongValue>>

/** Values of a long table by unit and indicator. */
function readLong({ file, first, findings }: InputReading): LongValues {
  const { unit, indicator = '', value = '' } = file.table
  const places = [unit, indicator, value].map((header) => placeOf(first, header, findings))
  const [unitPlace, indicatorPlace, valuePlace] = places
  const found = new Map<string, Map<string, LongValue>>()
  if (places.includes(undefined)) return found
  const wanted = new Set(file.indicators.map(({ column }) => column))
  for (const line of first.lines) {
    const code = cellAt(line, unitPlace)
    const name = cellAt(line, indicatorPlace)
    if (code === '') findings.push(tableFinding({ file: first.file, line: line.line }, 'unit_empty'))
    if (code === '' || !wanted.has(name)) continue
    const own = found.get(code) ?? new Map<string, LongValue>()
    found.set(code, own)
    const at = { file: first.file, line: line.line, column: (valuePlace ?? 0) + 1 }
    const other = own.get(name)
    if (other !== undefined) findings.push(tableFinding(at, 'value_doubled', { other: other.line }))
    else own.set(name, { value: numberAt(cellAt(line, valuePlace), at, findings), line: line.line })
  }
  return found
}

/** Units with their groups and denominators. */
function readUnits(
  { table: { texts = {}, numbers = {} } }: RecipeFile,
  units: readonly string[],
  columns: ColumnReader,
): IndicatorTable['units'] {
  const attributes = [
    ...Object.entries(texts).map(([name, header]) => ({
      name,
      cells: columns.texts(header).map((text) => (text === '' ? null : text)),
    })),
    ...Object.entries(numbers).map(([name, header]) => ({ name, cells: columns.numbers(header) })),
  ]
  return units.map((code, row) => ({
    code,
    attributes: Object.fromEntries(attributes.map(({ name, cells }) => [name, cells[row] ?? null])),
  }))
}

function readCounts(
  counts: RecipeCounts,
  units: readonly string[],
  columns: ColumnReader,
): readonly CountedUnit[] {
  const groups = counts.group === undefined ? [] : columns.texts(counts.group)
  const read =
    'numerator' in counts
      ? zip(columns.numbers(counts.numerator), columns.numbers(counts.denominator)).map(
          ([numerator, denominator]) => ({ numerator, denominator }),
        )
      : zip(columns.numbers(counts.score), columns.numbers(counts.orders)).map(([score, orders], row) => {
          const fullMark = columns.numbers(counts.fullMark)[row] ?? NaN
          return countOfScore({ score, orders, fullMark })
        })
  return units.map((name, row) => ({
    name,
    ...(read[row] ?? { numerator: NaN, denominator: NaN }),
    ...(groups[row] !== undefined && { group: groups[row] }),
  }))
}

/** A missing number is no number of cases: it is named as a fault of the unit. */
function zip(
  ones: readonly (number | null)[],
  others: readonly (number | null)[],
): readonly (readonly [number, number])[] {
  return ones.map((one, row) => [one ?? NaN, others[row] ?? NaN])
}

function readPlaces(
  { characteristics }: RecipeFile,
  units: readonly string[],
  columns: ColumnReader,
): PeerTable {
  const read = characteristics.map(({ column, per }) => {
    const over = per === undefined ? undefined : columns.numbers(per)
    return columns.numbers(column).map((value, row) => {
      const below = over === undefined ? 1 : (over[row] ?? null)
      return value === null || below === null || below === 0 ? undefined : value / below
    })
  })
  return {
    units,
    variables: characteristics.map(({ code, weight, scale }) => ({
      code,
      ...(weight !== undefined && { weight }),
      ...(scale !== undefined && { scale }),
    })),
    values: units.map((_, row) => read.map((cells) => cells[row])),
  }
}

function findPlace(
  { file, first, sources }: InputReading,
  long: LongValues | undefined,
  { unit, indicator }: MeasurePlace,
): CellPlace | undefined {
  if (unit === undefined) return undefined
  const header = headerOf(file, indicator ?? '')
  const value = long?.get(unit)?.get(header)
  if (value !== undefined) return { file: first.file, line: value.line }
  const source = sources.find(({ table }) => table.columns.has(header)) ?? sources[0]
  const line = source?.byUnit.get(unit)
  if (source === undefined || line === undefined) return undefined
  const place = source.table.columns.get(header)
  return { file: source.table.file, line: line.line, ...(place !== undefined && { column: place + 1 }) }
}

/** The column of an indicator or of an attribute. */
function headerOf({ indicators, table }: RecipeFile, code: string): string {
  const indicator = indicators.find((one) => one.code === code)
  return indicator?.column ?? table.texts?.[code] ?? table.numbers?.[code] ?? ''
}

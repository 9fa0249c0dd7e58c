import type { Table } from './queries.ts'

/** What a pasted table may hold. */
export interface TableWish {
  /** Each with the names that a column of it may have beside its code. */
  readonly indicators: readonly { readonly code: string; readonly names: readonly string[] }[]
  /** Columns beside the indicators that the recipe asks for. */
  readonly attributes: readonly string[]
  /** Names of units by their codes. */
  readonly units: ReadonlyMap<string, string>
}

/** A place in a pasted table that cannot be read; nothing is guessed. */
export type TableFault =
  | { readonly kind: 'table_empty' }
  | { readonly kind: 'column_unknown'; readonly column: string }
  | { readonly kind: 'column_doubled'; readonly column: string }
  | { readonly kind: 'unit_unknown'; readonly unit: string }
  | { readonly kind: 'unit_doubled'; readonly unit: string }
  | {
      readonly kind: 'value_not_number'
      readonly unit: string
      readonly column: string
      readonly value: string
    }

export interface ReadTable {
  readonly table: Table
  readonly faults: readonly TableFault[]
}

/** Marks by which tables say that a value is missing. */
const missing: ReadonlySet<string> = new Set(['', '-', '–', '—', '..', '…', 'NA', 'N/A', '/'])

/** A number as tables write it; null for a missing one, undefined for what is no number. */
export function readNumber(text: string): number | null | undefined {
  const bare = text.trim()
  if (missing.has(bare)) return null
  const plain = bare.replaceAll(/(?<=\d)[,，](?=\d{3}(\D|$))/g, '')
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) && Number.isFinite(Number(plain))
    ? Number(plain)
    : undefined
}

/** The cells of what was copied from a table. */
export function readCells(text: string): readonly (readonly string[])[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const separator = lines.some((line) => line.includes('\t')) ? '\t' : ','
  return lines.map((line) => line.split(separator).map((cell) => cell.trim()))
}

/** Reads what was copied from a table: the first row names the columns, the first column the units, by code or name. */
export function readTable(text: string, wish: TableWish): ReadTable {
  const [head = [], ...rows] = readCells(text)
  const faults: TableFault[] = rows.length === 0 ? [{ kind: 'table_empty' }] : []
  const columns = readHead(head.slice(1), wish, faults)
  const found = rows.flatMap((cells) => {
    const unit = readUnit(cells[0] ?? '', wish, faults)
    return unit === undefined ? [] : [{ unit, cells: cells.slice(1) }]
  })
  const kept = found.filter(({ unit }, place) => {
    const isFirst = found.findIndex((one) => one.unit === unit) === place
    if (!isFirst) faults.push({ kind: 'unit_doubled', unit })
    return isFirst
  })
  const table: Table = {
    units: kept.map(({ unit, cells }) => ({ code: unit, ...attributesIn(cells, columns) })),
    indicators: wish.indicators.map(({ code }) => code),
    values: kept.map(({ unit, cells }) =>
      wish.indicators.map(({ code }) => {
        const value = cells[columns.indexOf(code)] ?? ''
        const read = readNumber(value)
        if (read === undefined) faults.push({ kind: 'value_not_number', unit, column: code, value })
        return read ?? null
      }),
    ),
  }
  return { table, faults: [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()] }
}

/** What each column stands for: the code of an indicator, `@` and an attribute, or nothing. */
function readHead(head: readonly string[], wish: TableWish, faults: TableFault[]): readonly string[] {
  const columns: string[] = []
  for (const column of head) {
    const indicator = wish.indicators.find(({ code, names }) => code === column || names.includes(column))
    const meaning = indicator?.code ?? (wish.attributes.includes(column) ? `@${column}` : '')
    if (meaning === '') faults.push({ kind: 'column_unknown', column })
    const isDoubled = meaning !== '' && columns.includes(meaning)
    if (isDoubled) faults.push({ kind: 'column_doubled', column })
    columns.push(isDoubled ? '' : meaning)
  }
  return columns
}

/** A unit by its code, or by a name that only one has. Where no names are known every code is taken. */
export function readUnit(
  text: string,
  { units }: Pick<TableWish, 'units'>,
  faults: Pick<TableFault[], 'push'>,
): string | undefined {
  if (units.size === 0 || units.has(text)) return text
  const named = [...units].filter(([, name]) => name === text)
  const [only] = named
  if (only !== undefined && named.length === 1) return only[0]
  faults.push({ kind: 'unit_unknown', unit: text })
  return undefined
}

function attributesIn(
  cells: readonly string[],
  columns: readonly string[],
): Pick<Table['units'][number], 'attributes'> {
  const own = columns.flatMap((column, place) =>
    column.startsWith('@') ? [[column.slice(1), attributeOf(cells[place] ?? '')] as const] : [],
  )
  return own.length === 0 ? {} : { attributes: Object.fromEntries(own) }
}

/** Groups are texts, denominators numbers. */
export function attributeOf(text: string): string | number | null {
  const read = readNumber(text)
  return read === undefined ? text : read
}

/** A table with columns for these indicators: those that it has keep their values. */
export function fitTable(table: Table, indicators: readonly string[]): Table {
  const places = indicators.map((code) => table.indicators.indexOf(code))
  return {
    units: table.units,
    indicators: [...indicators],
    values: table.values.map((row) => places.map((place) => row[place] ?? null)),
  }
}

/** A table with the columns and attributes of another put in; what it has besides stays. */
export function joinTable(table: Table, other: Table): Table {
  const joined = other.indicators.reduce((whole, indicator, place) => {
    const column = new Map(other.units.map(({ code }, row) => [code, other.values[row]?.[place] ?? null]))
    return putColumn(whole, indicator, column)
  }, table)
  const given = new Map(other.units.map(({ code, attributes }) => [code, attributes]))
  return {
    ...joined,
    units: joined.units.map(({ code, attributes }) => {
      const all = { ...attributes, ...given.get(code) }
      return Object.keys(all).length === 0 ? { code } : { code, attributes: all }
    }),
  }
}

/** Values of one indicator put into a table; units that it did not have are added. */
export function putColumn(
  table: Table,
  indicator: string,
  values: ReadonlyMap<string, number | null>,
): Table {
  const place = table.indicators.indexOf(indicator)
  if (place < 0) return table
  const known = new Set(table.units.map(({ code }) => code))
  const added = [...values.keys()].filter((code) => !known.has(code))
  return {
    units: [...table.units, ...added.map((code) => ({ code }))],
    indicators: table.indicators,
    values: [...table.values, ...added.map(() => table.indicators.map(() => null))].map((row, at) => {
      const code = table.units[at]?.code ?? added[at - table.units.length] ?? ''
      return values.has(code) ? row.with(place, values.get(code) ?? null) : row
    }),
  }
}

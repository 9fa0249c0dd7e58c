import type { Finding } from '@duibiao/base'

/** Where something stands: a row of a file and, where it is about one cell, a column; both 1-based. */
export type CellPlace = { readonly file: string; readonly line: number; readonly column?: number }

/** A row below the headers. */
export type TableLine = { readonly cells: readonly string[]; readonly line: number }

/** A table whose columns are known by their headers. */
export type ColumnTable = {
  readonly file: string
  /** Row of the headers, 1-based; 0 where there is none. */
  readonly head: number
  /** 0-based places by header. */
  readonly columns: ReadonlyMap<string, number>
  readonly lines: readonly TableLine[]
}

/** The first row with two cells or more names the columns; a table of one column is read too. */
export function headTable({
  file,
  rows,
}: {
  readonly file: string
  readonly rows: readonly (readonly string[])[]
}): ColumnTable {
  const wide = rows.findIndex((row) => isFilled(row, 2))
  const head = wide < 0 ? rows.findIndex((row) => isFilled(row, 1)) : wide
  const columns = new Map<string, number>()
  for (const [place, cell] of (rows[head] ?? []).entries()) {
    const header = cell.replaceAll(/\s+/g, ' ').trim()
    if (header !== '' && !columns.has(header)) columns.set(header, place)
  }
  const lines = rows.flatMap((cells, place) =>
    head >= 0 && place > head && isFilled(cells, 1) ? [{ cells, line: place + 1 }] : [],
  )
  return { file, head: head + 1, columns, lines }
}

function isFilled(row: readonly string[], least: number): boolean {
  return row.filter((cell) => cell.trim() !== '').length >= least
}

/** The text of a cell without blanks around it; empty where there is no such cell. */
export function cellAt({ cells }: TableLine, place: number | undefined): string {
  return place === undefined ? '' : (cells[place] ?? '').trim()
}

const faults = {
  table_empty: ['表中没有表头和数据', 'the table has no header and no rows'],
  column_missing: ['没有列“{text}”，有的列：{there}', 'there is no column "{text}"; there are: {there}'],
  unit_empty: ['该行没有单位代码', 'the row has no code of a unit'],
  unit_doubled: ['与第 {other} 行是同一单位', 'the same unit as row {other}'],
  value_doubled: ['与第 {other} 行是同一单位、同一指标', 'the same unit and indicator as row {other}'],
  entry_empty: ['该行没有条目编号', 'the row has no id of an entry'],
  value_not_truth: ['“{text}”不是“是”或“否”', '"{text}" is neither yes nor no'],
  value_not_number: ['“{text}”不是数字', '"{text}" is not a number'],
  year_needed: [
    '表中有几个年份（{there}），请用 --year 选定',
    'the table has several years ({there}): choose with --year',
  ],
  year_absent: ['表中没有 {text} 年', 'the table has no year {text}'],
  year_impossible: ['“{text}”不是年份', '"{text}" is not a year'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>

/** A fault of a table at its place. */
export function tableFinding(
  at: CellPlace,
  code: keyof typeof faults,
  params: Readonly<Record<string, string | number>> = {},
): Finding {
  const [zh, en] = faults[code]
  return { ...at, code, severity: 'error', zh: fill(zh, params), en: fill(en, params) }
}

function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}

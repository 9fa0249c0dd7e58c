import type { Finding } from '@duibiao/base'
import { numberOfCell } from '@duibiao/measures'
import { headTable, tableFinding } from '@duibiao/packfile'
import type { CellPlace, ColumnTable } from '@duibiao/packfile'
import type { CellTable } from '@duibiao/sheet'

/** A table with the name that findings call it by. */
export type NamedTable = { readonly file: string; readonly table: CellTable }

/** What findings call a table. */
export function fileOf({ file, table: { sheet } }: NamedTable): string {
  return sheet === '' ? file : `${file}[${sheet}]`
}

/** A table by its headers. */
export function headNamed(named: NamedTable): ColumnTable {
  return headTable({ file: fileOf(named), rows: named.table.rows })
}

/** A cell as a number, null where nothing is known; what is no number is told. */
export function numberAt(text: string, at: CellPlace, findings: Finding[]): number | null {
  const value = numberOfCell(text)
  if (value === undefined) findings.push(tableFinding(at, 'value_not_number', { text }))
  return value === undefined || Number.isNaN(value) ? null : value
}

/** Faults of the reading of a file, put where they stand. */
export function readingFaults({ file, table }: NamedTable): readonly Finding[] {
  return table.findings.map(({ sheet, row, column, code, severity, zh, en }) => ({
    file: sheet === '' ? file : `${file}[${sheet}]`,
    line: row,
    ...(column > 0 && { column }),
    code,
    severity,
    zh,
    en,
  }))
}

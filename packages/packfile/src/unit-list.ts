import type { Finding } from '@duibiao/base'
import type { UnitEntry } from '@duibiao/measures'
import { hasCodeForm } from './code-form.ts'
import type { UnitColumns } from './statistics-plan.ts'
import { cellAt, headTable, tableFinding } from './table-head.ts'
import type { TableLine } from './table-head.ts'

/** Units that statistics may name, from a list with their codes. */
export type UnitList = {
  readonly entries: readonly UnitEntry[]
  /** The row of each entry. */
  readonly lines: readonly number[]
  /** Rows whose code is of another form. */
  readonly passed: number
  readonly findings: readonly Finding[]
}

/** Reads a list of units by its headers. */
export function readUnitList(
  file: { readonly file: string; readonly rows: readonly (readonly string[])[] },
  columns: UnitColumns,
): UnitList {
  const table = headTable(file)
  const findings: Finding[] = []
  for (const header of [columns.code, columns.name]) {
    if (table.columns.has(header)) continue
    const there = [...table.columns.keys()].slice(0, 30).join(', ')
    const at = { file: table.file, line: table.head }
    findings.push(tableFinding(at, 'column_missing', { text: header, there }))
  }
  if (findings.length > 0) return { entries: [], lines: [], passed: 0, findings }
  const found = table.lines.flatMap(
    (line): readonly { readonly entry: UnitEntry; readonly line: number }[] => {
      const code = cell(line, columns.code)
      if (code === '' || !hasCodeForm(code, columns.codes ?? {})) return []
      const from = yearOf(line, columns.from)
      const to = yearOf(line, columns.to)
      const successors = listOf(cell(line, columns.successors))
      const entry = {
        code,
        name: cell(line, columns.name),
        parents: columns.parents.flatMap((header) => listOf(cell(line, header))),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(successors.length > 0 && { successors }),
      }
      return [{ entry, line: line.line }]
    },
  )
  return {
    entries: found.map(({ entry }) => entry),
    lines: found.map(({ line }) => line),
    passed: table.lines.length - found.length,
    findings,
  }

  function cell(line: TableLine, header: string): string {
    return cellAt(line, table.columns.get(header))
  }

  function yearOf(line: TableLine, header: string): number | undefined {
    const text = cell(line, header)
    const year = Number(text.replace(/年$/, ''))
    if (text === '') return undefined
    if (Number.isInteger(year) && year >= 1900 && year <= 2200) return year
    const column = (table.columns.get(header) ?? 0) + 1
    findings.push(tableFinding({ file: table.file, line: line.line, column }, 'year_impossible', { text }))
    return undefined
  }
}

function listOf(text: string): readonly string[] {
  return text.split(/[、,，;；/\s]+/).filter((part) => part !== '')
}

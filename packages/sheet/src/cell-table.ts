import { AppError } from '@duibiao/base'
import { readCsvRows } from './csv-read.ts'
import { sheetFinding } from './finding.ts'
import type { SheetFinding } from './finding.ts'
import { unguardFormula } from './formula-guard.ts'
import { defaultSheetLimits } from './limit.ts'
import type { SheetLimits } from './limit.ts'
import type { RawRow } from './raw-row.ts'
import { kindOf } from './sheet-read.ts'
import type { SheetFile } from './sheet-read.ts'
import { decodeText } from './text.ts'
import { readXlsxRows } from './xlsx-read.ts'
import { unreadable } from './zip-read.ts'

const cellKinds = ['.csv', '.xlsx', '.json', '.jsonl'] as const

/** A sheet as the texts of its cells, its first row first; empty rows are kept, so that a place is a row and a column. */
export type CellTable = {
  /** Name of the sheet; empty where the file has only one. */
  readonly sheet: string
  readonly rows: readonly (readonly string[])[]
  /** Rows and cells that cannot be read, which are empty in `rows`. */
  readonly findings: readonly SheetFinding[]
}

export type CellReading = {
  /** Name of a sheet of a workbook; the first that people see unless given. */
  readonly sheet?: string
  readonly limits?: SheetLimits
}

/**
 * Reads one sheet without asking which row holds the headers: for tables whose shape is itself in question. CSV, XLSX, and
 * JSON as a list of lists, or of objects (one a line in JSONL), whose names then are the first row.
 * @throws AppError `file_kind_unknown`, `sheet_missing`, `sheet_too_large`, `sheet_unreadable`
 */
export async function readCells(
  file: SheetFile,
  { sheet, limits = defaultSheetLimits }: CellReading = {},
): Promise<CellTable> {
  const kind = kindOf(file, cellKinds)
  if (file.bytes.length > limits.bytes) throw new AppError('sheet_too_large', { limit: 'bytes' })
  switch (kind) {
    case '.csv': {
      const damaged: number[] = []
      const table = await gather(readCsvRows(file.bytes, limits, damaged), limits)
      const faults = damaged.map((row) => sheetFinding({ sheet: '', row }, 'row_damaged'))
      return { ...table, findings: [...faults, ...table.findings] }
    }
    case '.xlsx':
      return gather(readXlsxRows(file.bytes, limits, sheet), limits)
    case '.json':
      return tableOf(parseList(decodeText(file.bytes)), limits)
    case '.jsonl':
      return tableOf(parseLines(decodeText(file.bytes)), limits)
  }
}

async function gather(raw: AsyncIterable<RawRow>, limits: SheetLimits): Promise<CellTable> {
  const rows: string[][] = []
  const findings: SheetFinding[] = []
  let name = ''
  for await (const { sheet, row, cells } of raw) {
    // The number of a row is what the file says it is.
    if (!(row >= 1 && row <= limits.rows)) throw new AppError('sheet_too_large', { limit: 'rows' })
    name = sheet
    while (rows.length < row) rows.push([])
    const texts = rows[row - 1] ?? []
    for (const { column, text, fault } of cells) {
      while (texts.length < column) texts.push('')
      texts[column - 1] = text
      if (fault !== undefined)
        findings.push(sheetFinding({ sheet, row, column }, fault.code, { text: fault.text }))
    }
  }
  return { sheet: name, rows, findings }
}

function parseList(text: string): readonly unknown[] {
  const value = parseJson(text.replace(/^\uFEFF/, ''), 'JSON')
  if (!Array.isArray(value)) throw unreadable('JSON')
  return value
}

function parseLines(text: string): readonly unknown[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseJson(line, `JSON, ${String(index + 1)}`)],
  )
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable(what)
  }
}

function tableOf(records: readonly unknown[], limits: SheetLimits): CellTable {
  if (records.length > limits.rows) throw new AppError('sheet_too_large', { limit: 'rows' })
  const rows = records.every((record) => Array.isArray(record))
    ? records.map((cells) => cells.map(textOf))
    : rowsOf(records)
  if (rows.some((cells) => cells.length > limits.columns))
    throw new AppError('sheet_too_large', { limit: 'columns' })
  return { sheet: '', rows, findings: [] }
}

/** Objects as rows under all their names, in the order in which these are met. */
function rowsOf(records: readonly unknown[]): readonly (readonly string[])[] {
  const maps = records.map((record) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) throw unreadable('JSON')
    return new Map<string, unknown>(Object.entries(record))
  })
  const names = [...new Set(maps.flatMap((map) => [...map.keys()]))]
  return [names, ...maps.map((map) => names.map((name) => textOf(map.get(name))))]
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? unguardFormula(value) : JSON.stringify(value)
}

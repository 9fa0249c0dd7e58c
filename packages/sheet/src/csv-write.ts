import { guardFormula } from './formula-guard.ts'

/** What a cell may hold when it is written: numbers stay numbers, all else is text. */
export type CellValue = string | number | undefined

/**
 * Writes CSV that spreadsheets open in Chinese (UTF-8 with mark, CRLF), row by row. Texts that would be taken for formulas
 * get an apostrophe in front, which `readSheet` takes off again.
 */
export async function* writeCsv(
  headers: readonly string[],
  rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>,
): AsyncGenerator<string> {
  yield `\uFEFF${lineOf(headers)}`
  for await (const row of rows) yield lineOf(row)
}

function lineOf(cells: readonly CellValue[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(value: CellValue): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = guardFormula(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

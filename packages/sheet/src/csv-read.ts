import { Readable } from 'node:stream'
import { AppError } from '@duibiao/base'
import { CsvError, parse } from 'csv-parse'
import { sheetFinding } from './finding.ts'
import { unguardFormula } from './formula-guard.ts'
import type { SheetLimits } from './limit.ts'
import { recordsOf } from './raw-row.ts'
import type { RawRow, SheetEvent } from './raw-row.ts'
import { decodeText, isDamaged } from './text.ts'
import { unreadable } from './zip-read.ts'

/**
 * Reads CSV (RFC 4180) in UTF-8 with or without mark, or GB 18030, with commas, semicolons or tabs. Rows are counted as a
 * spreadsheet shows them: a cell of several lines is one row. A row with damaged bytes is a finding, the others are read.
 */
export async function* readCsv(bytes: Uint8Array, limits: SheetLimits): AsyncGenerator<SheetEvent> {
  const damaged: number[] = []
  for await (const event of recordsOf(readCsvRows(bytes, limits, damaged))) {
    while (damaged.length > 0) {
      const row = damaged.shift() ?? 0
      yield { kind: 'finding', finding: sheetFinding({ sheet: '', row }, 'row_damaged') }
    }
    yield event
  }
  for (const row of damaged) {
    yield { kind: 'finding', finding: sheetFinding({ sheet: '', row }, 'row_damaged') }
  }
}

/** Text that goes into the parser at a time. */
const pieceLength = 262_144

/** The rows as they stand, whichever holds the headers; numbers of rows with damaged bytes are put into `damaged`. */
export async function* readCsvRows(
  bytes: Uint8Array,
  limits: SheetLimits,
  damaged: number[],
): AsyncGenerator<RawRow> {
  const text = decodeText(bytes).replace(/^\uFEFF/, '')
  const parser = parse({
    delimiter: findDelimiter(text),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 1_000_000,
  })
  const rows: AsyncIterable<readonly string[]> = Readable.from(piecesOf(text)).pipe(parser)
  let row = 0
  try {
    for await (const texts of rows) {
      if (++row > limits.rows) throw new AppError('sheet_too_large', { limit: 'rows' })
      if (texts.length > limits.columns) throw new AppError('sheet_too_large', { limit: 'columns' })
      if (texts.some(isDamaged)) damaged.push(row)
      else
        yield {
          sheet: '',
          row,
          cells: texts.map((cell, place) => ({ column: place + 1, text: unguardFormula(cell) })),
        }
    }
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(`CSV, ${row + 1}`, error)
    throw error
  }
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
}

/** The sign that stands most often in the first line outside of quotes. */
function findDelimiter(text: string): string {
  const [line = ''] = text
    .slice(0, 10_000)
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r?\n/, 1)
  const counts = [',', ';', '\t'].map((sign) => [sign, line.split(sign).length] as const)
  return counts.toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? ','
}

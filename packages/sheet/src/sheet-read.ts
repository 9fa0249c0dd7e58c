import { AppError } from '@duibiao/base'
import type { SheetRecord } from '@duibiao/base'
import { readCsv } from './csv-read.ts'
import type { SheetFinding } from './finding.ts'
import { readGeoJson, readJsonl } from './json-read.ts'
import { defaultSheetLimits } from './limit.ts'
import type { SheetLimits } from './limit.ts'
import type { SheetEvent } from './raw-row.ts'
import { readXlsx } from './xlsx-read.ts'

export const sheetKinds = ['.csv', '.jsonl', '.xlsx', '.geojson'] as const
export type SheetKind = (typeof sheetKinds)[number]

/** A file by its name, whose ending says what it is, and its bytes. */
export type SheetFile = { readonly name: string; readonly bytes: Uint8Array }

/**
 * Reads a file row by row, whatever its kind: records with their place, and findings where a row cannot be read.
 * @throws AppError `file_kind_unknown`, `sheet_too_large`, `sheet_unreadable`
 */
export async function* readSheet(
  file: SheetFile,
  limits: SheetLimits = defaultSheetLimits,
): AsyncGenerator<SheetEvent> {
  const kind = kindOf(file, sheetKinds)
  if (file.bytes.length > limits.bytes) throw new AppError('sheet_too_large', { limit: 'bytes' })
  switch (kind) {
    case '.csv':
      return yield* readCsv(file.bytes, limits)
    case '.jsonl':
      return yield* readJsonl(file.bytes, limits)
    case '.xlsx':
      return yield* readXlsx(file.bytes, limits)
    case '.geojson':
      return yield* readGeoJson(file.bytes, limits)
  }
}

/** All records and findings of a file that is to be looked at as a whole. */
export async function readWholeSheet(
  file: SheetFile,
  limits: SheetLimits = defaultSheetLimits,
): Promise<{ readonly records: readonly SheetRecord[]; readonly findings: readonly SheetFinding[] }> {
  const records: SheetRecord[] = []
  const findings: SheetFinding[] = []
  for await (const event of readSheet(file, limits)) {
    if (event.kind === 'record') records.push(event.record)
    else findings.push(event.finding)
  }
  return { records, findings }
}

/**
 * The kind of a file out of those that can be read. The ending and the first bytes must agree: a page of HTML named .xlsx is
 * refused for what it is.
 */
export function kindOf<Kind extends string>({ name, bytes }: SheetFile, kinds: readonly Kind[]): Kind {
  const ending = /\.[^./\\]+$/.exec(name)?.[0].toLowerCase()
  const kind = kinds.find((one) => one === ending)
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  // The old format of Excel, in which files with a password are kept too.
  const isOld = bytes[0] === 0xd0 && bytes[1] === 0xcf
  if (kind === undefined || isOld || (kind === '.xlsx') !== isZip)
    throw new AppError('file_kind_unknown', { file: name, kinds: kinds.join(', ') })
  return kind
}

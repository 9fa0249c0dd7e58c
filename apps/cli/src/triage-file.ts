import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { Finding, SheetRecord } from '@duibiao/base'
import { readWholeSheet } from '@duibiao/sheet'
import type { CategoryWords, Example, FieldTexts } from '@duibiao/triage'
import { readBytes } from './message-file.ts'

/** A message of a file with its line. */
export type FileMessage = { readonly file: string; readonly line: number; readonly texts: FieldTexts }

export type ExampleFile = { readonly examples: readonly Example[]; readonly findings: readonly Finding[] }

/** Which columns of the files hold what. */
export type ExampleColumns = { readonly text: readonly string[]; readonly label: string }

type Place = { readonly folder: string; readonly names: readonly string[] }

/**
 * Reads confirmed messages from files by the names of their columns. A file need not have all columns of text, but one of
 * them; rows without a text or a category are findings and stop nobody.
 * @throws AppError `file_unreadable`, `file_kind_unknown`, `columns_missing`, `sheet_too_large`
 */
export async function readExamples(place: Place, { text, label }: ExampleColumns): Promise<ExampleFile> {
  const examples: Example[] = []
  const findings: Finding[] = []
  for (const name of place.names) {
    const { records, unread } = await readRecords(place.folder, name)
    findings.push(...unread)
    needColumns(name, records, text)
    needColumns(name, records, [label])
    for (const record of records) {
      const texts = textsOf(record, text)
      const category = textOf(record, label).trim()
      if (Object.keys(texts).length === 0) findings.push(rowFinding(name, record, text))
      else if (category === '') findings.push(rowFinding(name, record, [label]))
      else examples.push({ texts, category })
    }
  }
  return { examples, findings }
}

/** Reads messages to be classified; one without a text is kept, so that answers and rows stay together. */
export async function readTexts(place: Place, columns: readonly string[]): Promise<readonly FileMessage[]> {
  const messages: FileMessage[] = []
  for (const name of place.names) {
    const { records } = await readRecords(place.folder, name)
    needColumns(name, records, columns)
    for (const record of records)
      messages.push({ file: name, line: record.row, texts: textsOf(record, columns) })
  }
  return messages
}

/** Reads names and descriptions of categories: every cell of a row tells of the category in the label column. */
export async function readCategoryWords(place: Place, label: string): Promise<readonly CategoryWords[]> {
  const words = new Map<string, Set<string>>()
  for (const name of place.names) {
    const { records } = await readRecords(place.folder, name)
    needColumns(name, records, [label])
    for (const record of records) {
      const category = textOf(record, label).trim()
      if (category === '') continue
      const own = words.get(category) ?? new Set()
      for (const { text } of record.cells.values()) if (text.trim() !== '') own.add(text.trim())
      words.set(category, own)
    }
  }
  return [...words].map(([category, own]) => ({ category, words: [...own] }))
}

async function readRecords(folder: string, name: string) {
  const bytes = readBytes(path.resolve(folder, name), name)
  const { records, findings } = await readWholeSheet({ name, bytes })
  const unread = findings.map(({ row, column, code, severity, zh, en }): Finding => ({
    file: name,
    line: row,
    ...(column > 0 ? { column } : {}),
    code,
    severity,
    zh,
    en,
  }))
  return { records, unread }
}

/** @throws AppError `columns_missing` when no row has any of the columns */
function needColumns(file: string, records: readonly SheetRecord[], wanted: readonly string[]): void {
  if (records.some(({ cells }) => wanted.some((column) => cells.has(column)))) return
  const there = [...new Set(records.slice(0, 100).flatMap(({ cells }) => [...cells.keys()]))]
  throw new AppError('columns_missing', { file, wanted: wanted.join(', '), there: there.join(', ') })
}

function textsOf(record: SheetRecord, columns: readonly string[]): FieldTexts {
  const filled = columns.map((column) => [column, textOf(record, column)] as const)
  return Object.fromEntries(filled.filter(([, text]) => text.trim() !== ''))
}

function textOf({ cells }: SheetRecord, column: string): string {
  return cells.get(column)?.text ?? ''
}

function rowFinding(file: string, { row }: SheetRecord, columns: readonly string[]): Finding {
  const names = columns.join(', ')
  return {
    file,
    line: row,
    code: 'cell_empty',
    severity: 'warning',
    zh: `${names} 为空，这一行未使用`,
    en: `${names} is empty, the row is not used`,
  }
}

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { Finding, Instant } from '@duibiao/base'
import { decodeText, isDamaged } from '@duibiao/sheet'
import { parse } from 'csv-parse/sync'
import { finding, messageFields, readMessage } from './message.ts'
import type { Message, MessageField, MessageRow, RowPlace } from './message.ts'

/** Which column or member of a file holds which field. */
export type MessageMapping = Readonly<Record<MessageField, string>>

/** The names a file has without a mapping. */
export const plainMapping: MessageMapping = {
  id: 'id',
  user: 'user',
  subject: 'subject',
  time: 'time',
  body: 'body',
}

/** A file of messages: the good ones in the order of their time, and what is wrong with the rest. */
export interface MessageFile {
  readonly messages: readonly Message[]
  readonly findings: readonly Finding[]
}

/** How a file of messages is to be read. */
export interface MessageReading {
  /** What the fields are called there; our own names when not said. */
  readonly mapping?: MessageMapping
  /** A message later than this is a finding; none is when not said. */
  readonly now?: Instant
}

interface Line {
  readonly place: RowPlace
  readonly row: MessageRow | undefined
}

/**
 * Reads a file of messages by its ending: `.jsonl` one JSON object a line, `.csv` with a head line. UTF-8, or GB 18030 as
 * spreadsheets of Chinese offices save it. Bad rows, and such with damaged
 * bytes, are findings and stop nobody.
 * @param name how findings call the file
 * @throws AppError `file_unreadable`, `file_kind_unknown`
 */
export function readMessageFile(
  file: string,
  name: string,
  { mapping = plainMapping, now }: MessageReading = {},
): MessageFile {
  const kind = path.extname(file).toLowerCase()
  if (kind !== '.jsonl' && kind !== '.csv') {
    throw new AppError('file_kind_unknown', { file: name, kinds: '.jsonl, .csv' })
  }
  const text = decodeText(readBytes(file, name))
  const findings: Finding[] = []
  const lines =
    kind === '.csv'
      ? csvLines(text, { name, mapping, findings })
      : jsonLines(text, { name, mapping, findings })
  const messages: Message[] = []
  const known = new Map<string, number>()
  for (const { place, row } of lines) {
    if (row === undefined) continue
    const { message, findings: faults } = readMessage(row, place, now)
    findings.push(...faults)
    const earlier = message === undefined ? undefined : known.get(message.id)
    if (earlier !== undefined) {
      findings.push(
        finding(place, 'message_twice', [`编号与第 ${earlier} 行相同`, `the same id as line ${earlier}`]),
      )
    } else if (message !== undefined) {
      known.set(message.id, place.line)
      messages.push(message)
    }
  }
  return {
    messages: messages.toSorted((one, other) => one.sentAt - other.sentAt || (one.id < other.id ? -1 : 1)),
    findings: findings.toSorted((one, other) => one.line - other.line),
  }
}

/** The bytes of a file. @throws AppError `file_unreadable` */
export function readBytes(file: string, name: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new AppError('file_unreadable', { file: name, problem: problemOf(error) }, { cause: error })
  }
}

/** Why a file cannot be used, in a word. */
export function problemOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}

interface Reading {
  readonly name: string
  readonly mapping: MessageMapping
  readonly findings: Finding[]
}

function damageFinding(place: RowPlace): Finding {
  return finding(place, 'row_damaged', [
    '含有损坏的字节，无法识别：请从原系统重新导出',
    'bytes are damaged and cannot be read as text: export it anew',
  ])
}

function jsonLines(text: string, { name, mapping, findings }: Reading): readonly Line[] {
  return text.split(/\r?\n/).flatMap((line, index): readonly Line[] => {
    if (line.trim() === '') return []
    const place = { file: name, line: index + 1 }
    if (isDamaged(line)) {
      findings.push(damageFinding(place))
      return []
    }
    const value = parseJson(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      findings.push(finding(place, 'row_malformed', ['不是 JSON 对象', 'the line is no JSON object']))
      return []
    }
    const members = new Map(Object.entries(value))
    return [{ place, row: rowOf(mapping, (column) => members.get(column)) }]
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function csvLines(text: string, { name, mapping, findings }: Reading): readonly Line[] {
  const records = readCsv(text, { name, mapping, findings })
  const [head, ...rows] = records
  if (head === undefined) return []
  if (head.cells.some(isDamaged)) {
    findings.push(damageFinding({ file: name, line: 1 }))
    return []
  }
  const columns = new Map(head.cells.map((title, index) => [title.trim(), index]))
  const missing = messageFields.filter((field) => field !== 'user' && !columns.has(mapping[field]))
  if (missing.length > 0) {
    const names = missing.map((field) => mapping[field]).join(', ')
    findings.push(
      finding({ file: name, line: 1 }, 'column_missing', [
        `缺少列：${names}`,
        `columns are missing: ${names}`,
      ]),
    )
    return []
  }
  return rows.flatMap(({ cells, line }): readonly Line[] => {
    const place = { file: name, line }
    if (cells.some(isDamaged)) {
      findings.push(damageFinding(place))
      return []
    }
    if (cells.length !== head.cells.length) {
      const words = [
        `应有 ${head.cells.length} 列，实有 ${cells.length} 列`,
        `${cells.length} cells instead of ${head.cells.length}`,
      ] as const
      findings.push(finding(place, 'row_malformed', words))
      return []
    }
    return [{ place, row: rowOf(mapping, (column) => cells[columns.get(column) ?? -1]) }]
  })
}

interface CsvRecord {
  readonly cells: readonly string[]
  /** The line it begins on. */
  readonly line: number
}

/** The records of a CSV text; one with broken quotes ends the reading, because what follows cannot be told apart. */
function readCsv(text: string, { name, findings }: Reading): readonly CsvRecord[] {
  const records: CsvRecord[] = []
  let next = 1
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record, { lines }) => {
        const breaks = record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0)
        records.push({ cells: record, line: lines - breaks })
        next = lines + 1
        return null
      },
    })
  } catch (error) {
    const words = [
      '引号不成对或内容损坏，此行起未读',
      'broken quotes: nothing was read from this line on',
    ] as const
    const problem = error instanceof Error ? ` (${error.message.split('\n')[0] ?? ''})` : ''
    findings.push(finding({ file: name, line: next }, 'csv_malformed', [words[0], words[1] + problem]))
  }
  return records
}

/** Numbers of other systems come as JSON numbers too; any other value is none. */
function rowOf(mapping: MessageMapping, cell: (column: string) => unknown): MessageRow {
  const fields = messageFields.flatMap((field) => {
    const value = cell(mapping[field])
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
    return typeof text === 'string' ? [[field, text] as const] : []
  })
  return Object.fromEntries(fields)
}

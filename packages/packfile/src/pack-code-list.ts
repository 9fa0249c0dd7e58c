import type { Finding } from '@duibiao/base'
import { parse } from 'csv-parse/sync'
import { faultAt } from './pack-fault.ts'
import type { CodeListRule } from './pack-manifest.ts'

/** A code list of a pack: rows by column name, in the order of the file. */
export type CodeList = { readonly id: string; readonly rows: readonly CodeRow[] }

export type CodeRow = { readonly [column: string]: string }

export type CodeListRead = { readonly list: CodeList | undefined; readonly findings: readonly Finding[] }

type CsvRow = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

const mostRows = 50_000

/** Reads a CSV file of `codes/`: UTF-8, a header row, every row as long as it, keys unique. Never throws on bad input. */
export function readCodeList(bytes: Uint8Array, id: string, rule: CodeListRule): CodeListRead {
  const { file } = rule
  const parsed = parseCsv(bytes)
  if (typeof parsed === 'string')
    return refuse(file, [`不是有效的 CSV：${parsed}`, `not valid CSV: ${parsed}`])
  const [head, ...body] = parsed
  if (head === undefined) return refuse(file, ['文件是空的', 'the file is empty'])
  if (body.length > mostRows)
    return refuse(file, [`超过 ${mostRows} 行`, `there are more than ${mostRows} rows`])
  const columns = head.record
  const missing = [...rule.key, ...(rule.shown ?? [])]
    .filter((column) => !columns.includes(column))
    .map((column) =>
      faultAt({ file, line: 1 }, 'codes_column_missing', [`缺少列 ${column}`, `column ${column} is missing`]),
    )
  const ragged = body
    .filter(({ record }) => record.length !== columns.length)
    .map(({ info }) =>
      faultAt({ file, line: info.lines }, 'codes_malformed', [
        `列数应为 ${columns.length}`,
        `the row must have ${columns.length} columns`,
      ]),
    )
  const rows = body.map(({ record }) =>
    Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
  )
  const findings = [...missing, ...ragged, ...findDoubles(rule, rows, body), ...findAbsent(rule, rows)]
  return { list: findings.length > 0 ? undefined : { id, rows }, findings }
}

/** Rows that are to be offered first and are not there. */
function findAbsent({ file, key, common = [] }: CodeListRule, rows: readonly CodeRow[]): readonly Finding[] {
  const known = new Set(rows.map((row) => key.map((column) => row[column]).join(' ')))
  return common
    .filter((one) => !known.has(one))
    .map((one) => faultAt({ file, line: 0 }, 'codes_unknown', [`没有 ${one}`, `there is no ${one}`]))
}

function parseCsv(bytes: Uint8Array): readonly CsvRow[] | string {
  try {
    const options = {
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      to: mostRows + 2,
    } as const
    // With `info` the parser gives each record with its line; its types do not say so.
    return parse(Buffer.from(bytes), options) as unknown as readonly CsvRow[]
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function findDoubles(
  rule: CodeListRule,
  rows: readonly CodeRow[],
  body: readonly CsvRow[],
): readonly Finding[] {
  const seen = new Map<string, number>()
  return rows.flatMap((row, index) => {
    const key = rule.key.map((column) => row[column]).join(' ')
    const line = body[index]?.info.lines ?? 0
    const before = seen.get(key)
    if (before === undefined) seen.set(key, line)
    if (before === undefined) return []
    const words = [
      `${key} 重复（首次在第 ${before} 行）`,
      `${key} is there twice, first in line ${before}`,
    ] as const
    return [faultAt({ file: rule.file, line }, 'codes_key_twice', words)]
  })
}

function refuse(file: string, words: readonly [string, string]): CodeListRead {
  return { list: undefined, findings: [faultAt({ file, line: 0 }, 'codes_malformed', words)] }
}

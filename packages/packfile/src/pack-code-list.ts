import type { Finding } from '@duibiao/base'
import { parse } from 'csv-parse/sync'
import type { CodeListRule } from './pack-manifest.ts'

/** A code list of a pack: rows by column name, in the order of the file. */
export type CodeList = {
  readonly id: string
  readonly rows: readonly { readonly [column: string]: string }[]
}

const mostRows = 50_000

/** Reads a CSV file of `codes/`: UTF-8, a header row, every row as long as it, keys unique. Never throws on bad input. */
export function readCodeList(
  bytes: Uint8Array,
  id: string,
  rule: CodeListRule,
): { readonly list: CodeList | undefined; readonly findings: readonly Finding[] } {
  const fault = (line: number, code: string, [zh, en]: readonly [string, string]): Finding => ({
    file: rule.file,
    line,
    code,
    severity: 'error',
    zh,
    en,
  })
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
  try {
    records = parse(Buffer.from(bytes), {
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      to: mostRows + 1,
    }) as unknown as typeof records
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return {
      list: undefined,
      findings: [fault(0, 'codes_malformed', [`不是有效的 CSV：${words}`, `not valid CSV: ${words}`])],
    }
  }
  const [head, ...body] = records
  if (head === undefined)
    return { list: undefined, findings: [fault(0, 'codes_malformed', ['文件是空的', 'the file is empty'])] }
  const columns = head.record
  const findings = rule.key
    .filter((column) => !columns.includes(column))
    .map((column) => fault(1, 'codes_column_missing', [`缺少列 ${column}`, `column ${column} is missing`]))
  if (body.length >= mostRows)
    findings.push(
      fault(mostRows, 'codes_malformed', [`超过 ${mostRows} 行`, `there are more than ${mostRows} rows`]),
    )
  const rows: { readonly [column: string]: string }[] = []
  const seen = new Map<string, number>()
  for (const { record, info } of body) {
    if (record.length !== columns.length)
      findings.push(
        fault(info.lines, 'codes_malformed', [
          `列数应为 ${columns.length}`,
          `the row must have ${columns.length} columns`,
        ]),
      )
    const row = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? '']))
    const key = rule.key.map((column) => row[column]).join(' ')
    const before = seen.get(key)
    if (before === undefined) seen.set(key, info.lines)
    else
      findings.push(
        fault(info.lines, 'codes_key_twice', [
          `${key} 重复（首次在第 ${before} 行）`,
          `${key} is there twice, first in line ${before}`,
        ]),
      )
    rows.push(row)
  }
  return { list: findings.length > 0 ? undefined : { id, rows }, findings }
}

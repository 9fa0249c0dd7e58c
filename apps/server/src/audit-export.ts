import { formatInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import { writeCsv, writeXlsx } from '@duibiao/sheet'
import { formatAuditLine, listAuditEvents } from '@duibiao/store'
import type { AuditFilter, StoredAuditEvent } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** A file of the audit. */
export interface AuditFile {
  readonly name: string
  readonly media: string
  readonly bytes: AsyncIterable<Uint8Array> | Uint8Array
}

interface AuditExport {
  readonly filter: AuditFilter
  readonly format: 'jsonl' | 'csv' | 'xlsx'
  readonly language: Language
}

/** Rows of a file that is made for a spreadsheet. */
const mostRows = 100_000
const pageLength = 1000

/** Writes what is filtered, the newest first; lines of JSON for as long as there are some, sheets up to their limit. */
export async function exportAuditFile(
  tenant: Pick<Tenant, 'database' | 'district' | 'now'>,
  { filter, format, language }: AuditExport,
): Promise<AuditFile> {
  const name = `audit-${formatInstant(tenant.now()).slice(0, 10)}.${format}`
  if (format === 'jsonl') return { name, media: medias[format], bytes: writeLines(tenant, filter) }
  const headers = columns.map(({ header }) => header[language])
  const rows: (readonly string[])[] = []
  for await (const page of pagesOf(tenant, filter)) {
    rows.push(...page.map((event) => columns.map(({ cell }) => cell(event))))
    if (rows.length >= mostRows) break
  }
  const bytes =
    format === 'csv'
      ? await csvOf(headers, rows.slice(0, mostRows))
      : await writeXlsx({
          name: 'audit',
          columns: headers.map((header) => ({ header })),
          rows: rows.slice(0, mostRows),
        })
  return { name, media: medias[format], bytes }
}

const medias = {
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

async function* writeLines(
  tenant: Pick<Tenant, 'database' | 'district'>,
  filter: AuditFilter,
): AsyncGenerator<Uint8Array> {
  for await (const page of pagesOf(tenant, filter))
    yield Buffer.from(page.map((event) => `${formatAuditLine(tenant.district, event)}\n`).join(''))
}

async function* pagesOf(
  { database, district }: Pick<Tenant, 'database' | 'district'>,
  filter: AuditFilter,
): AsyncGenerator<readonly StoredAuditEvent[]> {
  let after: number | undefined
  for (;;) {
    const page = await listAuditEvents(database, district, { ...filter, after, limit: pageLength })
    if (page.length > 0) yield page
    if (page.length < pageLength) return
    after = page.at(-1)?.seq
  }
}

async function csvOf(headers: readonly string[], rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const lines: string[] = []
  for await (const line of writeCsv(headers, rows)) lines.push(line)
  return Buffer.from(lines.join(''))
}

interface Column {
  readonly header: Readonly<Record<Language, string>>
  readonly cell: (event: StoredAuditEvent) => string
}

const columns: readonly Column[] = [
  { header: { zh: '序号', en: 'Number' }, cell: ({ seq }) => String(seq) },
  { header: { zh: '时间（UTC）', en: 'Time (UTC)' }, cell: ({ recordedAt }) => formatInstant(recordedAt) },
  { header: { zh: '行为', en: 'Act' }, cell: ({ kind }) => kind },
  { header: { zh: '结果', en: 'Outcome' }, cell: ({ outcome }) => outcomes[outcome] },
  { header: { zh: '账号', en: 'Account' }, cell: ({ actorName }) => actorName },
  { header: { zh: '账号编号', en: 'Id of the account' }, cell: ({ actor }) => actor },
  { header: { zh: '对象', en: 'To what' }, cell: ({ subject }) => subject },
  { header: { zh: '来自地址', en: 'From' }, cell: ({ address }) => address },
  { header: { zh: '会话', en: 'Session' }, cell: ({ session }) => session },
  { header: { zh: '请求', en: 'Request' }, cell: ({ request }) => request },
  { header: { zh: '详情', en: 'Detail' }, cell: ({ detail }) => detail },
  { header: { zh: '摘要', en: 'Hash' }, cell: ({ hash }) => hash },
]

const outcomes = { done: '完成 done', refused: '拒绝 refused' } as const

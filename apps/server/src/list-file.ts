import { formatLocal } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { writeCsv, writeWorkbook, writeXlsx } from '@duibiao/sheet'
import type { SheetContent } from '@duibiao/sheet'
import { recordAudit } from './audit.ts'
import type { Audited } from './audit.ts'
import type { Reply } from './route.ts'
import { requireFreshOrToken } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** Rows that are exported without a fresh proof of who asks (reliability: S13). */
const freelyExported = 1000

/** A list as it leaves the service. */
export interface ListFile {
  /** Of the file and its sheet, and what the audit says was exported; the day and the ending come by themselves. */
  readonly name: string
  readonly format: 'csv' | 'xlsx'
  readonly headers: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

const medias = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * A list as a file, which the audit tells of.
 * @throws AppError `reauthentication_required` for more rows than are exported without a fresh proof
 */
export async function replyListFile(
  asked: Audited,
  { name, format, headers, rows }: ListFile,
): Promise<Reply<Uint8Array>> {
  return replyExported(asked, {
    name,
    format,
    subject: name,
    rows: rows.length,
    write: () => (format === 'csv' ? csvOf(headers, rows) : xlsxOf(name, headers, rows)),
  })
}

/** Several tables as one file. */
export interface WorkbookFile {
  /** Of the file; the day and the ending come by themselves. */
  readonly name: string
  /** Of what the tables are. */
  readonly subject: string
  readonly sheets: readonly SheetContent[]
  /** Rows of the largest table. */
  readonly rows: number
}

/**
 * A workbook, which the audit tells of.
 * @throws AppError `reauthentication_required` as `replyListFile`
 */
export async function replyWorkbook(
  asked: Audited,
  { sheets, ...file }: WorkbookFile,
): Promise<Reply<Uint8Array>> {
  return replyExported(asked, { ...file, format: 'xlsx', write: () => writeWorkbook(sheets) })
}

interface ExportedFile extends Pick<WorkbookFile, 'name' | 'subject' | 'rows'> {
  readonly format: ListFile['format']
  readonly write: () => Promise<Uint8Array>
}

async function replyExported(
  asked: Audited,
  { name, format, subject, rows, write }: ExportedFile,
): Promise<Reply<Uint8Array>> {
  const { tenant, caller } = asked
  if (rows > freelyExported) requireFreshOrToken(caller, tenant.now())
  await recordAudit(asked, { kind: 'data.exported', subject, detail: { kind: name, format, rows } })
  const day = localText(tenant, tenant.now()).slice(0, 10)
  return {
    value: await write(),
    headers: {
      'content-type': medias[format],
      'content-disposition': `attachment; filename="${name}-${day}.${format}"`,
    },
  }
}

async function csvOf(headers: ListFile['headers'], rows: ListFile['rows']): Promise<Uint8Array> {
  const lines: string[] = []
  for await (const line of writeCsv(headers, rows)) lines.push(line)
  return Buffer.from(lines.join(''))
}

function xlsxOf(name: string, headers: ListFile['headers'], rows: ListFile['rows']): Promise<Uint8Array> {
  return writeXlsx({ name, columns: headers.map((header) => ({ header })), rows })
}

/** A time of the district to the minute, as `2026-03-02 09:30`; nothing for none. */
export function localText({ calendar }: Pick<Tenant, 'calendar'>, instant: Instant | undefined): string {
  return instant === undefined
    ? ''
    : formatLocal(instant, calendar().utcOffsetMinutes).slice(0, 16).replace('T', ' ')
}

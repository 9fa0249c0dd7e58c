import { AppError, formatInstant, parseLegalDate } from '@duibiao/base'
import {
  changeRegistryRow,
  exportRegistry,
  importRegistry,
  listRegistryChanges,
  readRegistryRow,
  readTemplate,
} from '@duibiao/contract'
import type { ImportReport, QueryOf } from '@duibiao/contract'
import { maskContact } from '@duibiao/registry'
import { listPartChanges } from '@duibiao/store'
import type { LoggedChange } from '@duibiao/store'
import type { Static } from 'typebox'
import { recordAudit } from './audit.ts'
import { defined } from './defined.ts'
import { readCursor, writeCursor } from './list-page.ts'
import { editRow, tagOfRow } from './registry-edit.ts'
import { exportRegistryFile, writeTemplate } from './registry-export.ts'
import type { ExportedFile } from './registry-export.ts'
import { applyRegistryImport, planRegistryImport } from './registry-import.ts'
import type { PlannedImport } from './registry-import.ts'
import { readForAnswer } from './registry-reading.ts'
import type { Limits } from './limit.ts'
import { route } from './route.ts'
import type { Asking, Reply, Route } from './route.ts'
import { requireFreshOrToken, requirePerson } from './session-route.ts'
import { readUpload } from './upload.ts'

/** What the routes of the registry are made with. */
export interface RegistryRouteParts {
  readonly config: { readonly limits: Pick<Limits, 'fileBytes'> }
}

/** The registry as its administrators keep it: imports, exports, single rows, and what was changed. */
export function makeRegistryRoutes({ config }: RegistryRouteParts): readonly Route[] {
  return [
    route(importRegistry, async (asking) => ({
      value: await importFile(asking, config.limits.fileBytes),
    })),
    route(readTemplate, async ({ params, language }) =>
      replyFile(await writeTemplate(params.kind, language)),
    ),
    route(exportRegistry, exportFile),
    route(listRegistryChanges, async ({ tenant, query }) => {
      const { part, subject, after, limit = 50 } = query
      const changes = await listPartChanges(tenant.database, tenant.district, {
        part,
        limit,
        ...(subject !== undefined && { subject }),
        ...(after !== undefined && { after: readPlace(after) }),
      })
      const last = changes.length === limit ? changes.at(-1) : undefined
      const next = last && { next: writeCursor(`${last.version} ${last.subject}`) }
      return { value: { rows: changes.map((change) => changeLine(part, change)), ...next } }
    }),
    route(readRegistryRow, async ({ tenant, params }) => {
      const { state } = await readForAnswer(tenant, { parts: [params.part] })
      const row = state[params.part].get(params.subject)
      if (row === undefined) throw new AppError('resource_missing')
      const contact = params.part === 'contact' ? state.contact.get(params.subject) : undefined
      // As an administrator sees it in every list: in clear only as an act with a reason.
      const shown = contact === undefined ? row : { ...contact, value: maskContact(contact, 2) }
      return { value: { row: { ...shown } }, tag: tagOfRow(tenant, params.part, row) }
    }),
    route(changeRegistryRow, async (asking) => {
      const { tenant, caller, params, body, ifMatch, language } = asking
      const { subject, outcome, changes, tag } = await editRow(tenant, {
        kind: params.kind,
        row: body.row,
        ...(body.geometry !== undefined && { geometry: body.geometry }),
        ...(body.coordinates !== undefined && { coordinates: body.coordinates }),
        ...(body.on !== undefined && { on: parseLegalDate(body.on) }),
        ifMatch,
        isTrial: body.is_trial === true,
        by: requirePerson(caller).accountName,
        language,
      })
      const { post: posts } = tenant.registry.state()
      const told = changes.map(({ part, subject: key, act, fields, after }) => ({
        part,
        subject: key,
        ...defined({ name: 'post' in after ? posts.get(after.post)?.name : nameOf(after) }),
        act,
        fields: [...fields],
      }))
      return { value: { subject, outcome, changes: told }, tag }
    }),
  ]
}

function nameOf(row: object): string | undefined {
  return 'name' in row && typeof row.name === 'string' ? row.name : undefined
}

async function importFile(
  asking: Asking<typeof importRegistry>,
  limit: number,
): Promise<Static<typeof ImportReport>> {
  const { tenant, caller, query, body } = asking
  const { kind, name, complete = false, partial = false, coordinates, on, digest } = query
  const planned = await planRegistryImport(tenant, {
    kind,
    file: { name, bytes: await readUpload(body, limit) },
    isComplete: complete,
    ...(coordinates !== undefined && { coordinates }),
    ...(on !== undefined && { on: parseLegalDate(on) }),
  })
  if (digest === undefined) return reportOf(planned, false)
  const by = requirePerson(caller).accountName
  await applyRegistryImport(tenant, planned, { digest, isPartial: partial, by })
  const detail = { kind, file: name, digest: planned.file.digest, ...planned.plan.count }
  await recordAudit(asking, { kind: 'data.imported', subject: kind, detail })
  return reportOf(planned, true)
}

/** What a report holds at most: enough to mend a file by, and small enough for a screen. */
const mostFindings = 2000
const mostLines = 2000

function reportOf(
  { plan, findings, refused, digest }: PlannedImport,
  isApplied: boolean,
): Static<typeof ImportReport> {
  const lines = plan.lines.filter(({ outcome }) => outcome !== 'unchanged')
  return {
    kind: plan.kind,
    is_applied: isApplied,
    digest,
    counts: { ...plan.count, refused },
    findings: findings.slice(0, mostFindings).map(({ sheet, row, column, code, severity, zh, en }) => ({
      sheet,
      row,
      column,
      code,
      severity,
      message: { zh, en },
    })),
    lines: lines.slice(0, mostLines).map(({ sheet, row, subject, outcome, fields }) => ({
      sheet,
      row,
      subject,
      outcome,
      fields: [...fields],
    })),
    left_out: {
      findings: Math.max(0, findings.length - mostFindings),
      lines: Math.max(0, lines.length - mostLines),
    },
  }
}

/** Rows that are exported without a fresh proof of who asks (reliability: S13). */
const freelyExported = 1000

async function exportFile(asking: Asking<typeof exportRegistry>): Promise<Reply<Uint8Array>> {
  const { tenant, caller, params, language } = asking
  const query: QueryOf<typeof exportRegistry> = asking.query
  const { state, on } = await readForAnswer(tenant, { parts: [], on: query.on })
  const { below, office, name, format, level, kind, role, list } = query
  const file = await exportRegistryFile(state, params.kind, {
    format,
    on,
    language,
    ...(below !== undefined && { below }),
    ...(office !== undefined && { office }),
    ...(name !== undefined && { name }),
    having: defined({ level, kind, role, list }),
  })
  if (file.rows > freelyExported) requireFreshOrToken(caller, tenant.now())
  const detail = { kind: params.kind, format, rows: file.rows }
  await recordAudit(asking, { kind: 'data.exported', subject: params.kind, detail })
  return replyFile(file)
}

function replyFile({ name, media, bytes }: ExportedFile): Reply<Uint8Array> {
  const headers = { 'content-type': media, 'content-disposition': `attachment; filename="${name}"` }
  return { value: bytes, headers }
}

function readPlace(after: string): { readonly version: number; readonly subject: string } {
  const [, version, subject = ''] = /^([0-9]{1,9}) (.+)$/su.exec(readCursor(after)) ?? []
  if (version === undefined) throw new AppError('request_malformed', { reason: '/query/after' })
  return { version: Number(version), subject }
}

function changeLine(
  part: QueryOf<typeof listRegistryChanges>['part'],
  { version, subject, act, before, after, at, by, file }: LoggedChange,
) {
  return {
    part,
    version,
    subject,
    act,
    ...(before !== undefined && { before: readRow(before) }),
    after: readRow(after),
    at: formatInstant(at),
    by,
    ...(file !== '' && { file }),
  }
}

/** The log holds rows as JSON. */
function readRow(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>
}

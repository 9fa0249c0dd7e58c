import { AppError, formatInstant, parseInstant } from '@duibiao/base'
import { auditStretch, exportAudit, listAudit, readAudit, verifyAudit } from '@duibiao/contract'
import type { QueryOf } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { AuditFilter, Signer, StoredAuditEvent } from '@duibiao/store'
import { exportAuditFile } from './audit-export.ts'
import { recordAudit } from './audit.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requireFreshOrToken } from './session-route.ts'

/** What the routes of the audit are made with. */
export interface AuditRouteParts {
  /** Signs how far the chain was found whole. */
  readonly signer: () => Signer
}

/** The audit, as only the auditor reads it. */
export function makeAuditRoutes({ signer }: AuditRouteParts): readonly Route[] {
  return [
    route(listAudit, async ({ tenant, query }) => {
      const { after, limit = 50, ...given } = query
      const filter = {
        ...filterOf(given),
        after: after === undefined ? undefined : parsePlace(after),
        limit: limit + 1,
      }
      const found = await store.listAuditEvents(tenant.database, tenant.district, filter)
      const rows = found.slice(0, limit)
      const last = found.length > limit ? rows.at(-1) : undefined
      return { value: { rows: rows.map(describeEvent), ...(last && { next: String(last.seq) }) } }
    }),
    route(readAudit, async ({ tenant: { database, district }, params }) => {
      const seqs = [params.seq - 1, params.seq, params.seq + 1]
      const [before, event, after] = await Promise.all(
        seqs.map((seq) => store.findAuditEvent(database, district, seq)),
      )
      if (event === undefined) throw new AppError('resource_missing')
      return {
        value: {
          ...describeEvent(event),
          previous: event.previous,
          is_whole: store.isAsRecorded(district, event),
          ...(before !== undefined && { follows: event.previous === before.hash }),
          ...(after !== undefined && { is_followed: after.previous === event.hash }),
        },
      }
    }),
    route(exportAudit, async (asking) => {
      const { tenant, caller, language, query } = asking
      const { format, ...given } = query
      requireFreshOrToken(caller, tenant.now())
      const file = await exportAuditFile(tenant, { filter: filterOf(given), format, language })
      const detail = { kind: 'audit', format, ...given }
      await recordAudit(asking, { kind: 'data.exported', subject: 'audit', detail })
      const headers = {
        'content-type': file.media,
        'content-disposition': `attachment; filename="${file.name}"`,
      }
      return { value: file.bytes, headers }
    }),
    route(verifyAudit, (asking) => verifyStretch(asking, signer())),
  ]
}

/**
 * Goes through one stretch. What was found whole from a checkpoint on is a checkpoint itself; from elsewhere the asker says where
 * it began, which nobody can sign.
 */
async function verifyStretch(asking: Asking<typeof verifyAudit>, signer: Signer) {
  const { tenant, body } = asking
  const { database, district, now } = tenant
  const { noted, after, from = 'checkpoint' } = body
  const isContinued = after !== undefined || from === 'start'
  const checkpoint = isContinued ? undefined : await store.findAuditCheckpoint(database, district, signer)
  const stretch = { after: after ?? checkpoint, noted, most: auditStretch }
  const verdict = await store.verifyAudit(database, district, stretch)
  const { count, reached, brokenAt, isComplete } = verdict
  const isWhole = brokenAt === undefined
  if (!isContinued && isWhole && count > 0)
    await store.keepAuditCheckpoint(database, district, { ...reached, verifiedAt: now(), signer })
  // A verification of many stretches is told of once.
  if (isComplete || !isWhole) {
    const detail = { is_whole: isWhole, count, up_to: reached.seq }
    await recordAudit(asking, { kind: 'audit.verified', detail })
  }
  const began = checkpoint === undefined ? {} : { checkpoint: describeCheckpoint(checkpoint) }
  return { value: { ...describeVerdict(verdict), ...began } }
}

function describeVerdict({ count, head, reached, brokenAt, isComplete }: store.AuditVerdict) {
  return {
    is_whole: brokenAt === undefined,
    is_complete: isComplete,
    count,
    head: { ...head },
    reached: { ...reached },
    ...(brokenAt !== undefined && { broken_at: brokenAt }),
  }
}

function describeCheckpoint({ seq, hash, verifiedAt }: store.AuditCheckpoint) {
  return { seq, hash, verified_at: formatInstant(verifiedAt) }
}

type GivenFilter = Omit<QueryOf<typeof exportAudit>, 'format'>

function filterOf({
  from,
  to,
  kind,
  outcome,
  actor,
  actor_name: actorName,
  subject,
}: GivenFilter): AuditFilter {
  return {
    kind,
    outcome,
    actor,
    actorName,
    subject,
    from: from === undefined ? undefined : parseInstant(from),
    to: to === undefined ? undefined : parseInstant(to),
  }
}

function parsePlace(after: string): number {
  if (!/^[1-9]\d{0,14}$/.test(after)) throw new AppError('request_malformed', { reason: '/query/after' })
  return Number(after)
}

function describeEvent(event: StoredAuditEvent) {
  const { actor, actorName, session, address, subject, request } = event
  const detail: Record<string, unknown> = JSON.parse(event.detail)
  return {
    seq: event.seq,
    recorded_at: formatInstant(event.recordedAt),
    kind: event.kind,
    outcome: event.outcome,
    ...(actor !== '' && { actor }),
    ...(actorName !== '' && { actor_name: actorName }),
    ...(session !== '' && { session }),
    ...(address !== '' && { address }),
    ...(subject !== '' && { subject }),
    ...(request !== '' && { request }),
    detail,
    hash: event.hash,
  }
}

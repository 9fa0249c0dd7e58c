import { AppError, formatInstant, parseInstant } from '@duibiao/base'
import { listAudit, verifyAudit } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { StoredAuditEvent } from '@duibiao/store'
import { recordAudit } from './audit.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** The audit, as only the auditor reads it. */
export const auditRoutes: readonly Route[] = [
  route(listAudit, async ({ tenant, query }) => {
    const { after, limit = 50, from, to, kind, outcome, actor, subject } = query
    const filter = {
      kind,
      outcome,
      actor,
      subject,
      from: from === undefined ? undefined : parseInstant(from),
      to: to === undefined ? undefined : parseInstant(to),
      after: after === undefined ? undefined : parsePlace(after),
      limit: limit + 1,
    }
    const found = await store.listAuditEvents(tenant.database, tenant.district, filter)
    const rows = found.slice(0, limit)
    const last = found.length > limit ? rows.at(-1) : undefined
    return { value: { rows: rows.map(describeEvent), ...(last && { next: String(last.seq) }) } }
  }),
  route(verifyAudit, async (asking) => {
    const { tenant, body } = asking
    const { noted } = body
    const { count, head, brokenAt } = await store.verifyAudit(tenant.database, tenant.district, { noted })
    const isWhole = brokenAt === undefined
    await recordAudit(asking, { kind: 'audit.verified', detail: { is_whole: isWhole, count } })
    const value = { is_whole: isWhole, count, head: { ...head } }
    return { value: { ...value, ...(brokenAt !== undefined && { broken_at: brokenAt }) } }
  }),
]

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

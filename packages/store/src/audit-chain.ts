import { canonicalJson, instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { sha256 } from './digest.ts'

/** An audit event as it is kept. */
export interface StoredAuditEvent {
  readonly seq: number
  readonly recordedAt: Instant
  readonly kind: string
  readonly outcome: 'done' | 'refused'
  readonly actor: string
  readonly actorName: string
  readonly session: string
  readonly address: string
  readonly subject: string
  readonly request: string
  /** Canonical JSON. */
  readonly detail: string
  readonly previous: string
  readonly hash: string
}

/** The end of a chain: whoever noted it elsewhere can tell later whether the chain was cut. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

/** The head of a chain without events. */
export const noAuditHead: AuditHead = { seq: 0, hash: '00'.repeat(32) }

/** What the chain of a district came to. */
export interface AuditVerdict {
  /** Events that are as they were recorded, one after the other. */
  readonly count: number
  readonly head: AuditHead
  /** Number of the first event that is not as it was recorded, or missing; undefined when all are. */
  readonly brokenAt: number | undefined
}

/**
 * Goes through the whole chain: every event as it was recorded, none missing, the last one the head.
 * @param noted a head that was noted before and must still be in the chain
 */
export async function verifyAudit(
  queryable: Queryable,
  district: DistrictId,
  { noted, batch = 1000 }: { readonly noted?: AuditHead | undefined; readonly batch?: number } = {},
): Promise<AuditVerdict> {
  const [found] = await queryable.query<AuditHeadRow>(readAuditHeadStatement, [district])
  if (found === undefined) return { count: 0, head: noAuditHead, brokenAt: noted?.seq }
  const head = { seq: Number(found.seq), hash: found.hash }
  let last = { seq: Number(found.floor_seq), hash: found.floor_hash }
  let count = 0
  let isWhole = true
  while (isWhole && last.seq < head.seq) {
    const rows = await queryable.query<AuditRow>(chainAuditStatement, [district, last.seq, head.seq, batch])
    const whole = takeWhole(district, last, { events: rows.map(parseAuditRow), noted })
    isWhole = whole.length === rows.length && rows.length > 0
    count += whole.length
    last = whole.at(-1) ?? last
  }
  return { count, head, brokenAt: findBreak(last, head, noted) }
}

/** The events up to the first that is not as it was recorded. */
function takeWhole(
  district: DistrictId,
  before: AuditHead,
  { events, noted }: { readonly events: readonly StoredAuditEvent[]; readonly noted: AuditHead | undefined },
): readonly StoredAuditEvent[] {
  const broken = events.findIndex((event, index) => {
    const last = events[index - 1] ?? before
    const isNext = event.seq === last.seq + 1 && event.previous === last.hash
    if (!isNext || event.hash !== hashAuditEvent(district, last, event)) return true
    return noted?.seq === event.seq && noted.hash !== event.hash
  })
  return broken === -1 ? events : events.slice(0, broken)
}

/** @param last the last event that is whole */
function findBreak(last: AuditHead, head: AuditHead, noted: AuditHead | undefined): number | undefined {
  if (last.seq < head.seq) return last.seq + 1
  if (last.hash !== head.hash) return head.seq
  return noted !== undefined && noted.seq > head.seq ? head.seq + 1 : undefined
}

/** The hash of an event, as docs/reference/audit.md defines it. */
export function hashAuditEvent(
  district: DistrictId,
  previous: AuditHead,
  event: Omit<StoredAuditEvent, 'previous' | 'hash'>,
): string {
  return sha256.digest(
    canonicalJson({
      district,
      seq: event.seq,
      recorded_at: event.recordedAt,
      kind: event.kind,
      outcome: event.outcome,
      actor: event.actor,
      actor_name: event.actorName,
      session: event.session,
      address: event.address,
      subject: event.subject,
      request: event.request,
      detail: event.detail,
      previous: previous.hash,
    }),
  )
}

/** The row of a head. */
export interface AuditHeadRow {
  readonly seq: number
  readonly hash: string
  readonly recorded_at: number
  readonly floor_seq: number
  readonly floor_hash: string
}

/** The row of an event. */
export interface AuditRow extends Omit<StoredAuditEvent, 'recordedAt' | 'actorName'> {
  readonly recorded_at: number
  readonly actor_name: string
}

/** An event from its row. */
export function parseAuditRow({ seq, recorded_at, actor_name, ...rest }: AuditRow): StoredAuditEvent {
  return { ...rest, seq: Number(seq), recordedAt: instantOf(recorded_at), actorName: actor_name }
}

export const auditColumns = `seq, recorded_at, kind, outcome, actor, actor_name, session, address, subject, request, detail,
  encode(previous, 'hex') as previous, encode(hash, 'hex') as hash`

export const auditHeadColumns = `seq, encode(hash, 'hex') as hash, recorded_at, floor_seq,
  encode(floor_hash, 'hex') as floor_hash`

export const readAuditHeadStatement: Statement = {
  name: 'read_audit_head',
  text: `select ${auditHeadColumns}
from audit_head
where district_id = $1`,
}

export const chainAuditStatement: Statement = {
  name: 'chain_audit',
  text: `select ${auditColumns}
from audit_event
where district_id = $1
  and seq > $2
  and seq <= $3
order by seq
limit $4`,
}

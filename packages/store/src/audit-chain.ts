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

/** What a stretch of the chain of a district came to. */
export interface AuditVerdict {
  /** Events of the stretch that are as they were recorded, one after the other. */
  readonly count: number
  readonly head: AuditHead
  /** The last event that is whole: the next stretch begins after it. */
  readonly reached: AuditHead
  /** Whether the stretch goes to the head. */
  readonly isComplete: boolean
  /** Number of the first event that is not as it was recorded, or missing; undefined when all are. */
  readonly brokenAt: number | undefined
}

/** Which stretch of the chain is gone through. */
export interface AuditRange {
  /** The event that ended the stretch before, or a checkpoint; what is kept longest when not said. */
  readonly after?: AuditHead | undefined
  /** A head that was noted before and must still be in the chain. */
  readonly noted?: AuditHead | undefined
  /** Events at most; to the head when not said. */
  readonly most?: number
  /** Events in one query. */
  readonly batch?: number
}

/**
 * Goes through the chain from an event on: every event as it was recorded, none missing, the last one the head. How long that
 * takes depends on the stretch, not on how much was recorded before it.
 */
export async function verifyAudit(
  queryable: Queryable,
  district: DistrictId,
  { after, noted, most = Number.MAX_SAFE_INTEGER, batch = 1000 }: AuditRange = {},
): Promise<AuditVerdict> {
  const [found] = await queryable.query<AuditHeadRow>(readAuditHeadStatement, [district])
  if (found === undefined) {
    const none = { count: 0, head: noAuditHead, reached: noAuditHead, isComplete: true }
    return { ...none, brokenAt: after?.seq ?? noted?.seq }
  }
  const { head, floor } = endsOf(found)
  const lost = await findLost(queryable, district, { head, floor, heads: [after, noted] })
  const last = beginOf(after, floor)
  // What is built on an event that is lost is not looked at.
  const end = isBefore(lost, last) ? last : head
  const { reached, count, isWhole } = await walkChain(queryable, district, { last, end, most, batch })
  const broken = isWhole && reached.seq < head.seq ? undefined : findBreak(reached, head)
  const isComplete = reached.seq >= head.seq
  return { count, head, reached, isComplete, brokenAt: firstOf([lost, broken]) }
}

function endsOf(row: AuditHeadRow): { readonly head: AuditHead; readonly floor: AuditHead } {
  return {
    head: { seq: Number(row.seq), hash: row.hash },
    floor: { seq: Number(row.floor_seq), hash: row.floor_hash },
  }
}

/** What was cleared after its time is not gone through. */
function beginOf(after: AuditHead | undefined, floor: AuditHead): AuditHead {
  return after === undefined || after.seq < floor.seq ? floor : after
}

function isBefore(lost: number | undefined, { seq }: AuditHead): boolean {
  return lost !== undefined && lost <= seq
}

interface Walk {
  readonly last: AuditHead
  readonly end: AuditHead
  readonly most: number
  readonly batch: number
}

/** From one event to another, as far as it may go and all is whole. */
async function walkChain(
  queryable: Queryable,
  district: DistrictId,
  { last, end, most, batch }: Walk,
): Promise<{ readonly reached: AuditHead; readonly count: number; readonly isWhole: boolean }> {
  let [reached, count, isWhole] = [last, 0, true]
  while (isWhole && reached.seq < end.seq && count < most) {
    const limit = Math.min(batch, most - count)
    // Bounded on both sides, since numbers have no gaps: whatever the planner believes of the table, it reads no more.
    const parameters = [district, reached.seq, Math.min(end.seq, reached.seq + limit), limit]
    const rows = await queryable.query<AuditRow>(chainAuditStatement, parameters)
    const whole = takeWhole(district, reached, rows.map(parseAuditRow))
    isWhole = whole.length === rows.length && rows.length > 0
    count += whole.length
    const newest = whole.at(-1)
    if (newest !== undefined) reached = { seq: newest.seq, hash: newest.hash }
  }
  return { reached, count, isWhole }
}

function firstOf(breaks: readonly (number | undefined)[]): number | undefined {
  const found = breaks.filter((seq) => seq !== undefined)
  return found.length === 0 ? undefined : Math.min(...found)
}

/** The first of some heads that the chain does not hold any more; what was cleared after its time is not missed. */
async function findLost(
  queryable: Queryable,
  district: DistrictId,
  {
    head,
    floor,
    heads,
  }: {
    readonly head: AuditHead
    readonly floor: AuditHead
    readonly heads: readonly (AuditHead | undefined)[]
  },
): Promise<number | undefined> {
  const lost: number[] = []
  for (const wanted of heads) {
    if (wanted === undefined || wanted.seq < floor.seq) continue
    if (wanted.seq === floor.seq) {
      if (wanted.hash !== floor.hash) lost.push(wanted.seq)
    } else if (wanted.seq > head.seq) lost.push(head.seq + 1)
    else {
      const event = await findAuditEvent(queryable, district, wanted.seq)
      const isThere = event !== undefined && event.hash === wanted.hash && isAsRecorded(district, event)
      if (!isThere) lost.push(wanted.seq)
    }
  }
  return firstOf(lost)
}

/** One event; undefined when there is none of that number. */
export async function findAuditEvent(
  queryable: Queryable,
  district: DistrictId,
  seq: number,
): Promise<StoredAuditEvent | undefined> {
  const [row] = await queryable.query<AuditRow>(chainAuditStatement, [district, seq - 1, seq, 1])
  return row && parseAuditRow(row)
}

/** Whether an event says what its hash was made of. */
export function isAsRecorded(district: DistrictId, event: StoredAuditEvent): boolean {
  return event.hash === hashAuditEvent(district, { hash: event.previous }, event)
}

/** The events up to the first that is not as it was recorded. */
function takeWhole(
  district: DistrictId,
  before: AuditHead,
  events: readonly StoredAuditEvent[],
): readonly StoredAuditEvent[] {
  const broken = events.findIndex((event, index) => {
    const last = events[index - 1] ?? before
    return event.seq !== last.seq + 1 || event.previous !== last.hash || !isAsRecorded(district, event)
  })
  return broken === -1 ? events : events.slice(0, broken)
}

/** @param last the last event that is whole */
function findBreak(last: AuditHead, head: AuditHead): number | undefined {
  if (last.seq !== head.seq) return Math.min(last.seq, head.seq) + 1
  return last.hash === head.hash ? undefined : head.seq
}

/** The hash of an event, as docs/reference/audit.md defines it. */
export function hashAuditEvent(
  district: DistrictId,
  previous: Pick<AuditHead, 'hash'>,
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

import { canonicalJson, instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import {
  auditColumns,
  auditHeadColumns,
  chainAuditStatement,
  hashAuditEvent,
  noAuditHead,
  parseAuditRow,
  readAuditHeadStatement,
} from './audit-chain.ts'
import type { AuditHead, AuditHeadRow, AuditRow, StoredAuditEvent } from './audit-chain.ts'
import { toTimestamp } from './parameter.ts'

/** What else is said of an act. Never a secret, never personal data. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** An act that matters for security (审计事件): who did what to what, from where, with what outcome. */
export interface AuditEvent {
  readonly kind: string
  readonly outcome: 'done' | 'refused'
  /** Id of the account; undefined when nobody was signed in. */
  readonly actor?: string | undefined
  readonly actorName?: string | undefined
  /** Id of the session or access token. */
  readonly session?: string | undefined
  readonly address?: string | undefined
  /** To what it was done. */
  readonly subject?: string | undefined
  /** Id of the request. */
  readonly request?: string | undefined
  readonly detail?: AuditDetail | undefined
}

/**
 * Adds events to the chain of the district, in order. The head stays locked until the transaction ends: give it as the last
 * thing of a transaction, beside the change that it tells of.
 */
export async function addAuditEvents(
  transaction: Queryable,
  district: DistrictId,
  { events, now }: { readonly events: readonly AuditEvent[]; readonly now: Instant },
): Promise<AuditHead> {
  let head = await lockHead(transaction, district)
  const recordedAt = instantOf(Math.max(now, head.recordedAt))
  const rows = events.map((event) => {
    const stored = chainEvent(district, head, { event, recordedAt })
    head = { ...head, seq: stored.seq, hash: stored.hash }
    return stored
  })
  if (rows.length > 0) {
    const parameters = [district, JSON.stringify(rows.map(rowOf)), head.seq, `\\x${head.hash}`]
    await transaction.execute(addAuditEventsStatement, [...parameters, toTimestamp(recordedAt)])
  }
  return { seq: head.seq, hash: head.hash }
}

/** Which events are wanted, the newest first. */
export interface AuditFilter {
  readonly kind?: string | undefined
  readonly outcome?: string | undefined
  readonly actor?: string | undefined
  /** Name of the account at the time. */
  readonly actorName?: string | undefined
  readonly subject?: string | undefined
  /** From this instant on, and before that one. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  /** Number of the event that ended the page before. */
  readonly after?: number | undefined
  readonly limit?: number | undefined
}

/** Events of the audit, the newest first, page by page. */
export async function listAuditEvents(
  queryable: Queryable,
  district: DistrictId,
  { limit = 50, from, to, ...filter }: AuditFilter = {},
): Promise<readonly StoredAuditEvent[]> {
  const given = {
    ...filter,
    from: from === undefined ? undefined : toTimestamp(from),
    to: to === undefined ? undefined : toTimestamp(to),
  }
  const wanted = auditFilters.flatMap((name) => {
    const value = given[name]
    return value === undefined ? [] : [{ name, value }]
  })
  const statement = listStatement(wanted.map(({ name }) => name))
  const parameters = [district, limit, ...wanted.map(({ value }) => value)]
  return (await queryable.query<AuditRow>(statement, parameters)).map(parseAuditRow)
}

/**
 * Removes events that were recorded before an instant, the oldest first; the rest of the chain can still be verified. The
 * database itself keeps what is younger than six months by its own clock.
 * @returns how many there were
 */
export async function clearAuditEvents(
  queryable: Queryable,
  district: DistrictId,
  before: Instant,
): Promise<number> {
  const parameters = [district, toTimestamp(before)]
  const [row] = await queryable.query<{ readonly cleared: number }>(clearAuditEventsStatement, parameters)
  return row?.cleared ?? 0
}

async function lockHead(
  transaction: Queryable,
  district: DistrictId,
): Promise<AuditHead & { readonly recordedAt: Instant }> {
  let [row] = await transaction.query<AuditHeadRow>(lockAuditHeadStatement, [district])
  if (row === undefined) {
    await transaction.execute(beginAuditStatement, [district])
    ;[row] = await transaction.query<AuditHeadRow>(lockAuditHeadStatement, [district])
  }
  if (row === undefined) return { ...noAuditHead, recordedAt: instantOf(0) }
  return { seq: Number(row.seq), hash: row.hash, recordedAt: instantOf(row.recorded_at) }
}

function chainEvent(
  district: DistrictId,
  head: AuditHead,
  { event, recordedAt }: { readonly event: AuditEvent; readonly recordedAt: Instant },
): StoredAuditEvent {
  const whole = {
    seq: head.seq + 1,
    recordedAt,
    kind: event.kind,
    outcome: event.outcome,
    actor: plainText(event.actor),
    actorName: plainText(event.actorName),
    session: plainText(event.session),
    address: plainText(event.address),
    subject: plainText(event.subject),
    request: plainText(event.request),
    detail: canonicalJson(plainDetail(event.detail ?? {})),
  }
  return { ...whole, previous: head.hash, hash: hashAuditEvent(district, head, whole) }
}

/** Nothing that is told can be such that it cannot be kept: one event must never hold up those after it. */
function plainDetail(detail: AuditDetail): AuditDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      typeof value === 'object' ? value.slice(0, 100).map(boundedText) : boundedText(value),
    ]),
  )
}

function boundedText<Value>(value: Value): Value | string {
  if (typeof value === 'string') return value.toWellFormed().slice(0, 2000).toWellFormed()
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

/** One line of bounded length, whatever somebody sent (ASVS V16.4.1). */
function plainText(text = ''): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, 200)
    .toWellFormed()
}

function rowOf(event: StoredAuditEvent): AuditRow & { readonly recorded_at: number } {
  const { recordedAt, actorName, ...rest } = event
  return { ...rest, recorded_at: recordedAt, actor_name: actorName }
}

const lockAuditHeadStatement: Statement = {
  name: 'lock_audit_head',
  text: `select ${auditHeadColumns}
from audit_head
where district_id = $1
for update`,
}

const beginAuditStatement: Statement = {
  name: 'begin_audit',
  text: `insert into audit_head (district_id)
values ($1)
on conflict (district_id) do nothing`,
}

const addAuditEventsStatement: Statement = {
  name: 'add_audit_events',
  text: `with added as (
  insert into audit_event (district_id, seq, recorded_at, kind, outcome, actor, actor_name, session, address, subject,
    request, detail, previous, hash)
  select $1, seq, $5, kind, outcome, actor, actor_name, session, address, subject, request, detail,
    decode(previous, 'hex'), decode(hash, 'hex')
  from json_to_recordset($2::json) as given (
    seq bigint, kind text, outcome text, actor text, actor_name text, session text, address text, subject text,
    request text, detail text, previous text, hash text
  )
)
update audit_head
set seq = $3,
  hash = $4,
  recorded_at = $5
where district_id = $1`,
}

// Events are recorded in the order of their numbers, so that times become numbers, by an index.
const filters = {
  after: 'seq < $',
  kind: 'kind = $',
  outcome: 'outcome = $',
  actor: 'actor = $',
  actorName: 'actor_name = $',
  subject: 'subject = $',
  from: `seq >= (
    select seq from audit_event where district_id = $1 and recorded_at >= $ order by recorded_at, seq limit 1
  )`,
  to: `seq <= (
    select seq from audit_event where district_id = $1 and recorded_at < $ order by recorded_at desc, seq desc limit 1
  )`,
} as const

const auditFilters = ['after', 'kind', 'outcome', 'actor', 'actorName', 'subject', 'from', 'to'] as const

/** Only what is filtered by stands in it, so that each has the plan of its own index. */
function listStatement(names: readonly (keyof typeof filters)[]): Statement {
  const conditions = names.map(
    (name, index) => `  and ${filters[name].replace(/\$(?!\d)/, `$$${index + 3}`)}\n`,
  )
  return {
    text: `select ${auditColumns}
from audit_event
where district_id = $1
${conditions.join('')}order by seq desc
limit $2`,
  }
}

const clearAuditEventsStatement: Statement = {
  name: 'clear_audit_events',
  text: `select clear_audit_event($1, $2) as cleared`,
}

/** For review: `packages/store/emitted`. */
export const auditStatements: readonly Statement[] = [
  lockAuditHeadStatement,
  beginAuditStatement,
  addAuditEventsStatement,
  { ...listStatement(auditFilters), name: 'list_audit_events' },
  readAuditHeadStatement,
  chainAuditStatement,
  clearAuditEventsStatement,
]

import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Effect } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** An effect on its way. */
export interface Sent {
  /** The matter and entry it came from. */
  readonly matter: MatterId
  readonly seq: number
  /** 0, 1, 2 … inside the entry. */
  readonly number: number
  readonly effect: Effect
  readonly createdAt: Instant
  /** This attempt included. */
  readonly attempts: number
  /** A command was carried out under its key already, but the delivery was not recorded: the process ended in between. */
  readonly isDelivered: boolean
}

/** An effect as the outside sees it (CloudEvents 1.0). `id` is the same at each attempt. */
export interface CloudEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly datacontenttype: 'application/json'
  /** Sorts the events of one subject in the order in which they came about (the extension `sequence`). */
  readonly sequence: string
  readonly data: Effect
}

/** What waits in the outbox. */
export interface OutboxLine extends Omit<Sent, 'isDelivered'> {
  readonly dueAt: Instant
  readonly lastError: string | undefined
  readonly deadAt: Instant | undefined
}

/** The idempotency key of what is done inside because of an effect. */
export function keyOf({ matter, seq, number }: Pick<Sent, 'matter' | 'seq' | 'number'>): string {
  return `outbox:${matter}:${seq}:${number}`
}

export function cloudEventOf(district: DistrictId, sent: Sent): CloudEvent {
  return {
    specversion: '1.0',
    id: `${sent.matter}/${sent.seq}/${sent.number}`,
    source: `/districts/${district}`,
    type: `duibiao.matter.${sent.effect.kind}`,
    subject: sent.matter,
    time: toTimestamp(sent.createdAt),
    datacontenttype: 'application/json',
    sequence: `${String(sent.seq).padStart(10, '0')}.${String(sent.number).padStart(6, '0')}`,
    data: sent.effect,
  }
}

/**
 * What an event can be asked for by, the widest first: `*`, `duibiao.*`, `duibiao.matter.*`, its type, and for messages, signals
 * and services the type with the name, as in `duibiao.matter.message:order_issued`.
 */
export function topicsOf({ type, data }: Pick<CloudEvent, 'type' | 'data'>): readonly string[] {
  const parts = type.split('.')
  const wider = parts.slice(0, -1).map((_, index) => `${parts.slice(0, index + 1).join('.')}.*`)
  return ['*', ...wider, type, ...nameIn(data).map((name) => `${type}:${name}`)]
}

function nameIn(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'message':
    case 'signal':
      return [effect.name]
    case 'call_service':
      return [effect.service]
    case 'notify':
      return [effect.reason]
  }
}

/** How often and when an effect is tried again. */
export interface RetryRule {
  /** Before it is given up. */
  readonly attempts: number
  /** Milliseconds after the first failure; doubled with each further one. */
  readonly delay: number
  /** Milliseconds at most. */
  readonly longestDelay: number
}

/** Twelve attempts within some ten hours. */
export const retryRule: RetryRule = { attempts: 12, delay: 10_000, longestDelay: 3_600_000 }

/**
 * Takes effects that are due, those longest due first, and puts each off to its next attempt beforehand: when this
 * process dies they are tried again then, and until then nobody else takes them.
 */
export async function takeSent(
  queryable: Queryable,
  district: DistrictId,
  { now, limit, rule }: { readonly now: Instant; readonly limit: number; readonly rule: RetryRule },
): Promise<readonly Sent[]> {
  const parameters = [district, toTimestamp(now), limit, rule.delay, rule.longestDelay]
  const rows = await queryable.query<TakenRow>(takeStatement, parameters)
  const taken = rows.map((row) => ({ ...parseLine(row), isDelivered: row.is_delivered }))
  return taken.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
}

/** Records what came of attempts: delivered effects leave the outbox, others keep the reason, and die after the last attempt. */
export async function settleSent(
  queryable: Queryable,
  district: DistrictId,
  settled: {
    readonly delivered: readonly Sent[]
    readonly failed: readonly { readonly sent: Sent; readonly reason: string }[]
    readonly now: Instant
    readonly rule: RetryRule
  },
): Promise<void> {
  const { delivered, failed, now, rule } = settled
  const gone = columnsOf(delivered)
  const kept = columnsOf(failed.map(({ sent }) => sent))
  const reasons = failed.map(({ reason }) => reason.slice(0, 1000).replaceAll('\u0000', '\uFFFD'))
  await queryable.execute(settleStatement, [
    district,
    ...gone,
    ...kept,
    reasons,
    rule.attempts,
    toTimestamp(now),
  ])
}

/** What waits, dead letters first when asked for alone. */
export async function listOutbox(
  queryable: Queryable,
  district: DistrictId,
  { dead = false, limit = 100 }: { readonly dead?: boolean; readonly limit?: number } = {},
): Promise<readonly OutboxLine[]> {
  const rows = await queryable.query<OutboxRow>(listOutboxStatement, [district, dead, limit])
  return rows.map(parseLine)
}

/** Has dead letters of a matter tried again. @returns how many there are */
export async function resend(
  queryable: Queryable,
  district: DistrictId,
  { matter, now }: { readonly matter: MatterId; readonly now: Instant },
): Promise<number> {
  return queryable.execute(resendStatement, [district, matter, toTimestamp(now)])
}

/** Removes a dead letter for good. @returns the effect it held; undefined when there is no such dead letter */
export async function dropDeadLetter(
  queryable: Queryable,
  district: DistrictId,
  { matter, seq, number }: Pick<Sent, 'matter' | 'seq' | 'number'>,
): Promise<Effect | undefined> {
  const parameters = [district, matter, seq, number]
  const [row] = await queryable.query<{ readonly body: string }>(dropOutboxStatement, parameters)
  return row && JSON.parse(row.body)
}

interface OutboxRow {
  readonly matter_id: string
  readonly seq: number
  readonly number: number
  readonly body: string
  readonly created_at: number
  readonly due_at: number
  readonly attempts: number
  readonly last_error: string | null
  readonly dead_at: number | null
}

interface TakenRow extends OutboxRow {
  readonly is_delivered: boolean
}

const columns = 'matter_id, seq, number, body, created_at, due_at, attempts, last_error, dead_at'

export const takeStatement: Statement = {
  name: 'take_outbox',
  text: `with due as (
  select ctid as place
  from outbox
  where district_id = $1
    and due_at <= $2
    and dead_at is null
  order by due_at
  limit $3
  for update skip locked
),
taken as (
  update outbox
  set attempts = outbox.attempts + 1,
    due_at = $2 + least($4::float8 * power(2, outbox.attempts), $5::float8) * interval '1 millisecond'
  from due
  where outbox.district_id = $1
    and outbox.ctid = due.place
  returning outbox.*
)
select ${columns},
  attempts > 1 and exists (
    select
    from receipt
    where receipt.district_id = $1
      and receipt.key = 'outbox:' || taken.matter_id || ':' || taken.seq || ':' || taken.number
  ) as is_delivered
from taken`,
}

export const settleStatement: Statement = {
  name: 'settle_outbox',
  text: `with delivered as (
  delete from outbox
  using (
    ${placesOf('unnest($2::uuid[], $3::int[], $4::int[]) as given(matter_id, seq, number)', '')}
  ) as gone
  where outbox.district_id = $1
    and outbox.ctid = gone.place
)
update outbox
set last_error = kept.reason,
  dead_at = case when outbox.attempts >= $9::int then $10::timestamptz end
from (
    ${placesOf('unnest($5::uuid[], $6::int[], $7::int[], $8::text[]) as given(matter_id, seq, number, reason)', ', given.reason')}
) as kept
where outbox.district_id = $1
  and outbox.ctid = kept.place`,
}

/** Rows looked up by key one by one, whatever the planner believes of the table's size. */
function placesOf(list: string, more: string): string {
  return `select found.place${more}
    from ${list}
    cross join lateral (
      select ctid as place
      from outbox
      where outbox.district_id = $1
        and outbox.matter_id = given.matter_id
        and outbox.seq = given.seq
        and outbox.number = given.number
      offset 0
    ) as found
    where given.seq > 0
      and given.number >= 0`
}

export const listOutboxStatement: Statement = {
  name: 'list_outbox',
  text: `select ${columns}
from outbox
where district_id = $1
  and (dead_at is not null) = $2::boolean
order by due_at, matter_id, seq, number
limit $3`,
}

export const resendStatement: Statement = {
  name: 'resend_outbox',
  text: `update outbox
set attempts = 0,
  dead_at = null,
  due_at = $3
where district_id = $1
  and matter_id = $2
  and dead_at is not null`,
}

export const dropOutboxStatement: Statement = {
  name: 'drop_outbox',
  text: `delete from outbox
where district_id = $1
  and matter_id = $2
  and seq = $3
  and number = $4
  and dead_at is not null
returning body`,
}

function parseLine(row: OutboxRow): OutboxLine {
  const effect: Effect = JSON.parse(row.body)
  return {
    matter: parseMatterId(row.matter_id),
    seq: row.seq,
    number: row.number,
    effect,
    createdAt: instantOf(row.created_at),
    attempts: row.attempts,
    dueAt: instantOf(row.due_at),
    lastError: row.last_error ?? undefined,
    deadAt: row.dead_at === null ? undefined : instantOf(row.dead_at),
  }
}

/** Sorts by age, then by matter, entry and number: what one matter sends arrives in its order. */
function orderOf({ createdAt, matter, seq, number }: Omit<Sent, 'isDelivered'>): string {
  return [
    String(createdAt).padStart(16, '0'),
    matter,
    String(seq).padStart(10, '0'),
    String(number).padStart(6, '0'),
  ].join()
}

function columnsOf(sent: readonly Sent[]): [string[], number[], number[]] {
  return [sent.map(({ matter }) => matter), sent.map(({ seq }) => seq), sent.map(({ number }) => number)]
}

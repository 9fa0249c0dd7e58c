import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Queryable } from './database.ts'
import {
  addDeliveriesStatement,
  answerCallStatement,
  clearDeliveriesStatement,
  dropDeliveryStatement,
  fanOutStatement,
  findDeliveryStatement,
  listDeliveriesStatement,
  listReceiversStatement,
  resendDeliveryStatement,
  settleDeliveryStatement,
  takeDeliveriesStatement,
} from './delivery-statement.ts'
import { toTimestamp } from './parameter.ts'

/** How a delivery goes: an event to a webhook, a call to the system of a service, or an e-mail to a person. */
export type DeliveryKind = 'webhook' | 'connector' | 'email'

/** To whom: id of a webhook, name of a service, id of a person. */
export interface Receiver {
  readonly kind: DeliveryKind
  readonly receiver: string
}

/** The effect that a delivery carries: its matter, entry and number inside the entry. */
export interface EffectPlace {
  readonly matter: MatterId
  readonly seq: number
  readonly number: number
}

/** One effect on its way to one receiver (投递). */
export interface Delivery extends Receiver, EffectPlace {
  /** The same at each attempt. */
  readonly id: string
  /** What is sent, as JSON. */
  readonly body: string
  /** Where the answer of a call goes. */
  readonly token: number | undefined
  readonly createdAt: Instant
  readonly dueAt: Instant
  /** The present one included. */
  readonly attempts: number
  readonly lastError: string | undefined
  readonly deliveredAt: Instant | undefined
  readonly answeredAt: Instant | undefined
  readonly deadAt: Instant | undefined
}

type Shipment = { readonly place: EffectPlace; readonly body: string; readonly now: Instant }

/**
 * Hands an event to every webhook that hears one of its topics, each once however often it is asked.
 * @returns how many hear it
 */
export async function fanOut(
  queryable: Queryable,
  district: DistrictId,
  { place, body, topics, now }: Shipment & { readonly topics: readonly string[] },
): Promise<number> {
  const { matter, seq, number } = place
  const parameters = [district, topics, matter, seq, number, body, toTimestamp(now)]
  const [row] = await queryable.query<{ readonly hearing: number }>(fanOutStatement, parameters)
  return row?.hearing ?? 0
}

/** Hands something to receivers, to each once however often it is asked. @param shipment.isByHand nothing is sent: people see it in the list */
export async function addDeliveries(
  queryable: Queryable,
  district: DistrictId,
  shipment: Shipment & {
    readonly kind: Exclude<DeliveryKind, 'webhook'>
    readonly receivers: readonly string[]
    readonly token?: number
    readonly isByHand?: boolean
  },
): Promise<void> {
  const { place, body, now, kind, receivers, token, isByHand = false } = shipment
  if (receivers.length === 0) return
  const { matter, seq, number } = place
  const parameters = [district, kind, receivers, matter, seq, number, body, toTimestamp(now)]
  await queryable.execute(addDeliveriesStatement, [...parameters, token ?? null, isByHand])
}

/** Receivers for whom something is due, of each once. A webhook that is switched off is none. */
export async function listReceivers(
  queryable: Queryable,
  district: DistrictId,
  { now, limit = 1000 }: { readonly now: Instant; readonly limit?: number },
): Promise<readonly Receiver[]> {
  return queryable.query<Receiver & { readonly receiver: string }>(listReceiversStatement, [
    district,
    toTimestamp(now),
    limit,
  ])
}

/**
 * Takes what is due for a receiver, in the order it came, and puts it off beforehand: when this process dies it is tried
 * again after the lease, and until then nobody else takes it.
 */
export async function takeDeliveries(
  queryable: Queryable,
  district: DistrictId,
  taking: Receiver & { readonly now: Instant; readonly limit: number; readonly lease: number },
): Promise<readonly Delivery[]> {
  const { kind, receiver, now, limit, lease } = taking
  const parameters = [district, kind, receiver, toTimestamp(now), limit, lease]
  const rows = await queryable.query<DeliveryRow>(takeDeliveriesStatement, parameters)
  return rows
    .map(parseDelivery)
    .toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
}

/** What came of an attempt. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly isAnswered: boolean }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  /** Given up. `isGone`: the receiver said that it will never take anything again. */
  | { readonly kind: 'dead'; readonly reason: string; readonly isGone: boolean }

/** Records what came of an attempt, with the delivery and with its webhook. */
export async function settleDelivery(
  queryable: Queryable,
  district: DistrictId,
  {
    delivery,
    outcome,
    now,
  }: { readonly delivery: Delivery; readonly outcome: DeliveryOutcome; readonly now: Instant },
): Promise<void> {
  await queryable.execute(settleDeliveryStatement, [
    district,
    delivery.id,
    outcome.kind,
    outcome.kind === 'delivered' ? null : outcome.reason.slice(0, 1000),
    outcome.kind === 'failed' ? toTimestamp(outcome.retryAt) : null,
    toTimestamp(now),
    outcome.kind === 'delivered' && outcome.isAnswered,
    outcome.kind === 'dead' && outcome.isGone,
    delivery.kind === 'webhook' ? delivery.receiver : null,
  ])
}

export const deliveryStates = ['pending', 'delivered', 'unanswered', 'dead'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Deliveries of a state, the oldest first. @param page.after id of the last one of the page before */
export async function listDeliveries(
  queryable: Queryable,
  district: DistrictId,
  page: {
    readonly state: DeliveryState
    readonly receiver?: string
    readonly matter?: MatterId
    readonly after?: string
    readonly limit: number
  },
): Promise<readonly Delivery[]> {
  const { state, receiver, matter, after, limit } = page
  const parameters = [district, state, receiver ?? null, matter ?? null, after ?? null, limit]
  const rows = await queryable.query<DeliveryRow>(listDeliveriesStatement, parameters)
  return rows.map(parseDelivery)
}

/** One delivery; undefined when there is none. */
export async function findDelivery(
  queryable: Queryable,
  district: DistrictId,
  id: string,
): Promise<Delivery | undefined> {
  const [row] = await queryable.query<DeliveryRow>(findDeliveryStatement, [district, id])
  return row && parseDelivery(row)
}

/** Has dead or delivered deliveries sent once more. @returns how many there are */
export async function resendDeliveries(
  queryable: Queryable,
  district: DistrictId,
  { ids, now }: { readonly ids: readonly string[]; readonly now: Instant },
): Promise<number> {
  return queryable.execute(resendDeliveryStatement, [district, ids, toTimestamp(now)])
}

/** Removes dead deliveries for good: nobody gets them. Those that are not dead stay. @returns what was removed */
export async function dropDeliveries(
  queryable: Queryable,
  district: DistrictId,
  ids: readonly string[],
): Promise<readonly Pick<Delivery, 'kind' | 'receiver' | 'matter'>[]> {
  const rows = await queryable.query<Receiver & { readonly matter_id: string }>(dropDeliveryStatement, [
    district,
    ids,
  ])
  return rows.map(({ matter_id: matter, kind, receiver }) => ({
    kind,
    receiver,
    matter: parseMatterId(matter),
  }))
}

/** Keeps that the answer to a call has come. */
export async function keepAnswered(
  queryable: Queryable,
  district: DistrictId,
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<void> {
  await queryable.execute(answerCallStatement, [district, id, toTimestamp(now)])
}

/** Clears what arrived before an instant and waits for no answer. @returns how many there were */
export async function clearDeliveries(
  queryable: Queryable,
  district: DistrictId,
  { before, limit = 10_000 }: { readonly before: Instant; readonly limit?: number },
): Promise<number> {
  return queryable.execute(clearDeliveriesStatement, [district, toTimestamp(before), limit])
}

interface DeliveryRow {
  readonly delivery_id: string
  readonly kind: DeliveryKind
  readonly receiver: string
  readonly matter_id: string
  readonly seq: number
  readonly number: number
  readonly body: string
  readonly token: number | null
  readonly created_at: number
  readonly due_at: number
  readonly attempts: number
  readonly last_error: string | null
  readonly delivered_at: number | null
  readonly answered_at: number | null
  readonly dead_at: number | null
}

function parseDelivery(row: DeliveryRow): Delivery {
  const { kind, receiver, seq, number, body, attempts } = row
  return {
    id: row.delivery_id,
    kind,
    receiver,
    matter: parseMatterId(row.matter_id),
    seq,
    number,
    body,
    token: row.token ?? undefined,
    createdAt: instantOf(row.created_at),
    dueAt: instantOf(row.due_at),
    attempts,
    lastError: row.last_error ?? undefined,
    deliveredAt: optionalInstant(row.delivered_at),
    answeredAt: optionalInstant(row.answered_at),
    deadAt: optionalInstant(row.dead_at),
  }
}

function optionalInstant(value: number | null): Instant | undefined {
  return value === null ? undefined : instantOf(value)
}

import { AppError, parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Actor, Command, Effect, Procedure } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import type { Engine } from './engine.ts'
import { receiptOf } from './order.ts'
import type { CloudEvent, RetryRule, Sent } from './outbox.ts'
import { cloudEventOf, keyOf, retryRule, settleSent, takeSent } from './outbox.ts'
import { findMatter } from './worklist.ts'

/** Where effects go that leave the matters of the district. What fails here is tried again. */
export interface OutboxPort {
  /**
   * Calls a service for a task. Its answer are commands for the same matter, `answerService` among them unless the answer
   * comes later by itself. It may be called twice for one event: `event.id` tells.
   */
  readonly callService: (call: ServiceCall, event: CloudEvent) => Promise<readonly Command[]>
  /** Tells people something, or another system by webhook. */
  readonly notify: (notice: Extract<Effect, { readonly kind: 'notify' }>, event: CloudEvent) => Promise<void>
  /**
   * Takes signals, and messages that nobody in the district waits for; false when nobody outside hears them either.
   * It may be called twice for one event.
   */
  readonly publish?: (event: CloudEvent) => Promise<boolean>
  /** Told of a message whose receiver has ended meanwhile. It may be called twice for one event. */
  readonly returned?: (
    message: Extract<Effect, { readonly kind: 'message' }>,
    event: CloudEvent,
  ) => Promise<void>
}

export type ServiceCall = Extract<Effect, { readonly kind: 'call_service' }> & { readonly matter: MatterId }

export interface DispatchReport {
  readonly delivered: number
  readonly failed: number
}

const lateAnswers: ReadonlySet<string> = new Set(['service_not_waiting', 'matter_closed'])
const courier: Actor = { system: 'delivery' }

/**
 * Delivers every effect that is due, at least once. What is done inside the district is done under a key of the effect
 * and so exactly once. An effect that cannot be delivered keeps its reason and is tried again later; after the last
 * attempt it is a dead letter.
 */
export async function dispatchOutbox(
  engine: Engine,
  port: OutboxPort,
  { batch = 200, rule = retryRule }: { readonly batch?: number; readonly rule?: RetryRule } = {},
): Promise<DispatchReport> {
  const { database, district, now } = engine.setting
  let delivered = 0
  let failed = 0
  for (;;) {
    const taken = await takeSent(database, district, { now: now(), limit: batch, rule })
    if (taken.length === 0) return { delivered, failed }
    const waiting = await findWaiting(database, engine, taken)
    const numbers = await findSenderNumbers(database, engine, taken)
    const results = await Promise.all(
      taken.map((sent) => attempt(engine, port, { sent: signed(sent, numbers), waiting })),
    )
    const failures = results.filter((result) => result.reason !== undefined)
    const done = results.filter((result) => result.reason === undefined).map(({ sent }) => sent)
    await settleSent(database, district, { delivered: done, failed: failures.map(explain), now: now(), rule })
    delivered += done.length
    failed += failures.length
  }
}

interface Result {
  readonly sent: Sent
  readonly reason: unknown
}

function explain({ sent, reason }: Result): { readonly sent: Sent; readonly reason: string } {
  return { sent, reason: reason instanceof Error ? reason.message : String(reason) }
}

interface Delivery {
  readonly sent: Sent
  readonly waiting: Waiting
}

async function attempt(engine: Engine, port: OutboxPort, delivery: Delivery): Promise<Result> {
  const { sent } = delivery
  try {
    if (!sent.isDelivered || sent.effect.kind === 'signal') await deliver(engine, port, delivery)
    return { sent, reason: undefined }
  } catch (error) {
    return { sent, reason: error ?? 'failed without a reason' }
  }
}

async function deliver(engine: Engine, port: OutboxPort, { sent, waiting }: Delivery): Promise<void> {
  const { effect, matter } = sent
  const event = cloudEventOf(engine.setting.district, sent)
  switch (effect.kind) {
    case 'message':
      return deliverMessage(engine, port, { sent, effect, waiting })
    case 'signal':
      await deliverSignal(engine, { sent, effect, waiting })
      await port.publish?.(event)
      return
    case 'call_service': {
      const commands = await port.callService({ ...effect, matter }, event)
      for (const [index, command] of commands.entries()) {
        const key = index === 0 ? keyOf(sent) : `${keyOf(sent)}:${index}`
        const answer = await engine.act(matter, command, { key, actor: { system: effect.service } })
        // The task was cancelled, or the matter has ended, while the service was at work.
        const isLate = !answer.ok && lateAnswers.has(answer.refusal.code)
        if (!isLate) receiptOf(answer)
      }
      return
    }
    case 'notify':
      return port.notify(effect, event)
  }
}

type Named<Kind extends 'message' | 'signal'> = Delivery & {
  readonly effect: Extract<Effect, { readonly kind: Kind }>
}

/** The message with its sender written in, where the pack asks for it. */
function signed(sent: Sent, numbers: ReadonlyMap<string, string>): Sent {
  const { effect, matter } = sent
  if (effect.kind !== 'message' || effect.sender === undefined) return sent
  const sender = { matter, number: numbers.get(matter) ?? matter }
  return { ...sent, effect: { ...effect, variables: { ...effect.variables, [effect.sender]: sender } } }
}

/** To the matter it is addressed to, by its id or by its number. Of one that has ended meanwhile the port is told. */
async function deliverAddressed(
  engine: Engine,
  port: OutboxPort,
  { to, sent, effect }: Pick<Named<'message'>, 'sent' | 'effect'> & { readonly to: string },
): Promise<void> {
  const { name, variables } = effect
  const command: Command = { kind: 'deliverMessage', name, variables }
  const { database, district } = engine.setting
  const found = await findMatter(database, district, to)
  if (found === undefined) throw new AppError('matter_unknown', { matter: to })
  const answer = await engine.act(found.matter, command, { key: keyOf(sent), actor: courier })
  const hasEnded = !answer.ok && answer.refusal.code === 'matter_closed'
  if (hasEnded) await port.returned?.(effect, cloudEventOf(district, sent))
  else receiptOf(answer)
}

/** To the matter it names, else to the one open matter that waits for it, else to the one procedure that it starts, else outside. */
async function deliverMessage(
  engine: Engine,
  port: OutboxPort,
  { sent, effect, waiting }: Named<'message'>,
): Promise<void> {
  if (effect.to !== undefined) return deliverAddressed(engine, port, { to: effect.to, sent, effect })
  const { name, variables } = effect
  const found = waiting.get(`message:${name}`) ?? []
  const [only, second] = found.filter(({ status }) => status === 'open')
  if (second !== undefined) throw new AppError('message_ambiguous', { name, count: found.length })
  if (only !== undefined) {
    const command: Command = { kind: 'deliverMessage', name, variables }
    receiptOf(await engine.act(only.matter, command, { key: keyOf(sent), actor: courier }))
    return
  }
  const [starter, another] = engine.setting.library.startedBy('message', name)
  if (another !== undefined) throw new AppError('message_ambiguous', { name, count: 2 })
  if (starter !== undefined) return startBy(engine, starter, { sent, effect, key: keyOf(sent) })
  if ((await port.publish?.(cloudEventOf(engine.setting.district, sent))) === true) return
  const [suspended] = found
  if (suspended !== undefined) throw new AppError('matter_suspended', { matter: suspended.matter })
  throw new AppError('message_not_expected', { name })
}

/** To every open matter that waits for it, and to every procedure that it starts. */
async function deliverSignal(engine: Engine, { sent, effect, waiting }: Named<'signal'>): Promise<void> {
  const { name, variables } = effect
  const command: Command = { kind: 'deliverSignal', name, variables }
  const key = keyOf(sent)
  const targets = (waiting.get(`signal:${name}`) ?? []).filter(({ status }) => status === 'open')
  const acts = targets.map(({ matter }) =>
    engine.act(matter, command, { key: `${key}:${matter}`, actor: courier }),
  )
  const starts = engine.setting.library
    .startedBy('signal', name)
    .map((procedure) => startBy(engine, procedure, { sent, effect, key: `${key}:${procedure.id}` }))
  // A matter that has moved on meanwhile does not wait for the signal any more: its refusal is no failure.
  await Promise.all([...acts, ...starts])
}

async function startBy(
  engine: Engine,
  procedure: Procedure,
  {
    effect,
    key,
  }: {
    readonly sent: Sent
    readonly effect: Extract<Effect, { readonly kind: 'message' | 'signal' }>
    readonly key: string
  },
): Promise<void> {
  const { kind, name, variables } = effect
  const opening = await engine.setting.opening?.(procedure, variables)
  receiptOf(
    await engine.start({
      procedure: procedure.hash,
      variables,
      by: { kind, name },
      key,
      actor: courier,
      ...opening,
    }),
  )
}

/** `message:name` and `signal:name` → the matters that wait for it, the oldest first. */
type Waiting = ReadonlyMap<string, readonly { readonly matter: MatterId; readonly status: string }[]>

interface WaitingRow {
  readonly kind: string
  readonly name: string
  readonly matter_id: string
  readonly status: string
}

export const waitingStatement: Statement = {
  name: 'find_waiting',
  text: `select distinct wanted.kind, wanted.name, subscribed.matter_id, found.status
from unnest($2::text[], $3::text[]) as wanted(kind, name)
cross join lateral (
  select matter_id
  from subscription
  where subscription.district_id = $1
    and subscription.kind = wanted.kind
    and subscription.name = wanted.name
  offset 0
) as subscribed
cross join lateral (
  select status
  from matter
  where matter.district_id = $1
    and matter.matter_id = subscribed.matter_id
  offset 0
) as found
order by subscribed.matter_id`,
}

async function findWaiting(queryable: Queryable, engine: Engine, taken: readonly Sent[]): Promise<Waiting> {
  const wanted = new Map<string, { readonly kind: string; readonly name: string }>()
  for (const { effect } of taken) {
    if (effect.kind === 'message' || effect.kind === 'signal')
      wanted.set(`${effect.kind}:${effect.name}`, effect)
  }
  const waiting = new Map<string, { readonly matter: MatterId; readonly status: string }[]>()
  if (wanted.size === 0) return waiting
  const events = [...wanted.values()]
  const parameters = [engine.setting.district, events.map(({ kind }) => kind), events.map(({ name }) => name)]
  for (const row of await queryable.query<WaitingRow>(waitingStatement, parameters)) {
    const key = `${row.kind}:${row.name}`
    const list = waiting.get(key) ?? []
    list.push({ matter: parseMatterId(row.matter_id), status: row.status })
    waiting.set(key, list)
  }
  return waiting
}

interface NumberRow {
  readonly matter_id: string
  readonly number: string
}

export const senderNumberStatement: Statement = {
  name: 'find_sender_numbers',
  text: `select found.matter_id, found.number
from unnest($2::uuid[]) as wanted(matter_id)
cross join lateral (
  select matter_id, number
  from matter
  where matter.district_id = $1
    and matter.matter_id = wanted.matter_id
  offset 0
) as found`,
}

/** The numbers of the matters whose messages say who sent them. */
async function findSenderNumbers(
  queryable: Queryable,
  engine: Engine,
  taken: readonly Sent[],
): Promise<ReadonlyMap<string, string>> {
  const senders = taken.filter(({ effect }) => effect.kind === 'message' && effect.sender !== undefined)
  if (senders.length === 0) return new Map()
  const parameters = [engine.setting.district, [...new Set(senders.map(({ matter }) => matter))]]
  const rows = await queryable.query<NumberRow>(senderNumberStatement, parameters)
  return new Map(rows.map((row) => [row.matter_id, row.number]))
}

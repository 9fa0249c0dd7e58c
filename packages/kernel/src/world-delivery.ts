import type { Actor, Command, StartBy } from './command.ts'
import { isStartedBy } from './event-start.ts'
import type { Variables } from './expression.ts'
import type { Procedure } from './procedure.ts'
import type { Effect, Refusal } from './transition.ts'
import { addToAgenda } from './agenda.ts'
import { decideAndStore, refusal } from './world-record.ts'
import type {
  Acted,
  Appointment,
  Sent,
  ServiceAnswer,
  ServiceCall,
  Undelivered,
  WorldRecord,
} from './world-record.ts'

const defaultChainLimit = 10_000
const courier: Actor = { system: 'delivery' }

export type NewMatter = {
  readonly procedure: Procedure
  readonly actor: Actor
  readonly variables?: Variables
  readonly by?: StartBy
  readonly id?: string
}

export type Message = {
  readonly name: string
  /** Only this matter may take it; without it the one that waits. */
  readonly matter?: string
  readonly variables?: Variables
  readonly actor: Actor
}

/** Decides a command, stores it and delivers what it sends, and what that sends, until nothing is under way. */
export function actOn(
  record: WorldRecord,
  matter: string,
  order: { readonly command: Command; readonly actor: Actor },
): Acted {
  const decided = decideAndStore(record, matter, order)
  if (!decided.ok) return decided
  deliverOutbox(record)
  return { ok: true, matter, entry: decided.transition.entry }
}

/** Starts a matter. Its id is the one given or the next number. */
export function startMatter(record: WorldRecord, request: NewMatter): Acted {
  const id = request.id ?? freeNumber(record)
  if (record.matters.has(id)) return refusal('matter_exists', { matter: id })
  const { variables, by } = request
  const command: Command = {
    kind: 'start',
    procedure: request.procedure.hash,
    ...(variables && { variables }),
    ...(by && { by }),
  }
  return actOn(record, id, { command, actor: request.actor })
}

/** Gives a message to the one matter that waits for it, else to the one procedure that it starts; else refuses. */
export function giveMessage(record: WorldRecord, message: Message): Acted {
  if (message.matter !== undefined) return handMessage(record, message.matter, message)
  const waiting = waitingFor(record, `message:${message.name}`)
  const [only, second] = waiting.filter((id) => record.matters.get(id)?.state.status === 'open')
  if (second !== undefined) return refusal('message_ambiguous', { name: message.name, count: waiting.length })
  if (only !== undefined) return handMessage(record, only, message)
  const [starter, another] = startersOf(record, 'message', message.name)
  if (another !== undefined) return refusal('message_ambiguous', { name: message.name, count: 2 })
  if (starter !== undefined) return startByEvent(record, starter, { kind: 'message', ...message })
  const [suspended] = waiting
  if (suspended !== undefined) return refusal('matter_suspended', { matter: suspended })
  return refusal('message_not_expected', { name: message.name })
}

/** Gives a signal to everything that waits for it when it is sent: open matters first, in order of age, then new ones. */
export function giveSignal(
  record: WorldRecord,
  signal: {
    readonly name: string
    readonly variables?: Variables
    readonly actor: Actor
    /** The matter that threw it: its own events have heard it already. */
    readonly from?: string
  },
): readonly Acted[] {
  const { name, variables, actor } = signal
  const waiting = waitingFor(record, `signal:${name}`)
  const starters = startersOf(record, 'signal', name)
  const command: Command = { kind: 'deliverSignal', name, ...(variables && { variables }) }
  const reached = waiting
    .filter((id) => id !== signal.from && record.matters.get(id)?.state.status === 'open')
    .map((id) => actOn(record, id, { command, actor }))
  const started = starters.map((procedure) => startByEvent(record, procedure, { kind: 'signal', ...signal }))
  return [...reached, ...started]
}

/** Answers a service call, unless its task is gone meanwhile. */
export function giveAnswer(record: WorldRecord, call: ServiceCall, answer: ServiceAnswer): void {
  const { matter, token } = call
  if (token === undefined || record.matters.get(matter)?.state.tokens[token]?.waits !== 'service') return
  const { variables, error } = answer
  const command: Command = {
    kind: 'answerService',
    token,
    ...(variables && { variables }),
    ...(error !== undefined && { error }),
  }
  const acted = actOn(record, matter, { command, actor: { system: call.service } })
  if (!acted.ok)
    noteUndelivered(record, { what: 'service', name: call.service, matter, refusal: acted.refusal })
}

export function noteUndelivered(record: WorldRecord, lost: Omit<Undelivered, 'at'>): void {
  record.undelivered.push({ at: record.now, ...lost })
}

export function chainLimitOf(record: WorldRecord): number {
  return record.setting.chainLimit ?? defaultChainLimit
}

function freeNumber(record: WorldRecord): string {
  let number = record.matters.size + 1
  while (record.matters.has(`m${number}`)) number += 1
  return `m${number}`
}

function deliverOutbox(record: WorldRecord): void {
  if (record.delivering) return
  record.delivering = true
  try {
    const limit = chainLimitOf(record)
    for (let count = 0; ; count += 1) {
      const sent = record.outbox.shift()
      if (sent === undefined) return
      if (count < limit) deliver(record, sent)
      else noteUndelivered(record, { ...describe(sent), refusal: chainRefusal(limit) })
    }
  } finally {
    record.delivering = false
  }
}

function deliver(record: WorldRecord, sent: Sent): void {
  const { effect, from } = sent
  switch (effect.kind) {
    case 'message':
      return deliverMessage(record, sent, effect)
    case 'signal':
      for (const acted of giveSignal(record, { ...contentOf(effect), actor: courier, from })) {
        noteRefusal(record, sent, acted)
      }
      return
    case 'call_service':
      return callService(record, { ...effect, matter: from })
    case 'notify':
      return record.setting.notify?.(effect, from)
  }
}

type MessageEffect = Extract<Effect, { readonly kind: 'message' }>

function deliverMessage(record: WorldRecord, sent: Sent, effect: MessageEffect): void {
  const { name, to, sender } = effect
  const { from } = sent
  const variables: Variables = {
    ...effect.variables,
    ...(sender !== undefined && { [sender]: { matter: from, number: from } }),
  }
  record.setting.post?.({ ...effect, variables }, from)
  const acted = giveMessage(record, {
    name,
    variables,
    actor: courier,
    ...(to !== undefined && { matter: to }),
  })
  // The matter it was meant for has ended: there is nobody left to tell.
  const isLate = to !== undefined && !acted.ok && acted.refusal.code === 'matter_closed'
  if (!isLate) noteRefusal(record, sent, acted)
}

function callService(record: WorldRecord, call: ServiceCall): void {
  const answer = record.setting.answer?.(call)
  if (answer === undefined || call.token === undefined) return
  if (answer.at === undefined) return giveAnswer(record, call, answer)
  const appointment: Appointment = { kind: 'answer', call, answer }
  addToAgenda(record.agenda, answer.at, appointment)
}

function handMessage(record: WorldRecord, matter: string, message: Message): Acted {
  if (!record.matters.has(matter)) return refusal('matter_unknown', { matter })
  const { name, variables, actor } = message
  const command: Command = { kind: 'deliverMessage', name, ...(variables && { variables }) }
  return actOn(record, matter, { command, actor })
}

function startByEvent(
  record: WorldRecord,
  procedure: Procedure,
  event: {
    readonly kind: StartBy['kind'] & ('message' | 'signal')
    readonly name: string
  } & Partial<NewMatter>,
): Acted {
  const { variables, kind, name, actor = courier } = event
  return startMatter(record, { procedure, actor, by: { kind, name }, ...(variables && { variables }) })
}

/** Latest procedures that an event of that name starts. */
export function startersOf(
  record: WorldRecord,
  kind: 'message' | 'signal',
  name: string,
): readonly Procedure[] {
  const latest = [...record.versions.values()].flatMap((versions) => versions.at(-1)?.procedure ?? [])
  return latest.filter((procedure) => isStartedBy(procedure, kind, name))
}

/** Matters that wait for an event, the oldest first. */
function waitingFor(record: WorldRecord, key: string): readonly string[] {
  const waiting = record.waiting.get(key)
  if (waiting === undefined || waiting.size === 0) return []
  if (waiting.size === 1) return [...waiting]
  return [...record.matters.keys()].filter((id) => waiting.has(id))
}

function noteRefusal(record: WorldRecord, sent: Sent, acted: Acted): void {
  if (!acted.ok) noteUndelivered(record, { ...describe(sent), refusal: acted.refusal })
}

function contentOf({ name, variables }: Extract<Effect, { readonly kind: 'message' | 'signal' }>): {
  readonly name: string
  readonly variables: Variables
} {
  return { name, variables }
}

function describe({ effect, from }: Sent): Omit<Undelivered, 'at' | 'refusal'> {
  switch (effect.kind) {
    case 'message':
    case 'signal':
      return { what: effect.kind, name: effect.name, matter: from }
    case 'call_service':
      return { what: 'service', name: effect.service, matter: from }
    case 'notify':
      return { what: 'service', name: effect.reason, matter: from }
  }
}

function chainRefusal(limit: number): Refusal {
  return { code: 'effect_chain_too_long', params: { limit } }
}

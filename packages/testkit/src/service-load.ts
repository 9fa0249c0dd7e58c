import { setTimeout } from 'node:timers/promises'
import { makeClient } from '@duibiao/contract'
import type { Client, Outcome, WireAnswer, WireRequest } from '@duibiao/contract'
import type { Random } from './random.ts'

/** What people who gave commands over HTTP were told, and what became of their requests on the way. */
export interface ServiceLoadLog {
  /** By key, what the first acknowledgement said. */
  readonly acknowledged: Map<string, { readonly matter: string; readonly seq: number }>
  /** Keys under which a command was given, answered or not. */
  readonly begun: Set<string>
  /** By matter, the number that its opening was answered with. */
  readonly numbers: Map<string, string>
  /** How often a request came to what: a status with its code, `no connection`, `cut off` or `no answer in time`. */
  readonly outcomes: Map<string, number>
  /** Answers that should not have been given. */
  readonly faults: string[]
  /** Commands that were given again under their key, not knowing what had become of them. */
  again: number
}

/** A log that has heard nothing yet. */
export function makeServiceLoadLog(): ServiceLoadLog {
  return {
    acknowledged: new Map(),
    begun: new Set(),
    numbers: new Map(),
    outcomes: new Map(),
    faults: [],
    again: 0,
  }
}

/** Who asks, and where. */
export interface ServiceLoadRule {
  /** Each client asks at one of them; two may lead to the same service. */
  readonly addresses: readonly string[]
  /** `Authorization` of those who take matters in and send them on, and of those who handle them. */
  readonly dispatcher: string
  readonly handler: string
  readonly clients: number
  /** Milliseconds after which a client gives up on an answer and asks again. */
  readonly patience: number
  readonly random: Random
  /** Looked at between two matters, and between attempts once it is too late for an answer. */
  readonly stop: () => boolean
}

/**
 * Opens matters of the hotline and works on them, many people at once, each command under a key of its own that is kept until
 * there is an answer. Whoever has begun a matter goes on until all its commands were answered.
 */
export async function runServiceLoad(log: ServiceLoadLog, rule: ServiceLoadRule): Promise<void> {
  const { random, clients, addresses, stop } = rule
  // Keys of one run never meet those of another.
  const prefix = `fault-${random.seed}-${log.begun.size}`
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const base = addresses[client % addresses.length] ?? ''
      const place: ClientPlace = { log, rule, base }
      for (let life = 0; !stop(); life += 1) await live(place, `${prefix}-${client}-${life}`)
    }),
  )
}

interface ClientPlace {
  readonly log: ServiceLoadLog
  readonly rule: ServiceLoadRule
  readonly base: string
}

/** One matter: it is opened, sent to an office with what the form asks for, noted on, and signed for there. */
async function live(place: ClientPlace, name: string): Promise<void> {
  const { log, rule } = place
  const subject = `三号楼水压不足 ${name}`
  const [dispatcher, handler] = [rule.dispatcher, rule.handler].map((who) => clientOf(place, who))
  if (dispatcher === undefined || handler === undefined) return
  const matter = await give(place, `${name}-start`, async (key) => {
    const body = { pack: 'hotline', title: subject, variables: { subject } }
    const opened = await dispatcher.call('matter.start', { body, key })
    if (opened.ok) takeNumber(log, opened.value)
    return opened.ok ? { ...opened, value: { matter: opened.value.id, seq: opened.value.seq } } : opened
  })
  if (matter === undefined) return
  const steps = [
    { client: dispatcher, variables: acceptance },
    { client: dispatcher, note: '已电话核实 “现场” 😀' },
    { client: handler, variables: { receipt: 'signed' } },
  ] as const
  for (const [index, { client, ...step }] of steps.entries()) {
    const command =
      'note' in step
        ? ({ kind: 'note', text: step.note } as const)
        : await completion(place, client, { matter, variables: step.variables })
    if (command === undefined) return
    const given = await give(place, `${name}-${index}`, (key) =>
      client.call('matter.act', { params: { matter }, body: command, key }),
    )
    if (given === undefined) return
  }
}

const acceptance = {
  channel_in: 'phone',
  demand_type: 'complaint',
  urgency: 'ordinary',
  receiver_kind: 'utility',
  category: '供水',
  units: ['water'],
  unit: 'water',
}

/** The command that completes the task of a matter that is offered to somebody. */
async function completion(
  place: ClientPlace,
  client: Client,
  { matter, variables }: { readonly matter: string; readonly variables: Readonly<Record<string, unknown>> },
) {
  const page = await persist(place, () => client.call('matter.read', { params: { matter } }))
  const task = page?.tasks.find(({ allowed }) => allowed.includes('completeTask'))?.task
  if (page !== undefined && task === undefined) place.log.faults.push(`${matter}: nothing is to be done`)
  return task === undefined ? undefined : ({ kind: 'completeTask', task, variables } as const)
}

function takeNumber(
  { numbers, faults }: ServiceLoadLog,
  { id, number }: { readonly id: string; readonly number: string },
): void {
  const known = numbers.get(id)
  if (known !== undefined && known !== number) faults.push(`${id} was called ${known} and ${number}`)
  numbers.set(id, number)
}

interface ReceiptValue {
  readonly matter: string
  readonly seq: number
}

/**
 * Gives a command until it is answered; at times once more after that, as somebody does who lost the answer himself.
 * @returns the matter; undefined when the command was refused
 */
async function give(
  place: ClientPlace,
  key: string,
  ask: (key: string) => Promise<Outcome<ReceiptValue>>,
): Promise<string | undefined> {
  const { log, rule } = place
  log.begun.add(key)
  const repeats = rule.random.next() < 1 / 8 ? 2 : 1
  for (let turn = 0; turn < repeats; turn += 1) {
    const receipt = await persist(
      place,
      () => ask(key),
      () => (log.again += 1),
    )
    if (receipt === undefined) return undefined
    const known = log.acknowledged.get(key)
    if (known === undefined) log.acknowledged.set(key, { matter: receipt.matter, seq: receipt.seq })
    else if (known.matter !== receipt.matter || known.seq !== receipt.seq) {
      log.faults.push(`${key} was answered ${JSON.stringify(known)} and ${JSON.stringify(receipt)}`)
    }
  }
  return log.acknowledged.get(key)?.matter
}

/** Asks again while nobody knows what came of it. @returns undefined when it was refused, which is a fault */
async function persist<Value>(
  { log }: ClientPlace,
  ask: () => Promise<Outcome<Value>>,
  onAgain: () => void = () => {},
): Promise<Value | undefined> {
  for (let tries = 0; ; tries += 1) {
    const outcome = await ask().catch(nameFailure)
    if (typeof outcome === 'string') count(log, outcome)
    else {
      if (outcome.ok) return outcome.value
      count(log, `${outcome.status} ${outcome.problem.code}`)
      if (outcome.status !== 503) {
        log.faults.push(`answered ${outcome.status} ${JSON.stringify(outcome.problem)}`)
        return undefined
      }
    }
    onAgain()
    await setTimeout(Math.min(10 * 2 ** tries, 200))
  }
}

function nameFailure(error: unknown): string {
  if (error instanceof Unhinted) return error.message
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time'
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ECONNREFUSED') return 'no connection'
  if (error instanceof TypeError || code !== '') return 'cut off'
  throw error
}

function count({ outcomes }: ServiceLoadLog, outcome: string): void {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
}

/** A refusal that says to come again and does not say when. */
class Unhinted extends Error {}

function clientOf({ base, rule, log }: ClientPlace, authorization: string): Client {
  async function send({ method, path, headers, body }: WireRequest): Promise<WireAnswer> {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { ...headers, authorization },
      signal: AbortSignal.timeout(rule.patience),
      ...(body !== undefined && { body }),
    })
    const text = await answer.text()
    if (answer.status === 503 && answer.headers.get('retry-after') === null) {
      log.faults.push(`503 without Retry-After: ${text}`)
      throw new Unhinted('503 without Retry-After')
    }
    return { status: answer.status, headers: {}, text }
  }
  return makeClient(send, { 'accept-language': 'en' })
}

import { assert } from '@duibiao/base'
import type { ErrorCode, ErrorParams, Instant } from '@duibiao/base'
import { addToAgenda } from './agenda.ts'
import type { Agenda } from './agenda.ts'
import type { Actor, Command } from './command.ts'
import { decide } from './decide.ts'
import type { StartTimer } from './event-start.ts'
import type { Variables } from './expression.ts'
import type { MatterData, MatterState } from './matter.ts'
import { isEnded } from './matter.ts'
import type { Procedure } from './procedure.ts'
import type { Context, Decided, Effect, EntryBody, Matter, Refusal, Transition } from './transition.ts'

/** A matter of a world. Its revision is the number of its entries. */
export type WorldMatter = {
  readonly id: string
  /** Procedure it was started under. */
  readonly procedure: string
  readonly state: MatterState
  readonly data: MatterData
  readonly entries: readonly EntryBody[]
  readonly revision: number
}

export type ServiceCall = Omit<Extract<Effect, { readonly kind: 'call_service' }>, 'kind'> & {
  readonly matter: string
}

/** Without `at` the answer comes at once, with it when the clock reaches that instant and the call still waits. */
export type ServiceAnswer = {
  readonly at?: Instant
  readonly variables?: Variables
  readonly error?: string
}

export type WorldSetting = {
  /** Stands in front of the kernel's decide(): to watch it, to count, to make it fail. */
  readonly decide?: typeof decide
  readonly now: Instant
  readonly calendar: Context['calendar']
  readonly decision?: Context['decision']
  readonly parameter?: Context['parameter']
  /** Answers the calls of service tasks; undefined leaves the task waiting. */
  readonly answer?: (call: ServiceCall) => ServiceAnswer | undefined
  /** Sees every notice for people. */
  readonly notify?: (notice: Extract<Effect, { readonly kind: 'notify' }>, matter: string) => void
  /** Sees every message that a matter sends, with its sender written in, before it is delivered. */
  readonly post?: (message: Extract<Effect, { readonly kind: 'message' }>, matter: string) => void
  /** Effects that one command may cause in a row, and firings at one instant; what comes after is recorded as refused. */
  readonly chainLimit?: number
  /** Minutes east of UTC for timers of start events, default 480. */
  readonly utcOffsetMinutes?: number
}

/** Something sent that reached nobody, or was refused where it arrived. */
export type Undelivered = {
  readonly at: Instant
  /** The matter it came from or was meant for. */
  readonly matter?: string
  readonly what: 'message' | 'signal' | 'timer' | 'service' | 'start'
  readonly name: string
  readonly refusal: Refusal
}

export type Sent = { readonly effect: Effect; readonly from: string }

export type Appointment =
  | { readonly kind: 'timer'; readonly matter: string; readonly timer: string }
  | { readonly kind: 'start'; readonly timer: StartTimer }
  | {
      readonly kind: 'answer'
      readonly call: ServiceCall
      readonly answer: ServiceAnswer
    }

/** Everything a world knows; changed in place, by the functions of this file only as far as matters are concerned. */
export type WorldRecord = {
  readonly setting: WorldSetting
  now: Instant
  deployments: number
  readonly procedures: Map<string, Procedure>
  /** By process id, in the order of deployment: version 1 is the first. */
  readonly versions: Map<string, Version[]>
  readonly matters: Map<string, WorldMatter>
  readonly agenda: Agenda<Appointment>
  /** Timers of start events by procedure hash and node. */
  readonly startTimers: Map<string, StartTimer>
  /** `message:name` and `signal:name` → matters that wait for it. */
  readonly waiting: Map<string, Set<string>>
  readonly outbox: Sent[]
  readonly undelivered: Undelivered[]
  delivering: boolean
}

export type Version = { readonly procedure: Procedure; readonly deployment: number }

export type Acted =
  | { readonly ok: true; readonly matter: string; readonly entry: EntryBody }
  | { readonly ok: false; readonly refusal: Refusal }

/** Decides a command on a matter, and when it is accepted stores the transition. `matter` may be new. */
export function decideAndStore(
  record: WorldRecord,
  matter: string,
  { command, actor }: { readonly command: Command; readonly actor: Actor },
): Decided {
  const before = record.matters.get(matter)
  const held: Matter = before === undefined ? { data: {} } : { state: before.state, data: before.data }
  const decided = (record.setting.decide ?? decide)(held, command, contextOf(record, actor))
  if (decided.ok) store(record, matter, decided.transition)
  return decided
}

function store(record: WorldRecord, matter: string, { state, data, entry, effects }: Transition): void {
  const before = record.matters.get(matter)
  const entries = before === undefined ? [entry] : [...before.entries, entry]
  const procedure = before?.procedure ?? state.scopes[0]?.procedure ?? ''
  record.matters.set(matter, { id: matter, procedure, state, data, entries, revision: entries.length })
  noteTimers(record, matter, { before: before?.state, after: state })
  noteSubscriptions(record, matter, { before: before?.state, after: state })
  for (const effect of effects) record.outbox.push({ effect, from: matter })
}

export function latestOf(record: WorldRecord, process: string): Procedure | undefined {
  return record.versions.get(process)?.at(-1)?.procedure
}

export function procedureByHash(record: WorldRecord, hash: string): Procedure {
  const found = record.procedures.get(hash)
  assert(found !== undefined, `procedure ${hash} is not deployed`)
  return found
}

export function refusal(code: ErrorCode, params: ErrorParams = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, params } }
}

function contextOf(record: WorldRecord, actor: Actor): Context {
  return {
    now: record.now,
    actor,
    procedure: (hash) => procedureByHash(record, hash),
    called: (reference) => findCalled(record, reference),
    decision: record.setting.decision ?? (() => undefined),
    calendar: record.setting.calendar,
    parameter: record.setting.parameter ?? (() => undefined),
  }
}

function findCalled(record: WorldRecord, called: Parameters<Context['called']>[0]): Procedure | undefined {
  const versions = record.versions.get(called.element) ?? []
  switch (called.binding) {
    case 'latest':
      return versions.at(-1)?.procedure
    case 'version':
      return versions[Number(called.version) - 1]?.procedure
    case 'deployment': {
      const deployments = deploymentsOf(record, called.caller)
      return versions.findLast((version) => deployments.has(version.deployment))?.procedure
    }
  }
}

function deploymentsOf(record: WorldRecord, hash: string): ReadonlySet<number> {
  const id = record.procedures.get(hash)?.id ?? ''
  const own = (record.versions.get(id) ?? []).filter((version) => version.procedure.hash === hash)
  return new Set(own.map((version) => version.deployment))
}

type Change = { readonly before: MatterState | undefined; readonly after: MatterState }

/** A timer is put on the agenda when it is new or due at another time; what is overtaken is dropped when its turn comes. */
function noteTimers(record: WorldRecord, matter: string, { before, after }: Change): void {
  const resumed = before?.status === 'suspended' && after.status === 'open'
  for (const timer in after.timers) {
    const now = after.timers[timer]
    if (now === undefined || (before?.timers[timer]?.dueAt === now.dueAt && !resumed)) continue
    addToAgenda(record.agenda, now.dueAt, { kind: 'timer', matter, timer })
  }
}

function noteSubscriptions(record: WorldRecord, matter: string, { before, after }: Change): void {
  if (before?.subscriptions === after.subscriptions && !isEnded(after)) return
  const old = eventKeys(before)
  const fresh = isEnded(after) ? new Set<string>() : eventKeys(after)
  for (const key of old) if (!fresh.has(key)) record.waiting.get(key)?.delete(matter)
  for (const key of fresh) {
    const list = record.waiting.get(key) ?? new Set()
    record.waiting.set(key, list.add(matter))
  }
}

function eventKeys(state: MatterState | undefined): Set<string> {
  const keys = new Set<string>()
  for (const { kind, name } of Object.values(state?.subscriptions ?? {})) {
    if (kind !== 'condition' && name !== undefined) keys.add(`${kind}:${name}`)
  }
  return keys
}

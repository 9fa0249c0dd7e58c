import { addDuration, instantOf, parseDuration } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { addToAgenda, makeAgenda, takeDue } from './agenda.ts'
import type { Actor, Command, StartBy } from './command.ts'
import { armStartTimers, nextStartTimer } from './event-start.ts'
import type { StartTimer } from './event-start.ts'
import type { Variables } from './expression.ts'
import type { Procedure } from './procedure.ts'
import {
  actOn,
  chainLimitOf,
  giveAnswer,
  giveMessage,
  giveSignal,
  noteUndelivered,
  startMatter,
  startersOf,
} from './world-delivery.ts'
import type { Refusal } from './transition.ts'
import { latestOf, procedureByHash, refusal } from './world-record.ts'
import type {
  Acted,
  Appointment,
  Undelivered,
  WorldMatter,
  WorldRecord,
  WorldSetting,
} from './world-record.ts'

export type {
  Acted,
  ServiceAnswer,
  ServiceCall,
  Undelivered,
  WorldMatter,
  WorldSetting,
} from './world-record.ts'
export type { StartTimer } from './event-start.ts'

export type StartRequest = {
  /** A process id (its latest version is taken) or the content hash of a procedure. */
  readonly procedure: string
  readonly variables?: Variables
  readonly by?: StartBy
  readonly actor?: Actor
  readonly id?: string
}

/**
 * A host for decide() in memory: matters, a simulated clock, and delivery of messages, signals, service calls and timers.
 * Worked cases of packs, property tests and simulations run on it. Nothing in it depends on chance or the real time.
 */
export type World = {
  readonly now: () => Instant
  /** Makes these the latest versions of their processes and arms their start timers. Gives the number of the deployment. */
  readonly deploy: (procedures: readonly Procedure[]) => number
  readonly start: (request: StartRequest) => Acted
  readonly act: (matter: string, command: Command, actor?: Actor) => Acted
  /** Refused with `message_not_expected`, `message_ambiguous` or `matter_suspended` when no one matter can take it. */
  readonly deliver: (message: {
    readonly name: string
    readonly matter?: string
    readonly variables?: Variables
    readonly actor?: Actor
  }) => Acted
  readonly broadcast: (signal: {
    readonly name: string
    readonly variables?: Variables
    readonly actor?: Actor
  }) => readonly Acted[]
  /** Moves the clock, firing what falls due on the way in due order, each at its own instant. */
  readonly advanceTo: (instant: Instant) => void
  /** Moves the clock by an ISO 8601 duration. */
  readonly advanceBy: (duration: string) => void
  readonly matter: (id: string) => WorldMatter | undefined
  /** All matters, the oldest first. */
  readonly matters: () => readonly WorldMatter[]
  readonly procedure: (hash: string) => Procedure
  readonly latest: (process: string) => Procedure | undefined
  /** Latest procedures that a message or signal of that name starts. */
  readonly startedBy: (kind: 'message' | 'signal', name: string) => readonly Procedure[]
  readonly startTimers: () => readonly StartTimer[]
  readonly undelivered: () => readonly Undelivered[]
}

const user: Actor = { system: 'world' }
const clock: Actor = { system: 'timer' }

/** A world at the instant of its setting, without procedures and matters. */
export function createWorld(setting: WorldSetting): World {
  const record: WorldRecord = {
    setting,
    now: setting.now,
    deployments: 0,
    procedures: new Map(),
    versions: new Map(),
    matters: new Map(),
    agenda: makeAgenda<Appointment>(),
    startTimers: new Map(),
    waiting: new Map(),
    outbox: [],
    undelivered: [],
    delivering: false,
  }
  return {
    now: () => record.now,
    deploy: (procedures) => deploy(record, procedures),
    start: (request) => start(record, request),
    act: (matter, command, actor = user) =>
      record.matters.has(matter)
        ? actOn(record, matter, { command, actor })
        : refusal('matter_unknown', { matter }),
    deliver: (message) => giveMessage(record, { actor: user, ...message }),
    broadcast: (signal) => giveSignal(record, { actor: user, ...signal }),
    advanceTo: (instant) => advanceTo(record, instant),
    advanceBy: (duration) =>
      advanceTo(record, addDuration(record.now, parseDuration(duration), zoneOf(record))),
    matter: (id) => record.matters.get(id),
    matters: () => [...record.matters.values()],
    procedure: (hash) => procedureByHash(record, hash),
    latest: (process) => latestOf(record, process),
    startedBy: (kind, name) => startersOf(record, kind, name),
    startTimers: () => [...record.startTimers.values()],
    undelivered: () => record.undelivered,
  }
}

function deploy(record: WorldRecord, procedures: readonly Procedure[]): number {
  record.deployments += 1
  for (const procedure of procedures) {
    const before = latestOf(record, procedure.id)
    record.procedures.set(procedure.hash, procedure)
    const versions = record.versions.get(procedure.id) ?? []
    versions.push({ procedure, deployment: record.deployments })
    record.versions.set(procedure.id, versions)
    if (before !== undefined) disarmStartTimers(record, before.hash)
    const deployment = { at: record.now, zone: zoneOf(record), isUpgrade: before !== undefined }
    for (const timer of armStartTimers(procedure, deployment)) armStartTimer(record, timer)
  }
  return record.deployments
}

function start(record: WorldRecord, { procedure: wanted, actor = user, ...rest }: StartRequest): Acted {
  const procedure = record.procedures.get(wanted) ?? latestOf(record, wanted)
  if (procedure === undefined) return refusal('procedure_unknown', { procedure: wanted })
  return startMatter(record, { ...rest, procedure, actor })
}

function advanceTo(record: WorldRecord, instant: Instant): void {
  let firings = 0
  for (;;) {
    const due = takeDue(record.agenda, instant)
    if (due === undefined) break
    // A timer that was due while its matter was suspended fires late; the clock never runs backwards.
    firings = due.at > record.now ? 0 : firings + 1
    record.now = instantOf(Math.max(record.now, due.at))
    if (firings <= chainLimitOf(record)) fire(record, due)
    else noteStopped(record, due.item)
  }
  record.now = instantOf(Math.max(record.now, instant))
}

function fire(record: WorldRecord, { at, item }: { readonly at: Instant; readonly item: Appointment }): void {
  switch (item.kind) {
    case 'timer':
      return fireTimer(record, item, at)
    case 'start':
      return fireStart(record, item.timer)
    case 'answer':
      return giveAnswer(record, item.call, item.answer)
  }
}

function fireTimer(
  record: WorldRecord,
  { matter, timer }: Extract<Appointment, { readonly kind: 'timer' }>,
  at: Instant,
): void {
  const state = record.matters.get(matter)?.state
  // Overtaken: the timer is gone or due at another time. A suspended matter puts its timers on the agenda again when it resumes.
  if (state?.status !== 'open' || state.timers[timer]?.dueAt !== at) return
  const command: Command = { kind: 'fireTimer', timer: Number(timer) }
  const acted = actOn(record, matter, { command, actor: clock })
  if (!acted.ok) noteUndelivered(record, { what: 'timer', name: timer, matter, refusal: acted.refusal })
}

function fireStart(record: WorldRecord, timer: StartTimer): void {
  const key = keyOf(timer)
  if (record.startTimers.get(key) !== timer) return
  record.startTimers.delete(key)
  const next = nextStartTimer(timer, zoneOf(record))
  if (next !== undefined) armStartTimer(record, next)
  const procedure = procedureByHash(record, timer.procedure)
  const by: StartBy = { kind: 'node', node: timer.node, dueAt: timer.dueAt }
  const acted = startMatter(record, { procedure, actor: clock, by })
  if (!acted.ok) noteUndelivered(record, { what: 'start', name: timer.element, refusal: acted.refusal })
}

function armStartTimer(record: WorldRecord, timer: StartTimer): void {
  record.startTimers.set(keyOf(timer), timer)
  addToAgenda(record.agenda, timer.dueAt, { kind: 'start', timer })
}

function disarmStartTimers(record: WorldRecord, hash: string): void {
  for (const [key, timer] of record.startTimers) if (timer.procedure === hash) record.startTimers.delete(key)
}

function noteStopped(record: WorldRecord, item: Appointment): void {
  const refused: Refusal = { code: 'effect_chain_too_long', params: { limit: chainLimitOf(record) } }
  switch (item.kind) {
    case 'timer':
      return noteUndelivered(record, {
        what: 'timer',
        name: item.timer,
        matter: item.matter,
        refusal: refused,
      })
    case 'start':
      return noteUndelivered(record, { what: 'start', name: item.timer.element, refusal: refused })
    case 'answer':
      return noteUndelivered(record, { what: 'service', name: item.call.service, refusal: refused })
  }
}

function keyOf(timer: StartTimer): string {
  return `${timer.procedure}:${timer.node}:${timer.trigger}`
}

function zoneOf(record: WorldRecord): { readonly utcOffsetMinutes: number } {
  return { utcOffsetMinutes: record.setting.utcOffsetMinutes ?? 480 }
}

import { instantOf, millisecondsPerHour } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import type { Actor, Command, Variables } from '@duibiao/kernel'
import { takePersonal } from '@duibiao/server'
import type { Tenant } from '@duibiao/server'
import { dispatchOutbox, findMatter, fireDueTimers, listOpened } from '@duibiao/store'
import type { Answer, OutboxPort, WorkItem } from '@duibiao/store'
import type { Affair, Cause } from './affair.ts'
import { makeAgenda } from './agenda.ts'
import type { Agenda } from './agenda.ts'
import { openingOf } from './arrival.ts'
import type { Arrival, Opening } from './arrival.ts'
import { makeCast } from './cast.ts'
import type { Cast } from './cast.ts'
import { makeChance } from './chance.ts'
import { conductsOf } from './conduct.ts'
import { endOfWait } from './deed.ts'
import type { Deed } from './deed.ts'
import { whereaboutsIn } from './whereabouts.ts'
import type { World } from './world.ts'

/** What a play needs. */
export interface PlaySetting {
  readonly tenant: Tenant
  readonly outbox: OutboxPort
  readonly world: World
  /** In the order of their time. */
  readonly arrivals: readonly Arrival[]
  readonly seed: number
  /** How many times quicker than life people are, who then work day and night; 1 when not said. */
  readonly haste?: number
}

/** How far a play is. */
export interface PlayState {
  readonly now: Instant
  readonly received: number
  readonly commands: number
  readonly timers: number
  /** Commands that came too late or were not allowed: how often the engine said no, by code. */
  readonly refusals: ReadonlyMap<string, number>
}

/** People at play in a district. All they do goes through the engine's commands; the seed decides what they do. */
export interface Play {
  readonly state: () => PlayState
  /** When somebody acts next; undefined when nobody has anything to do. */
  readonly nextAt: () => Instant | undefined
  /** Those act whose time has come, together, and look at what was opened by it. */
  readonly step: (now: Instant) => Promise<void>
  /** Fires what is due and carries what matters tell each other, where no service does that. */
  readonly runClockwork: () => Promise<void>
  /** Somebody looks at each task that is open, sooner or later within a span of milliseconds. */
  readonly takeUp: (now: Instant, span: number) => Promise<void>
}

interface Parts {
  readonly setting: PlaySetting
  readonly cast: Cast
  readonly agenda: Agenda<Appointment>
  readonly affairs: Map<MatterId, Affair>
  /** Matters by the id of what brought them. */
  readonly matters: Map<string, MatterId>
  readonly causes: ReadonlyMap<string, Cause>
  readonly seen: Set<string>
  readonly state: {
    now: Instant
    received: number
    commands: number
    timers: number
    readonly refusals: Map<string, number>
  }
}

type Appointment =
  | { readonly kind: 'arrival'; readonly arrival: Arrival }
  | { readonly kind: 'look'; readonly item: WorkItem }
  | { readonly kind: 'deed'; readonly matter: MatterId; readonly deed: Deed; readonly key: string }

export function startPlay(setting: PlaySetting, now: Instant): Play {
  const { arrivals, tenant } = setting
  const parts: Parts = {
    setting,
    cast: makeCast(tenant.registry.state()),
    agenda: makeAgenda(),
    affairs: new Map(),
    matters: new Map(),
    causes: new Map(arrivals.map(({ id, cause }) => [id, cause])),
    seen: new Set(),
    state: { now, received: 0, commands: 0, timers: 0, refusals: new Map() },
  }
  for (const arrival of arrivals) {
    if (arrival.at > now) parts.agenda.add(hasten(parts, arrival.at), { kind: 'arrival', arrival })
  }
  return {
    state: () => parts.state,
    nextAt: () => parts.agenda.nextAt(),
    step: (at) => step(parts, at),
    runClockwork: () => runClockwork(parts),
    async takeUp(at, span) {
      const { database, district } = tenant
      for (const item of await listOpened(database, district, instantOf(0))) {
        const chance = makeChance(setting.seed, 'takes up', item.matter, item.task)
        parts.agenda.add(instantOf(Math.ceil(at + chance.next() * span)), { kind: 'look', item })
      }
    },
  }
}

/** When something planned for a time happens to people in haste. */
function hasten({ setting, state }: Parts, at: Instant): Instant {
  return instantOf(state.now + Math.round((at - state.now) / (setting.haste ?? 1)))
}

async function step(parts: Parts, now: Instant): Promise<void> {
  const { setting, state, agenda } = parts
  const { database, district } = setting.tenant
  // What timers and other people opened since the step before is seen as well.
  const since = instantOf(state.now + 1)
  state.now = now
  const due = agenda.takeUntil(now)
  await Promise.all(due.map((appointment) => keep(parts, appointment)))
  for (const item of await listOpened(database, district, since)) await look(parts, item)
}

async function runClockwork({ setting, state }: Parts): Promise<void> {
  const { engine } = setting.tenant
  state.timers += (await fireDueTimers(engine)).fired
  await dispatchOutbox(engine, setting.outbox)
}

async function keep(parts: Parts, appointment: Appointment): Promise<void> {
  switch (appointment.kind) {
    case 'arrival':
      return open(parts, appointment.arrival)
    case 'look':
      return look(parts, appointment.item)
    case 'deed':
      return act(parts, appointment)
  }
}

async function open(parts: Parts, arrival: Arrival): Promise<void> {
  const { setting, cast, affairs, matters, state } = parts
  const { engine, packs, nextNumber } = setting.tenant
  const opening = openingOf(arrival, cast, setting.seed)
  const pack = opening && packs.find(opening.pack)
  if (opening === undefined || pack === undefined) return
  const { title, grid, actor } = opening
  const variables = { ...opening.variables, ...placeOf(parts, arrival, opening) }
  const { procedure = pack.manifest.entry } = opening
  const given: Command = { kind: 'start', procedure, variables }
  const { command, personal } = takePersonal(given, pack, setting.tenant)
  const matter = engine.makeId()
  const answer = await engine.start({
    procedure,
    ...('variables' in command && command.variables !== undefined && { variables: command.variables }),
    id: matter,
    number: await nextNumber(opening.pack),
    title: title.slice(0, 200),
    key: `play:${arrival.at}:${arrival.id}`,
    actor,
    personal,
  })
  count(parts, answer)
  if (!answer.ok || answer.receipt.matter !== matter) return
  state.received += 1
  matters.set(arrival.id, matter)
  const { id, cause } = arrival
  affairs.set(matter, newAffair({ id, cause, grid, variables, pack: opening.pack }))
}

/** A message or a report from a round is about a place; whistles and orders are about a grid or none. */
function placeOf({ setting }: Parts, { id, cause }: Arrival, { grid }: Opening): Variables {
  const geometry = setting.tenant.registry.state().area.get(grid ?? '')?.geometry
  if (geometry === undefined || (cause.kind !== 'message' && cause.kind !== 'patrol')) return {}
  return { ...whereaboutsIn(geometry, makeChance(setting.seed, 'stands', id)) }
}

function newAffair(known: Pick<Affair, 'id' | 'cause' | 'grid' | 'variables' | 'pack'>): Affair {
  return { ...known, earlier: undefined, unit: undefined, verified: undefined, isRework: false, noted: 0 }
}

interface Act {
  readonly matter: MatterId
  readonly deed: Deed
  readonly key: string
}

async function act(parts: Parts, { matter, deed, key }: Act): Promise<void> {
  const { setting, state, affairs } = parts
  const { engine, packs } = setting.tenant
  const pack = packs.find(affairs.get(matter)?.pack ?? '')
  const { command, personal } = takePersonal(deed.command(state.now), pack, setting.tenant)
  count(parts, await engine.act(matter, command, { key, actor: deed.actor, personal }))
}

function count({ state }: Parts, answer: Answer): void {
  state.commands += 1
  if (answer.ok) return
  const { code } = answer.refusal
  state.refusals.set(code, (state.refusals.get(code) ?? 0) + 1)
}

/** Somebody sees a task and makes up their mind. A task that a timer or another's command opened is seen the same way. */
async function look(parts: Parts, item: WorkItem): Promise<void> {
  const { agenda, seen } = parts
  const name = `${item.matter}:${item.task}`
  if (seen.has(name)) return
  seen.add(name)
  const affair = parts.affairs.get(item.matter) ?? (await recall(parts, item.matter))
  if (affair === undefined) return
  if (item.element === 'accept') await noteEarlier(parts, affair)
  for (const [index, deed] of makeUpMind(parts, item, affair).entries()) {
    const key = `play:${name}:${index}`
    agenda.add(timeFor(parts, deed), { kind: 'deed', matter: item.matter, deed, key })
  }
}

function makeUpMind({ setting, cast }: Parts, item: WorkItem, affair: Affair): readonly Deed[] {
  const { tenant, world, seed } = setting
  const office = item.office !== undefined && world.offices.has(item.office) ? item.office : undefined
  if (office !== undefined && item.element !== 'assist') affair.unit = office
  const chance = makeChance(seed, affair.id, item.element, item.task)
  function roleOf(post: string): string | undefined {
    return tenant.roleOf(affair.pack, post)
  }
  function holderIn(place: string, role: string): Actor | undefined {
    return cast.holderIn(place, role, chance)
  }
  // Whoever took a matter in an office keeps it there.
  const who = makeChance(seed, affair.id, 'who', item.office ?? item.posts[0] ?? '')
  const actor = cast.actorOf(item, { grid: affair.grid, roleOf }, who)
  const conduct = conductsOf(affair.pack)[item.element]
  if (actor === undefined || conduct === undefined) return []
  const habits = world.habitsOf(office ?? affair.unit)
  return conduct({ item, affair, chance, actor, habits, world, holderIn })
}

/** When somebody gets to it. */
function timeFor({ setting, state }: Parts, { after }: Deed): Instant {
  const { tenant, haste = 1 } = setting
  if (haste === 1) return endOfWait(state.now, after, tenant.calendar())
  return instantOf(state.now + Math.max(1000, Math.round((after.hours / haste) * millisecondsPerHour)))
}

/** A matter that nobody here opened: another matter did, somebody real, or the play before this one. */
async function recall({ setting, affairs, causes }: Parts, matter: MatterId): Promise<Affair | undefined> {
  const { database, district, packs } = setting.tenant
  const found = await findMatter(database, district, matter)
  const pack = found && packs.ofProcedure(found.state.scopes[0]?.procedure ?? '')?.manifest.name
  if (found === undefined || pack === undefined) return undefined
  const variables = found.data[0] ?? {}
  const brought = variables['message_id'] ?? variables['patrol_id']
  const cause = typeof brought === 'string' ? causes.get(brought) : undefined
  const grid = variables['grid']
  const affair = newAffair({
    id: found.number,
    pack,
    cause: cause ?? { kind: 'other' },
    grid: typeof grid === 'string' ? grid : undefined,
    variables,
  })
  affairs.set(matter, affair)
  return affair
}

/** A clerk who takes a message looks whether the matter before it is still open. */
async function noteEarlier({ setting, matters }: Parts, affair: Affair): Promise<void> {
  const { cause } = affair
  const before = cause.kind === 'message' ? matters.get(cause.message.follows ?? '') : undefined
  if (before === undefined) return
  const found = await findMatter(setting.tenant.database, setting.tenant.district, before)
  affair.earlier = found?.endedAt === undefined ? found?.number : undefined
}

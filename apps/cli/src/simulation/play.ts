import { instantOf, millisecondsPerMinute } from '@duibiao/base'
import type { Calendar, Instant, MatterId } from '@duibiao/base'
import type { Actor, Command } from '@duibiao/kernel'
import { dispatchOutbox, fireDueTimers, listOpened, nextTimerAt } from '@duibiao/store'
import type { Engine, OutboxPort, WorkItem } from '@duibiao/store'
import type { Message } from '../message.ts'
import { makeAgenda } from './agenda.ts'
import type { Agenda } from './agenda.ts'
import { makeChance } from './chance.ts'
import type { Chance } from './chance.ts'
import { planDeeds } from './conduct.ts'
import { endOfWait } from './deed.ts'
import type { Deed } from './deed.ts'
import { personOf } from './office.ts'

/** What a play needs. */
export interface PlaySetting {
  readonly engine: Engine
  readonly outbox: OutboxPort
  readonly calendar: Calendar
  /** In the order of their time. */
  readonly messages: readonly Message[]
  /** Opens the matter of a message; undefined when it was there before. */
  readonly takeIn: (message: Message) => Promise<MatterId | undefined>
  /** Moves the simulated clock. */
  readonly moveTo: (at: Instant) => void
  readonly seed: number
  /** The play ends here at the latest; work that is open then stays open. */
  readonly until: Instant
  /** Minutes of simulated time in which everybody acts at once, as one group of commands. */
  readonly tick: number
  readonly watch: (state: PlayState) => Promise<void>
}

/** How far a play is. */
export interface PlayState {
  readonly now: Instant
  readonly received: number
  readonly commands: number
  readonly timers: number
  /** Commands that came too late or were not allowed: how often the engine said no, by code. */
  readonly refusals: Map<string, number>
}

interface Play {
  readonly setting: PlaySetting
  readonly agenda: Agenda<Appointment>
  readonly matters: Map<MatterId, Played>
  readonly planned: Set<string>
  readonly state: { -readonly [key in keyof PlayState]: PlayState[key] }
}

interface Played {
  readonly message: Message
  unit: string | undefined
}

type Appointment =
  | { readonly kind: 'arrival'; readonly message: Message }
  | { readonly kind: 'deed'; readonly matter: MatterId; readonly deed: Deed; readonly key: string }

/**
 * Plays people: messages arrive in the order of their time, everybody looks at the tasks that were opened and acts on
 * them after a while, and timers fire when they fall due. All of it goes through the engine's commands; the seed decides
 * what people do, and the same seed gives the same play.
 */
export async function playPeople(setting: PlaySetting): Promise<PlayState> {
  const { engine, messages, until, watch, moveTo } = setting
  const { database, district } = engine.setting
  const first = messages[0]?.sentAt ?? until
  const state = { now: first, received: 0, commands: 0, timers: 0, refusals: new Map<string, number>() }
  const play: Play = { setting, agenda: makeAgenda(), matters: new Map(), planned: new Set(), state }
  for (const message of messages) play.agenda.add(message.sentAt, { kind: 'arrival', message })
  for (;;) {
    const timerAt = await nextTimerAt(database, district)
    const next = earlier(play.agenda.nextAt(), timerAt)
    if (next === undefined || next > until) return play.state
    const now = tickOf(Math.max(next, state.now + 1), setting.tick)
    moveTo(now)
    state.now = now
    if (timerAt !== undefined && timerAt <= now) state.timers += (await fireDueTimers(engine)).fired
    await Promise.all(play.agenda.takeUntil(now).map((appointment) => keep(play, appointment)))
    await dispatchOutbox(engine, setting.outbox)
    for (const item of await listOpened(database, district, now)) plan(play, item)
    await watch(state)
  }
}

/** Everybody acts at the end of a tick: a command can only be about what is past. */
function tickOf(at: number, minutes: number): Instant {
  const length = minutes * millisecondsPerMinute
  return instantOf(Math.ceil(at / length) * length)
}

function earlier(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one < other ? one : other
}

async function keep(play: Play, appointment: Appointment): Promise<void> {
  const { setting, state, matters } = play
  if (appointment.kind === 'arrival') {
    const { message } = appointment
    const matter = await setting.takeIn(message)
    if (matter === undefined) return
    matters.set(matter, { message, unit: undefined })
    state.received += 1
    return
  }
  const { matter, deed, key } = appointment
  const command: Command = deed.command(state.now)
  const answer = await setting.engine.act(matter, command, { key, actor: deed.actor })
  state.commands += 1
  if (answer.ok) return
  const { code } = answer.refusal
  state.refusals.set(code, (state.refusals.get(code) ?? 0) + 1)
}

/** Somebody sees a new task. A task that a timer or another's command opened is seen the same way. */
function plan(play: Play, item: WorkItem): void {
  const { setting, matters, planned, agenda, state } = play
  const name = `${item.matter}:${item.task}`
  const played = matters.get(item.matter)
  if (played === undefined || planned.has(name)) return
  planned.add(name)
  const handling = item.element === 'handle' || item.element === 'sign_in'
  if (handling && item.office !== undefined) played.unit = item.office
  const { message, unit } = played
  const chance = makeChance(setting.seed, message.id, item.element, item.task)
  const deeds = planDeeds({ item, message, chance, unit, actor: actorOf(item, chance) })
  for (const [index, deed] of deeds.entries()) {
    const at = endOfWait(state.now, deed.after, setting.calendar)
    agenda.add(at, { kind: 'deed', matter: item.matter, deed, key: `play:${name}:${index}` })
  }
}

/** The holder, or a person of the first post the task is offered to. */
function actorOf(item: WorkItem, chance: Chance): Actor {
  const post = item.posts[0]
  const person = item.person ?? personOf(item.office ?? post ?? 'office', chance, 3)
  return { person, ...(post !== undefined && { post }) }
}

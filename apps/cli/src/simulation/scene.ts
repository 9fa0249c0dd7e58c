import type { Actor, Command, Variables } from '@duibiao/kernel'
import type { Instant } from '@duibiao/base'
import type { WorkItem } from '@duibiao/store'
import type { Behaviour } from '../minghu/season-setting.ts'
import type { Chance } from './chance.ts'
import type { Deed } from './deed.ts'
import type { Affair } from './affair.ts'
import type { World } from './world.ts'

/** A task as the simulated person sees it who takes it. */
export interface Scene {
  readonly item: WorkItem
  /** The matter, as far as people remember it. */
  readonly affair: Affair
  readonly chance: Chance
  /** Who takes it. */
  readonly actor: Actor
  /** Habits of the office that handles the matter. */
  readonly habits: Behaviour
  readonly world: World
  /** Somebody with a role in an office. */
  readonly holderIn: (office: string, role: string) => Actor | undefined
}

/** What people do about a task. Nothing for a task they leave alone: it stays open. */
export type Conduct = (scene: Scene) => readonly Deed[]

/** How people act on the tasks of a pack, by element. */
export type Conducts = Readonly<Record<string, Conduct>>

/** One person completes the task after so many working hours. */
export function complete(
  scene: Scene,
  hours: number,
  variables: Variables | ((now: Instant) => Variables),
): Deed {
  const { task } = scene.item
  return deed(scene, hours, (now) => ({
    kind: 'completeTask',
    task,
    variables: typeof variables === 'function' ? variables(now) : variables,
  }))
}

/** Anything the person of the task does after so many working hours. */
export function deed(scene: Scene, hours: number, command: (now: Instant) => Command): Deed {
  return { after: { hours, working: true }, actor: scene.actor, command }
}

/** The same by day and night: of those on duty. */
export function onDuty(one: Deed): Deed {
  return { ...one, after: { ...one.after, working: false } }
}

/** The person asks for something that the procedure listens to. */
export function ask(
  scene: Scene,
  { hours, name }: { readonly hours: number; readonly name: string },
  variables: Variables = {},
): Deed {
  return deed(scene, hours, () => ({ kind: 'deliverMessage', name, variables }))
}

/** A conduct that always completes the task in a time around the typical. */
export function plainly(hours: number, variables: Variables): Conduct {
  return (scene) => [complete(scene, scene.chance.around(hours, 0.6), variables)]
}

import type { Instant } from '@duibiao/base'
import type { Actor, Command, Variables } from '@duibiao/kernel'
import type { WorkItem } from '@duibiao/store'
import type { Message } from '../message.ts'
import type { Chance } from './chance.ts'
import type { Deed } from './deed.ts'

/** A task as the simulated person sees it who takes it. */
export interface Scene {
  readonly item: WorkItem
  readonly message: Message
  readonly chance: Chance
  /** Who takes it. */
  readonly actor: Actor
  /** The office that handles the matter, once one does. */
  readonly unit: string | undefined
}

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

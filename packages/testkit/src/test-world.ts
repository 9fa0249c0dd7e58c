import { parseInstant } from '@duibiao/base'
import { createWorld, isEnded, listTasks } from '@duibiao/kernel'
import type { Acted, Procedure, Variables, World, WorldMatter, WorldSetting } from '@duibiao/kernel'
import { plainCalendar } from './procedure-sketch.ts'

/** A world with these procedures deployed; it begins on Monday 2026-01-05 at nine, on a calendar without notices. */
export function makeTestWorld(procedures: readonly Procedure[], setting: Partial<WorldSetting> = {}): World {
  const now = parseInstant('2026-01-05T09:00:00+08:00')
  const world = createWorld({ now, calendar: plainCalendar, ...setting })
  world.deploy(procedures)
  return world
}

/** The matter acted on. Throws when the command was refused. */
export function acceptedIn(acted: Acted): string {
  if (!acted.ok) throw new Error(`refused: ${acted.refusal.code} ${JSON.stringify(acted.refusal.params)}`)
  return acted.matter
}

/** The code a command was refused with; undefined when it was accepted. */
export function refusalOf(acted: Acted): string | undefined {
  return acted.ok ? undefined : acted.refusal.code
}

/** Starts a matter that must be accepted, and gives its id. */
export function startIn(world: World, procedure: string, variables: Variables = {}): string {
  return acceptedIn(world.start({ procedure, variables }))
}

/** A matter that must be there. */
export function matterIn(world: World, id: string): WorldMatter {
  const matter = world.matter(id)
  if (matter === undefined) throw new Error(`there is no matter ${id}`)
  return matter
}

/** Elements of the open user tasks of a matter, in the order of creation. */
export function tasksIn(world: World, id: string): readonly string[] {
  return listTasks(matterIn(world, id).state, world.procedure).map((task) => task.element)
}

/** True when the matter is over. */
export function hasEndedIn(world: World, id: string): boolean {
  return isEnded(matterIn(world, id).state)
}

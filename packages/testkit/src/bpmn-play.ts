import { parseInstant } from '@duibiao/base'
import { createWorld, isEnded, listSubscriptions, listTasks, listTimers, listWaiting } from '@duibiao/kernel'
import type { Command, FindProcedure, MatterState, Variables, World, WorldMatter } from '@duibiao/kernel'
import { loadProcedures } from '@duibiao/packfile'
import { plainCalendar } from './procedure-sketch.ts'
import { acceptedIn, refusalOf } from './test-world.ts'

/** A sketched procedure in play, for tests: one matter under process `p`, acted on by element ids. */
export type Play = {
  readonly world: World
  /** Open user tasks, sorted. */
  readonly tasks: () => readonly string[]
  /** Elements where tokens wait for an event, sorted. */
  readonly waiting: () => readonly string[]
  readonly status: () => MatterState['status'] | 'not started'
  readonly variables: () => Variables
  readonly timers: () => number
  readonly subscriptions: () => number
  /** Elements completed, in order. */
  readonly passed: () => readonly string[]
  /** Completes the open task (the oldest of that element, or the one numbered); the refusal's code when refused. */
  readonly complete: (element: string, variables?: Variables, index?: number) => string | undefined
  readonly message: (name: string, variables?: Variables) => string | undefined
  readonly signal: (name: string) => void
  readonly set: (variables: Variables) => string | undefined
  readonly advance: (duration: string) => void
  readonly act: (command: Command) => string | undefined
  /** Number of the token at an element; of a multi-instance activity 0 is the whole and the instances follow. */
  readonly token: (element: string, index?: number) => number
}

/** Loads BPMN texts that must be sound and starts a matter under process `p`, or waits for an event to start one. */
export function playBpmn(
  text: string | readonly string[],
  { variables = {}, start = true }: { readonly variables?: Variables; readonly start?: boolean } = {},
): Play {
  const world = createWorld({ now: parseInstant('2026-03-02T09:00:00+08:00'), calendar: plainCalendar })
  const texts = typeof text === 'string' ? [text] : text
  world.deploy(
    texts.flatMap((one, index) => {
      const { procedures, findings } = loadProcedures(one, `play-${index}.bpmn`)
      if (findings.length > 0)
        throw new Error(findings.map(({ rule, en }) => `${rule ?? ''} ${en}`).join('\n'))
      return procedures
    }),
  )
  if (start) acceptedIn(world.start({ procedure: 'p', variables }))
  return actorsOn(world)
}

function actorsOn(world: World): Play {
  const find: FindProcedure = world.procedure
  function matter(): WorldMatter | undefined {
    return world.matters()[0]
  }
  function state(): MatterState {
    return matterOf(matter()).state
  }
  function act(command: Command): string | undefined {
    return refusalOf(world.act(matterOf(matter()).id, command))
  }
  return {
    world,
    act,
    tasks: () =>
      listTasks(state(), find)
        .map((task) => task.element)
        .toSorted(),
    waiting: () =>
      listWaiting(state(), find)
        .flatMap(({ waits, element }) => (waits === 'event' ? [element] : []))
        .toSorted(),
    status: () => matter()?.state.status ?? 'not started',
    variables: () => matterOf(matter()).data[0] ?? {},
    timers: () => (isEnded(state()) ? Object.keys(state().timers) : listTimers(state(), find)).length,
    subscriptions: () => (isEnded(state()) ? 0 : listSubscriptions(state(), find).length),
    passed: () => passedBy(matterOf(matter())),
    complete(element, variables = {}, index = 0) {
      const task = listTasks(state(), find).filter((one) => one.element === element)[index]
      if (task === undefined) throw new Error(`no task ${element} is open`)
      return act({ kind: 'completeTask', task: task.token, variables })
    },
    message: (name, variables = {}) => refusalOf(world.deliver({ name, variables })),
    signal(name) {
      for (const acted of world.broadcast({ name })) acceptedIn(acted)
    },
    set: (variables) => act({ kind: 'setVariables', variables }),
    advance: (duration) => world.advanceBy(duration),
    token: (element, index = 0) => tokensAt(world, matterOf(matter()), element)[index] ?? missing(element),
  }
}

function matterOf(matter: WorldMatter | undefined): WorldMatter {
  if (matter === undefined) throw new Error('nothing has started')
  return matter
}

function passedBy(matter: WorldMatter): readonly string[] {
  return matter.entries.flatMap((entry) =>
    entry.facts.flatMap((fact) => (fact.kind === 'passed' ? [fact.element] : [])),
  )
}

/** In the matter's own procedure, not in one it calls. */
function tokensAt(world: World, { state, procedure }: WorldMatter, element: string): readonly number[] {
  const { nodes } = world.procedure(procedure)
  return Object.entries(state.tokens).flatMap(([id, token]) =>
    nodes[token.node]?.id === element ? [Number(id)] : [],
  )
}

function missing(element: string): never {
  throw new Error(`no token is at ${element}`)
}

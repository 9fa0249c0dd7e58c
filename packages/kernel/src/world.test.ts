import { parseInstant } from '@duibiao/base'
import type { Calendar } from '@duibiao/base'
import { describe, expect, test } from 'vitest'
import type { Expression, Value } from './expression.ts'
import { isEnded } from './matter.ts'
import type { Node, Procedure, ScopeModel, Trigger } from './procedure.ts'
import { isActivity } from './procedure.ts'
import { listSubscriptions, listTasks, listTimers, listWaiting } from './view.ts'
import { createWorld } from './world.ts'
import type { Acted, World, WorldSetting } from './world.ts'

const monday = parseInstant('2026-01-05T09:00:00+08:00')
const minute = 60_000

function literal(value: Value): Expression {
  return { text: JSON.stringify(value), evaluate: () => ({ value, warnings: [] }) }
}

function timer(form: 'duration' | 'cycle', text: string): Trigger {
  return { kind: 'timer', form, expression: literal(text) }
}

function message(name: string): Trigger & { readonly kind: 'message' } {
  return { kind: 'message', name: literal(name) }
}

function signal(name: string): Trigger & { readonly kind: 'signal' } {
  return { kind: 'signal', name: literal(name) }
}

type Sketch = { readonly id: string; readonly kind: Node['kind']; readonly [field: string]: unknown }

/** A flat procedure from its nodes and flows, `a>b` from a to b. Starts with triggers are found by themselves. */
function aProcedure(id: string, nodes: readonly Sketch[], flows: readonly string[] = []): Procedure {
  const indexOf = (name: string | undefined): number => nodes.findIndex((node) => node.id === name)
  const built = flows.map((flow) => {
    const [from, to] = flow.split('>')
    return { id: flow, source: indexOf(from), target: indexOf(to) }
  })
  const full = nodes.map((node, index) => {
    const boundaries = nodes.flatMap((other, at) => (other['attachedTo'] === index ? [at] : []))
    const incoming = built.flatMap((flow, at) => (flow.target === index ? [at] : []))
    const outgoing = built.flatMap((flow, at) => (flow.source === index ? [at] : []))
    const rest = { name: node.id, parent: -1, incoming, outgoing, boundaries, triggers: [], results: [] }
    return { ...rest, interrupting: true, parallel: false, ...node } as unknown as Node
  })
  const isStart = (node: Node | undefined): boolean => node?.kind === 'start' && node.triggers.length > 0
  const places = full.map((_node, index) => index)
  const scope: ScopeModel = {
    entries: places.filter((index) => full[index]?.kind === 'start' && !isStart(full[index])),
    triggeredStarts: places.filter((index) => isStart(full[index])),
    eventSubprocesses: [],
    declared: [],
  }
  return { id, name: id, hash: `hash of ${id}`, nodes: full, flows: built, scope, clocks: [] }
}

/** start → task → end. */
function oneTask(id = 'one-task'): Procedure {
  return aProcedure(
    id,
    [
      { id: 'start', kind: 'start' },
      { id: 'task', kind: 'user' },
      { id: 'end', kind: 'end' },
    ],
    ['start>task', 'task>end'],
  )
}

/** start → wait for something → end. */
function waiter(id: string, trigger: Trigger): Procedure {
  return aProcedure(
    id,
    [
      { id: 'start', kind: 'start' },
      { id: 'wait', kind: 'catch', triggers: [trigger] },
      { id: 'end', kind: 'end' },
    ],
    ['start>wait', 'wait>end'],
  )
}

/** start → throw something → end. */
function thrower(id: string, result: Trigger): Procedure {
  return aProcedure(
    id,
    [
      { id: 'start', kind: 'start' },
      { id: 'throw', kind: 'throw', results: [result] },
      { id: 'end', kind: 'end' },
    ],
    ['start>throw', 'throw>end'],
  )
}

/** started by an event → task → end. */
function starter(id: string, trigger: Trigger): Procedure {
  return aProcedure(
    id,
    [
      { id: 'start', kind: 'start', triggers: [trigger] },
      { id: 'task', kind: 'user' },
      { id: 'end', kind: 'end' },
    ],
    ['start>task', 'task>end'],
  )
}

/** start → service that waits → end. */
const asking = aProcedure(
  'asking',
  [
    { id: 'start', kind: 'start' },
    { id: 'ask', kind: 'service', service: 'weather', wait: true },
    { id: 'end', kind: 'end' },
  ],
  ['start>ask', 'ask>end'],
)

function plainCalendar(id = 'plain'): Calendar {
  return {
    id,
    version: 1,
    utcOffsetMinutes: 480,
    exceptions: new Map(),
    announcedYears: new Set(),
    workingHours: { intervals: [] },
    localClosures: new Map(),
  }
}

function aWorld(procedures: readonly Procedure[], setting: Partial<WorldSetting> = {}): World {
  const world = createWorld({ now: monday, calendar: plainCalendar, ...setting })
  world.deploy(procedures)
  return world
}

function idOf(acted: Acted): string {
  if (!acted.ok) throw new Error(`refused: ${acted.refusal.code}`)
  return acted.matter
}

function codeOf(acted: Acted): string {
  return acted.ok ? 'accepted' : acted.refusal.code
}

function start(world: World, procedure: string): string {
  return idOf(world.start({ procedure }))
}

function hasEnded(world: World, id: string): boolean {
  const matter = world.matter(id)
  return matter !== undefined && isEnded(matter.state)
}

function tasksOf(world: World, id: string): readonly string[] {
  const matter = world.matter(id)
  return matter === undefined ? [] : listTasks(matter.state, world.procedure).map((task) => task.element)
}

describe('matters of a world', () => {
  test('are started by process id or by hash, numbered, and move by commands', () => {
    const world = aWorld([oneTask()])
    const first = start(world, 'one-task')
    const second = start(world, 'hash of one-task')
    expect([first, second]).toEqual(['m1', 'm2'])
    const [task] = listTasks(world.matter(first)?.state ?? never(), world.procedure)
    expect(task).toMatchObject({ element: 'task', name: 'task', procedure: 'hash of one-task' })
    idOf(world.act(first, { kind: 'completeTask', task: task?.token ?? -1 }))
    expect([hasEnded(world, first), hasEnded(world, second)]).toEqual([true, false])
    expect(world.matter(first)).toMatchObject({ revision: 2, procedure: 'hash of one-task' })
    expect(world.matter(first)?.entries.map((entry) => entry.kind)).toEqual(['start', 'completeTask'])
  })

  test('a refused command leaves no trace', () => {
    const world = aWorld([oneTask()])
    const id = start(world, 'one-task')
    const before = world.matter(id)
    expect(world.act(id, { kind: 'completeTask', task: 99 }).ok).toBe(false)
    expect(world.matter(id)).toBe(before)
  })

  test('what is not there is refused by name', () => {
    const world = aWorld([oneTask()])
    expect(codeOf(world.start({ procedure: 'nothing' }))).toBe('procedure_unknown')
    expect(codeOf(world.act('m9', { kind: 'cancel', reason: 'x' }))).toBe('matter_unknown')
    idOf(world.start({ procedure: 'one-task', id: 'mine' }))
    expect(codeOf(world.start({ procedure: 'one-task', id: 'mine' }))).toBe('matter_exists')
  })

  test('the same commands give the same record', () => {
    const play = (): string => {
      const world = aWorld([oneTask(), waiter('waiter', timer('duration', 'PT1H'))])
      start(world, 'one-task')
      start(world, 'waiter')
      world.advanceBy('PT2H')
      return JSON.stringify(world.matters().map((matter) => [matter.id, matter.state, matter.entries]))
    }
    expect(play()).toBe(play())
  })
})

describe('messages', () => {
  test('go to the one matter that waits', () => {
    const world = aWorld([waiter('waiter', message('reply')), oneTask()])
    const other = start(world, 'one-task')
    const waiting = start(world, 'waiter')
    expect(idOf(world.deliver({ name: 'reply' }))).toBe(waiting)
    expect([hasEnded(world, waiting), hasEnded(world, other)]).toEqual([true, false])
    expect(codeOf(world.deliver({ name: 'reply' }))).toBe('message_not_expected')
  })

  test('are refused when two wait, unless one is named', () => {
    const world = aWorld([waiter('waiter', message('reply'))])
    const [first, second] = [start(world, 'waiter'), start(world, 'waiter')]
    expect(codeOf(world.deliver({ name: 'reply' }))).toBe('message_ambiguous')
    idOf(world.deliver({ name: 'reply', matter: second }))
    expect([hasEnded(world, first), hasEnded(world, second)]).toEqual([false, true])
    idOf(world.deliver({ name: 'reply' }))
    expect(hasEnded(world, first)).toBe(true)
  })

  test('pass over suspended matters', () => {
    const world = aWorld([waiter('waiter', message('reply'))])
    const [first, second] = [start(world, 'waiter'), start(world, 'waiter')]
    idOf(world.act(first, { kind: 'suspend', reason: 'x' }))
    expect(idOf(world.deliver({ name: 'reply' }))).toBe(second)
    expect(codeOf(world.deliver({ name: 'reply' }))).toBe('matter_suspended')
    expect(codeOf(world.deliver({ name: 'reply', matter: first }))).not.toBe('accepted')
  })

  test('that a matter throws reach another matter, or start one, or are kept as undelivered', () => {
    const world = aWorld([thrower('thrower', message('reply')), waiter('waiter', message('reply'))])
    const lonely = start(world, 'thrower')
    expect(world.undelivered()).toMatchObject([
      { what: 'message', name: 'reply', matter: lonely, refusal: { code: 'message_not_expected' } },
    ])
    const waiting = start(world, 'waiter')
    start(world, 'thrower')
    expect(hasEnded(world, waiting)).toBe(true)
    world.deploy([starter('starter', message('reply'))])
    start(world, 'thrower')
    expect(
      world
        .matters()
        .map((matter) => matter.procedure)
        .at(-1),
    ).toBe('hash of starter')
    expect(world.undelivered()).toHaveLength(1)
  })

  test('that start their own sender for ever are stopped at the limit', () => {
    const circle = aProcedure(
      'circle',
      [
        { id: 'start', kind: 'start', triggers: [message('again')] },
        { id: 'throw', kind: 'throw', results: [message('again')] },
        { id: 'end', kind: 'end' },
      ],
      ['start>throw', 'throw>end'],
    )
    const world = aWorld([circle], { chainLimit: 20 })
    idOf(world.deliver({ name: 'again' }))
    expect(world.matters()).toHaveLength(21)
    expect(world.undelivered()).toMatchObject([{ refusal: { code: 'effect_chain_too_long' } }])
  })
})

describe('signals', () => {
  test('reach every open matter that waits and start new ones', () => {
    const world = aWorld([waiter('waiter', signal('alarm')), starter('starter', signal('alarm'))])
    const ids = [start(world, 'waiter'), start(world, 'waiter'), start(world, 'waiter')]
    idOf(world.act(ids[1] ?? '', { kind: 'suspend', reason: 'x' }))
    world.broadcast({ name: 'alarm' })
    expect(ids.map((id) => hasEnded(world, id))).toEqual([true, false, true])
    expect(world.matters().at(-1)?.procedure).toBe('hash of starter')
    expect(world.matters()).toHaveLength(4)
  })

  test('thrown by a matter reach the others', () => {
    const world = aWorld([waiter('waiter', signal('alarm')), thrower('thrower', signal('alarm'))])
    const waiting = start(world, 'waiter')
    start(world, 'thrower')
    expect(hasEnded(world, waiting)).toBe(true)
  })
})

describe('the clock', () => {
  test('fires timers in due order, those of one instant in the order of creation, each at its own instant', () => {
    const late = waiter('late', timer('duration', 'PT2H'))
    const early = waiter('early', timer('duration', 'PT1H'))
    const world = aWorld([late, early])
    const ids = ['late', 'early', 'early'].map((procedure) => start(world, procedure))
    expect(listTimers(world.matter('m1')?.state ?? never(), world.procedure)).toMatchObject([
      { element: 'wait', dueAt: monday + 120 * minute },
    ])
    const fired: string[] = []
    const before = new Map(ids.map((id) => [id, 0]))
    world.advanceTo(parseInstant('2026-01-05T10:59:59+08:00'))
    for (const id of ids) if (hasEnded(world, id)) fired.push(id)
    expect(fired).toEqual(['m2', 'm3'])
    world.advanceTo(parseInstant('2026-01-05T11:00:00+08:00'))
    expect(ids.every((id) => hasEnded(world, id))).toBe(true)
    const instants = ids.map((id) => (world.matter(id)?.entries.at(-1)?.at ?? 0) - monday)
    expect(instants).toEqual([120 * minute, 60 * minute, 60 * minute])
    expect(before.size).toBe(3)
  })

  test('leaves a zero timer alone until it is moved', () => {
    const world = aWorld([waiter('now', timer('duration', 'PT0S'))])
    const id = start(world, 'now')
    expect(hasEnded(world, id)).toBe(false)
    world.advanceBy('PT0S')
    expect(hasEnded(world, id)).toBe(true)
  })

  test('lets timers of a suspended matter wait; after resuming they fire at the next move', () => {
    const world = aWorld([waiter('waiter', timer('duration', 'PT1H'))])
    const id = start(world, 'waiter')
    idOf(world.act(id, { kind: 'suspend', reason: 'x' }))
    world.advanceBy('PT2H')
    expect(hasEnded(world, id)).toBe(false)
    idOf(world.act(id, { kind: 'resume' }))
    expect(hasEnded(world, id)).toBe(false)
    world.advanceBy('PT1S')
    expect(hasEnded(world, id)).toBe(true)
    expect(world.undelivered()).toEqual([])
  })

  test('starts matters by timer start events, as often as their cycle says', () => {
    const world = aWorld([starter('daily', timer('cycle', 'R2/PT5M'))])
    expect(world.startTimers()).toHaveLength(1)
    world.advanceBy('PT5M')
    expect([world.matters().length, world.startTimers().length]).toEqual([1, 1])
    world.advanceBy('PT1H')
    expect([world.matters().length, world.startTimers().length]).toEqual([2, 0])
    expect(world.matters().map((matter) => matter.entries[0]?.at)).toEqual([
      monday + 5 * minute,
      monday + 10 * minute,
    ])
  })

  test('a new version takes the place of the start timers of the old one', () => {
    const world = aWorld([starter('daily', timer('cycle', 'R/PT5M'))])
    world.deploy([{ ...starter('daily', timer('duration', 'PT7M')), hash: 'second' }])
    world.advanceBy('PT1H')
    expect(world.matters().map((matter) => matter.procedure)).toEqual(['second'])
  })
})

describe('services', () => {
  test('answer at once', () => {
    const calls: string[] = []
    const world = aWorld([asking], {
      answer: (call) => {
        calls.push(`${call.matter} ${call.service} ${call.element}`)
        return { variables: { sky: 'clear' } }
      },
    })
    const id = start(world, 'asking')
    expect(calls).toEqual(['m1 weather ask'])
    expect(hasEnded(world, id)).toBe(true)
    expect(world.matter(id)?.data[0]).toMatchObject({ sky: 'clear' })
  })

  test('answer later, at an instant of the clock', () => {
    const world = aWorld([asking], { answer: () => ({ at: parseInstant('2026-01-05T09:10:00+08:00') }) })
    const id = start(world, 'asking')
    world.advanceBy('PT9M')
    expect(listWaiting(world.matter(id)?.state ?? never(), world.procedure)).toMatchObject([
      { element: 'ask', waits: 'service' },
    ])
    world.advanceBy('PT1M')
    expect(hasEnded(world, id)).toBe(true)
  })

  test('an answer to a task that is gone is dropped', () => {
    const world = aWorld([asking], { answer: () => ({ at: parseInstant('2026-01-05T09:10:00+08:00') }) })
    const id = start(world, 'asking')
    idOf(world.act(id, { kind: 'cancel', reason: 'x' }))
    const before = world.matter(id)
    world.advanceBy('PT1H')
    expect(world.matter(id)).toBe(before)
    expect(world.undelivered()).toEqual([])
  })
})

describe('call activities', () => {
  function caller(binding: 'latest' | 'deployment' | 'version', version?: string): Procedure {
    return aProcedure(
      'caller',
      [
        { id: 'start', kind: 'start' },
        {
          id: 'call',
          kind: 'call',
          called: { element: literal('child'), binding, ...(version && { version: literal(version) }) },
          input: [],
          output: [],
        },
        { id: 'end', kind: 'end' },
      ],
      ['start>call', 'call>end'],
    )
  }

  function child(task: string): Procedure {
    const procedure = oneTask('child')
    const nodes = procedure.nodes.map((node) => (isActivity(node) ? { ...node, id: task } : node))
    return { ...procedure, hash: `child with ${task}`, nodes }
  }

  test.each([
    ['latest', undefined, 'new'],
    ['deployment', undefined, 'old'],
    ['version', '1', 'old'],
    ['version', '2', 'new'],
  ] as const)('binding %s %s calls the %s version', (binding, version, expected) => {
    const world = aWorld([caller(binding, version), child('old')])
    world.deploy([child('new')])
    expect(tasksOf(world, start(world, 'caller'))).toEqual([expected])
  })
})

test('readers name elements, not positions', () => {
  const world = aWorld([waiter('waiter', message('reply'))])
  const id = start(world, 'waiter')
  expect(listSubscriptions(world.matter(id)?.state ?? never(), world.procedure)).toMatchObject([
    { kind: 'message', event: 'reply', element: 'wait' },
  ])
})

function never(): never {
  throw new Error('the matter is not there')
}

import { parseInstant } from '@duibiao/base'
import { literal, plainCalendar, sketchRow, timerOf } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { isEnded } from './matter.ts'
import type { Procedure, Trigger } from './procedure.ts'
import { listTasks, listTimers, listWaiting } from './view.ts'
import { createWorld } from './world.ts'
import type { Acted, World, WorldSetting } from './world.ts'

const minute = 60_000
const monday = parseInstant('2026-01-05T09:00:00+08:00')

function waiter(id: string, trigger: Trigger): Procedure {
  return sketchRow(id, { id: 'wait', kind: 'catch', triggers: [trigger] })
}

/** started by an event → task → end. */
function starter(id: string, trigger: Trigger): Procedure {
  const row = sketchRow(id, { id: 'task', kind: 'user' })
  const nodes = row.nodes.map((node) => (node.kind === 'start' ? { ...node, triggers: [trigger] } : node))
  return { ...row, nodes, scope: { ...row.scope, entries: [], triggeredStarts: [0] } }
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

describe('the clock', () => {
  test('fires timers in due order, those of one instant in the order of creation, each at its own instant', () => {
    const late = waiter('late', timerOf('duration', 'PT2H'))
    const early = waiter('early', timerOf('duration', 'PT1H'))
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
    const world = aWorld([waiter('now', timerOf('duration', 'PT0S'))])
    const id = start(world, 'now')
    expect(hasEnded(world, id)).toBe(false)
    world.advanceBy('PT0S')
    expect(hasEnded(world, id)).toBe(true)
  })

  test('lets timers of a suspended matter wait; after resuming they fire at the next move', () => {
    const world = aWorld([waiter('waiter', timerOf('duration', 'PT1H'))])
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
    const world = aWorld([starter('daily', timerOf('cycle', 'R2/PT5M'))])
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
    const world = aWorld([starter('daily', timerOf('cycle', 'R/PT5M'))])
    world.deploy([{ ...starter('daily', timerOf('duration', 'PT7M')), hash: 'second' }])
    world.advanceBy('PT1H')
    expect(world.matters().map((matter) => matter.procedure)).toEqual(['second'])
  })
})

const asking = sketchRow('asking', { id: 'ask', kind: 'service', service: 'weather', wait: true })

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
    const called = { element: literal('child'), binding, ...(version && { version: literal(version) }) }
    return sketchRow('caller', { id: 'call', kind: 'call', called, input: [], output: [] })
  }

  function child(task: string): Procedure {
    return { ...sketchRow('child', { id: task, kind: 'user' }), hash: `child with ${task}` }
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

function never(): never {
  throw new Error('the matter is not there')
}

import { parseInstant } from '@duibiao/base'
import {
  acceptedIn,
  hasEndedIn,
  literal,
  makeTestWorld,
  matterIn,
  sketchRow,
  sketchStarter,
  sketchWaiter,
  startIn,
  tasksIn,
  timerOf,
} from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import type { Procedure, Trigger } from './procedure.ts'
import { listTimers, listWaiting } from './view.ts'

const minute = 60_000
const monday = parseInstant('2026-01-05T09:00:00+08:00')

describe('the clock', () => {
  test('fires timers in due order, those of one instant in the order of creation, each at its own instant', () => {
    const late = sketchWaiter('late', timerOf('duration', 'PT2H'))
    const early = sketchWaiter('early', timerOf('duration', 'PT1H'))
    const world = makeTestWorld([late, early])
    const ids = ['late', 'early', 'early'].map((procedure) => startIn(world, procedure))
    expect(listTimers(matterIn(world, 'm1').state, world.procedure)).toMatchObject([
      { element: 'wait', dueAt: monday + 120 * minute },
    ])
    const fired: string[] = []
    const before = new Map(ids.map((id) => [id, 0]))
    world.advanceTo(parseInstant('2026-01-05T10:59:59+08:00'))
    for (const id of ids) if (hasEndedIn(world, id)) fired.push(id)
    expect(fired).toEqual(['m2', 'm3'])
    world.advanceTo(parseInstant('2026-01-05T11:00:00+08:00'))
    expect(ids.every((id) => hasEndedIn(world, id))).toBe(true)
    const instants = ids.map((id) => (world.matter(id)?.entries.at(-1)?.at ?? 0) - monday)
    expect(instants).toEqual([120 * minute, 60 * minute, 60 * minute])
    expect(before.size).toBe(3)
  })

  test('leaves a zero timer alone until it is moved', () => {
    const world = makeTestWorld([sketchWaiter('now', timerOf('duration', 'PT0S'))])
    const id = startIn(world, 'now')
    expect(hasEndedIn(world, id)).toBe(false)
    world.advanceBy('PT0S')
    expect(hasEndedIn(world, id)).toBe(true)
  })

  test('lets timers of a suspended matter wait; after resuming they fire at the next move', () => {
    const world = makeTestWorld([sketchWaiter('waiter', timerOf('duration', 'PT1H'))])
    const id = startIn(world, 'waiter')
    acceptedIn(world.act(id, { kind: 'suspend', reason: 'x' }))
    world.advanceBy('PT2H')
    expect(hasEndedIn(world, id)).toBe(false)
    acceptedIn(world.act(id, { kind: 'resume' }))
    expect(hasEndedIn(world, id)).toBe(false)
    world.advanceBy('PT1S')
    expect(hasEndedIn(world, id)).toBe(true)
    expect(world.undelivered()).toEqual([])
  })

  test('starts matters by timer start events, as often as their cycle says', () => {
    const world = makeTestWorld([sketchStarter('daily', timerOf('cycle', 'R2/PT5M'))])
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
    const world = makeTestWorld([sketchStarter('daily', timerOf('cycle', 'R/PT5M'))])
    world.deploy([{ ...sketchStarter('daily', timerOf('duration', 'PT7M')), hash: 'second' }])
    world.advanceBy('PT1H')
    expect(world.matters().map((matter) => matter.procedure)).toEqual(['second'])
  })

  test('a cycle with a start of its own begins with the first occurrence after it was deployed', () => {
    const cycle = 'R/1990-01-01T08:00:00+08:00/P1M'
    const world = makeTestWorld([sketchStarter('monthly', timerOf('cycle', cycle))])
    expect(world.startTimers()).toMatchObject([
      { firing: 433, dueAt: parseInstant('2026-02-01T08:00:00+08:00') },
    ])
    world.advanceTo(parseInstant('2026-04-01T07:59:59+08:00'))
    expect(world.matters().map((matter) => matter.entries[0]?.input)).toMatchObject([
      { by: { dueAt: parseInstant('2026-02-01T08:00:00+08:00') } },
      { by: { dueAt: parseInstant('2026-03-01T08:00:00+08:00') } },
    ])
  })

  test.each([
    ['R4/2026-01-05T08:00:00+08:00/PT30M', ['09:00', '09:30']],
    ['R3/2026-01-05T09:00:00+08:00/PT30M', ['09:00', '09:30', '10:00']],
    ['R2/2026-01-05T08:00:00+08:00/PT30M', []],
    ['R/PT1H/2026-01-05T10:30:00+08:00', ['10:00']],
  ])('%s, deployed at nine, fires at %j', (cycle, times) => {
    const world = makeTestWorld([sketchStarter('finite', timerOf('cycle', cycle))])
    world.advanceBy('PT90M')
    const instants = times.map((time) => parseInstant(`2026-01-05T${time}:00+08:00`))
    expect(world.matters().map((matter) => matter.entries[0]?.at)).toEqual(instants)
  })

  test('a date that is past is due at once, and not again with an upgrade', () => {
    const date = timerOf('date', '2026-01-01')
    const world = makeTestWorld([sketchStarter('opening', date)])
    world.advanceBy('PT1S')
    expect(world.matters()).toHaveLength(1)
    world.deploy([{ ...sketchStarter('opening', date), hash: 'second' }])
    world.advanceBy('PT1S')
    expect(world.matters()).toHaveLength(1)
  })

  test('every timer of a start event starts matters of its own', () => {
    const both = sketchStarter('both', timerOf('duration', 'PT1H'))
    const [first, ...rest] = both.nodes
    const triggers = [timerOf('duration', 'PT1H'), timerOf('duration', 'PT2H')]
    const nodes = first?.kind === 'start' ? [{ ...first, triggers }, ...rest] : []
    const world = makeTestWorld([{ ...both, nodes }])
    world.advanceBy('PT3H')
    expect(world.matters()).toHaveLength(2)
  })

  test('a start timer whose expression gives no text cannot be deployed', () => {
    const trigger: Trigger = { kind: 'timer', form: 'cycle', expression: literal(null) }
    expect(() => makeTestWorld([sketchStarter('faulty', trigger)])).toThrow('cycle_malformed')
  })
})

const asking = sketchRow('asking', { id: 'ask', kind: 'service', service: 'weather', wait: true })

describe('services', () => {
  test('answer at once', () => {
    const calls: string[] = []
    const world = makeTestWorld([asking], {
      answer: (call) => {
        calls.push(`${call.matter} ${call.service} ${call.element}`)
        return { variables: { sky: 'clear' } }
      },
    })
    const id = startIn(world, 'asking')
    expect(calls).toEqual(['m1 weather ask'])
    expect(hasEndedIn(world, id)).toBe(true)
    expect(world.matter(id)?.data[0]).toMatchObject({ sky: 'clear' })
  })

  test('answer later, at an instant of the clock', () => {
    const world = makeTestWorld([asking], {
      answer: () => ({ at: parseInstant('2026-01-05T09:10:00+08:00') }),
    })
    const id = startIn(world, 'asking')
    world.advanceBy('PT9M')
    expect(listWaiting(matterIn(world, id).state, world.procedure)).toMatchObject([
      { element: 'ask', waits: 'service' },
    ])
    world.advanceBy('PT1M')
    expect(hasEndedIn(world, id)).toBe(true)
  })

  test('an answer to a task that is gone is dropped', () => {
    const world = makeTestWorld([asking], {
      answer: () => ({ at: parseInstant('2026-01-05T09:10:00+08:00') }),
    })
    const id = startIn(world, 'asking')
    acceptedIn(world.act(id, { kind: 'cancel', reason: 'x' }))
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
    const world = makeTestWorld([caller(binding, version), child('old')])
    world.deploy([child('new')])
    expect(tasksIn(world, startIn(world, 'caller'))).toEqual([expected])
  })
})

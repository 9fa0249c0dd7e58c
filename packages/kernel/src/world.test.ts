import { parseInstant } from '@duibiao/base'
import { eventOf, plainCalendar, sketchProcedure, sketchRow, timerOf } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { isEnded } from './matter.ts'
import type { Procedure, Trigger } from './procedure.ts'
import { listSubscriptions, listTasks } from './view.ts'
import { createWorld } from './world.ts'
import type { Acted, World, WorldSetting } from './world.ts'

const monday = parseInstant('2026-01-05T09:00:00+08:00')

const oneTask = sketchRow('one-task', { id: 'task', kind: 'user' })

function waiter(id: string, trigger: Trigger): Procedure {
  return sketchRow(id, { id: 'wait', kind: 'catch', triggers: [trigger] })
}

function thrower(id: string, result: Trigger): Procedure {
  return sketchRow(id, { id: 'throw', kind: 'throw', results: [result] })
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

describe('matters of a world', () => {
  test('are started by process id or by hash, numbered, and move by commands', () => {
    const world = aWorld([oneTask])
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
    const world = aWorld([oneTask])
    const id = start(world, 'one-task')
    const before = world.matter(id)
    expect(world.act(id, { kind: 'completeTask', task: 99 }).ok).toBe(false)
    expect(world.matter(id)).toBe(before)
  })

  test('what is not there is refused by name', () => {
    const world = aWorld([oneTask])
    expect(codeOf(world.start({ procedure: 'nothing' }))).toBe('procedure_unknown')
    expect(codeOf(world.act('m9', { kind: 'cancel', reason: 'x' }))).toBe('matter_unknown')
    idOf(world.start({ procedure: 'one-task', id: 'mine' }))
    expect(codeOf(world.start({ procedure: 'one-task', id: 'mine' }))).toBe('matter_exists')
  })

  test('the same commands give the same record', () => {
    const play = (): string => {
      const world = aWorld([oneTask, waiter('waiter', timerOf('duration', 'PT1H'))])
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
    const world = aWorld([waiter('waiter', eventOf('message', 'reply')), oneTask])
    const other = start(world, 'one-task')
    const waiting = start(world, 'waiter')
    expect(idOf(world.deliver({ name: 'reply' }))).toBe(waiting)
    expect([hasEnded(world, waiting), hasEnded(world, other)]).toEqual([true, false])
    expect(codeOf(world.deliver({ name: 'reply' }))).toBe('message_not_expected')
  })

  test('are refused when two wait, unless one is named', () => {
    const world = aWorld([waiter('waiter', eventOf('message', 'reply'))])
    const [first, second] = [start(world, 'waiter'), start(world, 'waiter')]
    expect(codeOf(world.deliver({ name: 'reply' }))).toBe('message_ambiguous')
    idOf(world.deliver({ name: 'reply', matter: second }))
    expect([hasEnded(world, first), hasEnded(world, second)]).toEqual([false, true])
    idOf(world.deliver({ name: 'reply' }))
    expect(hasEnded(world, first)).toBe(true)
  })

  test('pass over suspended matters', () => {
    const world = aWorld([waiter('waiter', eventOf('message', 'reply'))])
    const [first, second] = [start(world, 'waiter'), start(world, 'waiter')]
    idOf(world.act(first, { kind: 'suspend', reason: 'x' }))
    expect(idOf(world.deliver({ name: 'reply' }))).toBe(second)
    expect(codeOf(world.deliver({ name: 'reply' }))).toBe('matter_suspended')
    expect(codeOf(world.deliver({ name: 'reply', matter: first }))).not.toBe('accepted')
  })

  test('that a matter throws reach another matter, or start one, or are kept as undelivered', () => {
    const world = aWorld([
      thrower('thrower', eventOf('message', 'reply')),
      waiter('waiter', eventOf('message', 'reply')),
    ])
    const lonely = start(world, 'thrower')
    expect(world.undelivered()).toMatchObject([
      { what: 'message', name: 'reply', matter: lonely, refusal: { code: 'message_not_expected' } },
    ])
    const waiting = start(world, 'waiter')
    start(world, 'thrower')
    expect(hasEnded(world, waiting)).toBe(true)
    world.deploy([starter('starter', eventOf('message', 'reply'))])
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
    const circle = sketchProcedure(
      'circle',
      [
        { id: 'start', kind: 'start', triggers: [eventOf('message', 'again')] },
        { id: 'throw', kind: 'throw', results: [eventOf('message', 'again')] },
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
    const world = aWorld([
      waiter('waiter', eventOf('signal', 'alarm')),
      starter('starter', eventOf('signal', 'alarm')),
    ])
    const ids = [start(world, 'waiter'), start(world, 'waiter'), start(world, 'waiter')]
    idOf(world.act(ids[1] ?? '', { kind: 'suspend', reason: 'x' }))
    world.broadcast({ name: 'alarm' })
    expect(ids.map((id) => hasEnded(world, id))).toEqual([true, false, true])
    expect(world.matters().at(-1)?.procedure).toBe('hash of starter')
    expect(world.matters()).toHaveLength(4)
  })

  test('thrown by a matter reach the others', () => {
    const world = aWorld([
      waiter('waiter', eventOf('signal', 'alarm')),
      thrower('thrower', eventOf('signal', 'alarm')),
    ])
    const waiting = start(world, 'waiter')
    start(world, 'thrower')
    expect(hasEnded(world, waiting)).toBe(true)
  })
})

test('readers name elements, not positions', () => {
  const world = aWorld([waiter('waiter', eventOf('message', 'reply'))])
  const id = start(world, 'waiter')
  expect(listSubscriptions(world.matter(id)?.state ?? never(), world.procedure)).toMatchObject([
    { kind: 'message', event: 'reply', element: 'wait' },
  ])
})

function never(): never {
  throw new Error('the matter is not there')
}

import {
  acceptedIn,
  eventOf,
  hasEndedIn,
  makeTestWorld,
  matterIn,
  refusalOf,
  sketchProcedure,
  sketchRow,
  sketchStarter,
  sketchWaiter,
  startIn,
  timerOf,
} from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import type { Procedure, Trigger } from './procedure.ts'
import { listSubscriptions, listTasks } from './view.ts'

const oneTask = sketchRow('one-task', { id: 'task', kind: 'user' })

function thrower(id: string, result: Trigger): Procedure {
  return sketchRow(id, { id: 'throw', kind: 'throw', results: [result] })
}

describe('matters of a world', () => {
  test('are started by process id or by hash, numbered, and move by commands', () => {
    const world = makeTestWorld([oneTask])
    const first = startIn(world, 'one-task')
    const second = startIn(world, 'hash of one-task')
    expect([first, second]).toEqual(['m1', 'm2'])
    const [task] = listTasks(matterIn(world, first).state, world.procedure)
    expect(task).toMatchObject({ element: 'task', name: 'task', procedure: 'hash of one-task' })
    acceptedIn(world.act(first, { kind: 'completeTask', task: task?.token ?? -1 }))
    expect([hasEndedIn(world, first), hasEndedIn(world, second)]).toEqual([true, false])
    expect(world.matter(first)).toMatchObject({ revision: 2, procedure: 'hash of one-task' })
    expect(world.matter(first)?.entries.map((entry) => entry.kind)).toEqual(['start', 'completeTask'])
  })

  test('a refused command leaves no trace', () => {
    const world = makeTestWorld([oneTask])
    const id = startIn(world, 'one-task')
    const before = world.matter(id)
    expect(world.act(id, { kind: 'completeTask', task: 99 }).ok).toBe(false)
    expect(world.matter(id)).toBe(before)
  })

  test('what is not there is refused by name', () => {
    const world = makeTestWorld([oneTask])
    expect(refusalOf(world.start({ procedure: 'nothing' }))).toBe('procedure_unknown')
    expect(refusalOf(world.act('m9', { kind: 'cancel', reason: 'x' }))).toBe('matter_unknown')
    acceptedIn(world.start({ procedure: 'one-task', id: 'mine' }))
    expect(refusalOf(world.start({ procedure: 'one-task', id: 'mine' }))).toBe('matter_exists')
  })

  test('the same commands give the same record', () => {
    const play = (): string => {
      const world = makeTestWorld([oneTask, sketchWaiter('waiter', timerOf('duration', 'PT1H'))])
      startIn(world, 'one-task')
      startIn(world, 'waiter')
      world.advanceBy('PT2H')
      return JSON.stringify(world.matters().map((matter) => [matter.id, matter.state, matter.entries]))
    }
    expect(play()).toBe(play())
  })
})

describe('messages', () => {
  test('go to the one matter that waits', () => {
    const world = makeTestWorld([sketchWaiter('waiter', eventOf('message', 'reply')), oneTask])
    const other = startIn(world, 'one-task')
    const waiting = startIn(world, 'waiter')
    expect(acceptedIn(world.deliver({ name: 'reply' }))).toBe(waiting)
    expect([hasEndedIn(world, waiting), hasEndedIn(world, other)]).toEqual([true, false])
    expect(refusalOf(world.deliver({ name: 'reply' }))).toBe('message_not_expected')
  })

  test('are refused when two wait, unless one is named', () => {
    const world = makeTestWorld([sketchWaiter('waiter', eventOf('message', 'reply'))])
    const [first, second] = [startIn(world, 'waiter'), startIn(world, 'waiter')]
    expect(refusalOf(world.deliver({ name: 'reply' }))).toBe('message_ambiguous')
    acceptedIn(world.deliver({ name: 'reply', matter: second }))
    expect([hasEndedIn(world, first), hasEndedIn(world, second)]).toEqual([false, true])
    acceptedIn(world.deliver({ name: 'reply' }))
    expect(hasEndedIn(world, first)).toBe(true)
  })

  test('pass over suspended matters', () => {
    const world = makeTestWorld([sketchWaiter('waiter', eventOf('message', 'reply'))])
    const [first, second] = [startIn(world, 'waiter'), startIn(world, 'waiter')]
    acceptedIn(world.act(first, { kind: 'suspend', reason: 'x' }))
    expect(acceptedIn(world.deliver({ name: 'reply' }))).toBe(second)
    expect(refusalOf(world.deliver({ name: 'reply' }))).toBe('matter_suspended')
    expect(refusalOf(world.deliver({ name: 'reply', matter: first }))).toBe('matter_suspended')
  })

  test('that a matter throws reach another matter, or start one, or are kept as undelivered', () => {
    const world = makeTestWorld([
      thrower('thrower', eventOf('message', 'reply')),
      sketchWaiter('waiter', eventOf('message', 'reply')),
    ])
    const lonely = startIn(world, 'thrower')
    expect(world.undelivered()).toMatchObject([
      { what: 'message', name: 'reply', matter: lonely, refusal: { code: 'message_not_expected' } },
    ])
    const waiting = startIn(world, 'waiter')
    startIn(world, 'thrower')
    expect(hasEndedIn(world, waiting)).toBe(true)
    world.deploy([sketchStarter('starter', eventOf('message', 'reply'))])
    startIn(world, 'thrower')
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
    const world = makeTestWorld([circle], { chainLimit: 20 })
    acceptedIn(world.deliver({ name: 'again' }))
    expect(world.matters()).toHaveLength(21)
    expect(world.undelivered()).toMatchObject([{ refusal: { code: 'effect_chain_too_long' } }])
  })
})

describe('signals', () => {
  test('reach every open matter that waits and start new ones', () => {
    const world = makeTestWorld([
      sketchWaiter('waiter', eventOf('signal', 'alarm')),
      sketchStarter('starter', eventOf('signal', 'alarm')),
    ])
    const ids = [startIn(world, 'waiter'), startIn(world, 'waiter'), startIn(world, 'waiter')]
    acceptedIn(world.act(ids[1] ?? '', { kind: 'suspend', reason: 'x' }))
    world.broadcast({ name: 'alarm' })
    expect(ids.map((id) => hasEndedIn(world, id))).toEqual([true, false, true])
    expect(world.matters().at(-1)?.procedure).toBe('hash of starter')
    expect(world.matters()).toHaveLength(4)
  })

  test('thrown by a matter reach the others', () => {
    const world = makeTestWorld([
      sketchWaiter('waiter', eventOf('signal', 'alarm')),
      thrower('thrower', eventOf('signal', 'alarm')),
    ])
    const waiting = startIn(world, 'waiter')
    startIn(world, 'thrower')
    expect(hasEndedIn(world, waiting)).toBe(true)
  })
})

test('readers name elements, not positions', () => {
  const world = makeTestWorld([sketchWaiter('waiter', eventOf('message', 'reply'))])
  const id = startIn(world, 'waiter')
  expect(listSubscriptions(matterIn(world, id).state, world.procedure)).toMatchObject([
    { kind: 'message', event: 'reply', element: 'wait' },
  ])
})

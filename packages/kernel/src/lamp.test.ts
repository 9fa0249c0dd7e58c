import { chinaCalendar, parseInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import {
  acceptedIn,
  literal,
  makeTestWorld,
  matterIn,
  sketchClock,
  sketchRow,
  startIn,
  whileAtWork,
} from '@duibiao/testkit'
import { expect, test } from 'vitest'
import { lampOf } from './lamp.ts'
import type { ClockModel } from './procedure.ts'
import type { World } from './world.ts'

const calendar = chinaCalendar()

function at(date: string, time = '00:00'): Instant {
  return parseInstant(`${date}T${time}:00+08:00`)
}

/** A matter under a clock of ten working days, started on Monday 2026-03-02: its last day is 2026-03-16. */
function started(change: Partial<ClockModel>): { readonly world: World; readonly id: string } {
  const clock = sketchClock('handle', { amount: literal(10), extensionsMax: 1, ...change })
  const procedure = {
    ...sketchRow('p', { id: 'work', kind: 'user' }),
    clocks: [clock],
    clockActs: whileAtWork(),
  }
  const world = makeTestWorld([procedure], { now: at('2026-03-02', '09:00'), calendar: () => calendar })
  return { world, id: startIn(world, 'p') }
}

function lampIn(world: World, id: string, now: Instant): string {
  const clock = matterIn(world, id).state.clocks['handle']
  return clock === undefined ? 'no clock' : lampOf(clock, now)
}

test('a lamp turns yellow at the first warning of the pack, whatever comes first in its list, and red at the end', () => {
  const { world, id } = started({ warnAt: ['P1D', 'P3D'] })
  expect(lampIn(world, id, at('2026-03-11', '23:59'))).toBe('green')
  expect(lampIn(world, id, at('2026-03-12'))).toBe('yellow')
  expect(lampIn(world, id, at('2026-03-16', '23:59'))).toBe('yellow')
  expect(lampIn(world, id, at('2026-03-17'))).toBe('red')
})

test('a clock that warns of nothing is green to its end', () => {
  const { world, id } = started({})
  expect(lampIn(world, id, at('2026-03-16', '23:59'))).toBe('green')
})

test('what is stopped keeps the lamp it was stopped with', () => {
  const { world, id } = started({ warnAt: ['P3D'] })
  world.advanceTo(at('2026-03-13', '09:00'))
  const [task] = Object.keys(matterIn(world, id).state.tokens)
  acceptedIn(world.act(id, { kind: 'completeTask', task: Number(task) }))
  expect(lampIn(world, id, at('2026-06-01'))).toBe('yellow')
})

test('a paused clock has no lamp; an extended one is green again until its new warning', () => {
  const { world, id } = started({ kind: 'internal', warnAt: ['P3D'] })
  world.advanceTo(at('2026-03-12', '09:00'))
  const extension = { amount: 10, approver: 'head', reason: '案情复杂' }
  acceptedIn(world.act(id, { kind: 'extendClock', clock: 'handle', extension }))
  expect(lampIn(world, id, at('2026-03-12', '09:00'))).toBe('green')
  acceptedIn(world.act(id, { kind: 'pauseClock', clock: 'handle', reason: '检测' }))
  expect(lampIn(world, id, at('2026-03-12', '09:00'))).toBe('none')
})

import { chinaCalendar, formatLocal, instantOf, parseInstant, parseLegalDate } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import {
  acceptedIn,
  literal,
  makeTestWorld,
  matterIn,
  refusalOf,
  sketchClock,
  sketchRow,
  startIn,
  whileAtWork,
} from '@duibiao/testkit'
import { expect, test } from 'vitest'
import type { ClockModel, Procedure } from './procedure.ts'
import type { World } from './world.ts'

const calendar = chinaCalendar()

/** One task under a clock of ten working days that warns as given. */
function underClock(warnAt: readonly string[], change: Partial<ClockModel> = {}): Procedure {
  const clock = sketchClock('handle', { amount: literal(10), warnAt, extensionsMax: 1, ...change })
  return { ...sketchRow('p', { id: 'work', kind: 'user' }), clocks: [clock], clockActs: whileAtWork() }
}

/** A matter started on Thursday 2026-02-12, before the holidays of 15 to 23 February and make-up work on 14 and 28. */
function started(procedure: Procedure): { readonly world: World; readonly id: string } {
  const now = at('2026-02-12', '09:00')
  const world = makeTestWorld([procedure], { now, calendar: () => calendar })
  return { world, id: startIn(world, 'p') }
}

/** When the warnings and the breach came, in local time. */
function warnedIn(world: World, id: string): readonly string[] {
  world.advanceTo(at('2026-04-01'))
  return matterIn(world, id).entries.flatMap(({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'clock_warned' && fact.kind !== 'clock_breached') return []
      const point = fact.kind === 'clock_warned' ? fact.at : 'due'
      return `${point} ${formatLocal(instantOf(fact.dueAt ?? 0), 480).slice(0, 16)}`
    }),
  )
}

function at(date: string, time = '00:00'): Instant {
  return parseInstant(`${date}T${time}:00+08:00`)
}

test('a share of a limit in working days is counted in working days, not in time gone by', () => {
  const { world, id } = started(underClock(['50%']))
  // 13, 14 (make-up), 24, 25, 26 February are five of the ten; half of the time gone by would be the 22nd, a holiday.
  expect(warnedIn(world, id)).toEqual(['warn1 2026-02-27T00:00', 'due 2026-03-05T00:00'])
})

test('a day before the end of a limit in working days is a working day', () => {
  const { world, id } = started(underClock(['P1D', 'P5D', 'PT2H']))
  expect(warnedIn(world, id)).toEqual([
    'warn2 2026-02-27T00:00',
    'warn1 2026-03-04T00:00',
    'warn3 2026-03-04T16:00',
    'due 2026-03-05T00:00',
  ])
})

test('a share of a limit in working hours passes over nights', () => {
  const eight = { unit: 'working_hour', amount: literal(8) } as const
  const { world, id } = started(underClock(['50%', 'PT1H'], eight))
  expect(warnedIn(world, id)).toEqual([
    'warn1 2026-02-12T15:00',
    'warn2 2026-02-13T08:00',
    'due 2026-02-13T09:00',
  ])
})

test('a pause moves the warnings with the end, and none comes while it is open', () => {
  const { world, id } = started(underClock(['50%']))
  world.advanceTo(at('2026-02-25', '10:00'))
  acceptedIn(world.act(id, { kind: 'pauseClock', clock: 'handle', reason: '等待鉴定' }))
  world.advanceTo(at('2026-03-03', '10:00'))
  acceptedIn(world.act(id, { kind: 'resumeClock', clock: 'handle' }))
  expect(warnedIn(world, id)).toEqual(['warn1 2026-03-06T00:00', 'due 2026-03-13T00:00'])
})

test('an extension moves the warnings, and one given before comes again', () => {
  const { world, id } = started(underClock(['50%']))
  world.advanceTo(at('2026-02-27', '10:00'))
  const extension = { amount: 10, approver: 'Li', reason: '案情复杂' }
  acceptedIn(world.act(id, { kind: 'extendClock', clock: 'handle', extension }))
  expect(warnedIn(world, id)).toEqual([
    'warn1 2026-02-27T00:00',
    'warn1 2026-03-05T00:00',
    'due 2026-03-19T00:00',
  ])
})

test('a new calendar that moves only a warning moves its timer', () => {
  let present = calendar
  const now = at('2026-02-12', '09:00')
  const world = makeTestWorld([underClock(['50%'])], { now, calendar: () => present })
  const id = startIn(world, 'p')
  expect(recompute(world, id)).toBe('clocks_unchanged')
  // The 24th is lost and 1 March is won: the tenth day stays, the fifth does not.
  const swap = new Map(calendar.exceptions)
  swap.set(parseLegalDate('2026-02-24'), { kind: 'off', name: '停办', source: 'test' })
  swap.set(parseLegalDate('2026-03-01'), { kind: 'work', name: '补班', source: 'test' })
  present = { ...calendar, version: 2, exceptions: swap }
  expect(recompute(world, id)).toBeUndefined()
  expect(recompute(world, id)).toBe('clocks_unchanged')
  expect(warnedIn(world, id)).toEqual(['warn1 2026-02-28T00:00', 'due 2026-03-05T00:00'])
})

function recompute(world: World, id: string): string | undefined {
  return refusalOf(world.act(id, { kind: 'recomputeClocks', calendar: 'cn', version: '2' }))
}

test('a warning longer than the limit comes at the start', () => {
  const { world, id } = started(underClock(['P20D']))
  expect(warnedIn(world, id)).toEqual(['warn1 2026-02-12T09:00', 'due 2026-03-05T00:00'])
})

test('a warning and a breach tell those who have the task, and the clock they are about', () => {
  const told: unknown[] = []
  const procedure = underClock(['50%'])
  const world = makeTestWorld([procedure], {
    now: at('2026-02-12', '09:00'),
    calendar: () => calendar,
    notify: (effect) => told.push(effect),
  })
  const id = startIn(world, 'p')
  const [task] = Object.keys(matterIn(world, id).state.tokens)
  acceptedIn(world.act(id, { kind: 'claim', task: Number(task) }, { person: 'li' }))
  world.advanceTo(at('2026-04-01'))
  const clock = { key: 'handle', dueAt: at('2026-03-05') }
  expect(told).toEqual([
    { kind: 'notify', reason: 'warn', to: [{ person: 'li' }], clock },
    { kind: 'notify', reason: 'breach', to: [{ person: 'li' }], clock },
  ])
})

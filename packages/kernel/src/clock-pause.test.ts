import type { LegalBasis, Pause } from '@duibiao/base'
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
import { describe, expect, test } from 'vitest'
import type { Command } from './command.ts'
import type { ClockModel, Procedure } from './procedure.ts'
import type { World } from './world.ts'

const hearing: LegalBasis = { law: '行政许可法', article: '45' }
const matter = 'm1'

/** Start, the task given, a user task, end; the clock runs throughout. */
function underClock(kind: ClockModel['kind'], task: object = {}): Procedure {
  const row = sketchRow('p', { id: 'first', kind: 'user', ...task }, { id: 'work', kind: 'user' })
  return { ...row, clocks: [sketchClock('limit', { kind })], clockActs: whileAtWork() }
}

function running(kind: ClockModel['kind']): World {
  const world = makeTestWorld([underClock(kind)])
  startIn(world, 'p')
  return world
}

function pausesIn(world: World): readonly Pause[] {
  return matterIn(world, matter).state.clocks['limit']?.pauses ?? []
}

function pauseClock(reason: string, legalBasis?: LegalBasis): Command {
  return { kind: 'pauseClock', clock: 'limit', reason, ...(legalBasis && { legalBasis }) }
}

function suspend(reason: string, legalBasis?: LegalBasis): Command {
  return { kind: 'suspend', reason, ...(legalBasis && { legalBasis }) }
}

describe.each([
  ['a pause', pauseClock],
  ['a suspension', suspend],
])('%s', (_name, order) => {
  test('of an internal clock needs a reason and no more', () => {
    const world = running('internal')
    expect(refusalOf(world.act(matter, order(' ')))).toBe('pause_reason_missing')
    acceptedIn(world.act(matter, order('等待材料')))
    expect(pausesIn(world)).toEqual([{ from: world.now(), reason: '等待材料' }])
  })

  test('of a legal clock needs the clause that excludes the time', () => {
    const world = running('legal')
    expect(refusalOf(world.act(matter, order('听证')))).toBe('pause_basis_missing')
    expect(refusalOf(world.act(matter, order('听证', { ...hearing, article: ' ' })))).toBe(
      'pause_basis_missing',
    )
    expect(pausesIn(world)).toEqual([])
    acceptedIn(world.act(matter, order('听证', hearing)))
    expect(pausesIn(world)).toEqual([{ from: world.now(), reason: '听证', legalBasis: hearing }])
  })
})

test('a suspension gives its reason even when no clock runs', () => {
  const world = makeTestWorld([sketchRow('p', { id: 'work', kind: 'user' })])
  startIn(world, 'p')
  expect(refusalOf(world.act(matter, suspend('')))).toBe('pause_reason_missing')
  expect(matterIn(world, matter).state.status).toBe('open')
})

describe('a task that pauses a clock', () => {
  function begin(kind: ClockModel['kind'], ground: object): World | string {
    const task = { kind: 'clock', act: 'pause', clocks: ['limit'], ...ground }
    const world = makeTestWorld([underClock(kind, task)])
    return refusalOf(world.start({ procedure: 'p' })) ?? world
  }
  const reason = literal('听证')

  test.each([
    ['a text', '行政许可法 45'],
    ['a context', { law: '行政许可法', article: '45' }],
  ] as const)('excludes time of a legal clock by %s', (_form, basis) => {
    const world = begin('legal', { reason, legalBasis: literal(basis) })
    if (typeof world === 'string') throw new Error(world)
    expect(pausesIn(world)).toEqual([{ from: world.now(), reason: '听证', legalBasis: hearing }])
  })

  test.each([
    ['internal', {}, 'pause_reason_missing'],
    ['internal', { reason: literal(null) }, 'pause_reason_missing'],
    ['legal', { reason }, 'pause_basis_missing'],
    ['legal', { reason, legalBasis: literal(null) }, 'pause_basis_missing'],
    ['legal', { reason, legalBasis: literal('行政许可法') }, 'pause_basis_missing'],
  ] as const)('of a %s clock with %o is refused', (kind, ground, code) => {
    expect(begin(kind, ground)).toBe(code)
  })

  test('needs no legal basis for an internal clock', () => {
    const world = begin('internal', { reason })
    if (typeof world === 'string') throw new Error(world)
    expect(pausesIn(world)).toEqual([{ from: world.now(), reason: '听证' }])
  })
})

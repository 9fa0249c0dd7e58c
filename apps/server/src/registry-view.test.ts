import { parseLegalDate } from '@duibiao/base'
import { emptyRegistry, postsOfPerson } from '@duibiao/registry'
import type { RegistryState } from '@duibiao/registry'
import { expect, test } from 'vitest'
import { makeRoster } from './registry-view.ts'

const on = parseLegalDate('2026-03-02')
const days = { district: 1, validFrom: parseLegalDate('2020-01-01') }

/** A district of some size: offices below one another, a post in each, people who hold them by turns. */
function aDistrict(offices: number, people: number): RegistryState {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
  return {
    ...emptyRegistry,
    office: new Map(
      numbers(offices).map((n) => [
        `o${n}`,
        { ...days, id: `o${n}`, kind: 'department', name: `${n}局`, path: n === 0 ? '/o0/' : `/o0/o${n}/` },
      ]),
    ),
    post: new Map(
      numbers(offices).map((n) => [
        `p${n}`,
        { ...days, id: `p${n}`, office: `o${n}`, name: '经办', role: 'department_handler' },
      ]),
    ),
    person: new Map(numbers(people).map((n) => [`u${n}`, { district: 1, id: `u${n}`, name: `${n}` }])),
    holding: new Map(
      numbers(people).map((n) => [
        `p${n % offices} u${n}`,
        { ...days, post: `p${n % offices}`, person: `u${n}` },
      ]),
    ),
    deputy: new Map([['d', { ...days, post: 'p1', person: 'u2', deputyFor: 'u1' }]]),
  }
}

test('everybody has the posts they hold and deputise, with the offices below', () => {
  const roster = makeRoster(aDistrict(3, 3), on)
  expect(roster.postsOf('u0')).toMatchObject([{ post: 'p0', offices: ['o0', 'o1', 'o2'] }])
  expect(roster.postsOf('u2')).toMatchObject([{ post: 'p2' }, { post: 'p1', deputyFor: 'u1' }])
  expect(roster.postsOf('stranger')).toEqual([])
  expect([...roster.people].toSorted()).toEqual(['u0', 'u1', 'u2'])
})

test('posts that were worked out cost nothing more', () => {
  const state = aDistrict(300, 10_000)
  const table = {
    people: state.person,
    posts: state.post,
    holdings: [...state.holding.values()],
    deputies: [...state.deputy.values()],
  }
  const roster = makeRoster(state, on)
  const perAsk = (times: number, ask: (n: number) => unknown) => {
    const from = performance.now()
    for (let n = 0; n < times; n += 1) ask(n)
    return ((performance.now() - from) * 1_000) / times
  }
  const anew = perAsk(20, () => postsOfPerson(table, 'u77', on))
  const kept = perAsk(20_000, () => roster.postsOf('u77'))
  console.log(
    `posts of a person among 10,000: ${anew.toFixed(0)} µs each time anew, ${kept.toFixed(2)} µs kept`,
  )
  expect(anew / kept).toBeGreaterThan(20)
})

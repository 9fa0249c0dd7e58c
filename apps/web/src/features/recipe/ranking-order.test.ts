import { expect, test } from 'vitest'
import type { RankedUnit } from './queries.ts'
import { differenceOf, orderUnits } from './ranking-order.ts'

function aUnit(unit: string, change: Partial<RankedUnit> = {}): RankedUnit {
  return {
    unit,
    score: 50,
    rank: 1,
    tied: 0,
    band: 0,
    also_in: [],
    missing: 0,
    interval: null,
    above_next: null,
    flags: [],
    ...change,
  }
}

const units = [
  aUnit('c', { rank: 1, band: 0 }),
  aUnit('a', { rank: 2, band: 0 }),
  aUnit('b', { rank: 3, band: 1 }),
  aUnit('d', { rank: null, band: null }),
]

function shownAs(shown: 'bands' | 'ranks') {
  return orderUnits({ units, shown }, (unit) => unit).map(({ count, bands }) => ({
    count,
    bands: bands.map(({ band, rows }) => [band, ...rows.map(({ unit }) => unit)]),
  }))
}

test('where bands are made known the order within one tells nothing of the ranks', () => {
  expect(shownAs('bands')).toEqual([
    {
      count: 3,
      bands: [
        [0, 'a', 'c'],
        [1, 'b'],
        [null, 'd'],
      ],
    },
  ])
  expect(shownAs('ranks')).toEqual([
    {
      count: 3,
      bands: [
        [0, 'c', 'a'],
        [1, 'b'],
        [null, 'd'],
      ],
    },
  ])
})

test('units of groups stand in their groups, each with bands of its own', () => {
  const grouped = units.map((one, place) => ({ ...one, group: place % 2 === 0 ? 'large' : 'small' }))
  const found = orderUnits({ units: grouped, shown: 'bands' }, (unit) => unit)
  expect(found.map(({ group, count }) => [group, count])).toEqual([
    ['large', 2],
    ['small', 1],
  ])
})

test('a unit differs from its neighbours unless a flag says that it does not', () => {
  expect(differenceOf(aUnit('a'))).toBe('both')
  expect(differenceOf(aUnit('a', { flags: ['same_as_worse'] }))).toBe('not_worse')
  expect(differenceOf(aUnit('a', { flags: ['same_as_better'] }))).toBe('not_better')
  expect(differenceOf(aUnit('a', { flags: ['same_as_better', 'same_as_worse'] }))).toBe('neither')
  expect(differenceOf(aUnit('a', { rank: null }))).toBeUndefined()
})

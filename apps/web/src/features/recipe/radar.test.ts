import { expect, test } from 'vitest'
import { cornerOf, reachOf, spokesOf } from './radar.ts'

const marks = {
  units: ['a', 'b', 'c'],
  columns: ['late', 'solved'],
  values: [
    [10, 90],
    [100, null],
    [50, 10],
  ],
}
const table = {
  units: [{ code: 'c' }, { code: 'a' }, { code: 'b' }],
  indicators: ['solved', 'late'],
  values: [
    [1, 2],
    [3, 4],
    [null, 6],
  ],
}

test('a spoke holds what was handed in and the mark of each chosen unit, by name and not by place', () => {
  const [solved] = spokesOf({ marks, table, units: ['a', 'b'] }, ['solved'])
  expect(solved?.cells).toEqual([
    { unit: 'a', raw: 3, mark: 90 },
    { unit: 'b', raw: null, mark: null },
  ])
})

test('the ends of a spoke are those of all units, chosen or not', () => {
  const [late] = spokesOf({ marks, table, units: ['c'] }, ['late'])
  expect(late?.span?.low).toBeLessThanOrEqual(10)
  expect(late?.span?.high).toBeGreaterThanOrEqual(100)
})

test('the first corner is straight up and the others follow clockwise', () => {
  const at = { middle: 100, radius: 50 }
  const corners = [0, 1, 2, 3].map((place) => cornerOf({ place, count: 4, share: 1 }, at))
  expect(corners.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [100, 50],
    [150, 100],
    [100, 150],
    [50, 100],
  ])
})

test('a mark that is not known has no corner, and a better one lies farther out', () => {
  const span = { low: 0, high: 100 }
  expect(reachOf(null, span)).toBeUndefined()
  expect(reachOf(50, undefined)).toBeUndefined()
  expect([0, 50, 100].map((mark) => reachOf(mark, span))).toEqual([0.1, 0.55, 1])
})

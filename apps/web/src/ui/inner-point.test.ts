import { expect, test } from 'vitest'
import { innerPoint, ringsIn } from './inner-point.ts'

const ring = [
  [0, 0],
  [10, 0],
  [10, 10],
  [8, 10],
  [8, 2],
  [0, 2],
] as const

test('the name of a bent area stands inside of it', () => {
  const [x = 0, y = 0] = innerPoint([ring]) ?? []
  expect((y > 0 && y < 2 && x > 0) || (x > 8 && x < 10)).toBe(true)
})

test('a name does not stand in a hole, and nothing has no name', () => {
  const outer = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ] as const
  const hole = [
    [1, 1],
    [9.5, 1],
    [9.5, 9.5],
    [1, 9.5],
  ] as const
  const [x = 5, y = 5] = innerPoint([outer, hole]) ?? []
  expect(x < 1 || y < 1 || x > 9.5 || y > 9.5).toBe(true)
  expect(innerPoint([])).toBeUndefined()
})

test('rings are found in one polygon and in several', () => {
  expect(ringsIn([ring])).toEqual([ring])
  expect(ringsIn([[ring], [ring]])).toEqual([ring, ring])
  expect(ringsIn('none')).toEqual([])
})

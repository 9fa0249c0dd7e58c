import { expect, test } from 'vitest'
import { makeRandom } from './random.ts'

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => {
    const random = makeRandom('random', seed)
    return Array.from({ length: 20 }, () => random.integer(1, 6))
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
  expect(draw(7).every((number) => number >= 1 && number <= 6)).toBe(true)
})

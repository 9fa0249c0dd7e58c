import { expect, test } from 'vitest'
import { makeChance } from './chance.ts'
import { whereaboutsIn } from './whereabouts.ts'

test('something in an area happens inside of it, and at the same place in every play', () => {
  const triangle = {
    type: 'Polygon',
    coordinates: [
      [
        [115.4, 33.4],
        [115.5, 33.4],
        [115.4, 33.5],
        [115.4, 33.4],
      ],
    ],
  } as const
  for (let n = 0; n < 50; n += 1) {
    const found = whereaboutsIn(triangle, makeChance(1, 'stands', n))
    expect(found).toEqual(whereaboutsIn(triangle, makeChance(1, 'stands', n)))
    const { longitude = 0, latitude = 0 } = found ?? {}
    expect(longitude).toBeGreaterThanOrEqual(115.4)
    expect(latitude).toBeGreaterThanOrEqual(33.4)
    expect(longitude - 115.4 + latitude - 33.4).toBeLessThanOrEqual(0.1 + 1e-6)
  }
})

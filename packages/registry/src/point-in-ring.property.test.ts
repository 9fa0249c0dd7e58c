import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sideOf } from './point-in-ring.ts'

/** Exact value of a double times 2^60, from its binary digits. Doubles near 100 have no bit below 2^-46. */
function scaled(value: number): bigint {
  const [whole = '0', fraction = ''] = Math.abs(value).toString(2).split('.')
  const size = BigInt(`0b${whole}${fraction.padEnd(60, '0')}`)
  return value < 0 ? -size : size
}

const degree = fc.double({ min: 64, max: 127, noNaN: true })

test('the side of a line is that of exact arithmetic', () => {
  fc.assert(
    fc.property(
      fc.tuple(degree, degree, degree, degree),
      fc.double({ min: -1, max: 2, noNaN: true }),
      fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
      ([ax, ay, bx, by], along, [ulpsX, ulpsY]) => {
        const ulp = 2 ** -46
        const longitude = ax + along * (bx - ax) + ulpsX * ulp
        const latitude = ay + along * (by - ay) + ulpsY * ulp
        const [Ax, Ay, Bx, By, X, Y] = [ax, ay, bx, by, longitude, latitude].map(scaled)
        if (Ax === undefined || Ay === undefined || Bx === undefined || By === undefined) return
        if (X === undefined || Y === undefined) return
        const exact = (Ax - X) * (By - Y) - (Ay - Y) * (Bx - X)
        const expected = exact > 0n ? 1 : exact < 0n ? -1 : 0
        expect(Math.sign(sideOf(Float64Array.of(ax, ay, bx, by), 0, { longitude, latitude }))).toBe(expected)
      },
    ),
    { numRuns: 3000 },
  )
})

test('the side of a line is exact where rounded arithmetic loses it', () => {
  // Kettner and others 2008: points a few units of the last place around one that lies on the diagonal.
  const diagonal = Float64Array.of(12, 12, 24, 24)
  let lost = 0
  for (let right = 0; right < 64; right++) {
    for (let up = 0; up < 64; up++) {
      const [longitude, latitude] = [0.5 + right * 2 ** -53, 0.5 + up * 2 ** -53]
      const expected = Math.sign(latitude - longitude)
      const rounded = (12 - longitude) * (24 - latitude) - (12 - latitude) * (24 - longitude)
      if (Math.sign(rounded) !== expected) lost++
      expect(Math.sign(sideOf(diagonal, 0, { longitude, latitude }))).toBe(expected)
    }
  }
  expect(lost).toBeGreaterThan(100)
})

import { readBoundaries, ringsOf } from '@duibiao/registry'
import { expect, test } from 'vitest'
import { writeCityBoundary } from './city-boundary.ts'
import { readWrittenBoundary, readWrittenCity, readWrittenDistrict } from './written-file.ts'

const written = readWrittenBoundary()
const city = readWrittenCity()
const { skeleton } = readWrittenDistrict()
const known = new Set(city.places.map(({ code }) => code))

function read(seed: number) {
  const { text } = writeCityBoundary(written, skeleton, seed)
  return readBoundaries(JSON.parse(text), { property: 'code', coordinates: 'cgcs2000', known })
}

test.each([1, 2, 77])(
  'seed %j: each part of the city has a sound shape, and neighbours share borders',
  (seed) => {
    const { shapes, faults } = read(seed)
    expect(faults).toEqual([])
    expect(shapes.map(({ code }) => code)).toEqual([...known].toSorted())
    const sides = new Map<string, number>()
    for (const ring of shapes.flatMap(({ geometry }) => ringsOf(geometry))) {
      for (const [place, corner] of ring.slice(1).entries()) {
        const side = [String(ring[place]), String(corner)].toSorted().join(' – ')
        sides.set(side, (sides.get(side) ?? 0) + 1)
      }
    }
    const counts = [...sides.values()]
    expect(new Set(counts)).toEqual(new Set([1, 2]))
    const inner = counts.filter((count) => count === 2).length
    expect(inner).toBeGreaterThan(0.5 * counts.length)
  },
)

test('each has about the ground that the yearbook gives it, and Minghu lies where its grids are', () => {
  const { shapes } = read(1)
  const grounds = new Map(city.places.map(({ code, likeness }) => [code, likeness.ground]))
  for (const { code, geometry } of shapes) {
    const area = ringsOf(geometry).reduce((sum, ring) => sum + squareKilometres(ring), 0)
    const wanted = grounds.get(code) ?? 0
    expect([code, area > 0.65 * wanted && area < 1.5 * wanted]).toEqual([code, true])
  }
  const own = shapes.find(({ code }) => code === written.own)
  const { longitude, latitude } = skeleton.origin
  const near = ringsOf(own?.geometry ?? { type: 'Polygon', coordinates: [] })
    .flat()
    .every(([x, y]) => Math.abs(x - longitude) < 0.25 && Math.abs(y - latitude) < 0.25)
  expect(near).toBe(true)
})

test('the same seed draws the same land, another seed another', () => {
  expect(read(5)).toEqual(read(5))
  expect(read(5)).not.toEqual(read(6))
})

/** Of a ring in degrees, outlines positive and holes negative. */
function squareKilometres(ring: readonly (readonly number[])[]): number {
  const narrow = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180)
  const twice = ring.slice(1).reduce((sum, [x = 0, y = 0], place) => {
    const [px = 0, py = 0] = ring[place] ?? []
    return sum + (px * y - x * py)
  }, 0)
  return (twice / 2) * 111.32 ** 2 * narrow
}

import { expect, test } from 'vitest'
import { simplifyShapes } from './boundary-simplification.ts'
import type { BoundaryShape } from './boundary-simplification.ts'
import { ringsOf } from './geometry.ts'
import type { AreaGeometry } from './geometry.ts'
import { anIsland, windingTiles } from './test-boundary.ts'

function named(geometries: readonly AreaGeometry[]): readonly BoundaryShape[] {
  return geometries.map((geometry, place) => ({ code: String(place), geometry }))
}

/** How often each side of all rings is there, whichever way it runs. */
function sidesOf(shapes: readonly BoundaryShape[]): ReadonlyMap<string, number> {
  const sides = new Map<string, number>()
  for (const ring of shapes.flatMap(({ geometry }) => ringsOf(geometry))) {
    for (const [place, corner] of ring.slice(1).entries()) {
      const side = [String(ring[place]), String(corner)].toSorted().join(' – ')
      sides.set(side, (sides.get(side) ?? 0) + 1)
    }
  }
  return sides
}

function lengthOf({ length }: { readonly length: number }): number {
  return length
}

test('what is small enough stays as it is', () => {
  const shapes = named(windingTiles(3, { corners: 5 }))
  const { before, after, tolerance, ...done } = simplifyShapes(shapes, 1000)
  expect([before, after, tolerance]).toEqual([9 * 25, 9 * 25, 0])
  expect(done.shapes).toEqual(shapes)
})

test('a corner on a straight border stays where nothing needs to go', () => {
  const ring = [
    [0, 0],
    [1, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ] as const
  const { shapes } = simplifyShapes(named([{ type: 'Polygon', coordinates: [ring] }]), 100)
  expect(ringsOf(shapes[0]?.geometry ?? anIsland([0, 0], 1))[0]).toHaveLength(6)
})

test('neighbours keep one border: each side inside is there twice, each outside once', () => {
  const side = 4
  const { shapes, before, after, tolerance } = simplifyShapes(named(windingTiles(side, { corners: 60 })), 700)
  expect(before).toBe(16 * 245)
  expect(after).toBeLessThanOrEqual(700)
  expect(after).toBeGreaterThan(600)
  // 0.05 of a tile of 0.1 degrees is the whole of the winding.
  expect(tolerance).toBeGreaterThan(0)
  expect(tolerance).toBeLessThan(1200)
  const counts = [...sidesOf(shapes).values()]
  expect(new Set(counts)).toEqual(new Set([1, 2]))
  const outer = 4 * side
  const shared = 2 * side * (side - 1)
  expect(counts.filter((one) => one === 1).length).toBeGreaterThanOrEqual(outer)
  expect(counts.filter((one) => one === 2).length).toBeGreaterThanOrEqual(shared)
})

test('an enclave and the hole it lies in keep one border', () => {
  const inner = Array.from({ length: 200 }, (_, step) => {
    const angle = (step / 200) * 2 * Math.PI
    const radius = 0.2 + 0.01 * Math.sin(9 * angle)
    return [
      Number((0.5 + radius * Math.cos(angle)).toFixed(5)),
      Number((0.5 + radius * Math.sin(angle)).toFixed(5)),
    ] as const
  })
  const outline = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ] as const
  const turned = [...inner.slice(70), ...inner.slice(0, 70)].toReversed()
  const { shapes } = simplifyShapes(
    named([
      { type: 'Polygon', coordinates: [outline, [...inner, ...inner.slice(0, 1)]] },
      { type: 'Polygon', coordinates: [[...turned, ...turned.slice(0, 1)]] },
    ]),
    60,
  )
  const [hole, enclave] = [
    ringsOf(shapes[0]?.geometry ?? anIsland([0, 0], 1))[1],
    ringsOf(shapes[1]?.geometry ?? anIsland([0, 0], 1))[0],
  ]
  expect(hole?.length).toBeLessThan(40)
  expect(new Set(hole?.map(String))).toEqual(new Set(enclave?.map(String)))
})

test('no island is left out, however few positions are asked for', () => {
  const islands = Array.from({ length: 50 }, (_, place) => anIsland([110 + place / 100, 30], 0.001))
  const coordinates = islands.flatMap((one) => (one.type === 'Polygon' ? [one.coordinates] : []))
  const [tile] = windingTiles(1, { corners: 100 })
  const { shapes } = simplifyShapes(
    named([{ type: 'MultiPolygon', coordinates }, ...(tile === undefined ? [] : [tile])]),
    10,
  )
  expect(shapes.map(({ geometry }) => ringsOf(geometry).length)).toEqual([50, 1])
  expect(ringsOf(shapes[0]?.geometry ?? anIsland([0, 0], 1)).map(lengthOf)).toEqual(Array(50).fill(4))
})

test('a ring below the grid of a metre is no part, and a shape of nothing else is none', () => {
  const speck = anIsland([110, 30], 0.000001)
  expect(simplifyShapes(named([speck]), 100).shapes).toEqual([])
})

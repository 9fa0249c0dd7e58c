import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findOverhang, findOverlaps, findSelfCrossing } from './geometry-check.ts'
import type { AreaGeometry, Ring } from './geometry.ts'
import { makeOutline } from './outline.ts'

/** Corners in units of about 10 m around a place in China; a ring closes itself. */
function aShape(...rings: readonly (readonly (readonly [number, number])[])[]): AreaGeometry {
  return { type: 'Polygon', coordinates: rings.map(aRing) }
}

function aRing(corners: readonly (readonly [number, number])[]): Ring {
  return [...corners, ...corners.slice(0, 1)].map(([x, y]) => [120 + x * 1e-4, 36 + y * 1e-4])
}

type Sides = readonly [west: number, south: number, width: number, height: number]

function aBox(...sides: Sides): AreaGeometry {
  return aShape(boxCorners(...sides))
}

function boxCorners(...[west, south, width, height]: Sides): readonly (readonly [number, number])[] {
  return [
    [west, south],
    [west + width, south],
    [west + width, south + height],
    [west, south + height],
  ]
}

describe('a shape that crosses itself', () => {
  test.each<[string, AreaGeometry]>([
    [
      'a bow tie',
      aShape([
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 4],
      ]),
    ],
    [
      'a spike that goes back over itself',
      aShape([
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 8],
        [4, 4],
        [0, 4],
      ]),
    ],
    [
      'a corner that touches a far edge',
      aShape([
        [0, 0],
        [8, 0],
        [8, 8],
        [4, 0],
        [0, 8],
      ]),
    ],
    [
      'a hole that crosses the outline',
      aShape(boxCorners(0, 0, 4, 4), [
        [2, 2],
        [6, 2],
        [6, 3],
        [2, 3],
      ]),
    ],
  ])('%s', (_, shape) => {
    expect(findSelfCrossing(shape)).toBeDefined()
  })

  test('none in stars of any size, however they are turned', () => {
    const radii = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 40 })
    fc.assert(
      fc.property(radii, fc.boolean(), (list, isTurned) => {
        const corners = list.map((radius, place): readonly [number, number] => {
          const angle = (2 * Math.PI * place) / list.length
          return [radius * Math.cos(angle), radius * Math.sin(angle)]
        })
        expect(findSelfCrossing(aShape(isTurned ? corners.toReversed() : corners))).toBeUndefined()
      }),
    )
  })

  test('a position given twice in a row and a hole that touches the outline are no faults', () => {
    const doubled = aShape([
      [0, 0],
      [0, 0],
      [4, 0],
      [4, 4],
    ])
    const touching = aShape(boxCorners(0, 0, 4, 4), [
      [0, 2],
      [2, 1],
      [2, 3],
    ])
    expect(findSelfCrossing(doubled)).toBeUndefined()
    expect(findSelfCrossing(touching)).toBeUndefined()
  })
})

// Boxes with whole corners on a small board: an oracle can count their common cells.
const boxes = fc
  .tuple(
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 8 }),
  )
  .map(([west, south, width, height]) => ({ west, south, width, height }))

type Box = typeof boxes extends fc.Arbitrary<infer Value> ? Value : never

function shapeOf({ west, south, width, height }: Box): AreaGeometry {
  return aBox(west, south, width, height)
}

test('shapes overlap when they share a cell, and not when they share a border', () => {
  fc.assert(
    fc.property(boxes, boxes, (one, other) => {
      const shared =
        Math.min(one.west + one.width, other.west + other.width) > Math.max(one.west, other.west) &&
        Math.min(one.south + one.height, other.south + other.height) > Math.max(one.south, other.south)
      const found = findOverlaps(
        [
          { id: 'one', geometry: shapeOf(one) },
          { id: 'other', geometry: shapeOf(other) },
        ],
        1,
      )
      expect(found.length).toBe(shared ? 1 : 0)
    }),
  )
})

test('a shape hangs over when it leaves the other, by so many metres', () => {
  fc.assert(
    fc.property(boxes, boxes, (inner, outer) => {
      const beyond = Math.max(
        outer.west - inner.west,
        outer.south - inner.south,
        inner.west + inner.width - outer.west - outer.width,
        inner.south + inner.height - outer.south - outer.height,
      )
      const found = findOverhang(shapeOf(inner), makeOutline(shapeOf(outer)), 1)
      expect(found === undefined).toBe(beyond <= 0)
      if (found !== undefined) expect(found.metres).toBeGreaterThan(8)
    }),
  )
})

test('what hangs over by less than the tolerance is let pass', () => {
  const outer = makeOutline(aBox(0, 0, 10, 10))
  expect(findOverhang(aBox(1, 1, 9.1, 5), outer, 2)).toBeUndefined()
  expect(findOverhang(aBox(1, 1, 9.1, 5), outer, 0.5)?.metres).toBeCloseTo(0.9, 1)
  expect(
    findOverlaps(
      [
        { id: 'a', geometry: aBox(0, 0, 5, 5) },
        { id: 'b', geometry: aBox(4.9, 0, 5, 5) },
      ],
      2,
    ),
  ).toEqual([])
})

test('a hole of the outer shape inside the inner one, and a notch through it, are found', () => {
  const holed = makeOutline(aShape(boxCorners(0, 0, 20, 20), boxCorners(8, 8, 4, 4)))
  expect(findOverhang(aBox(5, 5, 10, 10), holed, 1)).toBeDefined()
  const notched = makeOutline(
    aShape([
      [0, 0],
      [20, 0],
      [20, 20],
      [11, 20],
      [11, 1],
      [9, 1],
      [9, 20],
      [0, 20],
    ]),
  )
  expect(findOverhang(aBox(2, 5, 16, 4), notched, 1)).toBeDefined()
  expect(findOverhang(aBox(2, 5, 6, 4), notched, 1)).toBeUndefined()
})

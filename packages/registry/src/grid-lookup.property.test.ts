import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AreaGeometry, Ring } from './geometry.ts'
import { findGrid, makeGridLookup } from './grid-lookup.ts'
import type { GridShape } from './grid-lookup.ts'

// Corners are whole numbers on a board of crooked cells that fill a square without gap, and points are halves of them, so
// that many lie exactly on corners and edges. The oracle scans every shape with whole numbers only.
type Corner = readonly [number, number]
type Part = { readonly outline: readonly Corner[]; readonly holes: readonly (readonly Corner[])[] }
type Shape = { readonly id: string; readonly parts: readonly Part[] }

const side = 5
const cell = 10

const jitters = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })), {
  minLength: (side + 1) ** 2,
  maxLength: (side + 1) ** 2,
})

/** Each cell belongs to one of a few owners: an owner of several cells is a MultiPolygon, perhaps of touching parts. */
const boards = fc.record({
  jitters,
  owners: fc.array(fc.integer({ min: 0, max: 14 }), { minLength: side ** 2, maxLength: side ** 2 }),
  enclaves: fc.array(fc.boolean(), { minLength: side ** 2, maxLength: side ** 2 }),
  isTurned: fc.boolean(),
  overlap: fc.integer({ min: 0, max: 3 }),
})

const points = fc.array(
  fc.tuple(
    fc.integer({ min: -12, max: 2 * side * cell + 12 }),
    fc.integer({ min: -12, max: 2 * side * cell + 12 }),
  ),
  { minLength: 30, maxLength: 30 },
)

type Board = typeof boards extends fc.Arbitrary<infer Value> ? Value : never

function shapesOf(board: Board): readonly Shape[] {
  const parts = board.owners.map((owner, index) => {
    const column = index % side
    const row = Math.floor(index / side)
    const outline = [
      cornerOf(board, column, row),
      cornerOf(board, column + 1, row),
      cornerOf(board, column + 1, row + 1),
      cornerOf(board, column, row + 1),
    ]
    // A triangle around the middle of the cell: it lies inside whatever the jitter, up to 1 from the edge.
    const [x, y] = [column * cell + cell / 2, row * cell + cell / 2]
    const hole: readonly Corner[] = [
      [x - 1, y - 1],
      [x + 1, y],
      [x, y + 1],
    ]
    const holes = board.enclaves[index] === true ? [hole] : []
    return { owner, outline: board.isTurned ? outline.toReversed() : outline, holes }
  })
  const owned = [...Map.groupBy(parts, ({ owner }) => owner)].map(([owner, list]) => ({
    id: `owner ${owner}`,
    parts: list.map(({ outline, holes }) => ({ outline, holes })),
  }))
  const enclaves = parts.flatMap(({ holes }, index) =>
    holes.map((hole) => ({ id: `enclave ${index}`, parts: [{ outline: hole, holes: [] }] })),
  )
  const doubled = owned.slice(0, board.overlap).map((shape) => ({ ...shape, id: `copy of ${shape.id}` }))
  return [...enclaves, ...owned, ...doubled]
}

function cornerOf(board: Board, column: number, row: number): Corner {
  const [dx, dy] = board.jitters[row * (side + 1) + column] ?? [0, 0]
  return [column * cell + dx, row * cell + dy]
}

/** Degrees that hold halves exactly: 1/1024 of a degree is some 100 m. */
function degreesOf(value: number, origin: number): number {
  return origin + value / 1024
}

function geometryOf({ parts }: Shape): AreaGeometry {
  const polygons = parts.map(({ outline, holes }) => [outline, ...holes].map(ringOf))
  const [only] = polygons
  return polygons.length === 1 && only !== undefined
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function ringOf(corners: readonly Corner[]): Ring {
  const ring = corners.map(([x, y]) => [degreesOf(x, 120), degreesOf(y, 36)] as const)
  return [...ring, ...ring.slice(0, 1)]
}

/** Scale of the oracle: a point is moved by 1e-5 to the east and 1e-9 to the north, less than any distance here. */
const scale = 1_000_000_000n

function windingOf(corners: readonly Corner[], x: bigint, y: bigint): number {
  return corners.reduce((winding, corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner
    const [ax, ay] = [BigInt(corner[0]) * scale, BigInt(corner[1]) * scale]
    const [bx, by] = [BigInt(next[0]) * scale, BigInt(next[1]) * scale]
    const area = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
    if (ay <= y && by > y && area > 0n) return winding + 1
    return ay > y && by <= y && area < 0n ? winding - 1 : winding
  }, 0)
}

function slowHas({ parts }: Shape, [x2, y2]: Corner): boolean {
  const x = (BigInt(x2) * scale) / 2n + 10_000n
  const y = (BigInt(y2) * scale) / 2n + 1n
  return parts.some(
    ({ outline, holes }) =>
      windingOf(outline, x, y) !== 0 && holes.every((hole) => windingOf(hole, x, y) === 0),
  )
}

function slowTouches({ parts }: Shape, [x, y]: Corner): boolean {
  return parts.some(({ outline, holes }) =>
    [outline, ...holes].some((corners) =>
      corners.some(([ax1, ay1], index) => {
        const [bx1, by1] = corners[(index + 1) % corners.length] ?? [0, 0]
        const [ax, ay, bx, by] = [2 * ax1, 2 * ay1, 2 * bx1, 2 * by1]
        const isOnLine = (bx - ax) * (y - ay) === (x - ax) * (by - ay)
        return isOnLine && isBetween(x, ax, bx) && isBetween(y, ay, by)
      }),
    ),
  )
}

function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b)
}

test('every point finds the grid that a full scan finds, on borders and corners too', () => {
  let onBorder = 0
  fc.assert(
    fc.property(boards, points, (board, list) => {
      const shapes = shapesOf(board)
      const lookup = makeGridLookup(
        shapes.map((shape): GridShape => ({ id: shape.id, geometry: geometryOf(shape) })),
      )
      const corners = shapes.flatMap(({ parts }) => parts.flatMap(({ outline }) => outline))
      const onCorners = corners.slice(0, 20).map(([x, y]): Corner => [2 * x, 2 * y])
      const onMiddles = corners.slice(0, 20).flatMap(([x, y], index): readonly Corner[] => {
        const [nextX, nextY] = corners[index + 1] ?? [x, y]
        return [[x + nextX, y + nextY]]
      })
      for (const point of [...list, ...onCorners, ...onMiddles]) {
        const touching = shapes.find((shape) => slowTouches(shape, point))
        if (touching !== undefined) onBorder++
        const expected = shapes.find((shape) => slowHas(shape, point)) ?? touching
        const place = { longitude: degreesOf(point[0] / 2, 120), latitude: degreesOf(point[1] / 2, 36) }
        expect(findGrid(lookup, place)).toBe(expected?.id)
      }
    }),
    { numRuns: 120 },
  )
  // The property would say little if no point had lain on a border.
  expect(onBorder).toBeGreaterThan(1000)
})

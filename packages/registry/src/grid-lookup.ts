import Flatbush from 'flatbush'
import { assert } from '@duibiao/base'
import { ringsOf } from './geometry.ts'
import type { AreaGeometry } from './geometry.ts'
import { isOddInRing, isOnRing } from './point-in-ring.ts'
import type { RingRange, Point } from './point-in-ring.ts'

/** What is looked up: the grids (or areas of any level) that are valid on the day asked about. */
export type GridShape = { readonly id: string; readonly geometry: AreaGeometry }

/** Finds the grid of a point. Made once per set of grids; 100,000 grids of 20 corners take about 40 MB. */
export type GridLookup = {
  readonly ids: readonly string[]
  /** Boxes of the shapes; undefined when there are none. */
  readonly index: Flatbush | undefined
  readonly positions: Float64Array
  /** Where each ring begins in `positions`, and at last where the last one ends. */
  readonly ringStarts: Uint32Array
  /** The first ring of each shape, and at last the number of rings. */
  readonly shapeStarts: Uint32Array
}

/** An index over the shapes of grids, packed into flat arrays, for asking which grid a point lies in. */
export function makeGridLookup(shapes: readonly GridShape[]): GridLookup {
  const rings = shapes.map(({ geometry }) => ringsOf(geometry))
  const lengths = rings.flat().map((ring) => ring.length)
  const positions = new Float64Array(2 * lengths.reduce((sum, length) => sum + length, 0))
  const ringStarts = new Uint32Array(lengths.length + 1)
  const shapeStarts = new Uint32Array(shapes.length + 1)
  const index = shapes.length === 0 ? undefined : new Flatbush(shapes.length)
  let position = 0
  let ringCount = 0
  for (const [shape, shapeRings] of rings.entries()) {
    shapeStarts[shape] = ringCount
    const start = position
    for (const ring of shapeRings) {
      ringStarts[ringCount++] = position
      for (const [longitude, latitude] of ring) {
        positions[position++] = longitude
        positions[position++] = latitude
      }
    }
    addBox(index, positions.subarray(start, position))
  }
  ringStarts[ringCount] = position
  shapeStarts[shapes.length] = ringCount
  index?.finish()
  return { ids: shapes.map(({ id }) => id), index, positions, ringStarts, shapeStarts }
}

/**
 * The id of the grid that has the point, undefined outside of all. A point on a border belongs to the grid east of it,
 * on a horizontal border to the one north of it; on the outer border, where there is none, to the one it touches. Of
 * grids that overlap, or touch there, the first in the list has it.
 */
export function findGrid(lookup: GridLookup, point: Point): string | undefined {
  const { longitude: x, latitude: y } = point
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined
  const candidates = lookup.index?.search(x, y, x, y) ?? []
  const shape =
    lowest(candidates.filter((candidate) => isInside(lookup, candidate, point))) ??
    lowest(candidates.filter((candidate) => isOnBorder(lookup, candidate, point)))
  return shape === undefined ? undefined : lookup.ids[shape]
}

function lowest(shapes: readonly number[]): number | undefined {
  return shapes.length === 0 ? undefined : Math.min(...shapes)
}

/** Counted over all rings at once: a hole takes away what the outline gave, and parts do not overlap. */
function isInside(lookup: GridLookup, shape: number, point: Point): boolean {
  let isOdd = false
  for (let ring = startOf(lookup.shapeStarts, shape); ring < startOf(lookup.shapeStarts, shape + 1); ring++) {
    if (isOddInRing(ringOf(lookup, ring), point)) isOdd = !isOdd
  }
  return isOdd
}

function isOnBorder(lookup: GridLookup, shape: number, point: Point): boolean {
  for (let ring = startOf(lookup.shapeStarts, shape); ring < startOf(lookup.shapeStarts, shape + 1); ring++) {
    if (isOnRing(ringOf(lookup, ring), point)) return true
  }
  return false
}

function ringOf({ positions, ringStarts }: GridLookup, ring: number): RingRange {
  return { positions, from: startOf(ringStarts, ring), to: startOf(ringStarts, ring + 1) }
}

function startOf(starts: Uint32Array, index: number): number {
  const start = starts[index]
  assert(start !== undefined, 'the index has this shape')
  return start
}

function addBox(index: Flatbush | undefined, positions: Float64Array): void {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (let at = 0; at < positions.length; at += 2) {
    const x = positions[at] ?? 0
    const y = positions[at + 1] ?? 0
    box.minX = Math.min(box.minX, x)
    box.minY = Math.min(box.minY, y)
    box.maxX = Math.max(box.maxX, x)
    box.maxY = Math.max(box.maxY, y)
  }
  index?.add(box.minX, box.minY, box.maxX, box.maxY)
}

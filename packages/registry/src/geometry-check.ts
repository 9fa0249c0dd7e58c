import Flatbush from 'flatbush'
import type { AreaGeometry } from './geometry.ts'
import {
  edgesNear,
  innerPoint,
  isDeepInside,
  isNearlyInside,
  makeOutline,
  metresToBorder,
  samplesOf,
} from './outline.ts'
import type { Edge, Outline, RingEdge } from './outline.ts'
import { sideOf } from './point-in-ring.ts'
import type { Point } from './point-in-ring.ts'

/** A shape that crosses or touches itself, with the place; undefined when it does neither. */
export function findSelfCrossing(geometry: AreaGeometry): Point | undefined {
  const outline = makeOutline(geometry)
  const rings = Map.groupBy(outline.edges, ({ ring }) => ring)
  for (const edge of outline.edges) {
    for (const other of edgesNear(outline, edge)) {
      // Each pair once.
      if (other.ring < edge.ring || (other.ring === edge.ring && other.place <= edge.place)) continue
      if (isFaultyPair(edge, other, rings.get(edge.ring)?.length ?? 0))
        return { longitude: other.ax, latitude: other.ay }
    }
  }
  return undefined
}

/** Neighbours in a ring share a corner and rings may touch; everything else that meets is a fault. */
function isFaultyPair(edge: RingEdge, other: RingEdge, length: number): boolean {
  if (edge.ring !== other.ring) return doCross(edge, other)
  if (other.place - edge.place === 1) return foldsBack(edge, other)
  if (edge.place === 0 && other.place === length - 1) return foldsBack(other, edge)
  return doMeet(edge, other)
}

/** The second goes back over the first instead of on. */
function foldsBack(first: Edge, second: Edge): boolean {
  if (sideTo(first, second.bx, second.by) !== 0) return false
  return (first.bx - first.ax) * (second.bx - second.ax) + (first.by - first.ay) * (second.by - second.ay) < 0
}

function doCross(one: Edge, other: Edge): boolean {
  return (
    sideTo(one, other.ax, other.ay) * sideTo(one, other.bx, other.by) < 0 &&
    sideTo(other, one.ax, one.ay) * sideTo(other, one.bx, one.by) < 0
  )
}

function doMeet(one: Edge, other: Edge): boolean {
  return (
    doCross(one, other) ||
    isOnEdge(one, other.ax, other.ay) ||
    isOnEdge(one, other.bx, other.by) ||
    isOnEdge(other, one.ax, one.ay) ||
    isOnEdge(other, one.bx, one.by)
  )
}

function isOnEdge(edge: Edge, x: number, y: number): boolean {
  return (
    x >= Math.min(edge.ax, edge.bx) &&
    x <= Math.max(edge.ax, edge.bx) &&
    y >= Math.min(edge.ay, edge.by) &&
    y <= Math.max(edge.ay, edge.by) &&
    sideTo(edge, x, y) === 0
  )
}

const scratch = new Float64Array(4)

/** -1, 0 or 1, exact. */
function sideTo({ ax, ay, bx, by }: Edge, x: number, y: number): number {
  scratch.set([ax, ay, bx, by])
  return Math.sign(sideOf(scratch, 0, { longitude: x, latitude: y }))
}

/** Where a shape goes beyond the one it should lie in, and by how many metres. */
export type Overhang = { readonly point: Point; readonly metres: number }

/**
 * The point of a shape that lies farthest outside of another, undefined when none is farther out than the tolerance:
 * borders digitised twice never agree to the centimetre.
 */
export function findOverhang(inner: AreaGeometry, outer: Outline, tolerance: number): Overhang | undefined {
  const outline = makeOutline(inner)
  const outside = outline.edges
    .flatMap((edge) => samplesOf(edge, outer))
    .filter((point) => !isNearlyInside(outer, point, tolerance))
  // A hole of the outer shape may lie wholly inside the inner one, whose border then never leaves the outer.
  const holes = outer.edges
    .map(({ ax, ay }) => ({ longitude: ax, latitude: ay }))
    .filter((point) => isDeepInside(outline, point, tolerance))
  return [
    ...outside.map((point) => ({ point, metres: metresToBorder(outer, point) })),
    ...holes.map((point) => ({ point, metres: metresToBorder(outline, point) })),
  ].reduce<Overhang | undefined>(
    (worst, one) => (worst === undefined || one.metres > worst.metres ? one : worst),
    undefined,
  )
}

/** Two shapes that share more than a border. */
export type Overlap = { readonly one: string; readonly other: string; readonly point: Point }

/** Pairs of shapes that overlap by more than a tolerance in metres, each pair once. */
export function findOverlaps(
  shapes: readonly { readonly id: string; readonly geometry: AreaGeometry }[],
  tolerance: number,
): readonly Overlap[] {
  if (shapes.length < 2) return []
  const outlines = shapes.map(({ id, geometry }) => ({ id, outline: makeOutline(geometry) }))
  const boxes = new Flatbush(outlines.length)
  for (const { outline } of outlines) {
    const { minX, minY, maxX, maxY } = outline.index
    boxes.add(minX, minY, maxX, maxY)
  }
  boxes.finish()
  return outlines.flatMap(({ id, outline }, place) => {
    const { minX, minY, maxX, maxY } = outline.index
    return boxes
      .search(minX, minY, maxX, maxY)
      .filter((other) => other > place)
      .toSorted((one, other) => one - other)
      .flatMap((number) => {
        const other = outlines[number]
        const point = other === undefined ? undefined : findShared(outline, other.outline, tolerance)
        return other === undefined || point === undefined ? [] : [{ one: id, other: other.id, point }]
      })
  })
}

/** A point that lies deep in both, tried on both borders and, for shapes that are alike, inside. */
function findShared(one: Outline, other: Outline, tolerance: number): Point | undefined {
  for (const [border, shape] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const edge of border.edges) {
      const point = samplesOf(edge, shape).find((sample) => isDeepInside(shape, sample, tolerance))
      if (point !== undefined) return point
    }
    const inner = innerPoint(border)
    if (isDeepInside(shape, inner, tolerance) && isDeepInside(border, inner, tolerance)) return inner
  }
  return undefined
}

import Flatbush from 'flatbush'
import { ringsOf } from './geometry.ts'
import type { AreaGeometry } from './geometry.ts'
import { findGrid, makeGridLookup } from './grid-lookup.ts'
import type { GridLookup } from './grid-lookup.ts'
import type { Point } from './point-in-ring.ts'

/** A straight piece of a border, in degrees. */
export type Edge = { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number }

/** An edge with its place: ring and number inside the ring. */
export type RingEdge = Edge & { readonly ring: number; readonly place: number }

/** A shape whose border can be searched. */
export type Outline = {
  readonly edges: readonly RingEdge[]
  readonly index: Flatbush
  readonly lookup: GridLookup
}

/** Edges of no length, from a position given twice, are left out. */
export function makeOutline(geometry: AreaGeometry): Outline {
  const edges = ringsOf(geometry).flatMap((ring, number) =>
    ring
      .slice(1)
      .map(([bx, by], before) => {
        const [ax, ay] = ring[before] ?? [bx, by]
        return { ax, ay, bx, by }
      })
      .filter(({ ax, ay, bx, by }) => ax !== bx || ay !== by)
      .map((edge, place): RingEdge => ({ ...edge, ring: number, place })),
  )
  const index = new Flatbush(Math.max(1, edges.length))
  for (const { ax, ay, bx, by } of edges) {
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  if (edges.length === 0) index.add(0, 0, 0, 0)
  index.finish()
  return { edges, index, lookup: makeGridLookup([{ id: '', geometry }]) }
}

/** Edges whose box meets the box of another edge, grown by a margin in degrees. */
export function edgesNear({ edges, index }: Outline, edge: Edge, margin = 0): readonly RingEdge[] {
  const { ax, ay, bx, by } = edge
  const found = index.search(
    Math.min(ax, bx) - margin,
    Math.min(ay, by) - margin,
    Math.max(ax, bx) + margin,
    Math.max(ay, by) + margin,
  )
  return found.flatMap((place) => edges[place] ?? [])
}

/** True when the point is inside or on the border. */
function hasPoint({ lookup }: Outline, point: Point): boolean {
  return findGrid(lookup, point) !== undefined
}

/** True when a point is inside, or outside by no more than so many metres. */
export function isNearlyInside(outline: Outline, point: Point, metres: number): boolean {
  return hasPoint(outline, point) || isNearBorder(outline, point, metres)
}

/** True when a point is inside and more than so many metres from the border. */
export function isDeepInside(outline: Outline, point: Point, metres: number): boolean {
  return hasPoint(outline, point) && !isNearBorder(outline, point, metres)
}

/** Metres from a point to the nearest border, on the plane that touches the globe there. */
export function metresToBorder({ edges }: Outline, point: Point): number {
  return edges.reduce((least, edge) => Math.min(least, metresToEdge(edge, point)), Infinity)
}

function isNearBorder(outline: Outline, point: Point, metres: number): boolean {
  const { longitude: x, latitude: y } = point
  // A degree of longitude is shorter than one of latitude, so its margin is the larger one.
  const margin = metres / (metresPerDegree * Math.max(0.01, Math.cos((y * Math.PI) / 180)))
  const near = edgesNear(outline, { ax: x, ay: y, bx: x, by: y }, margin)
  return near.some((edge) => metresToEdge(edge, point) <= metres)
}

function metresToEdge({ ax, ay, bx, by }: Edge, { longitude: x, latitude: y }: Point): number {
  const scale = Math.cos((y * Math.PI) / 180)
  const [px, py] = [(ax - x) * scale, ay - y]
  const [dx, dy] = [(bx - ax) * scale, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(px * dx + py * dy) / length))
  return Math.hypot(px + along * dx, py + along * dy) * metresPerDegree
}

/** Of latitude; near enough for distances of metres. */
const metresPerDegree = 111_195

/** The ends of an edge and the middles of the pieces into which the other border cuts it: if all are inside, all is. */
export function samplesOf(edge: Edge, other: Outline): readonly Point[] {
  const { ax, ay, bx, by } = edge
  const cuts = edgesNear(other, edge)
    .flatMap((crossing) => cutsOf(edge, crossing))
    .filter((cut) => cut > 0 && cut < 1)
    .toSorted((one, next) => one - next)
  const bounds = [0, ...cuts, 1]
  const middles = bounds.slice(1).map((end, place) => (end + (bounds[place] ?? 0)) / 2)
  return [0, ...middles].map((at) => ({ longitude: ax + at * (bx - ax), latitude: ay + at * (by - ay) }))
}

/** Where on an edge (0 to 1) another crosses it, or begins and ends when both lie on one line. */
function cutsOf(edge: Edge, other: Edge): readonly number[] {
  const [dx, dy] = [edge.bx - edge.ax, edge.by - edge.ay]
  const [ex, ey] = [other.bx - other.ax, other.by - other.ay]
  const cross = dx * ey - dy * ex
  const [ox, oy] = [other.ax - edge.ax, other.ay - edge.ay]
  if (cross !== 0) return [(ox * ey - oy * ex) / cross]
  const length = dx * dx + dy * dy
  return [(ox * dx + oy * dy) / length, ((ox + ex) * dx + (oy + ey) * dy) / length]
}

/** A point well inside the shape: the middle of the widest stretch on a line through its middle. */
export function innerPoint({ edges }: Outline): Point {
  const heights = edges.map(({ ay }) => ay).toSorted((one, other) => one - other)
  const [low = 0, high = 0] = [heights[0], heights.at(-1)]
  // Not exactly the middle, where a corner is likelier to lie.
  const latitude = low + (high - low) * 0.4871
  const crossings = edges
    .filter(({ ay, by }) => ay > latitude !== by > latitude)
    .map(({ ax, ay, bx, by }) => ax + ((latitude - ay) / (by - ay)) * (bx - ax))
    .toSorted((one, other) => one - other)
  let best = { from: 0, width: -1 }
  for (let place = 0; place + 1 < crossings.length; place += 2) {
    const [from = 0, to = 0] = [crossings[place], crossings[place + 1]]
    if (to - from > best.width) best = { from, width: to - from }
  }
  return { longitude: best.from + best.width / 2, latitude }
}

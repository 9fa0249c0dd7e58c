import { cutRings } from './boundary-arc.ts'
import type { RingPart } from './boundary-arc.ts'
import type { AreaGeometry, Position } from './geometry.ts'

/** The shape of a division. */
export interface BoundaryShape {
  readonly code: string
  readonly geometry: AreaGeometry
}

/** Shapes as they are drawn. */
export interface DrawnShapes {
  readonly shapes: readonly BoundaryShape[]
  /** Positions of the rings before and after. */
  readonly before: number
  readonly after: number
  /** No corner that was left out lies farther from what is drawn, metres; 0 where nothing was left out. */
  readonly tolerance: number
}

/** Decimals that are kept of a degree: about a metre. */
const decimals = 5
const grid = 10 ** decimals

/** Metres in a step of the grid along a meridian. */
const metresOfStep = 111_195 / grid

/**
 * Leaves out corners of borders until about so many positions are left (Douglas and Peucker 1973, on the arcs between places where
 * borders meet, so that neighbours keep one border without gaps). No part and no hole is ever left out, however small: an island
 * keeps at least a triangle, so that more positions than asked for may stay.
 */
export function simplifyShapes(shapes: readonly BoundaryShape[], positions: number): DrawnShapes {
  const plane = layOut(shapes)
  const { arcs, uses } = cutRings(plane.rings)
  const times = countUses(uses, arcs.length)
  const weights = arcs.map((arc) => weigh(arc, plane))
  const tolerance = toleranceFor(weights, times, positions - plane.rings.length)
  const kept = arcs.map((arc, place) => arc.filter((_, at) => (weights[place]?.[at] ?? Infinity) > tolerance))
  const rings = uses.map((ring, place) => closeRing(joinArcs(ring, kept), plane.rings[place]?.[0], plane))
  const drawn = shapes.map(({ code }, place) => ({ code, geometry: plane.parts[place]?.build(rings) }))
  return {
    shapes: drawn.flatMap(({ code, geometry }) => (geometry === undefined ? [] : [{ code, geometry }])),
    before: plane.rings.reduce((sum, ring) => sum + ring.length + 1, 0),
    after: rings.reduce((sum, ring) => sum + ring.length, 0),
    tolerance: Math.max(0, tolerance),
  }
}

/** All rings on one grid, corners by their numbers. */
interface Plane {
  /** Steps of the grid of each corner. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** Metres in a step along a parallel. */
  readonly across: number
  readonly rings: readonly (readonly number[])[]
  /** Of each shape: how it is put together from the rings that come back. */
  readonly parts: readonly {
    readonly build: (rings: readonly (readonly Position[])[]) => AreaGeometry | undefined
  }[]
}

function layOut(shapes: readonly BoundaryShape[]): Plane {
  const numbers = new Map<number, number>()
  const x: number[] = []
  const y: number[] = []
  const rings: (readonly number[])[] = []
  const parts = shapes.map(({ geometry }) => {
    const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map(
      (polygon) => polygon.map((ring) => takeRing(ring.map(cornerAt))),
    )
    return { build: (built: readonly (readonly Position[])[]) => assemble(polygons, built) }
  })
  const middle = y.length === 0 ? 0 : y.reduce((sum, one) => sum + one, 0) / y.length / grid
  return { x, y, across: metresOfStep * Math.cos((middle * Math.PI) / 180), rings, parts }

  function cornerAt([longitude, latitude]: Position): number {
    const [column, row] = [Math.round(longitude * grid), Math.round(latitude * grid)]
    const key = (column + 180 * grid) * (181 * grid) + row + 90 * grid
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, x.length)
    x.push(column)
    y.push(row)
    return x.length - 1
  }

  /** @returns the place of the ring; undefined for one that is smaller than the grid */
  function takeRing(closed: readonly number[]): number | undefined {
    const ring = closed.filter((corner, place) => corner !== closed[place - 1]).slice(0, -1)
    if (new Set(ring).size < 3) return undefined
    rings.push(ring)
    return rings.length - 1
  }
}

function assemble(
  polygons: readonly (readonly (number | undefined)[])[],
  rings: readonly (readonly Position[])[],
): AreaGeometry | undefined {
  const built = polygons.flatMap(([outline, ...holes]) => {
    const whole = outline === undefined ? undefined : rings[outline]
    if (whole === undefined) return []
    return [[whole, ...holes.flatMap((hole) => (hole === undefined ? [] : [rings[hole] ?? []]))]]
  })
  const [only] = built
  if (only === undefined) return undefined
  return built.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: built }
}

function countUses(uses: readonly (readonly RingPart[])[], arcs: number): readonly number[] {
  const times = Array.from({ length: arcs }, () => 0)
  for (const { arc } of uses.flat()) times[arc] = (times[arc] ?? 0) + 1
  return times
}

/** How far off the arc would be without each of its corners, metres; ends and what keeps a ring open stay in any case. */
function weigh(arc: readonly number[], plane: Plane): readonly number[] {
  const weights = arc.map(() => Infinity)
  const spans = [{ from: 0, to: arc.length - 1, most: Infinity }]
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const { from, to, most } = span
    let [far, metres] = [-1, -1]
    for (let at = from + 1; at < to; at += 1) {
      const off = distanceTo(plane, arc[at] ?? 0, [arc[from] ?? 0, arc[to] ?? 0])
      if (off > metres) [far, metres] = [at, off]
    }
    if (far === -1) continue
    // A corner stays no longer than the one that made it matter.
    const weight = Math.min(most, metres)
    weights[far] = weight
    spans.push({ from, to: far, most: weight }, { from: far, to, most: weight })
  }
  const needed = arc[0] === arc.at(-1) ? 3 : 1
  const inner = weights.map((weight, at) => ({ weight, at })).slice(1, -1)
  for (const { at } of inner.toSorted((one, other) => other.weight - one.weight).slice(0, needed))
    weights[at] = Infinity
  return weights
}

function distanceTo({ x, y, across }: Plane, corner: number, [from, to]: readonly [number, number]): number {
  const [dx, dy] = [((x[to] ?? 0) - (x[from] ?? 0)) * across, ((y[to] ?? 0) - (y[from] ?? 0)) * metresOfStep]
  const [px, py] = [
    ((x[corner] ?? 0) - (x[from] ?? 0)) * across,
    ((y[corner] ?? 0) - (y[from] ?? 0)) * metresOfStep,
  ]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length))
  return Math.hypot(px - share * dx, py - share * dy)
}

/** The smallest tolerance with which no more than so many corners are left; below 0 where all may stay. */
function toleranceFor(
  weights: readonly (readonly number[])[],
  times: readonly number[],
  most: number,
): number {
  let left = most
  const free: { readonly weight: number; readonly times: number }[] = []
  for (const [place, arc] of weights.entries()) {
    const used = times[place] ?? 0
    // The last corner of an arc is the first of the next.
    for (const weight of arc.slice(0, -1)) {
      if (weight === Infinity) left -= used
      else free.push({ weight, times: used })
    }
  }
  free.sort((one, other) => other.weight - one.weight)
  for (const one of free) {
    left -= one.times
    if (left < 0) return one.weight
  }
  return -1
}

function joinArcs(uses: readonly RingPart[], arcs: readonly (readonly number[])[]): readonly number[] {
  return uses.flatMap(({ arc, isTurned }) => {
    const own = arcs[arc] ?? []
    return (isTurned ? own.toReversed() : own).slice(0, -1)
  })
}

/** A ring begins where it began, if that corner is left: what was not changed comes out as it went in. */
function closeRing(
  corners: readonly number[],
  first: number | undefined,
  { x, y }: Plane,
): readonly Position[] {
  const start = Math.max(0, corners.indexOf(first ?? -1))
  const ring = [...corners.slice(start), ...corners.slice(0, start)]
  return [...ring, ...ring.slice(0, 1)].map((corner) => [(x[corner] ?? 0) / grid, (y[corner] ?? 0) / grid])
}

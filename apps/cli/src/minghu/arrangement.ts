import { addFace, edgeOf, pointOf, pointsOfKey, sideOf } from './mesh.ts'
import type { Mesh } from './mesh.ts'
import { doubleArea, mix, turn } from './plane.ts'
import type { PlanePoint } from './plane.ts'

/** A line that cuts the land; a closed one gives its first point again at the end. */
export interface PlaneLine {
  readonly id: string
  readonly points: readonly PlanePoint[]
}

interface Segment {
  readonly line: string
  readonly order: number
  readonly a: PlanePoint
  readonly b: PlanePoint
  /** Shares of the way from `a` to `b` at which other lines cross. */
  readonly cuts: number[]
}

/**
 * Cuts the plane by lines: where they cross they share a point, loose ends are left away, and what they enclose becomes
 * faces. The lines must hang together, else a face would have a hole.
 */
export function arrange(lines: readonly PlaneLine[]): Mesh {
  const mesh: Mesh = { points: [], faces: [], owners: new Map(), lines: new Map() }
  const numbers = new Map<string, number>()
  for (const { line, a, b, cuts } of crossedSegments(lines)) {
    const stops = [0, ...cuts.toSorted((one, other) => one - other), 1].map((share) =>
      numberOf(mix(a, b, share)),
    )
    stops.slice(1).forEach((stop, index) => {
      const before = stops[index] ?? stop
      if (before !== stop) mesh.lines.set(edgeOf(before, stop), line)
    })
  }
  dropLooseEnds(mesh)
  for (const ring of facesOf(mesh)) {
    if (doubleArea(ring.map((point) => pointOf(mesh, point))) > 0) addFace(mesh, ring)
  }
  return mesh

  function numberOf({ x, y }: PlanePoint): number {
    const point = { x: Math.round(x), y: Math.round(y) }
    const key = `${point.x},${point.y}`
    const number = numbers.get(key) ?? mesh.points.push(point) - 1
    numbers.set(key, number)
    return number
  }
}

function crossedSegments(lines: readonly PlaneLine[]): readonly Segment[] {
  const segments = lines.flatMap(({ id, points }, order) =>
    points.slice(1).map((b, index): Segment => ({ line: id, order, a: points[index] ?? b, b, cuts: [] })),
  )
  for (const [index, one] of segments.entries()) {
    for (const other of segments.slice(index + 1)) if (one.order !== other.order) cross(one, other)
  }
  return segments
}

function cross(one: Segment, other: Segment): void {
  const before = turn(other.a, other.b, one.a)
  const after = turn(other.a, other.b, one.b)
  const left = turn(one.a, one.b, other.a)
  const right = turn(one.a, one.b, other.b)
  if (before * after >= 0 || left * right >= 0) return
  one.cuts.push(before / (before - after))
  other.cuts.push(left / (left - right))
}

function neighboursOf(mesh: Mesh): Map<number, Set<number>> {
  const neighbours = new Map<number, Set<number>>()
  for (const key of mesh.lines.keys()) {
    const [a, b] = pointsOfKey(key)
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b))
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a))
  }
  return neighbours
}

function dropLooseEnds(mesh: Mesh): void {
  const neighbours = neighboursOf(mesh)
  const ends = [...neighbours.keys()].filter((point) => neighbours.get(point)?.size === 1)
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    const [next] = neighbours.get(end) ?? []
    if (next === undefined) continue
    mesh.lines.delete(edgeOf(end, next))
    neighbours.delete(end)
    neighbours.get(next)?.delete(end)
    if (neighbours.get(next)?.size === 1) ends.push(next)
  }
}

/** Walks around every face, at each point taking the sharpest turn to the left; the outer side comes out clockwise. */
function facesOf(mesh: Mesh): readonly (readonly number[])[] {
  const around = new Map<number, readonly number[]>()
  for (const [point, others] of neighboursOf(mesh)) {
    const centre = pointOf(mesh, point)
    const sorted = [...others]
      .map((other) => ({ other, place: pointOf(mesh, other) }))
      .map(({ other, place }) => ({ other, angle: Math.atan2(place.y - centre.y, place.x - centre.x) }))
      .toSorted((a, b) => a.angle - b.angle)
    around.set(
      point,
      sorted.map(({ other }) => other),
    )
  }
  const seen = new Set<number>()
  const rings: (readonly number[])[] = []
  for (const [start, others] of around) {
    for (const first of others) {
      const ring: number[] = []
      let [from, to] = [start, first]
      while (!seen.has(sideOf(from, to))) {
        seen.add(sideOf(from, to))
        ring.push(from)
        const choices = around.get(to) ?? []
        const next = choices.at(choices.indexOf(from) - 1) ?? from
        ;[from, to] = [to, next]
      }
      if (ring.length > 0) rings.push(ring)
    }
  }
  return rings
}

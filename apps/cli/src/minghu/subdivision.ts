import type { Chance } from '../simulation/chance.ts'
import { cutFace, faceOf, ringOfFace } from './mesh.ts'
import type { CutEnd, Mesh } from './mesh.ts'
import { distance, doCross, doubleArea, isInsideRing, latticeIn, lengthOf, mix, sides } from './plane.ts'
import type { PlanePoint } from './plane.ts'

/** How land is cut. */
export interface Cutting {
  readonly chance: Chance
  /** People at a point: parts get about the same number of them. */
  readonly weigh: (point: PlanePoint) => number
  /** The line that the sides of a cut belong to. */
  readonly nameLine: (from: PlanePoint, to: PlanePoint) => string
  /** True where a cut is no street and may wind. */
  readonly isWild: (point: PlanePoint) => boolean
}

interface Land {
  readonly ring: readonly PlanePoint[]
  readonly samples: readonly { readonly point: PlanePoint; readonly weight: number }[]
  readonly area: number
  /** Points nearer than this to the end of a cut are taken for its end, so that streets meet at crossings. */
  readonly reach: number
}

interface Cut {
  readonly from: CutEnd
  readonly to: CutEnd
  readonly cost: number
}

/** Cuts a face into so many parts of about equal weight, by straight cuts along and across its longest sides. */
export function subdivide(
  mesh: Mesh,
  face: number,
  { parts, cutting }: { readonly parts: number; readonly cutting: Cutting },
): readonly number[] {
  if (parts <= 1) return [face]
  const less = Math.floor(parts / 2)
  const share = less / parts
  const cut = findCut(mesh, face, { share, cutting }) ?? findCut(mesh, face, { share, cutting, exact: true })
  if (cut === undefined) return [face]
  const [a, b] = [placeOf(mesh, cut.from), placeOf(mesh, cut.to)]
  const inner = cutting.isWild(mix(a, b, 0.5)) ? wind(ringOfFace(mesh, face), [a, b], cutting.chance) : []
  const [left, right] = cutFace(mesh, face, { ...cut, inner, line: cutting.nameLine(a, b) })
  const isLeftLess = weightOf(mesh, left, cutting) <= weightOf(mesh, right, cutting)
  const [small, large] = isLeftLess ? [left, right] : [right, left]
  return [
    ...subdivide(mesh, small, { parts: less, cutting }),
    ...subdivide(mesh, large, { parts: parts - less, cutting }),
  ]
}

/** The weight of a face: the sum over a lattice of points, each for the land around it. */
export function weightOf(mesh: Mesh, face: number, { weigh }: Pick<Cutting, 'weigh'>): number {
  const ring = ringOfFace(mesh, face)
  const gap = gapOf(ring)
  return latticeIn(ring, gap).reduce((sum, point) => sum + weigh(point) * gap * gap, 0)
}

function gapOf(ring: readonly PlanePoint[]): number {
  return Math.sqrt(doubleArea(ring) / 2 / 150)
}

function findCut(
  mesh: Mesh,
  face: number,
  {
    share,
    cutting,
    exact = false,
  }: { readonly share: number; readonly cutting: Cutting; readonly exact?: boolean },
): Cut | undefined {
  const ring = ringOfFace(mesh, face)
  const area = doubleArea(ring) / 2
  const samples = latticeIn(ring, gapOf(ring)).map((point) => ({ point, weight: cutting.weigh(point) }))
  const reach = exact ? 20 : Math.min(450, 0.16 * Math.sqrt(area))
  const land: Land = { ring, samples, area, reach }
  const cuts = (exact ? compass : directionsOf(ring)).flatMap((direction) =>
    [share, 1 - share, share + 0.05, 1 - share - 0.05].flatMap((at) =>
      chordsAt(faceOf(mesh, face), land, { direction, at }).flatMap((ends) => {
        const cost = costOf(mesh, face, { ends, land, share })
        return cost === undefined ? [] : [{ ...ends, cost: cost + 0.25 * cutting.chance.next() }]
      }),
    ),
  )
  return cuts.reduce<Cut | undefined>(
    (best, cut) => (best === undefined || cut.cost < best.cost ? cut : best),
    undefined,
  )
}

/** Every 15 degrees, for land whose sides give no good cut. */
const compass: readonly PlanePoint[] = Array.from({ length: 12 }, (_, index) => ({
  x: Math.cos((index * Math.PI) / 12),
  y: Math.sin((index * Math.PI) / 12),
}))

/** Along and across the longest sides. */
function directionsOf(ring: readonly PlanePoint[]): readonly PlanePoint[] {
  const longest = sides(ring).toSorted((one, other) => distance(...other) - distance(...one))
  const ways: PlanePoint[] = []
  for (const [a, b] of longest) {
    const length = distance(a, b)
    if (length === 0 || ways.length >= 8) break
    const way = { x: (b.x - a.x) / length, y: (b.y - a.y) / length }
    const isNew = ways.every((one) => Math.abs(one.x * way.x + one.y * way.y) < 0.98)
    if (isNew) ways.push(way, { x: -way.y, y: way.x })
  }
  return ways
}

/** Where a straight line in a direction, with a share of the weight on one side, runs inside the land. */
function chordsAt(
  face: readonly number[],
  { ring, samples, reach }: Land,
  { direction, at }: { readonly direction: PlanePoint; readonly at: number },
): readonly Pick<Cut, 'from' | 'to'>[] {
  const ranked = samples
    .map(({ point, weight }) => ({ height: height(point), weight }))
    .toSorted((a, b) => a.height - b.height)
  let rest = at * ranked.reduce((sum, { weight }) => sum + weight, 0)
  const level = (ranked.find(({ weight }) => (rest -= weight) <= 0)?.height ?? 0) + 0.37
  const crossings = sides(ring).flatMap(([a, b], index) => {
    const [low, high] = [height(a) - level, height(b) - level]
    if (low * high >= 0) return []
    const from = face[index] ?? 0
    const to = face[(index + 1) % face.length] ?? 0
    const place = mix(a, b, low / (low - high))
    return [{ along: along(place), end: endAt({ from, to, place }, [a, b], reach) }]
  })
  const sorted = crossings.toSorted((one, other) => one.along - other.along)
  return sorted.flatMap(({ end }, index) => {
    const next = sorted[index + 1]
    return index % 2 === 1 || next === undefined ? [] : [{ from: end, to: next.end }]
  })

  function height({ x, y }: PlanePoint): number {
    return direction.x * y - direction.y * x
  }

  function along({ x, y }: PlanePoint): number {
    return direction.x * x + direction.y * y
  }
}

function endAt(
  { from, to, place }: { readonly from: number; readonly to: number; readonly place: PlanePoint },
  [a, b]: readonly [PlanePoint, PlanePoint],
  reach: number,
): CutEnd {
  const [near, point] = distance(place, a) <= distance(place, b) ? [a, from] : [b, to]
  return distance(place, near) < reach ? { kind: 'corner', point } : { kind: 'side', from, to, at: place }
}

/** What speaks against a cut: long and thin parts, a wrong share, sharp corners. Undefined for one that cannot be made. */
function costOf(
  mesh: Mesh,
  face: number,
  {
    ends,
    land,
    share,
  }: { readonly ends: Pick<Cut, 'from' | 'to'>; readonly land: Land; readonly share: number },
): number | undefined {
  const [a, b] = [placeOf(mesh, ends.from), placeOf(mesh, ends.to)]
  const { ring, samples, area } = land
  if (distance(a, b) < 0.2 * Math.sqrt(area) || !isInsideRing(ring, mix(a, b, 0.5))) return undefined
  if (sides(ring).some((side) => doCross(side, [a, b]))) return undefined
  const parts = partsOf(mesh, face, ends)
  const [left, right] = parts
  if (left === undefined || right === undefined) return undefined
  if (parts.some((part) => part.length < 3 || doubleArea(part) / 2 < 0.08 * area)) return undefined
  const total = samples.reduce((sum, { weight }) => sum + weight, 0)
  const inLeft = samples.reduce((sum, { point, weight }) => sum + (isInsideRing(left, point) ? weight : 0), 0)
  const small = Math.min(inLeft, total - inLeft) / total
  return (
    shapeCost(left) +
    shapeCost(right) +
    7 * Math.abs(small - Math.min(share, 1 - share)) +
    sharpness(parts, [a, b])
  )
}

/** 0 for a square, 1 for an oblong of about 6 to 1. */
function shapeCost(ring: readonly PlanePoint[]): number {
  return lengthOf(ring, true) ** 2 / (8 * doubleArea(ring)) - 1
}

/** The corners that a cut makes, sharper ones costing more. */
function sharpness(
  parts: readonly (readonly PlanePoint[])[],
  ends: readonly [PlanePoint, PlanePoint],
): number {
  let cost = 0
  for (const ring of parts) {
    for (const end of ends) {
      const index = ring.findIndex(({ x, y }) => x === Math.round(end.x) && y === Math.round(end.y))
      const [before, at, after] = [ring.at(index - 1), ring[index], ring[(index + 1) % ring.length]]
      if (before === undefined || at === undefined || after === undefined) continue
      const lengths = distance(at, before) * distance(at, after)
      const cosine =
        ((before.x - at.x) * (after.x - at.x) + (before.y - at.y) * (after.y - at.y)) / Math.max(1, lengths)
      if (cosine > 0.6) cost += 3 * (cosine - 0.6)
    }
  }
  return cost
}

/** The two parts a straight cut would leave. */
function partsOf(
  mesh: Mesh,
  face: number,
  { from, to }: Pick<Cut, 'from' | 'to'>,
): readonly (readonly PlanePoint[])[] {
  const ring = faceOf(mesh, face).flatMap((point) => {
    const corner = { point, place: placeOf(mesh, { kind: 'corner', point }) }
    const added = [from, to].flatMap((end) =>
      end.kind === 'side' && end.from === point ? [{ point: -1, place: placeOf(mesh, end), end }] : [],
    )
    return [{ ...corner, end: undefined }, ...added]
  })
  const [first = 0, last = 0] = [from, to]
    .map((end) =>
      ring.findIndex((one) => (end.kind === 'corner' ? one.point === end.point : one.end === end)),
    )
    .toSorted((a, b) => a - b)
  const places = ring.map(({ place }) => place)
  return [places.slice(first, last + 1), [...places.slice(last), ...places.slice(0, first + 1)]]
}

function placeOf(mesh: Mesh, end: CutEnd): PlanePoint {
  switch (end.kind) {
    case 'corner':
      return mesh.points[end.point] ?? { x: 0, y: 0 }
    case 'side':
      return { x: Math.round(end.at.x), y: Math.round(end.at.y) }
  }
}

/** Lets a cut through open land wind a little; a straight one where there is no room. */
function wind(
  ring: readonly PlanePoint[],
  [a, b]: readonly [PlanePoint, PlanePoint],
  chance: Chance,
): readonly PlanePoint[] {
  const swing = 0.07 * distance(a, b)
  const inner = [0.25, 0.5, 0.75].map((share) => {
    const { x, y } = mix(a, b, share)
    return {
      x: Math.round(x + chance.between(-swing, swing)),
      y: Math.round(y + chance.between(-swing, swing)),
    }
  })
  const path = [a, ...inner, b]
  const isFree = path.slice(1).every((point, index) => {
    const step = [path[index] ?? point, point] as const
    return sides(ring).every((side) => !doCross(side, step)) && isInsideRing(ring, mix(...step, 0.5))
  })
  return isFree && inner.every((point) => isInsideRing(ring, point)) ? inner : []
}

import { assert } from '@duibiao/base'
import { makeChance } from '../simulation/chance.ts'
import type { Chance } from '../simulation/chance.ts'
import { arrange } from './arrangement.ts'
import type { PlaneLine } from './arrangement.ts'
import { edgeOf, joinFaces, pointOf, ringOfFace, sideOf, sidesOfFace } from './mesh.ts'
import type { Mesh } from './mesh.ts'
import { centreOf, distance, doubleArea, isInsideRing, mix, sides, smooth, steps } from './plane.ts'
import type { PlanePoint } from './plane.ts'
import { densityAt, isBorder } from './skeleton.ts'
import type { Skeleton, SkeletonStreet } from './skeleton.ts'
import { subdivide, weightOf } from './subdivision.ts'
import type { Cutting } from './subdivision.ts'

/** The land of the district, cut down to grids. */
export interface Tiling {
  readonly mesh: Mesh
  /** The face of the lake and its shore. */
  readonly lake: number
  readonly streets: readonly TiledStreet[]
}

export interface TiledStreet {
  readonly street: SkeletonStreet
  readonly communities: readonly TiledCommunity[]
}

export interface TiledCommunity {
  /** Place in the street's list of communities. */
  readonly index: number
  /** Faces of the mesh. */
  readonly grids: readonly number[]
}

/** Sides of cuts inside: of a street between communities, of a community between grids. */
export const cutLines = { community: 'cut:community', grid: 'cut:grid' } as const

/** Above this many people per hectare a border is a street of houses, below it a ditch or a ridge. */
export const urbanDensity = 14

/** Cuts the district into streets, communities and grids that fill it without gap or overlap. Same seed, same land. */
export function tileDistrict(skeleton: Skeleton, seed: number): Tiling {
  const mesh = arrange(linesOf(skeleton, makeChance(seed, 'lines')))
  const regions = skeleton.streets.map((street) => ({ street, faces: facesOfStreet(mesh, skeleton, street) }))
  const lake = faceAround(mesh, centreOf(skeleton.lake.points))
  const cutting: Omit<Cutting, 'chance' | 'nameLine'> = {
    weigh: (point) => densityAt(skeleton.density, point),
    isWild: (point) => densityAt(skeleton.density, point) < urbanDensity,
  }
  const streets = regions.map(({ street, faces }) => {
    const chance = makeChance(seed, 'street', street.id)
    const parts = cutCommunities(mesh, faces, {
      parts: street.communities.length,
      cutting: { ...cutting, chance, nameLine: nameLine(`${cutLines.community}:${street.id}`) },
    })
    return { street, parts }
  })
  const open = streets.flatMap(({ parts }) => parts)
  const counts = allot(
    open.map((face) => weightOf(mesh, face, cutting) ** 0.7),
    { total: skeleton.grids - 1, least: 4 },
  )
  const grids = new Map<number, readonly number[]>()
  for (const [index, face] of open.entries()) {
    const chance = makeChance(seed, 'grids', index)
    const setting = { ...cutting, chance, nameLine: nameLine(`${cutLines.grid}:${index}`) }
    grids.set(face, subdivide(mesh, face, { parts: counts[index] ?? 1, cutting: setting }))
  }
  const tiled = streets.map(({ street, parts }) => ({
    street,
    communities: nameParts(mesh, street, { parts, grids, lake }),
  }))
  return { mesh, lake, streets: tiled.map((one) => addLake(one, lake)) }
}

/** The lake is a grid of the community that is written with `lake`: somebody must answer for what happens on it. */
function addLake(tiled: TiledStreet, lake: number): TiledStreet {
  const communities = tiled.communities.map((community) =>
    tiled.street.communities[community.index]?.hasLake === true
      ? { ...community, grids: [...community.grids, lake] }
      : community,
  )
  return { ...tiled, communities }
}

function nameLine(prefix: string): () => string {
  let count = 0
  return () => `${prefix}:${count++}`
}

/** The lines of the skeleton, each drawn a little differently by each seed, with rounded corners. */
function linesOf({ outline, lines }: Skeleton, chance: Chance): readonly PlaneLine[] {
  const outer = { id: 'outline', closed: true, points: shake(outline, 900) }
  const inner = lines.map(({ id, kind, closed, points }) => ({
    id,
    closed,
    points: shake(points, kind === 'river' ? 500 : 250),
  }))
  return [outer, ...inner].map(({ id, closed, points }) => {
    const isRough = id === 'outline' || lines.some((line) => line.id === id && line.kind === 'river')
    const rounded = isRough ? roughen(smooth(points, closed, 1), closed, chance) : smooth(points, closed)
    return { id, points: closed ? [...rounded, ...rounded.slice(0, 1)] : rounded }
  })

  function shake(points: readonly PlanePoint[], swing: number): readonly PlanePoint[] {
    return points.map(({ x, y }) => ({
      x: x + chance.between(-swing, swing),
      y: y + chance.between(-swing, swing),
    }))
  }
}

/** Lets a natural border bend in small, by moving the middle of every step aside, twice. */
function roughen(points: readonly PlanePoint[], closed: boolean, chance: Chance): readonly PlanePoint[] {
  const end = closed ? [] : points.slice(-1)
  return [...bend([...bend(points), ...end]), ...end]

  function bend(path: readonly PlanePoint[]): readonly PlanePoint[] {
    return (closed ? sides(path) : steps(path)).flatMap(([a, b]) => {
      const aside = chance.between(-0.11, 0.11)
      const middle = mix(a, b, 0.5)
      return [a, { x: middle.x - aside * (b.y - a.y), y: middle.y + aside * (b.x - a.x) }]
    })
  }
}

/** All faces reached from the street's point without crossing a border. */
function facesOfStreet(mesh: Mesh, skeleton: Skeleton, street: SkeletonStreet): readonly number[] {
  const lines = new Map(skeleton.lines.map((line) => [line.id, line]))
  const start = faceAround(mesh, street.at)
  const found = new Set([start])
  const open = [start]
  for (let face = open.pop(); face !== undefined; face = open.pop()) {
    for (const [from, to] of sidesOfFace(mesh.faces[face] ?? [])) {
      const line = lines.get(mesh.lines.get(edgeOf(from, to)) ?? '')
      const middle = mix(pointOf(mesh, from), pointOf(mesh, to), 0.5)
      const next = mesh.owners.get(sideOf(to, from))
      if (next === undefined || found.has(next)) continue
      if (line !== undefined && isBorder(line, middle)) continue
      found.add(next)
      open.push(next)
    }
  }
  return [...found]
}

function faceAround(mesh: Mesh, point: PlanePoint): number {
  const face = mesh.faces.findIndex(
    (one, index) => one !== undefined && isInsideRing(ringOfFace(mesh, index), point),
  )
  assert(face >= 0, `the skeleton's lines enclose ${point.x}, ${point.y}`)
  return face
}

/** Cuts the land of a street into communities of about as many people each. */
function cutCommunities(
  mesh: Mesh,
  faces: readonly number[],
  { parts, cutting }: { readonly parts: number; readonly cutting: Cutting },
): readonly number[] {
  const pieces = joinSmall(mesh, faces, { parts, cutting })
  const counts = allot(
    pieces.map((face) => weightOf(mesh, face, cutting)),
    { total: parts, least: 1 },
  )
  return pieces.flatMap((face, index) => subdivide(mesh, face, { parts: counts[index] ?? 1, cutting }))
}

/** Roads and rivers leave pieces too small for a community: each is joined to the neighbour it shares most border with. */
function joinSmall(
  mesh: Mesh,
  faces: readonly number[],
  { parts, cutting }: { readonly parts: number; readonly cutting: Cutting },
): readonly number[] {
  const pieces = faces.map((face) => ({ face, weight: weightOf(mesh, face, cutting) }))
  const least = (0.6 * pieces.reduce((sum, { weight }) => sum + weight, 0)) / parts
  const smallest = pieces.toSorted((a, b) => a.weight - b.weight)
  const kept = new Set<number>()
  for (const { face, weight } of smallest) {
    if (weight >= least && pieces.length <= parts) break
    const neighbours = faces
      .filter((one) => one !== face && !kept.has(one))
      .map((one) => ({ one, shared: sharedLength(mesh, face, one) }))
      .filter(({ shared }) => shared > 0)
      .toSorted((a, b) => b.shared - a.shared)
    for (const { one } of neighbours) {
      const joined = joinFaces(mesh, [face, one])
      if (joined === undefined) continue
      const rest = faces.filter((other) => other !== face && other !== one)
      return joinSmall(mesh, [...rest, joined], { parts, cutting })
    }
    kept.add(face)
  }
  return faces
}

function sharedLength(mesh: Mesh, face: number, other: number): number {
  return sidesOfFace(mesh.faces[face] ?? []).reduce(
    (sum, [from, to]) =>
      mesh.owners.get(sideOf(to, from)) === other
        ? sum + distance(pointOf(mesh, from), pointOf(mesh, to))
        : sum,
    0,
  )
}

/** Shares out a whole number by weight (largest remainder), each at least `least`. */
function allot(
  weights: readonly number[],
  { total, least }: { readonly total: number; readonly least: number },
): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const free = total - least * weights.length
  const shares = weights.map((weight) => (free * weight) / sum)
  const counts = shares.map((share) => least + Math.floor(share))
  const order = shares
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index)
  const missing = total - counts.reduce((all, count) => all + count, 0)
  for (const { index } of order.slice(0, Math.max(0, missing))) counts[index] = (counts[index] ?? 0) + 1
  return counts
}

interface Parts {
  /** A face for each community, cut into grids since. */
  readonly parts: readonly number[]
  readonly grids: ReadonlyMap<number, readonly number[]>
  readonly lake: number
}

/** Communities with a place of their own get the part around it; the others follow from the north-west to the south-east. */
function nameParts(
  mesh: Mesh,
  street: SkeletonStreet,
  { parts, grids, lake }: Parts,
): readonly TiledCommunity[] {
  const middles = parts.map((face) => {
    const all = (grids.get(face) ?? []).map((grid) => ringOfFace(mesh, grid))
    return { face, rings: all, centre: meanOf(all.map(centreOf)) }
  })
  const named = new Map<number, number>()
  street.communities.forEach(({ at, hasLake }, index) => {
    if (hasLake) {
      const longest = parts.toSorted((a, b) => shoreOf(b) - shoreOf(a))[0]
      if (longest !== undefined) named.set(index, longest)
    }
    if (at === undefined || hasLake) return
    const open = middles.filter(({ face }) => ![...named.values()].includes(face))
    const around = open.find(({ rings }) => rings.some((ring) => isInsideRing(ring, at)))
    const nearest = open.toSorted((a, b) => distance(a.centre, at) - distance(b.centre, at))[0]
    const found = around ?? nearest
    if (found !== undefined) named.set(index, found.face)
  })
  const rest = middles
    .filter(({ face }) => ![...named.values()].includes(face))
    .toSorted((a, b) => b.centre.y - b.centre.x / 2 - (a.centre.y - a.centre.x / 2))
  return street.communities.flatMap((_, index) => {
    const face = named.get(index) ?? rest.shift()?.face
    if (face === undefined) return []
    const ordered = (grids.get(face) ?? []).toSorted((a, b) => northFirst(mesh, a, b))
    return [{ index, grids: ordered }]
  })

  function shoreOf(face: number): number {
    return (grids.get(face) ?? []).reduce((sum, grid) => sum + sharedLength(mesh, lake, grid), 0)
  }
}

function northFirst(mesh: Mesh, a: number, b: number): number {
  const [one, other] = [centreOf(ringOfFace(mesh, a)), centreOf(ringOfFace(mesh, b))]
  return other.y - other.x / 2 - (one.y - one.x / 2)
}

function meanOf(points: readonly PlanePoint[]): PlanePoint {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 })
  return { x: sum.x / points.length, y: sum.y / points.length }
}

/** Square kilometres of a face. */
export function squareKilometresOf(ring: readonly PlanePoint[]): number {
  return doubleArea(ring) / 2 / 1e8
}

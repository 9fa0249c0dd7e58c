import { parseLegalDate } from '@duibiao/base'
import { pathBelow } from '@duibiao/registry'
import type { AreaGeometry, AreaLevel, Position, Ring } from '@duibiao/registry'
import { makeChance } from '../simulation/chance.ts'
import { borderRings, faceOf, pointOf, ringOfFace } from './mesh.ts'
import { doubleArea, isInsideRing, labelPoint } from './plane.ts'
import type { PlanePoint } from './plane.ts'
import type { AreaPlace } from './area-place.ts'
import { findEstates } from './estate.ts'
import type { Estate, Stock } from './estate.ts'
import { findJunctions, findRoads } from './road.ts'
import type { Junction, Road } from './road.ts'
import { densityAt } from './skeleton.ts'
import type { Skeleton, SkeletonLandmark } from './skeleton.ts'
import { weightOf } from './subdivision.ts'
import { squareKilometresOf, tileDistrict, urbanDensity } from './tiling.ts'
import type { TiledCommunity, TiledStreet, Tiling } from './tiling.ts'
import type { Name } from './written.ts'

/** The fictional district as a place. */
export interface Geography {
  readonly seed: number
  readonly skeleton: Skeleton
  /** District, streets, communities, grids: parents before children. */
  readonly areas: readonly AreaPlace[]
  readonly roads: readonly Road[]
  readonly junctions: readonly Junction[]
  readonly landmarks: readonly Landmark[]
  readonly estates: readonly Estate[]
}

export interface Landmark {
  readonly id: string
  readonly kind: string
  readonly name: Name
  readonly word: string
  readonly at: PlanePoint
  /** Id of its grid. */
  readonly grid: string
}

const validFrom = parseLegalDate('2020-01-01')
const district = 1

/** Makes the place from what is written and a seed: the same seed gives the same bytes. */
export function makeGeography(skeleton: Skeleton, stock: Stock, seed: number): Geography {
  const tiling = tileDistrict(skeleton, seed)
  const areas = makeAreas(skeleton, tiling)
  const grids = areas.filter(({ area }) => area.level === 'grid')
  const landmarks = skeleton.landmarks.map(({ id, kind, name, word, at }) => ({
    id,
    kind,
    name,
    word,
    at,
    grid: gridAt(skeleton, grids, at)?.area.id ?? '',
  }))
  const roads = findRoads(tiling.mesh, skeleton, stock.roads)
  return {
    seed,
    skeleton,
    areas,
    roads,
    junctions: findJunctions(tiling.mesh, roads, (point) => gridAt(skeleton, grids, point)?.area.id),
    landmarks,
    estates: findEstates(areas, stock, makeChance(seed, 'estates')),
  }
}

/** Degrees of a point of the plane, to the centimetre. */
export function positionOf({ origin }: Skeleton, { x, y }: PlanePoint): Position {
  const metresPerDegree = 111_320
  const longitude =
    origin.longitude + x / 10 / (metresPerDegree * Math.cos((origin.latitude * Math.PI) / 180))
  return [round(longitude), round(origin.latitude + y / 10 / metresPerDegree)]
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

interface Draft {
  readonly faces: readonly number[]
  readonly level: AreaLevel
  readonly code: string
  readonly name: Name
  readonly exclusive: boolean
}

/** What an area stands below. */
interface Above {
  readonly id: string | undefined
  readonly path: string
}

function makeAreas(skeleton: Skeleton, tiling: Tiling): readonly AreaPlace[] {
  const { code, name } = skeleton
  const faces = tiling.streets.flatMap(({ communities }) => communities.flatMap(({ grids }) => grids))
  const root = { faces, level: 'district', code, name, exclusive: false } as const
  const above: Above = { id: code, path: pathBelow('', code) }
  return [
    placeArea({ skeleton, tiling }, root, { id: undefined, path: '' }),
    ...tiling.streets.flatMap((street, index) => streetAreas({ skeleton, tiling, street, index }, above)),
  ]
}

interface Land {
  readonly skeleton: Skeleton
  readonly tiling: Tiling
}

function streetAreas(
  land: Land & { readonly street: TiledStreet; readonly index: number },
  above: Above,
): readonly AreaPlace[] {
  const { street, communities } = land.street
  // Divisions that are no street (镇) have numbers from 100 up.
  const code = `${above.id ?? ''}${pad(street.kind === 'town' ? 100 : land.index + 1, 3)}`
  const faces = communities.flatMap(({ grids }) => grids)
  const here: Above = { id: code, path: pathBelow(above.path, code) }
  return [
    placeArea(land, { faces, level: 'street', code, name: street.name, exclusive: false }, above),
    ...communities.flatMap((community) => {
      const name = street.communities[community.index]?.name ?? street.name
      return communityAreas({ ...land, community, name }, here)
    }),
  ]
}

function communityAreas(
  land: Land & { readonly community: TiledCommunity; readonly name: Name },
  above: Above,
): readonly AreaPlace[] {
  const { skeleton, tiling, name } = land
  const { index, grids: faces } = land.community
  // Villages have numbers from 200 up.
  const code = `${above.id ?? ''}${pad(name.zh.endsWith('村') ? 201 + index : 1 + index, 3)}`
  const here: Above = { id: code, path: pathBelow(above.path, code) }
  const owners = exclusiveFaces(skeleton, tiling)
  return [
    placeArea(land, { faces, level: 'community', code, name, exclusive: false }, above),
    ...faces.map((face, place) => {
      const owner = owners.get(face)
      const grid = { name: gridName(name, place + 1, owner), exclusive: owner !== undefined }
      const gridCode = `${code}${pad(place + 1, 3)}`
      return placeArea(land, { faces: [face], level: 'grid', code: gridCode, ...grid }, here)
    }),
  ]
}

function placeArea({ skeleton, tiling }: Land, draft: Draft, above: Above): AreaPlace {
  const { mesh, lake } = tiling
  const { faces, level, code, name, exclusive } = draft
  const rings = borderRings(faces.map((face) => faceOf(mesh, face))).map((ring) =>
    ring.map((point) => pointOf(mesh, point)),
  )
  const dry = faces.filter((face) => face !== lake)
  const weight = dry.reduce((sum, face) => sum + weightOf(mesh, face, { weigh }), 0)
  const people = weight / squareDecimetresPerHectare
  const squareKilometres = rings.reduce((sum, ring) => sum + squareKilometresOf(ring), 0)
  const outer = rings.find((ring) => doubleArea(ring) > 0) ?? []
  const at = { ...(above.id !== undefined && { parent: above.id }), path: pathBelow(above.path, code) }
  const geometry = shapeOf(skeleton, rings)
  return {
    area: { district, id: code, ...at, level, name: name.zh, code, validFrom, geometry },
    english: name.en,
    centre: labelPoint(outer),
    squareKilometres,
    people: Math.round(people),
    urban: people / (squareKilometres * 100) > urbanDensity,
    exclusive,
  }

  function weigh(point: PlanePoint): number {
    return densityAt(skeleton.density, point)
  }
}

const squareDecimetresPerHectare = 1e6

/** Outlines run counterclockwise and holes clockwise, as RFC 7946 asks. */
function shapeOf(skeleton: Skeleton, rings: readonly (readonly PlanePoint[])[]): AreaGeometry {
  const closed = rings
    .toSorted((a, b) => doubleArea(b) - doubleArea(a))
    .map((ring): Ring => {
      const positions = ring.map((point) => positionOf(skeleton, point))
      return [...positions, ...positions.slice(0, 1)]
    })
  const outlines = rings.filter((ring) => doubleArea(ring) > 0).length
  if (outlines <= 1) return { type: 'Polygon', coordinates: closed }
  return { type: 'MultiPolygon', coordinates: closed.map((ring) => [ring]) }
}

function gridName(community: Name, number: number, owner: Name | undefined): Name {
  if (owner === undefined) {
    return { zh: `${community.zh}第${pad(number, 2)}网格`, en: `${community.en} Grid ${pad(number, 2)}` }
  }
  return { zh: `${community.zh}${owner.zh}专属网格`, en: `${owner.en} Grid` }
}

/** The faces that are there for one place alone. */
function exclusiveFaces(skeleton: Skeleton, { mesh, lake }: Tiling): ReadonlyMap<number, Name> {
  const owners = new Map([[lake, { zh: `${skeleton.lake.name.zh}景区`, en: skeleton.lake.name.en }]])
  for (const { at, name, exclusive } of skeleton.landmarks) {
    if (!exclusive) continue
    const face = mesh.faces.findIndex(
      (one, index) => one !== undefined && isInsideRing(ringOfFace(mesh, index), at),
    )
    if (face >= 0 && !owners.has(face)) owners.set(face, shortName(name))
  }
  return owners
}

function shortName({ zh, en }: SkeletonLandmark['name']): Name {
  return { zh: zh.replace(/^明湖区/, ''), en }
}

function gridAt(skeleton: Skeleton, grids: readonly AreaPlace[], point: PlanePoint): AreaPlace | undefined {
  const [x, y] = positionOf(skeleton, point)
  return grids.find(({ area: { geometry } }) => {
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
    const inside = rings.filter((ring) =>
      isInsideRing(
        ring.slice(1).map(([longitude, latitude]) => ({ x: longitude, y: latitude })),
        { x, y },
      ),
    )
    return inside.length % 2 === 1
  })
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0')
}

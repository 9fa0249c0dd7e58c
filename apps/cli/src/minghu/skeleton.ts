import { assert } from '@duibiao/base'
import type { PlanePoint } from './plane.ts'
import { choiceOf, field, hasField, listOf, nameOf, numberOf, textOf } from './written.ts'
import type { Name, Written } from './written.ts'

/** The written part of the geography: what people know a place by. Lengths are decimetres. */
export interface Skeleton {
  readonly origin: { readonly longitude: number; readonly latitude: number }
  readonly code: string
  readonly name: Name
  readonly city: Name
  /** How many grids there are to be. */
  readonly grids: number
  readonly outline: readonly PlanePoint[]
  readonly lines: readonly SkeletonLine[]
  readonly lake: Drawn
  readonly island: readonly PlanePoint[]
  readonly metro: Drawn
  readonly hills: readonly (Drawn & { readonly height: number })[]
  readonly density: Density
  readonly streets: readonly SkeletonStreet[]
  readonly landmarks: readonly SkeletonLandmark[]
}

/** A road, railway or river that cuts the land. */
export interface SkeletonLine {
  readonly id: string
  readonly name: Name
  readonly kind: 'road' | 'railway' | 'river'
  readonly closed: boolean
  /** Where it parts two streets. */
  readonly border: Box | undefined
  readonly points: readonly PlanePoint[]
}

interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

interface Drawn {
  readonly name: Name
  readonly points: readonly PlanePoint[]
}

/** People per hectare: everywhere, and around centres up to `reach`. */
export interface Density {
  readonly base: number
  readonly centres: readonly { readonly at: PlanePoint; readonly people: number; readonly reach: number }[]
}

export interface SkeletonStreet {
  readonly id: string
  readonly name: Name
  readonly kind: 'street' | 'town'
  readonly at: PlanePoint
  readonly communities: readonly SkeletonCommunity[]
}

export interface SkeletonCommunity {
  readonly name: Name
  /** A point inside; without it the community takes what is left. */
  readonly at: PlanePoint | undefined
  /** The lake is a grid of it. */
  readonly hasLake: boolean
}

const landmarkKinds = [
  'government',
  'service_hall',
  'station',
  'bus_station',
  'metro_station',
  'market',
  'hospital',
  'clinic',
  'school',
  'college',
  'park',
  'square',
  'industrial_park',
  'cemetery',
  'library',
  'gym',
  'nursing_home',
  'underpass',
  'bridge',
  'plant',
] as const

export interface SkeletonLandmark {
  readonly id: string
  readonly kind: string
  readonly at: PlanePoint
  readonly name: Name
  /** What residents call it. */
  readonly word: string
  /** Its grid is an exclusive one (专属网格). */
  readonly exclusive: boolean
}

/** True when a point lies in the part of a line where it parts two streets. */
export function isBorder({ border }: SkeletonLine, { x, y }: PlanePoint): boolean {
  if (border === undefined) return false
  return x >= border.west && x <= border.east && y >= border.south && y <= border.north
}

export function densityAt({ base, centres }: Density, point: PlanePoint): number {
  return centres.reduce((sum, { at, people, reach }) => {
    const square = ((point.x - at.x) ** 2 + (point.y - at.y) ** 2) / reach ** 2
    return sum + people * Math.exp(-square)
  }, base)
}

export function readSkeleton(written: Written): Skeleton {
  return {
    origin: {
      longitude: numberOf(field(field(written, 'origin'), 'longitude')),
      latitude: numberOf(field(field(written, 'origin'), 'latitude')),
    },
    code: textOf(field(written, 'code')),
    name: nameOf(field(written, 'name')),
    city: nameOf(field(written, 'city')),
    grids: numberOf(field(written, 'grids')),
    outline: listOf(field(written, 'outline'), pointOf),
    lines: listOf(field(written, 'lines'), readLine),
    lake: readDrawn(field(written, 'lake')),
    island: listOf(field(written, 'island'), pointOf),
    metro: readDrawn(field(written, 'metro')),
    hills: listOf(field(written, 'hills'), (hill) => ({
      ...readDrawn(hill),
      height: numberOf(field(hill, 'height')),
    })),
    density: readDensity(field(written, 'density')),
    streets: listOf(field(written, 'streets'), readStreet),
    landmarks: listOf(field(written, 'landmarks'), readLandmark),
  }
}

const decimetresPerKilometre = 10_000

function pointOf(written: Written): PlanePoint {
  const [x, y] = listOf(written, numberOf)
  assert(x !== undefined && y !== undefined, `${written.where} is [x, y]`)
  return { x: x * decimetresPerKilometre, y: y * decimetresPerKilometre }
}

function readLine(written: Written): SkeletonLine {
  return {
    id: textOf(field(written, 'id')),
    name: nameOf(field(written, 'name')),
    kind: choiceOf(field(written, 'kind'), ['road', 'railway', 'river']),
    closed: hasField(written, 'closed'),
    border: hasField(written, 'border') ? boxOf(field(written, 'border')) : undefined,
    points: listOf(field(written, 'points'), pointOf),
  }
}

function boxOf(written: Written): Box {
  const [west, south, east, north] = listOf(written, numberOf).map((edge) => edge * decimetresPerKilometre)
  assert(
    west !== undefined && south !== undefined && east !== undefined && north !== undefined,
    `${written.where} is [west, south, east, north]`,
  )
  return { west, south, east, north }
}

function readDrawn(written: Written): Drawn {
  return { name: nameOf(field(written, 'name')), points: listOf(field(written, 'points'), pointOf) }
}

function readDensity(written: Written): Density {
  return {
    base: numberOf(field(written, 'base')),
    centres: listOf(field(written, 'centres'), (centre) => ({
      at: pointOf(field(centre, 'at')),
      people: numberOf(field(centre, 'people')),
      reach: numberOf(field(centre, 'reach')) * decimetresPerKilometre,
    })),
  }
}

function readStreet(written: Written): SkeletonStreet {
  return {
    id: textOf(field(written, 'id')),
    name: nameOf(field(written, 'name')),
    kind: choiceOf(field(written, 'kind'), ['street', 'town']),
    at: pointOf(field(written, 'at')),
    communities: listOf(field(written, 'communities'), (community) => ({
      name: nameOf(community),
      at: hasField(community, 'at') ? pointOf(field(community, 'at')) : undefined,
      hasLake: hasField(community, 'lake'),
    })),
  }
}

function readLandmark(written: Written): SkeletonLandmark {
  return {
    id: textOf(field(written, 'id')),
    kind: choiceOf(field(written, 'kind'), landmarkKinds),
    at: pointOf(field(written, 'at')),
    name: nameOf(written),
    word: textOf(field(written, 'word')),
    exclusive: hasField(written, 'own'),
  }
}

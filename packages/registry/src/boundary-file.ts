import { isAppError } from '@duibiao/base'
import { simplifyShapes } from './boundary-simplification.ts'
import type { BoundaryShape } from './boundary-simplification.ts'
import { convertGeometry } from './coordinate.ts'
import type { CoordinateSystem } from './coordinate.ts'
import { findSelfCrossing } from './geometry-check.ts'
import { parseAreaGeometry, ringsOf } from './geometry.ts'
import type { AreaGeometry } from './geometry.ts'

/** How a file of boundaries is read. */
export interface BoundaryWish {
  /** The property of a feature that holds the code of its division. */
  readonly property: string
  readonly coordinates: CoordinateSystem
  /** Codes of the divisions that are wanted; what is of others is passed over. */
  readonly known: ReadonlySet<string>
}

/** What is wrong with a file; texts are given where it is told. */
export type BoundaryFaultCode =
  | 'no_features'
  | 'features_too_many'
  | 'positions_too_many'
  | 'crs_unknown'
  | 'crs_contradicts'
  | 'property_missing'
  | 'code_missing'
  | 'code_unknown'
  | 'code_doubled'
  | 'shape_missing'
  | 'shape_malformed'
  | 'shape_flat'
  | 'shape_crosses'
  | 'not_degrees'
  | 'axes_swapped'

/** A fault of a feature, counted from 1; 0 is the file as a whole. */
export interface BoundaryFault {
  readonly feature: number
  readonly code: BoundaryFaultCode
  readonly params: Readonly<Record<string, string | number>>
}

/** What a file holds of the divisions that are wanted. */
export interface BoundaryReading {
  /** In CGCS2000, simplified for drawing, by code. */
  readonly shapes: readonly BoundaryShape[]
  readonly features: number
  /** Features of other divisions. */
  readonly passed: number
  readonly positions: number
  readonly keptPositions: number
  /** How far a border may be off for being simplified, metres. */
  readonly tolerance: number
  readonly faults: readonly BoundaryFault[]
}

/** The most that a file may hold. */
export const boundaryLimits = { features: 20_000, positions: 2_000_000 } as const

/** Positions that are drawn: of a province some 260 kB; of the whole country enough that each county has a shape. */
function drawnPositions(shapes: number): number {
  return Math.max(13_000, shapes * 40)
}

/** Reads a GeoJSON FeatureCollection of boundaries (RFC 7946, and the member `crs` of 2008 where a program still writes it). */
export function readBoundaries(file: unknown, wish: BoundaryWish): BoundaryReading {
  const features = listOf(recordOf(file)['features'])
  const faults: BoundaryFault[] = checkFile(file, features, wish).map((fault) => ({ feature: 0, ...fault }))
  const taken = faults.length > 0 ? [] : takeFeatures(features, wish, faults)
  const positions = taken.reduce((sum, { geometry }) => sum + positionsOf(geometry), 0)
  const isLarge = positions > boundaryLimits.positions
  if (isLarge)
    faults.push({
      feature: 0,
      code: 'positions_too_many',
      params: { count: positions, most: boundaryLimits.positions },
    })
  const drawn = simplifyShapes(isLarge ? [] : taken, drawnPositions(taken.length))
  return {
    shapes: drawn.shapes.toSorted((one, other) => (one.code < other.code ? -1 : 1)),
    features: features.length,
    passed: faults.filter(({ code }) => code === 'code_unknown').length,
    positions,
    keptPositions: drawn.after,
    tolerance: drawn.tolerance,
    faults,
  }
}

type Fault = Omit<BoundaryFault, 'feature'>

/** Faults for which nothing of the file is looked at. */
function checkFile(
  file: unknown,
  features: readonly unknown[],
  { property, coordinates }: BoundaryWish,
): readonly Fault[] {
  if (features.length === 0) return [{ code: 'no_features', params: {} }]
  if (features.length > boundaryLimits.features)
    return [{ code: 'features_too_many', params: { count: features.length, most: boundaryLimits.features } }]
  const crs = recordOf(recordOf(recordOf(file)['crs'])['properties'])['name']
  const names = new Set(features.flatMap((one) => Object.keys(recordOf(recordOf(one)['properties']))))
  const there = [...names].slice(0, 20).join(', ')
  return [
    ...(typeof crs === 'string' ? checkCrs(crs, coordinates) : []),
    ...(names.has(property) ? [] : [{ code: 'property_missing' as const, params: { property, there } }]),
  ]
}

/** A file says by EPSG number what it is in; those of CGCS2000 and WGS-84 in degrees are known. */
function checkCrs(crs: string, coordinates: CoordinateSystem): readonly Fault[] {
  if (!/CRS84$|(^|[^0-9])(4326|4490)$/.test(crs)) return [{ code: 'crs_unknown', params: { crs } }]
  const isShifted = coordinates === 'gcj02' || coordinates === 'bd09'
  return isShifted ? [{ code: 'crs_contradicts', params: { crs, coordinates } }] : []
}

function takeFeatures(
  features: readonly unknown[],
  wish: BoundaryWish,
  faults: BoundaryFault[],
): readonly BoundaryShape[] {
  const first = new Map<string, number>()
  return features.flatMap((one, place) => {
    const feature = place + 1
    const code = codeOf(recordOf(recordOf(one)['properties'])[wish.property])
    const before = first.get(code)
    const fault = codeFault(code, before, wish.known)
    if (fault !== undefined) {
      faults.push({ feature, ...fault })
      return []
    }
    first.set(code, feature)
    const read = readShape(recordOf(one)['geometry'], wish.coordinates)
    faults.push(...read.faults.map((own) => ({ feature, ...own, params: { text: code, ...own.params } })))
    return read.geometry === undefined ? [] : [{ code, geometry: read.geometry }]
  })
}

function codeFault(code: string, before: number | undefined, known: ReadonlySet<string>): Fault | undefined {
  if (code === '') return { code: 'code_missing', params: {} }
  if (!known.has(code)) return { code: 'code_unknown', params: { text: code } }
  return before === undefined ? undefined : { code: 'code_doubled', params: { text: code, before } }
}

/** Some files write the number of the country, 156 by GB/T 2659, before the six digits: no division begins with it. */
function codeOf(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  return /^156\d{6}$/.test(text) ? text.slice(3) : text
}

function readShape(
  value: unknown,
  coordinates: CoordinateSystem,
): { readonly geometry?: AreaGeometry; readonly faults: readonly Fault[] } {
  if (value === null || value === undefined || listOf(recordOf(value)['coordinates']).length === 0)
    return { faults: [{ code: 'shape_missing', params: {} }] }
  const far = farPosition(recordOf(value)['coordinates'])
  if (far !== undefined) return { faults: [far] }
  try {
    const geometry = convertGeometry(parseAreaGeometry(value), coordinates)
    if (ringsOf(geometry).every(isFlat)) return { faults: [{ code: 'shape_flat', params: {} }] }
    const at = findSelfCrossing(geometry)
    if (at === undefined) return { geometry, faults: [] }
    const place = `${at.longitude.toFixed(5)}, ${at.latitude.toFixed(5)}`
    return { geometry, faults: [{ code: 'shape_crosses', params: { place } }] }
  } catch (error) {
    if (!isAppError(error, 'geometry_malformed')) throw error
    const { path = '', problem = '' } = error.params
    return { faults: [{ code: 'shape_malformed', params: { problem: `${path}: ${problem}` } }] }
  }
}

/** A first position that cannot be longitude and latitude: metres of a projection, or the two in the other order. */
function farPosition(value: unknown, depth = 0): Fault | undefined {
  const [x, y] = listOf(value)
  if (typeof x !== 'number' || typeof y !== 'number') {
    // Positions of a MultiPolygon lie three lists deep; what is deeper is malformed.
    for (const one of depth > 3 ? [] : listOf(value)) {
      const found = farPosition(one, depth + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return undefined
  const isSwapped = Math.abs(x) <= 90 && Math.abs(y) <= 180
  return { code: isSwapped ? 'axes_swapped' : 'not_degrees', params: { place: `${x}, ${y}` } }
}

/** Whether a ring encloses nothing: less than a square metre. */
function isFlat(ring: readonly (readonly number[])[]): boolean {
  const [ox = 0, oy = 0] = ring[0] ?? []
  const twice = ring.reduce((sum, [x = 0, y = 0], place) => {
    const [nx = 0, ny = 0] = ring[(place + 1) % ring.length] ?? []
    return sum + (x - ox) * (ny - oy) - (nx - ox) * (y - oy)
  }, 0)
  return Math.abs(twice) / 2 < 1e-10
}

function positionsOf(geometry: AreaGeometry): number {
  return ringsOf(geometry).reduce((sum, ring) => sum + ring.length, 0)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return value as Readonly<Record<string, unknown>>
}

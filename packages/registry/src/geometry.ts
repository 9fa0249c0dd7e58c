import { AppError } from '@duibiao/base'

/** Longitude and latitude in degrees (CGCS2000). A third number, the height, is passed over. */
export type Position = readonly [longitude: number, latitude: number, ...rest: readonly number[]]

/** First and last position are the same. */
export type Ring = readonly Position[]

/** GeoJSON (RFC 7946). The first ring is the outline, the others are holes; the direction of rings does not matter. */
export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] }

/** The rings of all parts. Parts do not overlap, so that being inside can be counted over all of them. */
export function ringsOf(geometry: AreaGeometry): readonly Ring[] {
  switch (geometry.type) {
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
  }
}

/** Reads a GeoJSON Polygon or MultiPolygon. Throws `geometry_malformed` with the path of the first fault. */
export function parseAreaGeometry(value: unknown): AreaGeometry {
  const { type, coordinates } = recordOf(value)
  switch (type) {
    case 'Polygon':
      checkPolygon(coordinates, 'coordinates')
      break
    case 'MultiPolygon':
      listOf(coordinates, 'coordinates').forEach((polygon, index) =>
        checkPolygon(polygon, `coordinates[${index}]`),
      )
      break
    default:
      throw malformed('type', 'Polygon, MultiPolygon')
  }
  return { type, coordinates } as AreaGeometry
}

function checkPolygon(value: unknown, path: string): void {
  listOf(value, path).forEach((ring, index) => checkRing(ring, `${path}[${index}]`))
}

function checkRing(value: unknown, path: string): void {
  const ring = listOf(value, path)
  if (ring.length < 4) throw malformed(path, '< 4')
  ring.forEach((position, index) => checkPosition(position, `${path}[${index}]`))
  const [first, last] = [listOf(ring[0], path), listOf(ring.at(-1), path)]
  if (first[0] !== last[0] || first[1] !== last[1]) throw malformed(path, '[0] ≠ [-1]')
}

function checkPosition(value: unknown, path: string): void {
  const [longitude, latitude] = listOf(value, path)
  if (!isDegree(longitude, 180) || !isDegree(latitude, 90)) throw malformed(path, '±180, ±90')
}

function isDegree(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= limit
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw malformed(path, '[]')
  return value
}

function recordOf(value: unknown): { readonly [name: string]: unknown } {
  if (typeof value !== 'object' || value === null) throw malformed('$', 'GeoJSON')
  return value as { readonly [name: string]: unknown }
}

function malformed(path: string, problem: string): AppError {
  return new AppError('geometry_malformed', { path, problem })
}

import type { GeoJSONSource } from 'maplibre-gl'
import type { Language } from '../text/language.ts'
import { innerPoint, ringsIn } from './inner-point.ts'
import type { AreaShapes, GroundShapes, MapPoint } from './area-shape.ts'

type FeatureCollection = Extract<
  Parameters<GeoJSONSource['setData']>[0],
  { readonly type: 'FeatureCollection' }
>

/** Areas with what their drawing needs; those without a shape are left out. */
export function shadedFeatures(shapes: AreaShapes, shades?: ReadonlyMap<string, number>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: shapes.features.flatMap(({ id, properties: { name }, geometry }) =>
      geometry === null
        ? []
        : [
            {
              type: 'Feature' as const,
              properties: { id, name, shade: shades?.get(id) ?? 0 },
              // GeoJSON of the service, whose schema has only polygons here.
              geometry: geometry as FeatureCollection['features'][number]['geometry'],
            },
          ],
    ),
  }
}

/** Where the names of areas stand: one each, well inside of its area. */
export function nameFeatures(shapes: AreaShapes, marks?: ReadonlyMap<string, string>): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: shapes.features.flatMap(({ id, properties: { name }, geometry }) => {
      const rings = geometry === null || !('coordinates' in geometry) ? [] : ringsIn(geometry.coordinates)
      const at = innerPoint(rings)
      return at === undefined
        ? []
        : [
            {
              type: 'Feature' as const,
              properties: { name, mark: marks?.get(id) ?? '' },
              geometry: { type: 'Point' as const, coordinates: [...at] },
            },
          ]
    }),
  }
}

/** The ground with its names in one language. */
export function groundFeatures(ground: GroundShapes, language: Language): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: ground.features.map(({ properties: { kind, name = '', name_en: english }, geometry }) => ({
      type: 'Feature' as const,
      properties: { kind, name: language === 'en' ? (english ?? name) : name },
      // GeoJSON of the service, as above.
      geometry: geometry as FeatureCollection['features'][number]['geometry'],
    })),
  }
}

export function pointFeatures(points: readonly MapPoint[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: points.map(({ id, longitude, latitude, lamp }) => ({
      type: 'Feature',
      properties: { id, lamp },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })),
  }
}

/** West, south, east and north of all shapes; undefined when there are none. */
export function boundsOf(shapes: AreaShapes): [number, number, number, number] | undefined {
  const all = shapes.features.flatMap(({ geometry }) =>
    geometry !== null && 'coordinates' in geometry ? positionsIn(geometry.coordinates) : [],
  )
  if (all.length === 0) return undefined
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [longitude, latitude] of all) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  return [west, south, east, north]
}

function positionsIn(value: unknown): readonly (readonly [number, number])[] {
  if (!Array.isArray(value)) return []
  const [longitude, latitude]: unknown[] = value
  if (typeof longitude === 'number' && typeof latitude === 'number') return [[longitude, latitude]]
  return value.flatMap(positionsIn)
}

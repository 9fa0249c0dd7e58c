import { positionOf } from './geography.ts'
import type { Geography } from './geography.ts'
import { distance, smooth } from './plane.ts'
import type { PlanePoint } from './plane.ts'
import type { Road } from './road.ts'
import type { Name } from './written.ts'

/** What the maps of the district are drawn on, as GeoJSON: water and hills, roads, and what people know a place by. */
export function groundText(geography: Geography): string {
  const { skeleton, roads, landmarks } = geography
  const water = smooth(skeleton.lake.points, true, 3)
  const features = [
    ...skeleton.hills.map(({ name, points }) => face('hill', name, smooth(points, true, 3))),
    ...roads.map((road) => lines(road.kind, road.name, [...road.paths, ...inflow(road, water)])),
    face('water', skeleton.lake.name, water),
    face('island', undefined, smooth(skeleton.island, true, 3)),
    lines('metro', skeleton.metro.name, [smooth(skeleton.metro.points.slice(1, -1), false, 3)]),
    ...landmarks.map(({ kind, name, at }) =>
      feature(kind, name, { type: 'Point', coordinates: positionOf(skeleton, at) }),
    ),
  ]
  return `{"type":"FeatureCollection","features":[\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`

  function face(kind: string, name: Name | undefined, points: readonly PlanePoint[]): object {
    const ring = [...points, ...points.slice(0, 1)].map((point) => positionOf(skeleton, point))
    return feature(kind, name, { type: 'Polygon', coordinates: [ring] })
  }

  function lines(kind: string, name: Name | undefined, paths: readonly (readonly PlanePoint[])[]): object {
    const coordinates = paths.map((path) => path.map((point) => positionOf(skeleton, point)))
    return feature(kind, name, { type: 'MultiLineString', coordinates })
  }
}

function feature(kind: string, name: Name | undefined, geometry: object): object {
  const named = name === undefined ? {} : { name: name.zh, name_en: name.en }
  return { type: 'Feature', properties: { kind, ...named }, geometry }
}

/** Rivers end at the road around the lake; here they reach the water. */
function inflow({ kind, paths }: Road, water: readonly PlanePoint[]): readonly (readonly PlanePoint[])[] {
  if (kind !== 'river') return []
  const ends = paths.flatMap((path) => [...path.slice(0, 1), ...path.slice(-1)])
  const ways = ends.flatMap((end) => water.map((point) => ({ end, point, length: distance(end, point) })))
  const [way] = ways.toSorted((a, b) => a.length - b.length)
  return way === undefined ? [] : [[way.end, way.point]]
}

import { ringsOf } from '@duibiao/registry'
import { positionOf } from './geography.ts'
import type { Geography, Landmark } from './geography.ts'
import type { AreaPlace } from './area-place.ts'
import { centreOf, distance, mix, smooth } from './plane.ts'
import type { PlanePoint } from './plane.ts'
import type { Road } from './road.ts'

/** A map of the district as a picture (SVG), for documents. */
export function drawMap(geography: Geography, width: number): string {
  const { skeleton, areas, roads, landmarks } = geography
  const frame = frameOf(geography, width)
  const water = smooth(skeleton.lake.points, true, 3)
  const parts = [
    `<rect width="${width}" height="${frame.height}" fill="#f4f3ee"/>`,
    ...areas
      .filter(({ area }) => area.level === 'district')
      .map((area) => shape(frame, area, 'fill="#eef2e3"')),
    ...areas
      .filter(({ area }) => area.level === 'grid')
      .map((area) => shape(frame, area, gridPaint(geography, area))),
    ...hills(geography, frame),
    ...inflows(geography, frame, water),
    ring(frame, water, 'fill="#a9d2e8" stroke="#7fb3d1"'),
    ring(frame, smooth(skeleton.island, true, 3), 'fill="#cfe3b4" stroke="#9dbb7c" stroke-width="0.6"'),
    ...areas
      .filter(({ area }) => area.level === 'community')
      .map((area) =>
        shape(frame, area, 'fill="none" stroke="#8d5fae" stroke-width="1.1" stroke-opacity="0.6"'),
      ),
    ...areas
      .filter(({ area }) => area.level === 'street')
      .map((area) =>
        shape(frame, area, 'fill="none" stroke="#7b4fa0" stroke-width="5.5" stroke-opacity="0.4"'),
      ),
    ...(['river', 'lane', 'street', 'railway', 'main'] as const).flatMap((kind) =>
      roads.filter((road) => road.kind === kind).flatMap((road) => strokes(frame, road)),
    ),
    line(
      frame,
      smooth(skeleton.metro.points.slice(1, -1), false, 3),
      'stroke="#b0532f" stroke-width="1.6" stroke-dasharray="5 3"',
    ),
    ...landmarks.flatMap((landmark) => mark(frame, landmark)),
    ...labels(geography, frame),
  ]
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${frame.height}" font-family="'Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Zen Hei',sans-serif">`
  return `${[open, ...parts, '</svg>'].join('\n')}\n`
}

interface Frame {
  readonly height: number
  readonly place: (longitude: number, latitude: number) => readonly [number, number]
  readonly plane: (point: PlanePoint) => readonly [number, number]
}

function frameOf({ areas, skeleton }: Geography, width: number): Frame {
  const positions = areas.slice(0, 1).flatMap(({ area }) => ringsOf(area.geometry).flat())
  const longitudes = positions.map(([longitude]) => longitude)
  const latitudes = positions.map(([, latitude]) => latitude)
  const [west, north] = [Math.min(...longitudes), Math.max(...latitudes)]
  const squeeze = Math.cos((north * Math.PI) / 180)
  const margin = 14
  const scale = (width - 2 * margin) / ((Math.max(...longitudes) - west) * squeeze)
  return {
    height: Math.ceil((north - Math.min(...latitudes)) * scale + 2 * margin),
    place,
    plane(point) {
      const [longitude, latitude] = positionOf(skeleton, point)
      return place(longitude, latitude)
    },
  }

  function place(longitude: number, latitude: number): readonly [number, number] {
    return [
      Math.round((margin + (longitude - west) * squeeze * scale) * 10) / 10,
      Math.round((margin + (north - latitude) * scale) * 10) / 10,
    ]
  }
}

function shape(frame: Frame, { area }: AreaPlace, paint: string): string {
  const path = ringsOf(area.geometry).map(
    (one) => `M${one.map(([longitude, latitude]) => frame.place(longitude, latitude).join(' ')).join('L')}Z`,
  )
  return `<path d="${path.join('')}" fill-rule="evenodd" ${paint}/>`
}

function ring(frame: Frame, points: readonly PlanePoint[], paint: string): string {
  return `<path d="M${points.map((point) => frame.plane(point).join(' ')).join('L')}Z" ${paint}/>`
}

function line(frame: Frame, points: readonly PlanePoint[], paint: string): string {
  const path = points.map((point) => frame.plane(point).join(' ')).join('L')
  return `<path d="M${path}" fill="none" stroke-linejoin="round" stroke-linecap="round" ${paint}/>`
}

/** Parks and woods green, yards of industry grey, towns by how many people live there. */
function gridPaint(
  { landmarks, skeleton }: Geography,
  { area, people, squareKilometres, centre }: AreaPlace,
): string {
  const kind = landmarks.find(
    (landmark) => landmark.grid === area.id && paints[landmark.kind] !== undefined,
  )?.kind
  const inHills = skeleton.hills.some(({ points }) => near(points, centre))
  const density = people / squareKilometres / 100
  const town = density > 60 ? '#ecd9c6' : density > 30 ? '#f2e4d2' : density > 14 ? '#f6eddf' : '#eef2e3'
  const paint = paints[kind ?? ''] ?? (inHills ? '#dcebc8' : town)
  return `fill="${paint}" stroke="#c9bfae" stroke-width="0.4"`
}

const paints: Readonly<Record<string, string>> = {
  park: '#c6e2ae',
  industrial_park: '#d9d7dd',
  plant: '#d9d7dd',
  cemetery: '#cfdcc2',
  hospital: '#f3d3d3',
  college: '#e6dcc0',
  station: '#dcd6e2',
}

function near(points: readonly PlanePoint[], point: PlanePoint): boolean {
  const middle = centreOf(points)
  return points.some(
    (one) =>
      Math.hypot(one.x - middle.x, one.y - middle.y) > Math.hypot(point.x - middle.x, point.y - middle.y),
  )
}

/** Each hill as three rings, one inside the other. */
function hills({ skeleton }: Geography, frame: Frame): readonly string[] {
  return skeleton.hills.flatMap(({ points }) => {
    const middle = centreOf(points)
    return [1, 0.66, 0.34].map((share) => {
      const level = points.map(({ x, y }) => ({
        x: middle.x + share * (x - middle.x),
        y: middle.y + share * (y - middle.y),
      }))
      return ring(
        frame,
        smooth(level, true, 3),
        'fill="#a9c98c" fill-opacity="0.3" stroke="#8fb071" stroke-width="0.5"',
      )
    })
  })
}

/** Rivers end at the road around the lake; here they reach the water. */
function inflows({ roads }: Geography, frame: Frame, water: readonly PlanePoint[]): readonly string[] {
  return roads
    .filter(({ kind }) => kind === 'river')
    .flatMap(({ paths }) => {
      const ends = paths.flatMap((path) => [...path.slice(0, 1), ...path.slice(-1)])
      const ways = ends.flatMap((end) => water.map((point) => ({ end, point, length: distance(end, point) })))
      const [way] = ways.toSorted((a, b) => a.length - b.length)
      return way === undefined ? [] : [line(frame, [way.end, way.point], 'stroke="#8dc1dd" stroke-width="5"')]
    })
}

function strokes(frame: Frame, { kind, paths }: Road): readonly string[] {
  const coats: Readonly<Record<Road['kind'], readonly string[]>> = {
    river: ['stroke="#8dc1dd" stroke-width="5"'],
    lane: ['stroke="#ffffff" stroke-width="1"'],
    street: ['stroke="#d8cdb8" stroke-width="2.4"', 'stroke="#ffffff" stroke-width="1.6"'],
    main: ['stroke="#cfa75a" stroke-width="4"', 'stroke="#fbe3a6" stroke-width="2.8"'],
    railway: [
      'stroke="#555555" stroke-width="2.4"',
      'stroke="#ffffff" stroke-width="1.4" stroke-dasharray="6 6"',
    ],
  }
  return coats[kind].flatMap((paint) => paths.map((path) => line(frame, path, paint)))
}

const marks: Readonly<Record<string, readonly [sign: string, paint: string]>> = {
  government: ['★', '#c0392b'],
  service_hall: ['政', '#c0392b'],
  station: ['铁', '#333333'],
  market: ['市', '#b9770e'],
  hospital: ['医', '#c0392b'],
  school: ['学', '#1f6f54'],
  college: ['学', '#1f6f54'],
  park: ['园', '#3a7d2b'],
  industrial_park: ['工', '#555566'],
  cemetery: ['墓', '#6b705c'],
  metro_station: ['M', '#b0532f'],
  plant: ['厂', '#555566'],
}

/** Landmarks as a small disc with a character; the big ones with their name. */
function mark(frame: Frame, { kind, at, word }: Landmark): readonly string[] {
  const [sign, paint] = marks[kind] ?? []
  if (sign === undefined || paint === undefined) return []
  const [x, y] = frame.plane(at)
  const isNamed = ['government', 'station', 'park', 'industrial_park', 'college', 'cemetery'].includes(kind)
  const name = `<text x="${x + 8}" y="${y + 3.5}" font-size="9.5" fill="${paint}" ${halo}>${word}</text>`
  return [
    `<circle cx="${x}" cy="${y}" r="5.6" fill="${paint}"/>`,
    `<text x="${x}" y="${y + 2.9}" font-size="8" fill="#ffffff" text-anchor="middle">${sign}</text>`,
    ...(isNamed ? [name] : []),
  ]
}

const halo = 'stroke="#ffffff" stroke-width="2.4" stroke-opacity="0.85" paint-order="stroke"'

function labels({ areas, skeleton, roads }: Geography, frame: Frame): readonly string[] {
  const streets = areas
    .filter(({ area }) => area.level === 'street')
    .map(({ area }) => {
      const at = skeleton.streets.find(({ name }) => name.zh === area.name)?.at ?? { x: 0, y: 0 }
      return text(frame.plane(at), area.name, 'font-size="17" font-weight="bold" fill="#5b2c83"')
    })
  const written = roads.flatMap(({ kind, name, paths }) => {
    const longest = paths.toSorted((a, b) => b.length - a.length)[0] ?? []
    const place = longest[Math.floor(longest.length * 0.3)]
    if (kind === 'lane' || kind === 'street' || name === undefined || place === undefined) return []
    const paint = kind === 'river' ? '#2e7ca8' : '#7a5c1e'
    return [text(frame.plane(place), name.zh, `font-size="9" fill="${paint}"`)]
  })
  const lake = skeleton.lake.points
  return [
    ...streets,
    ...written,
    text(
      frame.plane(mix(centreOf(lake), lake[1] ?? centreOf(lake), 0.35)),
      skeleton.lake.name.zh,
      'font-size="22" fill="#2e7ca8" letter-spacing="8"',
    ),
    ...skeleton.hills.map(({ name, height, points }) => {
      const [x, y] = frame.plane(centreOf(points))
      return text([x, y - 16], `▲ ${name.zh} ${height} m`, 'font-size="10" fill="#4d6b35"')
    }),
  ]
}

function text([x, y]: readonly [number, number], words: string, paint: string): string {
  return `<text x="${x}" y="${y}" text-anchor="middle" ${paint} ${halo}>${words}</text>`
}

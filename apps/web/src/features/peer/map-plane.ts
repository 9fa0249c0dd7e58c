import { ringsIn } from '../../ui/inner-point.ts'

/** A shape of GeoJSON with the code of what it is of. */
export interface MapShape {
  readonly code: string
  readonly coordinates: unknown
}

/** A shape as it is drawn, pixels from the upper left corner. */
export interface DrawnPlace {
  readonly code: string
  readonly path: string
  readonly rings: readonly (readonly Spot[])[]
  readonly box: Box
}

type Spot = readonly [x: number, y: number]

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What is drawn, and how high it is at its width. */
export interface DrawnMap {
  readonly height: number
  /** The largest first, so that what lies in another stays on top of it. */
  readonly places: readonly DrawnPlace[]
}

interface MapFrame {
  readonly width: number
  readonly mostHeight: number
  /** Codes that must be seen whole; all when none of them has a shape. */
  readonly near: ReadonlySet<string>
}

/** Pixels between what is drawn and the edge. */
const margin = 8

/**
 * Shapes in degrees as they lie around their middle: a degree of longitude as long as it is at the middle latitude. Good for a city
 * or a province; over a whole country the north comes out too wide.
 */
export function drawMap(shapes: readonly MapShape[], { width, mostHeight, near }: MapFrame): DrawnMap {
  const given = shapes.flatMap(({ code, coordinates }) => {
    const rings = ringsIn(coordinates)
    return rings.length === 0 ? [] : [{ code, rings }]
  })
  const chosen = given.filter(({ code }) => near.has(code))
  const seen = boxOf((chosen.length > 0 ? chosen : given).flatMap(({ rings }) => rings))
  if (seen === undefined) return { height: 0, places: [] }
  const narrow = Math.cos((((seen.top + seen.bottom) / 2) * Math.PI) / 180)
  const [wide, high] = [
    Math.max((seen.right - seen.left) * narrow, 1e-9),
    Math.max(seen.bottom - seen.top, 1e-9),
  ]
  const scale = Math.min((width - 2 * margin) / wide, (mostHeight - 2 * margin) / high)
  const height = Math.round(high * scale + 2 * margin)
  const left = (width - wide * scale) / 2
  const places = given.map(({ code, rings }) => {
    const drawn = rings.map((ring) => ring.map(([x, y]) => spotAt(x, y)))
    const box = boxOf(drawn) ?? { left: 0, top: 0, right: 0, bottom: 0 }
    return { code, rings: drawn, path: drawn.map(pathOfRing).join(''), box }
  })
  return { height, places: places.toSorted((one, other) => sizeOf(other.box) - sizeOf(one.box)) }

  function spotAt(longitude: number, latitude: number): Spot {
    const x = left + (longitude - (seen?.left ?? 0)) * narrow * scale
    return [x, margin + ((seen?.bottom ?? 0) - latitude) * scale]
  }
}

function pathOfRing(ring: readonly Spot[]): string {
  return `${ring.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}Z`
}

function boxOf(rings: readonly (readonly Spot[])[]): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of rings.flat()) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return left === Infinity ? undefined : { left, top, right, bottom }
}

function sizeOf({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top)
}

/** The middle of what is drawn of a place. */
export function middleOf({ box: { left, top, right, bottom } }: Pick<DrawnPlace, 'box'>): Spot {
  return [(left + right) / 2, (top + bottom) / 2]
}

const ways = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
} as const satisfies Readonly<Record<string, Spot>>

/** The place to which an arrow key leads: the nearest in its direction, what lies straight ahead before what lies aside. */
export function nextPlace(
  places: readonly DrawnPlace[],
  from: string | undefined,
  key: string,
): string | undefined {
  const way = Object.entries(ways).find(([name]) => name === key)?.[1]
  if (way === undefined) return undefined
  const here = places.find(({ code }) => code === from)
  if (here === undefined) return places[0]?.code
  const [x, y] = middleOf(here)
  const ahead = places.flatMap((place) => {
    const [px, py] = middleOf(place)
    const [dx, dy] = [px - x, py - y]
    const along = dx * way[0] + dy * way[1]
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0])
    return along > 0.5 && along >= aside / 2 ? [{ code: place.code, far: along + 2 * aside }] : []
  })
  return ahead.toSorted((one, other) => one.far - other.far)[0]?.code
}

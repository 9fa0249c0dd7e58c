import type { RegistryView } from './registry-view.ts'

interface Point {
  readonly longitude: number
  readonly latitude: number
}

const metresPerDegree = 111_195

/** Metres between two places, where both are known; a district is small enough to be flat. */
export function distanceOf(one: Point | undefined, other: Point | undefined): number | undefined {
  if (one === undefined || other === undefined) return undefined
  const wide = Math.cos((one.latitude * Math.PI) / 180)
  const [east, north] = [(one.longitude - other.longitude) * wide, one.latitude - other.latitude]
  return Math.round(metresPerDegree * Math.hypot(east, north))
}

/** Metres beyond which nothing is the same thing, whatever is said of it: a street lamp is out somewhere every day. */
export const farApart = 2000

/** Where something lies: a place, an area, both or neither. */
interface Located {
  readonly place: Point | undefined
  readonly area: string | undefined
}

/** Whether two things are known to lie too far apart to be the same: by their places, else by the streets of their areas. */
export function areApart(
  one: Located,
  other: Located,
  { areaPath }: Pick<RegistryView, 'areaPath'>,
): boolean {
  const distance = distanceOf(one.place, other.place)
  if (distance !== undefined) return distance > farApart
  const [street, another] = [one, other].map(({ area }) =>
    area === undefined ? undefined : areaPath(area)[0],
  )
  return street !== undefined && another !== undefined && street !== another
}

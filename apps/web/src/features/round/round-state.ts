import type { Given } from '@duibiao/contract'
import type { Position } from '../../ui/area-shape.ts'

/** How somebody looks at what is open around them; it stands in the address. */
export interface RoundState {
  readonly view: 'list' | 'map'
  /** One grid; all of the area when not said. */
  readonly grid: string | undefined
  readonly due: 'overdue' | 'soon' | undefined
}

export function readRound(search: URLSearchParams): RoundState {
  const due = search.get('due')
  return {
    view: search.get('view') === 'map' ? 'map' : 'list',
    grid: search.get('grid') ?? undefined,
    due: due === 'overdue' || due === 'soon' ? due : undefined,
  }
}

type Filter = NonNullable<Given<'matter.count'>['query']>

/** The same filter for list, map and number. */
export function filterOf({ grid, due }: RoundState, area: string): Filter {
  return { open: true, area: grid ?? area, ...(due !== undefined && { due }) }
}

/** Metres between two points, on a sphere: right to a few in a hundred metres. */
export function distanceOf(one: Position, other: Position): number {
  const radian = Math.PI / 180
  const north = (other.latitude - one.latitude) * radian
  const east =
    (other.longitude - one.longitude) * radian * Math.cos(((one.latitude + other.latitude) / 2) * radian)
  return 6_371_000 * Math.hypot(north, east)
}

interface Placed {
  readonly place?: Position | undefined
}

/** The nearest first; those without a place last, in the order in which they came. */
export function nearestFirst<Row extends Placed>(rows: readonly Row[], own: Position): readonly Row[] {
  function far({ place }: Placed): number {
    return place === undefined ? Infinity : distanceOf(own, place)
  }
  return rows.toSorted((one, other) => {
    const [a, b] = [far(one), far(other)]
    return a === b ? 0 : a - b
  })
}

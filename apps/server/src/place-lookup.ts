import type { LegalDate } from '@duibiao/base'
import { areaLevels, findGrid, isValidOn, makeGridLookup } from '@duibiao/registry'
import type { Area, AreaLevel, GridLookup, Point } from '@duibiao/registry'

/** Areas as the registry holds them; another map is another state of it. */
type Areas = ReadonlyMap<string, Area>

interface Kept {
  readonly on: LegalDate
  readonly lookups: Map<AreaLevel, GridLookup>
}

const kept = new WeakMap<Areas, Kept>()

/** The smallest area that has a point on a day: its grid, else the community, street or district it lies in. */
export function findSmallest(areas: Areas, point: Point, on: LegalDate): Area | undefined {
  for (const level of areaLevels.toReversed()) {
    const id = findGrid(lookupOf(areas, level, on), point)
    const area = id === undefined ? undefined : areas.get(id)
    if (area !== undefined) return area
  }
  return undefined
}

/** The index over the shapes of a level, made once for each state of the registry and day. */
function lookupOf(areas: Areas, level: AreaLevel, on: LegalDate): GridLookup {
  let entry = kept.get(areas)
  if (entry?.on !== on) {
    entry = { on, lookups: new Map() }
    kept.set(areas, entry)
  }
  const known = entry.lookups.get(level)
  if (known !== undefined) return known
  const shapes = [...areas.values()]
    .filter((area) => area.level === level && isValidOn(area, on))
    .flatMap(({ id, geometry }) => (geometry === undefined ? [] : [{ id, geometry }]))
  const made = makeGridLookup(shapes)
  entry.lookups.set(level, made)
  return made
}

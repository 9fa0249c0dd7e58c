import { idsOfPath } from '@duibiao/registry'
import type { Area, AreaLevel } from '@duibiao/registry'
import type { MatterGroup } from '@duibiao/store'

/**
 * Adds up counts of the smallest areas known to the areas of a level that they lie in. What is known only above the level
 * stays without an area, so that the sum is that of the list.
 */
export function rollUp(
  groups: readonly MatterGroup[],
  areas: ReadonlyMap<string, Area>,
  level: AreaLevel,
): readonly MatterGroup[] {
  const sums = new Map<string, MatterGroup>()
  for (const group of groups) {
    const path = group.key === undefined ? undefined : areas.get(group.key)?.path
    const key = path === undefined ? undefined : idsOfPath(path).find((id) => areas.get(id)?.level === level)
    const place = `${key ?? ''} ${group.thenKey ?? ''}`
    sums.set(place, addUp(sums.get(place), { ...group, key }))
  }
  return [...sums.values()].toSorted((one, other) => ((one.key ?? '￿') < (other.key ?? '￿') ? -1 : 1))
}

function addUp(sum: MatterGroup | undefined, group: MatterGroup): MatterGroup {
  if (sum === undefined) return group
  return {
    ...sum,
    open: sum.open + group.open,
    suspended: sum.suspended + group.suspended,
    overdue: sum.overdue + group.overdue,
    dueSoon: sum.dueSoon + group.dueSoon,
    warned: sum.warned + group.warned,
  }
}

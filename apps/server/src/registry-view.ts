import { dateAt } from '@duibiao/base'
import type { Calendar, DistrictId, Instant } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { roles } from '@duibiao/contract'
import { emptyRegistry, idsOfPath, isBelow, isValidOn, postsOfPerson } from '@duibiao/registry'
import type { RegistryState } from '@duibiao/registry'
import { readRegistry, readVersions } from '@duibiao/store'
import type { Queryable, RegistryVersions } from '@duibiao/store'
import type { HeldPost } from './caller.ts'

/** The registry as this process knows it. It is small, asked at each request, and refreshed when its version moves on. */
export interface RegistryView {
  readonly state: () => RegistryState
  /** How often each part of that state was changed. */
  readonly versions: () => RegistryVersions
  /** The posts somebody may act in on the day of an instant, with everything the policy asks of them. */
  readonly postsOf: (person: string, at: Instant) => readonly HeldPost[]
  /** The ids of the areas an area lies in, the street first and itself last; the district is left out. */
  readonly areaPath: (area: string) => readonly string[]
  /** Reads what was changed since. @returns whether anything was */
  readonly refresh: () => Promise<boolean>
}

interface Held {
  state: RegistryState
  versions: RegistryVersions
}

export async function openRegistryView(
  queryable: Queryable,
  district: DistrictId,
  calendar: () => Calendar,
): Promise<RegistryView> {
  const held: Held = { state: emptyRegistry, versions: new Map() }
  const view: RegistryView = {
    state: () => held.state,
    versions: () => held.versions,
    postsOf: (person, at) => postsIn(held.state, person, dateAt(at, calendar())),
    areaPath(area) {
      const path = held.state.area.get(area)?.path
      return path === undefined ? [] : idsOfPath(path).slice(1)
    },
    async refresh() {
      const versions = await readVersions(queryable, district)
      if (isSame(versions, held.versions)) return false
      const read = await readRegistry(queryable, district)
      held.state = read.state
      held.versions = read.versions
      return true
    },
  }
  await view.refresh()
  return view
}

function postsIn(state: RegistryState, person: string, on: ReturnType<typeof dateAt>): readonly HeldPost[] {
  const table = {
    people: state.person,
    posts: state.post,
    holdings: [...state.holding.values()],
    deputies: [...state.deputy.values()],
  }
  return postsOfPerson(table, person, on).flatMap(({ post: id, deputyFor }): readonly HeldPost[] => {
    const post = state.post.get(id)
    const office = post === undefined ? undefined : state.office.get(post.office)
    const role = roles.find((known): known is Role => known === post?.role)
    if (post === undefined || office === undefined || role === undefined) return []
    const offices = [...state.office.values()]
      .filter((one) => isBelow(one.path, office.path) && isValidOn(one, on))
      .map((one) => one.id)
    return [
      {
        post: id,
        name: post.name,
        role,
        office: office.id,
        officeName: office.name,
        offices,
        grids: office.kind === 'community' ? gridsBelow(state, office.area, on) : [],
        ...(office.area !== undefined && { area: office.area }),
        ...(deputyFor !== undefined && { deputyFor }),
      },
    ]
  })
}

function gridsBelow(
  { area: areas }: RegistryState,
  community: string | undefined,
  on: ReturnType<typeof dateAt>,
): readonly string[] {
  return [...areas.values()]
    .filter((area) => area.parent === community && area.level === 'grid' && isValidOn(area, on))
    .map(({ id }) => id)
}

function isSame(one: RegistryVersions, other: RegistryVersions): boolean {
  return one.size === other.size && [...one].every(([part, version]) => other.get(part) === version)
}

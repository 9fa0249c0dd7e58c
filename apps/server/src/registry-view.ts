import { dateAt } from '@duibiao/base'
import type { Calendar, DistrictId, Instant, LegalDate } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { roles } from '@duibiao/contract'
import { emptyRegistry, idsOfPath, isBelow, isValidOn, postsByPerson } from '@duibiao/registry'
import type { Office, PostActor, RegistryState } from '@duibiao/registry'
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
  /** Who may act in some post on the day of an instant. */
  readonly holders: (at: Instant) => readonly string[]
  /** The ids of the areas an area lies in, the street first and itself last; the district is left out. */
  readonly areaPath: (area: string) => readonly string[]
  /** Reads what was changed since. @returns whether anything was */
  readonly refresh: () => Promise<boolean>
}

interface Held {
  state: RegistryState
  versions: RegistryVersions
  /** Of the day asked about last: a day lasts for many requests, and nobody asks about two in turn. */
  roster: Roster | undefined
}

/** The posts of a day, each person's worked out once until the registry changes. */
interface Roster {
  readonly state: RegistryState
  readonly on: LegalDate
  readonly people: readonly string[]
  readonly postsOf: (person: string) => readonly HeldPost[]
}

export async function openRegistryView(
  queryable: Queryable,
  district: DistrictId,
  calendar: () => Calendar,
): Promise<RegistryView> {
  const held: Held = { state: emptyRegistry, versions: new Map(), roster: undefined }
  const view: RegistryView = {
    state: () => held.state,
    versions: () => held.versions,
    postsOf: (person, at) => rosterOf(held, dateAt(at, calendar())).postsOf(person),
    holders: (at) => rosterOf(held, dateAt(at, calendar())).people,
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

function rosterOf(held: Held, on: LegalDate): Roster {
  const { roster, state } = held
  if (roster !== undefined && roster.state === state && roster.on === on) return roster
  const made = makeRoster(state, on)
  held.roster = made
  return made
}

/** Works out who may act on a day: everybody's posts in one pass, what comes with a post when it is asked for first. */
export function makeRoster(state: RegistryState, on: LegalDate): Roster {
  const actors = postsByPerson(
    {
      people: state.person,
      posts: state.post,
      holdings: [...state.holding.values()],
      deputies: [...state.deputy.values()],
    },
    on,
  )
  const known = new Map<string, readonly HeldPost[]>()
  return {
    state,
    on,
    people: [...actors.keys()],
    postsOf(person) {
      const found = known.get(person)
      if (found !== undefined) return found
      // Strangers are not remembered: there is no end to them.
      const acting = actors.get(person)
      if (acting === undefined) return []
      const posts = acting.flatMap((actor) => heldPost(state, actor, on))
      known.set(person, posts)
      return posts
    },
  }
}

function heldPost(
  state: RegistryState,
  { post: id, deputyFor }: PostActor,
  on: LegalDate,
): readonly HeldPost[] {
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
      officeKind: office.kind,
      offices,
      grids: ofArea.has(office.kind) ? gridsBelow(state, office.area, on) : [],
      ...(office.area !== undefined && { area: office.area }),
      ...(deputyFor !== undefined && { deputyFor }),
    },
  ]
}

/** Offices that answer for what lies in their area: tasks of its grids are offered there. */
const ofArea: ReadonlySet<Office['kind']> = new Set(['community', 'street_office'])

function gridsBelow(
  { area: areas }: RegistryState,
  place: string | undefined,
  on: LegalDate,
): readonly string[] {
  const above = areas.get(place ?? '')
  if (above === undefined) return []
  return [...areas.values()]
    .filter((area) => area.level === 'grid' && isBelow(area.path, above.path) && isValidOn(area, on))
    .map(({ id }) => id)
}

function isSame(one: RegistryVersions, other: RegistryVersions): boolean {
  return one.size === other.size && [...one].every(([part, version]) => other.get(part) === version)
}

import type { LegalDate } from '@duibiao/base'
import { actorsOfPost, idsOfPath, isValidOn } from '@duibiao/registry'
import type { Area, RegistryState } from '@duibiao/registry'

/** What everybody may know of who walks a grid. */
export interface PostedWorker {
  readonly name: string
  /** Those of the level public only. */
  readonly phones: readonly string[]
}

/**
 * The grid workers of a grid, as they have to be posted publicly: those of the office for the grid itself, else of the nearest
 * area above it that has some.
 */
export function findGridWorkers(
  state: RegistryState,
  { path }: Area,
  on: LegalDate,
): readonly PostedWorker[] {
  const offices = Map.groupBy(
    [...state.office.values()].filter((office) => isValidOn(office, on)),
    ({ area }) => area,
  )
  for (const area of idsOfPath(path).toReversed()) {
    const ids = new Set((offices.get(area) ?? []).map(({ id }) => id))
    const people = ids.size === 0 ? [] : workersOf(state, ids, on)
    if (people.length > 0) return people.map((person) => postedWorker(state, person))
  }
  return []
}

function workersOf(state: RegistryState, offices: ReadonlySet<string>, on: LegalDate): readonly string[] {
  const posts = [...state.post.values()].filter(
    ({ office, role }) => role === 'grid_worker' && offices.has(office),
  )
  const table = tableOf(state)
  const people = posts.flatMap(({ id }) => actorsOfPost(table, id, on).map(({ person }) => person))
  return [...new Set(people)]
}

/** Who holds which posts, as the rules of posts ask for it. */
export function tableOf(state: RegistryState): Parameters<typeof actorsOfPost>[0] {
  return {
    people: state.person,
    posts: state.post,
    holdings: [...state.holding.values()],
    deputies: [...state.deputy.values()],
  }
}

function postedWorker(state: RegistryState, person: string): PostedWorker {
  const phones = (['office_phone', 'mobile'] as const).flatMap((kind) => {
    const contact = state.contact.get(`${person} ${kind}`)
    return contact?.level === 1 ? [contact.value] : []
  })
  return { name: state.person.get(person)?.name ?? '', phones }
}

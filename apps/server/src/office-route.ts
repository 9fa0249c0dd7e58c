import { AppError } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { listOffices, listPosts, readOffice } from '@duibiao/contract'
import { actorsOfPost, isBelow, isValidOn, postsByPerson, postsOfPerson } from '@duibiao/registry'
import type { Office, Post, PostActor, PostTable, RegistryState } from '@duibiao/registry'
import { isWanted, orderRows, readPage } from './list-page.ts'
import { tableOf } from './posted-grid.ts'
import { nodesAbove, officeLine, pathOf, validityOf } from './registry-line.ts'
import { readForAnswer } from './registry-reading.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** Offices, and the posts in them with those who may act in them. */
export const officeRoutes: readonly Route[] = [
  route(listOffices, async ({ tenant, query }) => {
    const parts = ['office', 'area'] as const
    const { state, on, tag } = await readForAnswer(tenant, { parts, on: query.on })
    const { below, parent, kind, area, in_area: inArea, name } = query
    const within = inArea === undefined ? undefined : makeAreaTest(state, inArea)
    const path = below === undefined ? '' : pathOf(state.office, below)
    const { rows, ...rest } = readPage<Office>({
      rows: orderRows(state.office, (office) => office.path),
      keyOf: (office) => office.path,
      accepts: (office) =>
        isValidOn(office, on) &&
        path !== undefined &&
        isBelow(office.path, path) &&
        isWanted(parent, office.parent) &&
        isWanted(kind, office.kind) &&
        isWanted(area, office.area) &&
        (within === undefined || within(office)) &&
        (name === undefined || office.name.includes(name)),
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map(officeLine), ...rest }, tag }
  }),
  route(readOffice, async ({ tenant, params }) => {
    const { state, tag } = await readForAnswer(tenant, { parts: ['office'] })
    const office = state.office.get(params.office)
    if (office === undefined) throw new AppError('resource_missing')
    const path = nodesAbove(state.office, office).map(({ id, name }) => ({ id, name }))
    return { value: { ...officeLine(office), path }, tag }
  }),
  route(listPosts, async ({ tenant, query }) => {
    const parts = ['post', 'person', 'holding', 'deputy', 'office'] as const
    const { state, on, tag } = await readForAnswer(tenant, { parts, on: query.on })
    const { office, below, role, person, name, vacant } = query
    const path = below === undefined ? undefined : (pathOf(state.office, below) ?? '-')
    const table = tableOf(state)
    const held =
      person === undefined ? undefined : new Set(postsOfPerson(table, person, on).map(({ post }) => post))
    const filled = vacant === undefined ? undefined : filledPosts(table, on)
    const { rows, ...rest } = readPage<Post>({
      rows: orderRows(state.post, ({ id }) => id),
      keyOf: ({ id }) => id,
      accepts: (post) =>
        isValidOn(post, on) &&
        isWanted(office, post.office) &&
        isPostBelow(state, post, path) &&
        (filled === undefined || filled.has(post.id) !== vacant) &&
        isNamed(state, post, name) &&
        isWanted(role, post.role) &&
        (held?.has(post.id) ?? true),
      after: query.after,
      limit: query.limit,
    })
    const lines = rows.map(({ id, office: place, name, role: of, ...days }) => ({
      id,
      office: place,
      name,
      ...(of !== undefined && { role: of }),
      ...validityOf(days),
      holders: actorsOfPost(table, id, on).map((actor) => holderLine(state, actor, on)),
    }))
    return { value: { rows: lines, ...rest }, tag }
  }),
]

/** Whether an office is there for an area or for what lies in it. */
export function makeAreaTest(state: RegistryState, area: string): (office: Office) => boolean {
  const path = state.area.get(area)?.path
  return (office) => {
    const own = office.area === undefined ? undefined : state.area.get(office.area)?.path
    return path !== undefined && own !== undefined && isBelow(own, path)
  }
}

function filledPosts(table: PostTable, on: LegalDate): ReadonlySet<string> {
  return new Set([...postsByPerson(table, on).values()].flat().map(({ post }) => post))
}

function isPostBelow(state: RegistryState, { office }: Post, path: string | undefined): boolean {
  return path === undefined || isBelow(state.office.get(office)?.path ?? '', path)
}

function isNamed(state: RegistryState, { name, office }: Post, text = ''): boolean {
  return name.includes(text) || (state.office.get(office)?.name.includes(text) ?? false)
}

/** Who may act in a post, with the days of what lets them. */
function holderLine(state: RegistryState, { post, person, deputyFor }: PostActor, on: LegalDate) {
  const rows = deputyFor === undefined ? [...state.holding.values()] : [...state.deputy.values()]
  const row = rows.find((one) => one.post === post && one.person === person && isValidOn(one, on))
  return {
    person,
    name: state.person.get(person)?.name ?? '',
    ...(row !== undefined && { since: row.validFrom }),
    ...(row?.validUntil !== undefined && { until: row.validUntil }),
    ...(deputyFor !== undefined && { deputy_for: deputyFor }),
  }
}

import { AppError } from '@duibiao/base'
import { listOffices, listPosts, readOffice } from '@duibiao/contract'
import { isBelow, isValidOn, postsOfPerson, actorsOfPost } from '@duibiao/registry'
import type { Office, Post } from '@duibiao/registry'
import { orderRows, readPage } from './list-page.ts'
import { tableOf } from './posted-grid.ts'
import { nodesAbove, officeLine, pathOf, validityOf } from './registry-line.ts'
import { readForAnswer } from './registry-reading.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** Offices, and the posts in them with those who may act in them. */
export const officeRoutes: readonly Route[] = [
  route(listOffices, async ({ tenant, query }) => {
    const { state, on, tag } = await readForAnswer(tenant, { parts: ['office'], on: query.on })
    const { below, parent, kind, area, name } = query
    const path = below === undefined ? '' : pathOf(state.office, below)
    const { rows, ...rest } = readPage<Office>({
      rows: orderRows(state.office, (office) => office.path),
      keyOf: (office) => office.path,
      accepts: (office) =>
        isValidOn(office, on) &&
        path !== undefined &&
        isBelow(office.path, path) &&
        (parent === undefined || office.parent === parent) &&
        (kind === undefined || office.kind === kind) &&
        (area === undefined || office.area === area) &&
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
    const parts = ['post', 'person', 'holding', 'deputy'] as const
    const { state, on, tag } = await readForAnswer(tenant, { parts, on: query.on })
    const { office, role, person } = query
    const table = tableOf(state)
    const held = person && new Set(postsOfPerson(table, person, on).map(({ post }) => post))
    const { rows, ...rest } = readPage<Post>({
      rows: orderRows(state.post, ({ id }) => id),
      keyOf: ({ id }) => id,
      accepts: (post) =>
        isValidOn(post, on) &&
        (office === undefined || post.office === office) &&
        (role === undefined || post.role === role) &&
        (held === undefined || held === '' || held.has(post.id)),
      after: query.after,
      limit: query.limit,
    })
    const lines = rows.map(({ id, office: place, name, role: of, ...days }) => ({
      id,
      office: place,
      name,
      ...(of !== undefined && { role: of }),
      ...validityOf(days),
      holders: actorsOfPost(table, id, on).map(({ person: who, deputyFor }) => ({
        person: who,
        name: state.person.get(who)?.name ?? '',
        ...(deputyFor !== undefined && { deputy_for: deputyFor }),
      })),
    }))
    return { value: { rows: lines, ...rest }, tag }
  }),
]

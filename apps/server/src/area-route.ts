import { AppError } from '@duibiao/base'
import { findArea, listAreas, readArea } from '@duibiao/contract'
import { isBelow, isValidOn, toCgcs2000 } from '@duibiao/registry'
import type { Area } from '@duibiao/registry'
import { defined } from './defined.ts'
import { orderRows, readPage } from './list-page.ts'
import { findSmallest } from './place-lookup.ts'
import { findGridWorkers } from './posted-grid.ts'
import { areaLine, nodesAbove, pathOf } from './registry-line.ts'
import { readForAnswer } from './registry-reading.ts'
import { complaintPhoneOf } from './report-phone.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** Areas: the tree of places, what a point lies in, and what is posted of grids. */
export const areaRoutes: readonly Route[] = [
  route(listAreas, async ({ tenant, query }) => {
    const { state, on, tag } = await readForAnswer(tenant, { parts: ['area'], on: query.on })
    const { below, parent, level, code, name, shapes = false } = query
    const path = below === undefined ? '' : pathOf(state.area, below)
    const { rows, ...rest } = readPage<Area>({
      rows: orderRows(state.area, (area) => area.path),
      keyOf: (area) => area.path,
      accepts: (area) =>
        isValidOn(area, on) &&
        path !== undefined &&
        isBelow(area.path, path) &&
        (parent === undefined || area.parent === parent) &&
        (level === undefined || area.level === level) &&
        (code === undefined || area.code === code) &&
        (name === undefined || area.name.includes(name)),
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map((area) => areaLine(area, shapes)), ...rest }, tag }
  }),
  route(findArea, async ({ tenant, query }) => {
    const { state, on, tag } = await readForAnswer(tenant, { parts: ['area'], on: query.on })
    const [longitude, latitude] = toCgcs2000([query.longitude, query.latitude], query.coordinates ?? 'wgs84')
    const area = findSmallest(state.area, { longitude, latitude }, on)
    if (area === undefined) return { value: { rows: [] }, tag }
    const rows = [...nodesAbove(state.area, area), area].map((node) => areaLine(node, false))
    return { value: { ...(area.level === 'grid' && { grid: area.id }), rows }, tag }
  }),
  route(readArea, async ({ tenant, params, query }) => {
    const parts = ['area', 'office', 'post', 'person', 'holding', 'deputy', 'contact'] as const
    const { state, on, tag } = await readForAnswer(tenant, { parts, on: query.on })
    const area = state.area.get(params.area)
    if (area === undefined) throw new AppError('resource_missing')
    const path = nodesAbove(state.area, area).map(({ id, name }) => ({ id, name }))
    const workers = area.level === 'grid' ? findGridWorkers(state, area, on) : []
    const posted = {
      workers: workers.map(({ name, phones }) => ({ name, phones: [...phones] })),
      ...defined({ complaint_phone: complaintPhoneOf(tenant) }),
    }
    return { value: { ...areaLine(area, true), path, ...(area.level === 'grid' && { posted }) }, tag }
  }),
]

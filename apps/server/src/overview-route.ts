import { dateAt, formatInstant, instantOf } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { groupMatters, listPoints, readRoster, readShapes } from '@duibiao/contract'
import type { MatterGroup, RosterLine } from '@duibiao/contract'
import { lampAt } from '@duibiao/kernel'
import { findOnDuty, isBelow, isValidOn, rosterOn } from '@duibiao/registry'
import type { DutyShift, DutyTime, RunningDuty } from '@duibiao/registry'
import { groupMatters as groupStored, listPoints as listStored } from '@duibiao/store'
import type { MatterGroup as StoredGroup } from '@duibiao/store'
import type { Static } from 'typebox'
import { rollUp } from './area-roll.ts'
import { nameOfCategory } from './category-name.ts'
import { defined } from './defined.ts'
import { soonIs } from './due-line.ts'
import type { DueScene } from './due-line.ts'
import { orderRows } from './list-page.ts'
import { filterOf } from './matter-query.ts'
import { cursorOf, tallyLine } from './matter-route.ts'
import { permissions } from './policy.ts'
import { areaLine, pathOf } from './registry-line.ts'
import { readForAnswer } from './registry-reading.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { sightOf } from './sight.ts'

/** What the screens that look over a district ask for: counts, points, shapes, and the roster. */
export const overviewRoutes: readonly Route[] = [
  route(groupMatters, async (asking) => ({ value: { rows: await groupRows(asking) } })),
  route(listPoints, async ({ tenant, caller, query }) => {
    const { after, limit = 1_000, fields: _, ...rest } = query
    const now = tenant.now()
    const rows = await listStored(tenant.database, tenant.district, {
      sight: sightOf(caller, permissions['matter.points']),
      filter: filterOf(rest, caller, now),
      limit,
      ...(after !== undefined && { after: cursorOf(after) }),
    })
    const last = rows.length === limit ? rows.at(-1) : undefined
    const points = rows.map(({ matter: id, number, longitude, latitude, pack, category, ...turns }) => ({
      id,
      number,
      longitude,
      latitude,
      pack,
      lamp: lampAt(turns, now),
      ...defined({ category }),
    }))
    return { value: { rows: points, ...(last !== undefined && { next: last.matter }) } }
  }),
  route(readShapes, async ({ tenant, query }) => {
    const { state, on, tag } = await readForAnswer(tenant, { parts: ['area'], on: query.on })
    const path = query.below === undefined ? '' : pathOf(state.area, query.below)
    const features = orderRows(state.area, (area) => area.path)
      .filter(
        (area) =>
          area.level === query.level && isValidOn(area, on) && path !== undefined && isBelow(area.path, path),
      )
      .map((area) => {
        const { id, name, level, parent, code, geometry = null } = areaLine(area, true)
        const properties = { name, level, ...defined({ parent, code }) }
        return { type: 'Feature' as const, id, properties, geometry }
      })
    return { value: { type: 'FeatureCollection' as const, features }, tag }
  }),
  route(readRoster, async ({ tenant, query }) => {
    const parts = ['duty_time', 'person', 'office'] as const
    const { state, on } = await readForAnswer(tenant, { parts, on: query.on })
    const path = query.office === undefined ? '' : pathOf(state.office, query.office)
    const now = tenant.now()
    const scene = { now, calendar: tenant.calendar() }
    const rows = shiftsOf([...state.duty_time.values()], on, scene).flatMap(
      ({ duty, office, person, since, until, isRunning }): readonly Static<typeof RosterLine>[] => {
        const place = state.office.get(office)
        if (place === undefined || path === undefined || !isBelow(place.path, path)) return []
        return [
          {
            duty,
            office,
            office_name: place.name,
            person,
            name: state.person.get(person)?.name ?? '',
            since: formatInstant(since),
            until: formatInstant(until),
            is_running: isRunning,
          },
        ]
      },
    )
    return { value: { rows } }
  }),
]

/** The shifts that begin on a day; of today also those that began yesterday and run now. */
function shiftsOf(
  duties: readonly DutyTime[],
  on: LegalDate,
  { now, calendar }: DueScene,
): readonly (DutyShift & { readonly isRunning: boolean })[] {
  const roster = rosterOn(duties, { on, calendar })
  if (on !== dateAt(now, calendar)) return roster.map((shift) => ({ ...shift, isRunning: false }))
  const offices = [...new Set(duties.map(({ office }) => office))].toSorted()
  const running = offices.flatMap((office) =>
    findOnDuty(duties, { office, at: now, calendar }).map((shift) => ({ ...shift, office })),
  )
  function keyOf({ duty, since }: RunningDuty): string {
    return `${duty} ${since}`
  }
  const [begun, known] = [new Set(running.map(keyOf)), new Set(roster.map(keyOf))]
  return [
    ...running.filter((shift) => !known.has(keyOf(shift))).map((shift) => ({ ...shift, isRunning: true })),
    ...roster.map((shift) => ({ ...shift, isRunning: begun.has(keyOf(shift)) })),
  ]
}

/** Counts by one thing or two; of areas of a level with all that lies below them. */
async function groupRows({
  tenant,
  caller,
  query,
}: Asking<typeof groupMatters>): Promise<Static<typeof MatterGroup>[]> {
  const { by, then_by: thenBy, level, ...rest } = query
  const now = tenant.now()
  const groups = await groupStored(tenant.database, tenant.district, {
    sight: sightOf(caller, permissions['matter.group']),
    filter: filterOf(rest, caller, now),
    now,
    soon: instantOf(now + soonIs),
    by,
    ...defined({ thenBy }),
  })
  const { area, office } = tenant.registry.state()
  const shown: readonly StoredGroup[] =
    by === 'area' && level !== undefined ? rollUp(groups, area, level) : groups
  function nameOf(key: string): string | undefined {
    if (by === 'area') return area.get(key)?.name
    if (by === 'office') return office.get(key)?.name
    return by === 'category' ? nameOfCategory(tenant.packs, key) : undefined
  }
  return shown.map(({ key, thenKey, ...tally }) => ({
    ...defined({ key, then_key: thenKey, name: nameOf(key ?? '') }),
    ...tallyLine(tally),
  }))
}

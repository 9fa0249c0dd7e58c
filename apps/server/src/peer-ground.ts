import { dateAt } from '@duibiao/base'
import type { AnswerOf, readPeerGround } from '@duibiao/contract'
import {
  listStatisticDefinitions,
  listStatisticDivisions,
  listStatisticDivisionsWithValues,
  listStatisticSpans,
} from '@duibiao/store'
import { indicatorsOf, openFrom, periodOf, stepPeriod } from './indicator-book.ts'
import type { PackIndicator } from './indicator-book.ts'
import { listObservedUnits } from './observation-unit.ts'
import type { ObservedKind } from './observation-unit.ts'
import { orderRows } from './list-page.ts'
import type { Tenant } from './tenant.ts'

type Ground = AnswerOf<typeof readPeerGround>

/** What can be compared of a kind of unit: indicators with their periods, and the units that may have numbers. */
export async function readGround(tenant: Tenant, units: ObservedKind): Promise<Ground> {
  const computed = indicatorsOf(tenant).filter(
    ({ definition }) => units !== 'division' && definition.units.includes(units),
  )
  const places = await placesOf(tenant, units)
  return {
    indicators: [...(await listImported(tenant, units)), ...computed.map((one) => computedLine(tenant, one))],
    places: [...places],
    ...(places.some(({ code }) => code === tenant.code) && { own: tenant.code }),
  }
}

async function listImported(
  { database, district }: Tenant,
  units: ObservedKind,
): Promise<Ground['indicators']> {
  const definitions = await listStatisticDefinitions(database, district)
  const codes = definitions.map(({ indicator }) => indicator)
  const spans = await listStatisticSpans(database, district, codes)
  const known = new Map(spans.filter((span) => span.units === units).map((span) => [span.indicator, span]))
  return definitions.flatMap(({ indicator: code, name, measure, direction }) => {
    const span = known.get(code)
    if (span === undefined) return []
    const { first, last } = span
    const better =
      direction === 'none' ? {} : ({ better: direction === 'more' ? 'higher' : 'lower' } as const)
    return [{ code, name, source: 'imported' as const, measure, is_share: false, ...better, first, last }]
  })
}

/** Months before the newest closed one that are offered of a computed indicator. */
const monthsBack = 11

function computedLine(tenant: Tenant, { id, definition }: PackIndicator): Ground['indicators'][number] {
  const open = periodOf(openFrom(definition.cut_off_days, tenant.now(), tenant.calendar()), 'month')
  const last = stepPeriod(open, -1)
  const isShare = definition.unit_of_measure === 'percent'
  return {
    code: id,
    name: definition.name,
    source: 'computed',
    measure: isShare ? '%' : '',
    is_share: isShare,
    better: definition.better,
    first: stepPeriod(last, -monthsBack),
    last,
  }
}

async function placesOf(tenant: Tenant, units: ObservedKind): Promise<Ground['places']> {
  const { database, district, registry, now, calendar } = tenant
  const on = dateAt(now(), calendar())
  switch (units) {
    case 'area': {
      const listed = await listObservedUnits(tenant, { units, on, told: [] })
      return listed.units.map(({ code, name }) => ({ code, name }))
    }
    case 'office':
      return orderRows(registry.state().office, (one) => one.path).map(({ id: code, name }) => ({
        code,
        name,
      }))
    case 'division': {
      const divisions = await listStatisticDivisions(database, district)
      const names = new Map(divisions.map(({ code, name }) => [code, name]))
      const told = await listStatisticDivisionsWithValues(database, district, [...names.keys()])
      return told.map((code) => ({ code, name: names.get(code) ?? code }))
    }
  }
}

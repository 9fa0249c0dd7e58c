import { addDays, addMonths } from '@duibiao/base'
import { readObservations } from '@duibiao/contract'
import { listStatisticDefinitions } from '@duibiao/store'
import { defined } from './defined.ts'
import { spanOf } from './indicator-book.ts'
import { loadObservations } from './observation.ts'
import { plainAttributes } from './observation-unit.ts'
import { tellFaults } from './recipe-refusal.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** 数据表: what imported statistics know of units, as a table that an analyst goes on with. */
export const observationRoutes: readonly Route[] = [
  route(readObservations, async ({ tenant, body, language }) => {
    const { units, period, indicators, attributes = [], level } = body
    const { from, to } = spanOf(period)
    const definitions = await listStatisticDefinitions(tenant.database, tenant.district)
    const known = new Set([...plainAttributes[units], ...definitions.map(({ indicator }) => indicator)])
    const { table, faults } = await loadObservations(tenant, {
      units,
      period: { from, to: addDays(addMonths(to, 1), -1) },
      statistics: period,
      indicators: [...new Set(indicators)].map((code) => ({ code, source: 'imported' })),
      // What nobody has imported is typed beside the table.
      attributes: [...new Set(attributes)].filter((name) => known.has(name)),
      ...defined({ level }),
    })
    return { value: { ...defined({ table }), findings: tellFaults(faults, language) } }
  }),
]

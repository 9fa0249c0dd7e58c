import { AppError, formatInstant } from '@duibiao/base'
import type { compareIndicatorUnits } from '@duibiao/contract'
import { openFunnel, rankHonestly } from '@duibiao/measures'
import type { Standing } from '@duibiao/measures'
import { isBelow, isValidOn } from '@duibiao/registry'
import { areaSight, listCountedOffices, listUnitsSums, officeSight } from '@duibiao/store'
import type { MonthSpan } from '@duibiao/store'
import { defined } from './defined.ts'
import { cutOffOf, spanOf } from './indicator-book.ts'
import { funnelLine, limitsOf, measuredOf, tallyOf } from './indicator-line.ts'
import type { Tally } from './indicator-line.ts'
import type { Shown } from './indicator-series.ts'
import { orderRows } from './list-page.ts'
import { pathOf } from './registry-line.ts'
import type { Asking } from './route.ts'
import type { Tenant } from './tenant.ts'

type ComparisonAsking = Pick<Asking<typeof compareIndicatorUnits>, 'tenant' | 'query'>

interface Unit {
  readonly unit: string
  readonly name: string
  readonly key: string
}

type CountedUnit = Unit & { readonly tally: Tally }

/** One period, unit by unit: ranked where something was counted, apart where not. */
export async function compareUnits({ tenant, query }: ComparisonAsking, { indicator, formula }: Shown) {
  const { definition } = indicator
  if (!definition.units.includes(query.by)) throw new AppError('request_malformed', { reason: '/query/by' })
  const span = spanOf(query.period)
  const units =
    query.by === 'area' ? areasOf(tenant, query, span) : await officesOf(tenant, { ...span, formula })
  const counted = await tallyUnits(tenant, units, { ...span, formula })
  const whole = counted.find(({ key }) => key === 'd')?.tally ?? tallyOf([])
  const shown = counted.filter(({ key }) => key !== 'd')
  const cutOff = cutOffOf(span, definition.cut_off_days, tenant.calendar())
  const { method: _, ...measured } = measuredOf(definition, whole)
  const { kind, better } = definition
  const cases = shown.map(({ unit, tally }) => ({ ...tally, name: unit }))
  const { standings, withoutCases, faults, ceilings } = rankHonestly(cases, { kind, better })
  const funnel = openFunnel(cases, { kind })
  const byUnit = new Map(shown.map((one) => [one.unit, one]))
  function known(unit: string): CountedUnit {
    return byUnit.get(unit) ?? { unit, name: unit, key: '', tally: tallyOf([]) }
  }
  return {
    period: query.period,
    cut_off: formatInstant(cutOff),
    is_closed: cutOff <= tenant.now(),
    whole: { ...whole, ...measured },
    rows: standings.map((standing) => {
      const one = known(standing.name)
      const limits = funnel && funnelLine(funnel, one.tally.denominator)
      return { ...standingLine(standing, one), ...defined({ limits }) }
    }),
    without_cases: withoutCases.map((unit) => {
      const { name, tally } = known(unit)
      return { unit, name, excluded: tally.excluded, pending: tally.pending }
    }),
    faults: faults.map(({ name: unit, fault }) => ({ unit, name: known(unit).name, fault })),
    ...defined({
      ceiling: ceilings.map(({ atCeiling, units: all }) => ({ at_ceiling: atCeiling, units: all }))[0],
    }),
  }
}

/** The areas of a level that are valid at the end of the span; streets when not said. */
function areasOf(
  { registry }: Tenant,
  { level = 'street', below }: ComparisonAsking['query'],
  { to }: MonthSpan,
): readonly Unit[] {
  const { area } = registry.state()
  const path = below === undefined ? '' : pathOf(area, below)
  if (path === undefined) throw new AppError('resource_missing')
  return orderRows(area, (one) => one.path)
    .filter((one) => one.level === level && isValidOn(one, to) && isBelow(one.path, path))
    .map(({ id, name }) => ({ unit: id, name, key: areaSight(id) }))
}

/** The offices that lead work of the span. */
async function officesOf(
  { database, district, registry }: Tenant,
  { formula, ...span }: MonthSpan & { readonly formula: number | undefined },
): Promise<readonly Unit[]> {
  if (formula === undefined) return []
  const { office } = registry.state()
  const ids = await listCountedOffices(database, district, { ...span, formula })
  return ids.map((id) => ({ unit: id, name: office.get(id)?.name ?? id, key: officeSight(id) }))
}

async function tallyUnits(
  { database, district }: Tenant,
  units: readonly Unit[],
  { formula, ...span }: MonthSpan & { readonly formula: number | undefined },
): Promise<readonly CountedUnit[]> {
  const all = [...units, { unit: '', name: '', key: 'd' }]
  const keys = all.map(({ key }) => key)
  const sums =
    formula === undefined ? [] : await listUnitsSums(database, district, { ...span, formula, units: keys })
  const byKey = Map.groupBy(sums, ({ unit }) => unit)
  return all.map((one) => ({ ...one, tally: tallyOf(byKey.get(one.key) ?? []) }))
}

function standingLine(standing: Standing, { unit, name, tally }: CountedUnit) {
  const { rank, tied, interval, shrunk, funnel, differsFromBetter, differsFromWorse } = standing
  return {
    unit,
    name,
    rank,
    tied,
    ...tally,
    value: interval.value,
    ...limitsOf(interval),
    shrunk: shrunk.shrunk,
    funnel,
    ...defined({ differs_from_better: differsFromBetter, differs_from_worse: differsFromWorse }),
    flags: [...standing.flags],
    may_be_named: standing.mayBeNamed,
  }
}

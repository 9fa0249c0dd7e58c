import { addMonths, AppError, formatInstant } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { readIndicatorSeries } from '@duibiao/contract'
import { drawChart } from '@duibiao/measures'
import type { ChartSign } from '@duibiao/measures'
import { countRevisions, listRevisions, listUnitSums } from '@duibiao/store'
import type { IndicatorRevision, MonthSpan } from '@duibiao/store'
import { defined } from './defined.ts'
import { cutOffOf, monthAt, periodOf, spanOf, stepPeriod } from './indicator-book.ts'
import type { Grain, PackIndicator } from './indicator-book.ts'
import { measuredOf, tallyOf } from './indicator-line.ts'
import { unitKeyOf } from './indicator-unit.ts'
import { permissions } from './policy.ts'
import type { Asking } from './route.ts'
import { sightOf } from './sight.ts'
import type { Tenant } from './tenant.ts'

/** An indicator, and the formula whose numbers are shown: none before the first count. */
export interface Shown {
  readonly indicator: PackIndicator
  readonly formula: number | undefined
}

const mostPoints = 120
const mostRevisions = 100
/** Closed periods with cases below which limits of a chart say nothing. */
const leastCharted = 6
const usual: Readonly<Record<Grain, number>> = { month: 24, quarter: 12, year: 10 }

/** The series of a unit, its chart, and what was changed in it later. */
export async function readSeries(
  { tenant, caller, query }: Pick<Asking<typeof readIndicatorSeries>, 'tenant' | 'caller' | 'query'>,
  { indicator, formula }: Shown,
) {
  const { database, district } = tenant
  const unit = unitKeyOf(tenant, query)
  const periods = periodsOf(tenant, query)
  const span = spanBetween(periods)
  const sums =
    formula === undefined ? [] : await listUnitSums(database, district, { ...span, formula, unit: unit.key })
  const wish = { ...span, indicator: indicator.id, unit: unit.key }
  const revised = await countRevisions(database, district, wish)
  const sight = sightOf(caller, permissions['indicator.matters'])
  const revisions = await listRevisions(database, district, { ...wish, sight, limit: mostRevisions })
  const rows = periods.map((period) => {
    const own = spanOf(period)
    const tally = tallyOf(sums.filter(({ month }) => isIn(own, month)))
    const cutOff = cutOffOf(own, indicator.definition.cut_off_days, tenant.calendar())
    return {
      period,
      from: own.from,
      until: addMonths(own.to, 1),
      ...tally,
      ...measuredOf(indicator.definition, tally),
      cut_off: formatInstant(cutOff),
      is_closed: cutOff <= tenant.now(),
      revisions: [...revised].reduce((sum, [month, count]) => sum + (isIn(own, month) ? count : 0), 0),
    }
  })
  const { key: _, ...named } = unit
  return {
    unit: named,
    rows,
    ...defined({ chart: chartOf(indicator, rows) }),
    revisions: revisions.map(revisionLine),
  }
}

function isIn({ from, to }: MonthSpan, month: LegalDate): boolean {
  return from <= month && month <= to
}

interface SeriesQuery {
  readonly grain?: Grain
  readonly from?: string
  readonly to?: string
}

/**
 * The periods that are asked for, or the newest ones.
 * @throws AppError `request_malformed` for bounds of other lengths, in the wrong order or too far apart
 */
function periodsOf(tenant: Tenant, { grain = 'month', from, to }: SeriesQuery): readonly string[] {
  const last = periodOf(to === undefined ? monthAt(tenant.now(), tenant.calendar()) : spanOf(to).to, grain)
  const first = from === undefined ? stepPeriod(last, 1 - usual[grain]) : periodOf(spanOf(from).from, grain)
  const periods: string[] = []
  for (let period = first; period <= last; period = stepPeriod(period, 1)) {
    if (periods.length === mostPoints) throw new AppError('request_malformed', { reason: '/query/from' })
    periods.push(period)
  }
  if (periods.length === 0) throw new AppError('request_malformed', { reason: '/query/from' })
  return periods
}

function spanBetween(periods: readonly string[]): MonthSpan {
  return { from: spanOf(periods[0] ?? '').from, to: spanOf(periods.at(-1) ?? '').to }
}

interface ChartedRow {
  readonly period: string
  readonly is_closed: boolean
  readonly value?: number
}

const signNames: Readonly<Record<ChartSign, 'beyond_limits' | 'shift' | 'trend' | 'two_of_three'>> = {
  beyond_limit: 'beyond_limits',
  shift: 'shift',
  trend: 'trend',
  near_limit: 'two_of_three',
}

function chartOf({ definition }: PackIndicator, rows: readonly ChartedRow[]) {
  const values = rows.map(({ is_closed: isClosed, value }) => (isClosed ? value : undefined))
  if (values.filter((value) => value !== undefined).length < leastCharted) return undefined
  const { points, phases } = drawChart(values, { better: definition.better })
  const [limits] = phases
  if (limits === undefined) return undefined
  const signals = points.flatMap(({ index, signs }) => {
    const period = rows[index]?.period
    if (signs.length === 0 || period === undefined) return []
    const kinds = [...new Set(signs.map(({ sign }) => signNames[sign]))]
    return [{ period, kinds, is_better: signs.every(({ meaning }) => meaning === 'better') }]
  })
  return { centre: limits.mean, lower: limits.lower, upper: limits.upper, signals }
}

function revisionLine(revision: IndicatorRevision) {
  const { month, at, matter, numeratorBefore, numeratorAfter, denominatorBefore, denominatorAfter } = revision
  const reason = matter === undefined ? ('other_formula' as const) : ('late_event' as const)
  const seen = matter?.number === undefined ? undefined : { id: matter.id, number: matter.number }
  return {
    period: periodOf(month, 'month'),
    at: formatInstant(at),
    reason,
    numerator: { before: numeratorBefore, after: numeratorAfter },
    denominator: { before: denominatorBefore, after: denominatorAfter },
    ...defined({ matter: seen }),
  }
}

import type { PlotMark } from '../../ui/plot-mark.tsx'
import type { Span } from '../../ui/plot.ts'
import type { FunnelStep } from './funnel-plot.tsx'
import type { IndicatorLine, IndicatorPoint, IndicatorSeries, Standing } from './queries.ts'
import type { RunLimits } from './run-chart.tsx'

/** What limits allow to be said of a unit, the best first. */
const bands = ['much_better', 'better', 'inside', 'worse', 'much_worse'] as const
type Band = (typeof bands)[number]

/** Whether outside is good or bad depends on which way is better. */
export function bandFor(funnel: Standing['funnel'], better: IndicatorLine['better']): Band {
  const isHigh = better === 'higher'
  switch (funnel) {
    case 'high_outer':
      return isHigh ? 'much_better' : 'much_worse'
    case 'high_inner':
      return isHigh ? 'better' : 'worse'
    case 'inside':
      return 'inside'
    case 'low_inner':
      return isHigh ? 'worse' : 'better'
    case 'low_outer':
      return isHigh ? 'much_worse' : 'much_better'
  }
}

export function markOfBand(band: Band): PlotMark {
  if (band === 'inside') return 'plain'
  return band === 'better' || band === 'much_better' ? 'better' : 'worse'
}

/** Beyond these no value can lie. */
export function possibleOf(kind: IndicatorLine['kind']): Partial<Span> {
  return kind === 'proportion' ? { low: 0, high: 1 } : { low: 0 }
}

interface Limited {
  readonly lower?: number
  readonly upper?: number
}

export function intervalOf({ lower, upper }: Limited): Span | undefined {
  return lower === undefined || upper === undefined ? undefined : { low: lower, high: upper }
}

/** Periods before the first matter say nothing. */
export function sinceFirst(rows: readonly IndicatorPoint[]): readonly IndicatorPoint[] {
  const first = rows.findIndex(
    ({ matters, excluded, pending }) => matters > 0 || excluded.length > 0 || pending > 0,
  )
  return first < 0 ? [] : rows.slice(first)
}

/** A period that is not closed is not judged. */
export function markOfPoint(point: IndicatorPoint, chart: IndicatorSeries['chart']): PlotMark {
  if (!point.is_closed) return 'running'
  const signal = chart?.signals.find(({ period }) => period === point.period)
  if (signal === undefined) return 'plain'
  return signal.is_better ? 'better' : 'worse'
}

/** The limits of the chart over the periods they were counted from; none lies where no value can. */
export function limitsOf(
  rows: readonly IndicatorPoint[],
  chart: IndicatorSeries['chart'],
  possible: Partial<Span>,
): RunLimits | undefined {
  const counted = rows.flatMap(({ is_closed: isClosed, value }, index) =>
    isClosed && value !== undefined ? [index] : [],
  )
  const [from, to] = [counted[0], counted.at(-1)]
  if (chart === undefined || from === undefined || to === undefined) return undefined
  return {
    from,
    to,
    mean: chart.centre,
    low: Math.max(chart.lower, possible.low ?? -Infinity),
    high: Math.min(chart.upper, possible.high ?? Infinity),
  }
}

/** The limits of the units as the edges of a funnel, from few cases to many. */
export function funnelSteps(rows: readonly Standing[]): readonly FunnelStep[] {
  const steps = new Map<number, FunnelStep>()
  for (const { denominator, limits } of rows) {
    if (limits === undefined) continue
    steps.set(denominator, {
      cases: denominator,
      inner: { low: limits.low_inner, high: limits.high_inner },
      outer: { low: limits.low_outer, high: limits.high_outer },
    })
  }
  return [...steps.values()].toSorted((one, other) => one.cases - other.cases)
}

/** Units by what may be said of them; within a band by name, which is no rank. */
export function inBands(
  rows: readonly Standing[],
  better: IndicatorLine['better'],
): readonly { readonly band: Band; readonly rows: readonly Standing[] }[] {
  const byBand = Map.groupBy(rows, ({ funnel }) => bandFor(funnel, better))
  return bands.flatMap((band) => {
    const own = byBand.get(band) ?? []
    const sorted = own.toSorted((one, other) => one.name.localeCompare(other.name, 'zh-Hans-CN'))
    return sorted.length === 0 ? [] : [{ band, rows: sorted }]
  })
}

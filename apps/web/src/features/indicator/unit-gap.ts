import type { Gap } from '../../ui/gap-address.ts'
import type { ComparisonProps, Standing } from './queries.ts'
import { bandFor } from './reading.ts'

/** How a number is written where people may go on with it: a share in percent, anything else with two decimals. */
function told(unit: 'percent' | 'per_matter', value: number): number {
  return Number(unit === 'percent' ? (value * 100).toFixed(1) : value.toFixed(2))
}

/**
 * How far a unit lags behind all units together. Nothing where chance alone may explain it, or where there are too few cases
 * to name the unit.
 * @param peer what all units together are called
 */
export function gapOfUnit(
  { indicator, comparison, by }: ComparisonProps,
  row: Standing,
  peer: string,
): Gap | undefined {
  const { value } = comparison.whole
  const band = bandFor(row.funnel, indicator.better)
  if (!row.may_be_named || value === undefined || (band !== 'worse' && band !== 'much_worse'))
    return undefined
  const unit = indicator.unit_of_measure
  return {
    indicator: indicator.name.zh,
    better: indicator.better,
    period: comparison.period,
    own: told(unit, row.value),
    peer,
    peerValue: told(unit, value),
    valueUnit: unit === 'percent' ? '%' : undefined,
    whose: row.name,
    ...(by === 'office' && { office: row.unit }),
  }
}

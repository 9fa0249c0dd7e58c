import type { Grid } from './grid.ts'
import { mapColumns } from './grid.ts'
import { errorAt, warningAt } from './measure-finding.ts'
import type { MeasureFindingSink } from './measure-finding.ts'

/** Attribute an indicator is divided by, then multiplied by `scale`. */
export type Denominator = { readonly attribute: string; readonly scale: number }

/** Divides indicators by attributes of the units. Without a denominator the value is missing; zero, less or text is an error. */
export function divideIndicators(
  grid: Grid,
  denominators: Readonly<Record<string, Denominator>>,
  note: MeasureFindingSink,
): Grid {
  for (const indicator of Object.keys(denominators)) {
    if (!grid.codes.includes(indicator)) note(errorAt('unknown_code', { indicator }))
  }
  return mapColumns(grid, (column, indicator) => {
    const denominator = denominators[indicator]
    if (denominator === undefined) return column
    const { attribute, scale } = denominator
    return column.map((value, row) => {
      if (Number.isNaN(value)) return NaN
      const unit = grid.units[row]
      const below = unit?.attributes?.[attribute]
      if (typeof below === 'number' && below > 0 && Number.isFinite(below)) return (value / below) * scale
      const place = { unit: unit?.code ?? '', indicator }
      if (below === undefined || below === null) note(warningAt('denominator_missing', place, attribute))
      else note(errorAt('denominator_not_usable', place, `${attribute} ${String(below)}`))
      return NaN
    })
  })
}

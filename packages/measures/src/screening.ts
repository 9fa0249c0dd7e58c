import type { Grid } from './grid.ts'
import { groupsOf, keepUnits, mapColumns } from './grid.ts'
import type { MeasuredUnit } from './indicator-table.ts'
import { countOf, meanOf, medianOf } from './statistics.ts'

/** Condition on an attribute of a unit; all conditions of a step must hold. A missing attribute never holds. */
export type UnitCondition = {
  readonly attribute: string
  readonly is: 'equal' | 'not_equal' | 'at_least' | 'at_most'
  readonly value: string | number
}

/** A unit that a step left out, and why; it is listed apart and has no rank. */
export type UnitApart = {
  readonly unit: string
  readonly step: number
  readonly reason: 'no_values' | 'few_values' | 'not_eligible'
}

/** Share of the indicators of which a unit has a value. */
function shareKnown(grid: Grid, row: number): number {
  const known = grid.columns.filter((column) => !Number.isNaN(column[row] ?? NaN)).length
  return known / grid.columns.length
}

/** Leaves out units that know less than a share of their indicators (OECD Handbook 2008, step 3). */
export function screenUnits(grid: Grid, leastShare: number): Grid {
  return keepUnits(grid, (row) => shareKnown(grid, row) >= leastShare)
}

/** Keeps units for which all conditions hold. */
export function selectUnits(grid: Grid, conditions: readonly UnitCondition[]): Grid {
  return keepUnits(grid, (row) => {
    const unit = grid.units[row]
    return unit !== undefined && conditions.every((condition) => holdsFor(unit, condition))
  })
}

function holdsFor({ attributes }: MeasuredUnit, { attribute, is, value }: UnitCondition): boolean {
  const own = attributes?.[attribute] ?? null
  if (own === null) return false
  switch (is) {
    case 'equal':
      return own === value
    case 'not_equal':
      return own !== value
    case 'at_least':
      return typeof own === 'number' && typeof value === 'number' && own >= value
    case 'at_most':
      return typeof own === 'number' && typeof value === 'number' && own <= value
  }
}

export type Filling = {
  readonly method: 'mean' | 'median' | 'zero'
  /** Attribute whose groups the mean or median is taken in; all units if not said. */
  readonly within?: string
  /** Codes of indicators; all if not said. */
  readonly indicators?: readonly string[]
}

/**
 * Puts the mean, the median or zero in place of missing values. What has nothing to take it from stays missing, and so does a
 * unit that knows nothing (any more): it would be given a place among the others without a value of its own.
 */
export function fillMissing(grid: Grid, filling: Filling): Grid {
  const { within, indicators } = filling
  const groups = within === undefined ? grid.units.map(() => '') : groupsOf(grid.units, within)
  const unknown = grid.units.flatMap((_, row) => (shareKnown(grid, row) === 0 ? [row] : []))
  return mapColumns(grid, (column, code) => {
    if (indicators !== undefined && !indicators.includes(code)) return column
    const filled = fillColumn(column, groups, filling.method)
    for (const row of unknown) filled[row] = NaN
    return filled
  })
}

/** A column with its gaps filled by what its group has. */
export function fillColumn(
  column: Float64Array,
  groups: readonly (string | undefined)[],
  method: Filling['method'],
): Float64Array {
  if (countOf(column) === column.length) return column
  const values = new Map<string | undefined, number[]>()
  for (const [row, group] of groups.entries()) {
    const value = column[row] ?? NaN
    const own = values.get(group)
    if (own === undefined) values.set(group, [value])
    else own.push(value)
  }
  const middles = new Map([...values].map(([group, own]) => [group, middleOf(own, method)]))
  const filled = column.slice()
  for (const [row, group] of groups.entries()) {
    if (Number.isNaN(filled[row] ?? NaN)) filled[row] = middles.get(group) ?? NaN
  }
  return filled
}

function middleOf(values: readonly number[], method: Filling['method']): number {
  switch (method) {
    case 'zero':
      return 0
    case 'mean':
      return meanOf(values)
    case 'median':
      return medianOf(values)
  }
}

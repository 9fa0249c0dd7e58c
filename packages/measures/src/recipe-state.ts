import type { Grid } from './grid.ts'
import { gridOf, keepUnits } from './grid.ts'
import type { Direction, IndicatorTable } from './indicator-table.ts'
import type { TreePart } from './indicator-tree.ts'
import { orderNodes } from './indicator-tree.ts'
import type { MeasureFinding } from './measure-finding.ts'
import type { OutlierTreatment } from './outlier.ts'
import type { UnitApart } from './screening.ts'

/** How far a recipe has come. Nothing in it is ever changed, so that several ways can go on from the same state. */
export type RecipeState = {
  readonly grid: Grid
  readonly tree: readonly TreePart[]
  readonly directions: ReadonlyMap<string, Direction>
  readonly isNormalised: boolean
  readonly weights: ReadonlyMap<string, number>
  readonly apart: readonly UnitApart[]
  readonly treatments: readonly OutlierTreatment[]
  readonly findings: readonly MeasureFinding[]
}

/** Units without any value are set apart at once: no step may make one up from the others. */
export function startState(table: IndicatorTable): RecipeState {
  const whole = gridOf(table)
  const isEmpty = whole.units.map((_, row) => whole.columns.every((column) => Number.isNaN(column[row])))
  const without = whole.units.filter((_, row) => isEmpty[row])
  return {
    grid: without.length === 0 ? whole : keepUnits(whole, (row) => isEmpty[row] === false),
    tree: orderNodes(table),
    directions: new Map(table.indicators.map(({ code, direction }) => [code, direction])),
    isNormalised: false,
    weights: new Map([...table.indicators, ...table.nodes].map(({ code, weight }) => [code, weight])),
    apart: without.map(({ code }) => ({ unit: code, step: 0, reason: 'no_values' })),
    treatments: [],
    findings: [],
  }
}

import { divideIndicators } from './denominator.ts'
import type { Grid } from './grid.ts'
import { groupsOf, mapColumns } from './grid.ts'
import { errorAt, warningAt } from './measure-finding.ts'
import type { MeasureFindingSink } from './measure-finding.ts'
import { normaliseColumn } from './normalisation.ts'
import type { OutlierTreatment } from './outlier.ts'
import { treatOutliers } from './outlier.ts'
import { aggregateNodes } from './recipe-aggregation.ts'
import type { WeightChange } from './recipe-aggregation.ts'
import type { CapStep, NormaliseStep, RankStep, RecipeStep, TreatStep } from './recipe.ts'
import type { RecipeState } from './recipe-state.ts'
import { weighNodes } from './recipe-weighing.ts'
import type { UnitApart } from './screening.ts'
import { fillMissing, screenUnits, selectUnits } from './screening.ts'
import { mapValues, ranksOf, withoutDust } from './statistics.ts'

type Context = {
  readonly place: number
  readonly note: MeasureFindingSink
  readonly changeWeight: WeightChange | undefined
}

/** Does one step. Faults go to `note`; after an error the state is not to be used. */
export function applyStep(state: RecipeState, step: RecipeStep, context: Context): RecipeState {
  const { place, note } = context
  const { grid } = state
  switch (step.kind) {
    case 'select':
      return setApart(state, selectUnits(grid, step.conditions), { step: place, reason: 'not_eligible' })
    case 'screen':
      return setApart(state, screenUnits(grid, step.leastShare), { step: place, reason: 'few_values' })
    case 'divide':
      return { ...state, grid: divideIndicators(grid, step.denominators, note) }
    case 'fill':
      return { ...state, grid: fillMissing(grid, step) }
    case 'cap':
      return { ...state, grid: capValues(grid, step) }
    case 'treat':
      return treat(state, step, note)
    case 'normalise':
      return normalise(state, step, note)
    case 'round':
      return { ...state, grid: mapColumns(grid, (column) => roundColumn(column, step.decimals)) }
    case 'weigh':
      return { ...state, weights: weighNodes(state, step, note) }
    case 'aggregate':
      return { ...state, grid: aggregateNodes(state, step, context) }
    case 'rank':
      return { ...state, grid: rankColumns(grid, step) }
  }
}

function setApart(state: RecipeState, grid: Grid, why: Omit<UnitApart, 'unit'>): RecipeState {
  const kept = new Set(grid.units)
  const left = state.grid.units.filter((unit) => !kept.has(unit))
  return { ...state, grid, apart: [...state.apart, ...left.map(({ code }) => ({ unit: code, ...why }))] }
}

function capValues(grid: Grid, { limits }: CapStep): Grid {
  return mapColumns(grid, (column, code) => {
    const { least = -Infinity, most = Infinity } = limits[code] ?? {}
    return column.map((value) => (value < least ? least : value > most ? most : value))
  })
}

function treat(state: RecipeState, step: TreatStep, note: MeasureFindingSink): RecipeState {
  const treatments: OutlierTreatment[] = []
  const grid = mapColumns(state.grid, (column, indicator) => {
    if (step.except?.includes(indicator) === true) return column
    const treated = treatOutliers(column, step.most, step)
    treatments.push({ indicator, ...treated.treatment })
    if (!treated.treatment.passedAfter) note(warningAt('still_skewed', { indicator }))
    return treated.column
  })
  return { ...state, grid, treatments }
}

function normalise(state: RecipeState, step: NormaliseStep, note: MeasureFindingSink): RecipeState {
  const { units } = state.grid
  const grid = mapColumns(state.grid, (column, indicator) => {
    const method = step.own?.[indicator] ?? step.method
    const goalposts = step.goalposts?.[indicator]
    const row =
      method.kind === 'reference_distance' ? units.findIndex(({ code }) => code === method.unit) : -1
    const reference = column[row]
    const result = normaliseColumn(column, method, {
      direction: state.directions.get(indicator) ?? 'more',
      ...(goalposts === undefined ? {} : { goalposts }),
      ...(reference === undefined ? {} : { reference }),
    })
    if (result.kind === 'done') return result.column
    const unit = result.row === undefined ? undefined : units[result.row]?.code
    note(errorAt(result.code, unit === undefined ? { indicator } : { unit, indicator }, method.kind))
    return column
  })
  return { ...state, grid, isNormalised: true }
}

function roundColumn(column: Float64Array, decimals: number): Float64Array {
  const scale = 10 ** decimals
  return mapValues(column, (value) => Math.floor(value * scale + 0.5) / scale)
}

function rankColumns(grid: Grid, { within }: RankStep): Grid {
  const groups = within === undefined ? undefined : groupsOf(grid.units, within)
  return mapColumns(grid, (column) => rankDown(column, groups))
}

/** Ranks with 1 for the highest; scores that differ beyond the twelfth digit only are ties. */
export function rankDown(column: Float64Array, groups?: readonly (string | undefined)[]): Float64Array {
  const turned = mapValues(withoutDust(column), (value) => -value)
  if (groups === undefined) return ranksOf(turned)
  const ranks = new Float64Array(column.length).fill(NaN)
  for (const group of new Set(groups)) {
    const own = ranksOf(turned.map((value, row) => (groups[row] === group ? value : NaN)))
    for (const [row, rank] of own.entries()) if (groups[row] === group) ranks[row] = rank
  }
  return ranks
}

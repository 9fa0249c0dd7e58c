import type { Grid, StageTable } from './grid.ts'
import { groupsOf, present, stageOf } from './grid.ts'
import type { IndicatorTable } from './indicator-table.ts'
import { checkTable } from './indicator-table.ts'
import { effectiveWeights } from './indicator-tree.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFinding, MeasureFindingSink } from './measure-finding.ts'
import type { OutlierTreatment } from './outlier.ts'
import type { WeightChange } from './recipe-aggregation.ts'
import { checkRecipe } from './recipe-check.ts'
import type { Recipe, RecipeStep } from './recipe.ts'
import { startState } from './recipe-state.ts'
import type { RecipeState } from './recipe-state.ts'
import { applyStep } from './recipe-step.ts'
import type { UnitApart } from './screening.ts'
import { countOf } from './statistics.ts'

/** Table that a step of a recipe gave. */
export type RecipeStage = {
  readonly step: number
  readonly kind: RecipeStep['kind']
  readonly table: StageTable
}

/** Place of a unit. `tied` is how many other units of its list share the rank. */
export type RankedUnit = {
  readonly unit: string
  readonly score: number | null
  readonly rank: number | null
  readonly tied: number
}

/** Everything a recipe gave, or all faults and no number beside them. */
export type RecipeResult =
  | {
      readonly kind: 'done'
      readonly stages: readonly RecipeStage[]
      /** Weight of each indicator and node within the whole. */
      readonly weights: Readonly<Record<string, number>>
      /** In the order of the table; empty if the recipe has no step that ranks. */
      readonly ranking: readonly RankedUnit[]
      readonly apart: readonly UnitApart[]
      readonly treatments: readonly OutlierTreatment[]
      /** Warnings only. */
      readonly findings: readonly MeasureFinding[]
    }
  | { readonly kind: 'refused'; readonly findings: readonly MeasureFinding[] }

/** Runs a recipe over a table. The same table and recipe give the same result to the last bit. */
export function runRecipe(table: IndicatorTable, recipe: Recipe): RecipeResult {
  const findings = findFaults(table, recipe)
  if (findings.some(isError)) return { kind: 'refused', findings }
  const stages: RecipeStage[] = []
  let state: RecipeState = { ...startState(table), findings }
  let scores = state
  for (const [place, step] of recipe.steps.entries()) {
    const next = advance(state, step, { place })
    if (next.findings.some(isError)) return { kind: 'refused', findings: next.findings }
    if (step.kind === 'rank') scores = state
    state = next
    stages.push({ step: place, kind: step.kind, table: stageOf(state.grid) })
  }
  const last = recipe.steps.at(-1)
  return {
    kind: 'done',
    stages,
    weights: Object.fromEntries(effectiveWeights(state.tree, state.weights)),
    ranking: last?.kind === 'rank' ? rankedUnits(scores, state, last.within) : [],
    apart: state.apart,
    treatments: state.treatments,
    findings: state.findings,
  }
}

/** All faults of a table and a recipe that are seen before anything is computed. */
export function findFaults(table: IndicatorTable, recipe: Recipe): readonly MeasureFinding[] {
  const faults = checkTable(table)
  // A tree with a cycle has no order in which to look at a recipe.
  return faults.some(isError) ? faults : [...faults, ...checkRecipe(table, recipe)]
}

export function isError({ severity }: MeasureFinding): boolean {
  return severity === 'error'
}

/** One step further, with its findings. */
export function advance(
  state: RecipeState,
  step: RecipeStep,
  { place, changeWeight }: { readonly place: number; readonly changeWeight?: WeightChange | undefined },
): RecipeState {
  const findings: MeasureFinding[] = []
  function note(finding: MeasureFinding): void {
    findings.push({ ...finding, step: place })
  }
  const next = applyStep(state, step, { place, note, changeWeight })
  noteInfinities(next.grid, note)
  if (next.grid.units.length === 0) note(errorAt('no_units', {}))
  else if (step.kind !== 'aggregate' && step.kind !== 'rank') noteEmpty(next.grid, note)
  return findings.length === 0 ? next : { ...next, findings: [...state.findings, ...findings] }
}

/** An indicator of which a step leaves nothing would give its weight to others and nobody would know. */
function noteEmpty({ codes, columns }: Grid, note: MeasureFindingSink): void {
  for (const [place, column] of columns.entries()) {
    if (countOf(column) === 0) note(errorAt('all_missing', { indicator: codes[place] ?? '' }))
  }
}

/** Sums and quotients beyond what a double holds are faults, not the best scores. */
function noteInfinities({ units, codes, columns }: Grid, note: MeasureFindingSink): void {
  for (const [place, column] of columns.entries()) {
    for (let row = 0; row < column.length; row++) {
      const value = column[row] ?? NaN
      if (value !== Infinity && value !== -Infinity) continue
      note(
        errorAt(
          'not_a_number',
          { unit: units[row]?.code ?? '', indicator: codes[place] ?? '' },
          String(value),
        ),
      )
    }
  }
}

function rankedUnits(scores: RecipeState, ranks: RecipeState, within?: string): readonly RankedUnit[] {
  const { units } = scores.grid
  const score = scores.grid.columns.at(-1)
  const groups = within === undefined ? [] : groupsOf(units, within)
  const keys = units.map(
    (_, row) => `${String(present(ranks.grid.columns.at(-1)?.[row]))} ${groups[row] ?? ''}`,
  )
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return units.map(({ code }, row) => {
    const rank = present(ranks.grid.columns.at(-1)?.[row])
    const tied = rank === null ? 0 : (counts.get(keys[row] ?? '') ?? 1) - 1
    return { unit: code, score: present(score?.[row]), rank, tied }
  })
}

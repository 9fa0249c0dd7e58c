import { drawFrom } from './chance.ts'
import { groupsOf } from './grid.ts'
import type { IndicatorTable } from './indicator-table.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { errorAt } from './measure-finding.ts'
import type { WeightChange } from './recipe-aggregation.ts'
import type { Recipe, RecipeStep } from './recipe.ts'
import { advance, findFaults, isError } from './recipe-run.ts'
import { startState } from './recipe-state.ts'
import type { RecipeState } from './recipe-state.ts'
import { rankDown } from './recipe-step.ts'

/** Something about a recipe that could as well have been otherwise. */
export type Uncertainty =
  /** Each weight of the named indicators and nodes, or of all, times 1 ± share (Saisana, Saltelli and Tarantola 2005). */
  | { readonly kind: 'weights'; readonly share: number; readonly codes?: readonly string[] }
  /** Another step in place of one, each as likely; the recipe's own counts only if it is among the options. */
  | { readonly kind: 'switch'; readonly step: number; readonly options: readonly RecipeStep[] }

/** Ranks of one way through a recipe, in the order of the units; NaN for a unit without a rank. */
export type SensitivityRun =
  | { readonly kind: 'done'; readonly ranks: Float64Array }
  | { readonly kind: 'refused'; readonly findings: readonly MeasureFinding[] }

/** A recipe ready to be run many times with changes. */
export type Sensitivity = {
  readonly kind: 'open'
  readonly units: readonly string[]
  readonly nominal: Float64Array
  /** What each unit is ranked within; absent where all are ranked together. */
  readonly groups: readonly (string | undefined)[] | undefined
  /** How many numbers a point has: one for each uncertainty. */
  readonly dimensions: number
  /** Runs the recipe at a point of the unit cube; the same point gives the same ranks. */
  readonly runAt: (point: ArrayLike<number>) => SensitivityRun
  /** Runs the recipe with other weights. */
  readonly runWith: (change: WeightChange) => SensitivityRun
}

/** Checks a recipe with all its options and runs it once as it is written. */
export function openSensitivity(
  table: IndicatorTable,
  recipe: Recipe,
  uncertainties: readonly Uncertainty[],
): Sensitivity | { readonly kind: 'refused'; readonly findings: readonly MeasureFinding[] } {
  const faults = [...findFaults(table, recipe), ...checkUncertainties(table, recipe, uncertainties)].filter(
    isError,
  )
  if (faults.length > 0) return { kind: 'refused', findings: faults }
  if (firstWeighted(recipe) < 0)
    return { kind: 'refused', findings: [errorAt('step_order', {}, 'aggregate')] }
  const states = statesBefore(table, recipe)
  const last = states.at(-1)
  const broken = states.flatMap(({ findings }) => findings).filter(isError)
  if (last === undefined || broken.length > 0) return { kind: 'refused', findings: broken }
  const units = last.grid.units.map(({ code }) => code)
  const within = ranksWithin(recipe)
  const nominal = finish({ state: last, steps: [], from: recipe.steps.length, within, units })
  if (nominal.kind === 'refused') return nominal
  const first = Math.min(firstWeighted(recipe), ...uncertainties.map((one) => firstStep(recipe, one)))
  return {
    kind: 'open',
    units,
    nominal: nominal.ranks,
    groups: within === undefined ? undefined : groupsOf(last.grid.units, within),
    dimensions: uncertainties.length,
    runAt: (point) => runChanged({ recipe, states, units, first }, changesAt(recipe, uncertainties, point)),
    runWith: (change) =>
      runChanged({ recipe, states, units, first }, { steps: recipe.steps, changeWeight: change }),
  }
}

type Way = {
  readonly recipe: Recipe
  readonly states: readonly RecipeState[]
  readonly units: readonly string[]
  /** The first step that any change can touch. */
  readonly first: number
}

type Changes = { readonly steps: readonly RecipeStep[]; readonly changeWeight?: WeightChange | undefined }

function checkUncertainties(
  table: IndicatorTable,
  recipe: Recipe,
  uncertainties: readonly Uncertainty[],
): readonly MeasureFinding[] {
  return uncertainties.flatMap((one) => {
    if (one.kind === 'weights') {
      const codes = new Set([...table.indicators, ...table.nodes].map(({ code }) => code))
      return [
        ...(one.share > 0 && one.share <= 1
          ? []
          : [errorAt('parameter_out_of_range', {}, String(one.share))]),
        ...(one.codes ?? []).flatMap((code) =>
          codes.has(code) ? [] : [errorAt('unknown_code', { indicator: code })],
        ),
      ]
    }
    if (recipe.steps[one.step] === undefined || one.options.length === 0) {
      return [errorAt('parameter_out_of_range', { step: one.step })]
    }
    return one.options.flatMap((option) =>
      findFaults(table, { ...recipe, steps: recipe.steps.with(one.step, option) }),
    )
  })
}

/** The state before each step, and at last the one before the ranks. */
function statesBefore(table: IndicatorTable, recipe: Recipe): readonly RecipeState[] {
  const states = [startState(table)]
  for (const [place, step] of recipe.steps.entries()) {
    const before = states.at(-1)
    if (before === undefined || before.findings.some(isError)) break
    // Ranks of every column are not needed a thousand times: only those of the top are taken at the end.
    states.push(step.kind === 'rank' ? before : advance(before, step, { place }))
  }
  return states
}

function firstStep({ steps }: Recipe, uncertainty: Uncertainty): number {
  return uncertainty.kind === 'switch' ? uncertainty.step : firstWeighted({ steps })
}

function firstWeighted({ steps }: Pick<Recipe, 'steps'>): number {
  return steps.findIndex(({ kind }) => kind === 'aggregate')
}

function ranksWithin({ steps }: Recipe): string | undefined {
  const last = steps.at(-1)
  return last?.kind === 'rank' ? last.within : undefined
}

function changesAt(recipe: Recipe, uncertainties: readonly Uncertainty[], point: ArrayLike<number>): Changes {
  let steps = recipe.steps
  const noises: WeightChange[] = []
  for (const [place, one] of uncertainties.entries()) {
    const at = point[place] ?? 0
    if (one.kind === 'weights') noises.push(noiseOf(one, at))
    else {
      const option = one.options[Math.min(one.options.length - 1, Math.floor(at * one.options.length))]
      if (option !== undefined) steps = steps.with(one.step, option)
    }
  }
  if (noises.length === 0) return { steps }
  return { steps, changeWeight: (code, weight) => noises.reduce((so, noise) => noise(code, so), weight) }
}

/** One number of a point stands for all weights: it seeds what they are multiplied by, each code in its turn. */
export function noiseOf(
  { share, codes }: Extract<Uncertainty, { readonly kind: 'weights' }>,
  at: number,
): WeightChange {
  const next = drawFrom(Math.floor(at * 2 ** 32))
  const drawn = new Map<string, number>()
  return (code, weight) => {
    if (codes !== undefined && !codes.includes(code)) return weight
    const factor = drawn.get(code) ?? 1 + share * (2 * next() - 1)
    drawn.set(code, factor)
    return weight * factor
  }
}

function runChanged({ recipe, states, units, first }: Way, { steps, changeWeight }: Changes): SensitivityRun {
  const state = states[first]
  if (state === undefined) return { kind: 'refused', findings: [errorAt('step_order', {})] }
  return finish({ state, steps, from: first, within: ranksWithin(recipe), units, changeWeight })
}

type Rest = Changes & {
  readonly state: RecipeState
  readonly from: number
  readonly within: string | undefined
  readonly units: readonly string[]
}

function finish({ state, steps, from, within, units, changeWeight }: Rest): SensitivityRun {
  let at = state
  for (const [place, step] of steps.entries()) {
    if (place < from || step.kind === 'rank') continue
    at = advance(at, step, { place, changeWeight })
    if (at.findings.some(isError)) return { kind: 'refused', findings: at.findings.filter(isError) }
  }
  const top = at.grid.columns.at(-1) ?? new Float64Array(0)
  const ranks = rankDown(top, within === undefined ? undefined : groupsOf(at.grid.units, within))
  const byUnit = new Map(at.grid.units.map(({ code }, row) => [code, ranks[row] ?? NaN]))
  return { kind: 'done', ranks: Float64Array.from(units, (unit) => byUnit.get(unit) ?? NaN) }
}

/** Mean of how many places the units move. */
export function meanRankShift(nominal: ArrayLike<number>, ranks: ArrayLike<number>): number {
  let sum = 0
  let count = 0
  for (let row = 0; row < nominal.length; row++) {
    const shift = Math.abs((ranks[row] ?? NaN) - (nominal[row] ?? NaN))
    if (Number.isNaN(shift)) continue
    sum += shift
    count++
  }
  return sum / count
}

/** What a part carries: the ranks without it. */
export type PartLeftOut = {
  readonly code: string
  readonly meanShift: number
  readonly ranks: Float64Array
}

/** Leaves out indicators or nodes one after another; the weight of each goes to the others of its node. */
export function leaveOut(
  { nominal, runWith }: Sensitivity,
  codes: readonly string[],
): readonly (PartLeftOut | { readonly code: string; readonly findings: readonly MeasureFinding[] })[] {
  return codes.map((left) => {
    let isMet = false
    const run = runWith((code, weight) => {
      isMet ||= code === left
      return code === left ? 0 : weight
    })
    if (run.kind === 'refused') return { code: left, findings: run.findings }
    if (!isMet) return { code: left, findings: [errorAt('unknown_code', { indicator: left })] }
    return { code: left, meanShift: meanRankShift(nominal, run.ranks), ranks: run.ranks }
  })
}

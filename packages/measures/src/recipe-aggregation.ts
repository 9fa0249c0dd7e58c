import { aggregateParts } from './aggregation.ts'
import type { Grid } from './grid.ts'
import { groupsOf } from './grid.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFindingSink } from './measure-finding.ts'
import type { TreePart } from './indicator-tree.ts'
import type { AggregateStep, MissingChild, NodeRule } from './recipe.ts'
import type { RecipeState } from './recipe-state.ts'
import { fillColumn } from './screening.ts'
import { countOf } from './statistics.ts'

/** Another weight in place of the recipe's, for sensitivity: noise, or zero to leave a part out. */
export type WeightChange = (code: string, weight: number) => number

type Context = { readonly note: MeasureFindingSink; readonly changeWeight: WeightChange | undefined }

/** The columns of the indicators and, after them, of the nodes from the bottom to the top. */
export function aggregateNodes(state: RecipeState, step: AggregateStep, context: Context): Grid {
  const { grid, tree } = state
  const columns = new Map(grid.codes.map((code, place) => [code, grid.columns[place] ?? new Float64Array(0)]))
  for (const part of tree) columns.set(part.code, aggregateNode({ state, step, columns, context }, part))
  return { units: grid.units, codes: [...columns.keys()], columns: [...columns.values()] }
}

type Work = {
  readonly state: RecipeState
  readonly step: AggregateStep
  /** Of what stands below, too. */
  readonly columns: ReadonlyMap<string, Float64Array>
  readonly context: Context
}

function aggregateNode({ state, step, columns, context }: Work, { code, children }: TreePart): Float64Array {
  const { grid, weights } = state
  function weightOf(child: string): number {
    const weight = weights.get(child) ?? 0
    return context.changeWeight?.(child, weight) ?? weight
  }
  const rule = step.nodes?.[code] ?? {}
  const counted = children.filter((child) => weightOf(child) > 0)
  const parts = counted.map((child) => columns.get(child) ?? new Float64Array(0))
  const ready = readyParts(grid, parts, rule)
  const result = aggregateParts(
    { columns: ready, weights: counted.map(weightOf) },
    rule.method ?? step.method,
  )
  const empty = new Float64Array(grid.units.length).fill(NaN)
  if (result.kind === 'fault') {
    const unit = grid.units[result.row]?.code ?? ''
    context.note(errorAt(result.code, { unit, indicator: counted[result.part] ?? code }, code))
    return empty
  }
  const column = counted.length === 0 ? empty : result.column
  if (countOf(column) === 0 && mustHaveScores(state, context, code)) {
    context.note(errorAt(counted.length === 0 ? 'weights_undefined' : 'all_missing', { indicator: code }))
  }
  return column
}

/** Leaving out a part may leave its node empty, but never the top. */
function mustHaveScores({ tree, weights }: RecipeState, { changeWeight }: Context, code: string): boolean {
  return code === tree.at(-1)?.code || (changeWeight === undefined && (weights.get(code) ?? 0) > 0)
}

/** Children with what is missing filled or, where too few are there, all taken away. */
function readyParts(grid: Grid, parts: readonly Float64Array[], rule: NodeRule): readonly Float64Array[] {
  const missing: MissingChild = rule.missing ?? { kind: 'reweigh' }
  const least = missing.kind === 'missing' ? parts.length : (rule.leastPresent ?? 1)
  if (least <= 1 && missing.kind === 'reweigh') return parts
  const counts = countPresent(parts, grid.units.length)
  const groups = missing.kind === 'group_mean' ? groupsOf(grid.units, missing.within) : undefined
  const filled = groups === undefined ? parts : parts.map((part) => fillColumn(part, groups, 'mean'))
  if (counts.every((count) => count >= least)) return filled
  return filled.map((part) =>
    Float64Array.from(part, (value, row) => ((counts[row] ?? 0) >= least ? value : NaN)),
  )
}

/** How many parts each unit has. */
function countPresent(parts: readonly Float64Array[], units: number): Uint16Array {
  const counts = new Uint16Array(units)
  for (const part of parts) {
    for (let row = 0; row < units; row++) {
      if (!Number.isNaN(part[row] ?? NaN)) counts[row] = (counts[row] ?? 0) + 1
    }
  }
  return counts
}

import type { AggregationMethod } from './aggregation.ts'
import { splitGap, splitGeometricGap } from './gap.ts'
import type { Gap, ScoreSheet, WeightedScore } from './gap.ts'
import { groupsOf } from './grid.ts'
import type { StageTable } from './grid.ts'
import type { IndicatorTable } from './indicator-table.ts'
import { orderNodes } from './indicator-tree.ts'
import type { AggregateStep, Recipe } from './recipe.ts'
import type { RecipeResult } from './recipe-run.ts'
import { fillColumn } from './screening.ts'

/** The gap of two units of a finished recipe, or why there is none. */
export type RecipeGap =
  | { readonly kind: 'done'; readonly gap: Gap; readonly method: 'arithmetic' | 'geometric' }
  | { readonly kind: 'no_score'; readonly unit: string }
  /** The scores are no weighted means of one kind throughout; the methods from the top down, none where there are no scores. */
  | { readonly kind: 'not_split'; readonly methods: readonly AggregationMethod[] }

type FinishedRecipe = {
  readonly table: IndicatorTable
  readonly recipe: Recipe
  readonly result: Extract<RecipeResult, { readonly kind: 'done' }>
}

/**
 * Splits the gap of two units under a recipe into indicators, exactly and by the recipe's own rules for what is missing: a node
 * that takes a group's mean stands as a part of its own. All nodes must be arithmetic, or all geometric.
 */
export function splitRecipeGap(finished: FinishedRecipe, own: string, peer: string): RecipeGap {
  const step = finished.recipe.steps.findIndex(({ kind }) => kind === 'aggregate')
  const aggregate = finished.recipe.steps[step]
  const scores = finished.result.stages[step]?.table
  if (aggregate?.kind !== 'aggregate' || scores === undefined) return { kind: 'not_split', methods: [] }
  const nodes = orderNodes(finished.table).toReversed()
  const methods = [...new Set(nodes.map(({ code }) => aggregate.nodes?.[code]?.method ?? aggregate.method))]
  const [method] = methods
  if (methods.length !== 1 || (method !== 'arithmetic' && method !== 'geometric')) {
    return { kind: 'not_split', methods }
  }
  const work = openSheets(finished, scores, aggregate)
  const here = sheetOf(work, scores.units.indexOf(own))
  const there = sheetOf(work, scores.units.indexOf(peer))
  if (here.size === 0) return { kind: 'no_score', unit: own }
  const gap = (method === 'arithmetic' ? splitGap : splitGeometricGap)(here, there)
  return gap === undefined ? { kind: 'no_score', unit: peer } : { kind: 'done', gap, method }
}

/** Columns as each node sees them: with what its rule puts in place of the missing. */
type SheetWork = {
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly top: string
  readonly seen: (node: string, child: string) => Float64Array
  readonly known: ReadonlyMap<string, Float64Array>
  readonly weights: Readonly<Record<string, number>>
}

function openSheets(
  { table, result }: FinishedRecipe,
  scores: StageTable,
  aggregate: AggregateStep,
): SheetWork {
  const known = new Map(
    scores.columns.map((code, column) => [
      code,
      Float64Array.from(scores.values, (cells) => cells[column] ?? NaN),
    ]),
  )
  const tree = orderNodes(table)
  const byCode = new Map(table.units.map((unit) => [unit.code, unit]))
  const units = scores.units.flatMap((code) => byCode.get(code) ?? [])
  return {
    children: new Map(tree.map(({ code, children }) => [code, children])),
    top: tree.at(-1)?.code ?? '',
    known,
    weights: result.weights,
    seen: (node, child) => {
      const column = known.get(child) ?? new Float64Array(0)
      const missing = aggregate.nodes?.[node]?.missing
      return missing?.kind === 'group_mean'
        ? fillColumn(column, groupsOf(units, missing.within), 'mean')
        : column
    },
  }
}

/** The scores that make the top of a unit, with their weights in it. */
function sheetOf(work: SheetWork, row: number): ScoreSheet {
  const sheet = new Map<string, WeightedScore>()
  function add(node: string, weight: number): void {
    const present = (work.children.get(node) ?? []).flatMap((child) => {
      const own = work.weights[child] ?? 0
      const score = work.seen(node, child)[row] ?? NaN
      return own > 0 && !Number.isNaN(score) ? [{ child, own, score }] : []
    })
    const total = present.reduce((sum, { own }) => sum + own, 0)
    for (const { child, own, score } of present) {
      const share = (weight * own) / total
      const isOwn = !Number.isNaN(work.known.get(child)?.[row] ?? NaN)
      if (work.children.has(child) && isOwn) add(child, share)
      else sheet.set(child, { score, weight: share })
    }
  }
  if (!Number.isNaN(work.known.get(work.top)?.[row] ?? NaN)) add(work.top, 1)
  return sheet
}

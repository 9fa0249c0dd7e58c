import { compromiseOf, scaleToLength, similarityToIdeal } from './ideal-distance.ts'
import type { RankedUnit, RecipeResult } from './recipe-run.ts'
import { rankDown } from './recipe-step.ts'

/** A second opinion on a ranking, by a method that looks at all indicators at once. */
export type RankCheck = { readonly method: 'topsis' } | { readonly method: 'vikor'; readonly v: number }

/**
 * Ranks of the units of a finished recipe by another method, with its marks and weights, to be compared with its own
 * ranking. Units with a gap have no rank. Empty if the recipe has no marks or if nobody differs.
 */
export function checkRanking(
  { stages, weights }: Extract<RecipeResult, { readonly kind: 'done' }>,
  check: RankCheck,
): readonly RankedUnit[] {
  const last = stages.findIndex(({ kind }) => kind === 'aggregate')
  const table = stages[last - 1]?.table
  if (table === undefined) return []
  const rows = [...table.units.keys()].filter((row) => table.values[row]?.every((value) => value !== null))
  const columns = table.columns.map((_, column) =>
    Float64Array.from(rows, (row) => table.values[row]?.[column] ?? NaN),
  )
  const alternatives = {
    columns: check.method === 'topsis' ? columns.map(scaleToLength) : columns,
    weights: table.columns.map((code) => weights[code] ?? 0),
    directions: table.columns.map(() => 'more' as const),
  }
  const scores =
    check.method === 'topsis'
      ? similarityToIdeal(alternatives)
      : compromiseOf(alternatives, check.v)?.joint.map((joint) => -joint)
  if (scores === undefined) return []
  const ranks = rankDown(scores)
  return table.units.map((unit, row) => {
    const place = rows.indexOf(row)
    const rank = ranks[place] ?? null
    const tied = rank === null ? 0 : ranks.filter((one) => one === rank).length - 1
    return { unit, score: scores[place] ?? null, rank, tied }
  })
}

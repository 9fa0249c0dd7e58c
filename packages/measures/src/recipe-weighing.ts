import { errorAt } from './measure-finding.ts'
import type { MeasureFindingSink } from './measure-finding.ts'
import { weighPairs } from './pair-comparison.ts'
import type { Weighing } from './recipe.ts'
import type { RecipeState } from './recipe-state.ts'
import { shareOut, weighColumns } from './weighting.ts'
import type { Weighed, WeighingMethod } from './weighting.ts'

type Weights = ReadonlyMap<string, number>

/** The weights after a step of weighing; faults go to `note` and leave the weights as they were. */
export function weighNodes(state: RecipeState, weighing: Weighing, note: MeasureFindingSink): Weights {
  const { weights } = state
  switch (weighing.method) {
    case 'equal':
      return new Map([...weights.keys()].map((code) => [code, 1]))
    case 'assigned':
      return new Map([...weights, ...Object.entries(weighing.weights)])
    case 'budget': {
      const children = childrenOf(state, weighing.node)
      const sums = children.map((child) =>
        weighing.experts.reduce((sum, points) => sum + (points[child] ?? 0), 0),
      )
      return withShares(weights, { node: weighing.node, children, result: shareOut(sums) }, note)
    }
    case 'pairs':
      return weighByPairs(state, weighing, note)
    case 'entropy':
    case 'critic':
    case 'merec':
    case 'principal_component':
      return weighing.nodes.reduce(
        (before, node) =>
          weighByValues({ ...state, weights: before }, { node, method: weighing.method }, note),
        weights,
      )
  }
}

function childrenOf({ tree }: RecipeState, node: string): readonly string[] {
  return tree.find(({ code }) => code === node)?.children ?? []
}

function weighByPairs(
  state: RecipeState,
  { node, comparisons, limit, randomIndex }: Extract<Weighing, { readonly method: 'pairs' }>,
  note: MeasureFindingSink,
): Weights {
  const children = childrenOf(state, node)
  const result = weighPairs(children, comparisons, randomIndex)
  if (result.kind === 'fault') {
    note(errorAt(result.code, { indicator: node }, result.detail))
    return state.weights
  }
  if (result.consistencyRatio > limit) {
    const detail = `${result.consistencyRatio.toFixed(4)} > ${String(limit)}`
    note(errorAt('comparisons_inconsistent', { indicator: node }, detail))
  }
  return withShares(state.weights, { node, children, result: shareOut(result.weights) }, note)
}

function weighByValues(
  state: RecipeState,
  { node, method }: { readonly node: string; readonly method: WeighingMethod },
  note: MeasureFindingSink,
): Weights {
  const { grid, directions, isNormalised } = state
  const children = childrenOf(state, node)
  const columns = children.flatMap((child) => grid.columns[grid.codes.indexOf(child)] ?? [])
  const ways = children.map((child) => (isNormalised ? 'more' : (directions.get(child) ?? 'more')))
  const result = weighColumns(columns, method, ways)
  if (result.kind === 'fault' && result.row !== undefined) {
    const unit = grid.units[result.row]?.code ?? ''
    note(errorAt(result.code, { unit, indicator: children[result.column ?? -1] ?? node }, method))
    return state.weights
  }
  return withShares(state.weights, { node, children, result }, note)
}

type Shares = { readonly node: string; readonly children: readonly string[]; readonly result: Weighed }

function withShares(weights: Weights, { node, children, result }: Shares, note: MeasureFindingSink): Weights {
  if (result.kind === 'fault') {
    note(errorAt(result.code, { indicator: children[result.column ?? -1] ?? node }, node))
    return weights
  }
  return new Map([
    ...weights,
    ...children.map((child, place) => [child, result.weights[place] ?? 0] as const),
  ])
}

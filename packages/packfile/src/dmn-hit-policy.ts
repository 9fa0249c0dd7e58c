import { warn } from './feel-budget.ts'
import type { Aggregation, HitPolicy } from './dmn-model.ts'
import { calculate } from './feel-operator.ts'
import { compareFeel, equalFeel, type Feel } from './feel-value.ts'

/** The outputs of one matched rule, in the order of the output clauses. */
export type Hit = { readonly rule: string; readonly values: readonly Feel[] }

/** How the hits of a table become its result (DMN 1.5, 8.2.10). */
export type Resolution = {
  readonly hitPolicy: HitPolicy
  readonly aggregation: Aggregation | undefined
  /** Allowed values of each output in order of priority; null where the clause names none. */
  readonly priorities: readonly (readonly Feel[] | null)[]
  /** One output is its value, several are a context. */
  readonly compose: (hit: Hit) => Feel
}

/** The result of at least one hit. */
// oxlint-disable-next-line complexity -- a closed switch, one line a kind
export function resolveHits(hits: readonly Hit[], resolution: Resolution): Feel {
  const { hitPolicy, compose, priorities } = resolution
  const [first] = hits
  if (first === undefined) return null
  switch (hitPolicy) {
    case 'unique':
      return hits.length === 1 ? compose(first) : warn(`more than one rule matches: ${listRules(hits)}`)
    case 'any':
      return hits.every((hit) => equalFeel(hit.values, first.values) === true)
        ? compose(first)
        : warn(`the rules ${listRules(hits)} match with different results`)
    case 'first':
      return compose(first)
    case 'priority':
      return compose(sortByPriority(hits, priorities)[0] ?? first)
    case 'rule order':
      return hits.map(compose)
    case 'output order':
      return sortByPriority(hits, priorities).map(compose)
    case 'collect':
      return resolution.aggregation === undefined
        ? hits.map(compose)
        : aggregate(hits, resolution.aggregation)
  }
}

function listRules(hits: readonly Hit[]): string {
  return hits.map((hit) => hit.rule).join(', ')
}

/** Hits by the place of their outputs among the allowed values, first output first; unlisted values come last. */
function sortByPriority(hits: readonly Hit[], priorities: Resolution['priorities']): readonly Hit[] {
  const ranked = hits.map((hit) => ({
    hit,
    ranks: priorities.map((values, at) => (values === null ? 0 : rankOf(hit.values[at] ?? null, values))),
  }))
  return ranked.toSorted((a, b) => compareRanks(a.ranks, b.ranks)).map(({ hit }) => hit)
}

function rankOf(value: Feel, values: readonly Feel[]): number {
  const rank = values.findIndex((allowed) => equalFeel(allowed, value) === true)
  return rank < 0 ? values.length : rank
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function aggregate(hits: readonly Hit[], aggregation: Aggregation): Feel {
  const values = hits.map((hit) => hit.values[0] ?? null)
  switch (aggregation) {
    case 'count':
      return values.length
    case 'sum':
      return values.reduce((total, value) => calculate('+', total, value))
    case 'min':
      return values.reduce((least, value) => choose(least, value, -1))
    case 'max':
      return values.reduce((most, value) => choose(most, value, 1))
  }
}

function choose(chosen: Feel, value: Feel, sign: 1 | -1): Feel {
  const order = compareFeel(value, chosen)
  if (order === null) return warn('the outputs of a collecting table have no order')
  return order * sign > 0 ? value : chosen
}

import type { MeasureFindingCode } from './measure-finding.ts'
import { mapValues } from './statistics.ts'

/** How the parts of a node become one score. All take parts in which more is better. */
export type AggregationMethod =
  | 'arithmetic'
  | 'geometric'
  | 'harmonic'
  /** +1 for each unit beaten by a weighted majority of parts, −1 for each that beats it (Copeland). */
  | 'copeland'
  /** Mean less deviation times coefficient of variation (De Muro, Mazziotta and Pareto 2011), for parts around 100. */
  | 'mazziotta_pareto'

/** Columns of the parts and their weights; the weights need not add up to anything. */
export type AggregatedParts = {
  readonly columns: readonly Float64Array[]
  readonly weights: readonly number[]
}

export type Aggregated =
  | { readonly kind: 'done'; readonly column: Float64Array }
  | { readonly kind: 'fault'; readonly code: MeasureFindingCode; readonly row: number; readonly part: number }

/** Score of each unit from what it has; weights of missing parts go to the others, and a unit without parts has none. */
export function aggregateParts(parts: AggregatedParts, method: AggregationMethod): Aggregated {
  const fault = method === 'geometric' || method === 'harmonic' ? findNotPositive(parts) : undefined
  if (fault !== undefined) return fault
  switch (method) {
    case 'arithmetic':
      return done(weightedMean(parts))
    case 'geometric':
      return done(mapValues(weightedMean(parts, Math.log), Math.exp))
    case 'harmonic':
      return done(mapValues(weightedMean(parts, invert), invert))
    case 'copeland':
      return done(copelandScores(parts))
    case 'mazziotta_pareto':
      return penaliseImbalance(parts)
  }
}

function done(column: Float64Array): Aggregated {
  return { kind: 'done', column }
}

function findNotPositive({ columns, weights }: AggregatedParts): Aggregated | undefined {
  for (const [part, column] of columns.entries()) {
    const row = (weights[part] ?? 0) === 0 ? -1 : column.findIndex((value) => value <= 0)
    if (row >= 0) return { kind: 'fault', code: 'value_not_usable', row, part }
  }
  return undefined
}

function invert(value: number): number {
  return 1 / value
}

function weightedMean(
  { columns, weights }: AggregatedParts,
  scale?: (value: number) => number,
): Float64Array {
  const sums = new Float64Array(columns[0]?.length ?? 0)
  const totals = new Float64Array(sums.length)
  for (const [part, column] of columns.entries()) {
    const weight = weights[part] ?? 0
    if (weight !== 0)
      addPart(sums, totals, { column: scale === undefined ? column : mapValues(column, scale), weight })
  }
  // Nothing over nothing is not a number, and that is what missing is here.
  return sums.map((sum, row) => sum / (totals[row] ?? NaN))
}

function addPart(
  sums: Float64Array,
  totals: Float64Array,
  { column, weight }: { readonly column: Float64Array; readonly weight: number },
): void {
  for (let row = 0; row < sums.length; row++) {
    const value = column[row] ?? NaN
    if (Number.isNaN(value)) continue
    sums[row] = (sums[row] ?? NaN) + weight * value
    totals[row] = (totals[row] ?? NaN) + weight
  }
}

function copelandScores(parts: AggregatedParts): Float64Array {
  const rows = parts.columns[0]?.length ?? 0
  const known = Array.from({ length: rows }, (_, row) =>
    parts.columns.some((column) => !Number.isNaN(column[row] ?? NaN)),
  )
  const scores = Float64Array.from(known, (is) => (is ? 0 : NaN))
  for (let one = 0; one < rows; one++) {
    for (let other = one + 1; other < rows; other++) {
      const lead = Math.sign(leadOf(parts, one, other))
      scores[one] = (scores[one] ?? NaN) + (known[other] === true ? lead : 0)
      scores[other] = (scores[other] ?? NaN) - (known[one] === true ? lead : 0)
    }
  }
  return scores
}

/** Weight of the parts in which one unit is above another, less the weight of those in which it is below. */
function leadOf({ columns, weights }: AggregatedParts, one: number, other: number): number {
  let lead = 0
  let total = 0
  for (const [part, column] of columns.entries()) {
    const difference = (column[one] ?? NaN) - (column[other] ?? NaN)
    if (Number.isNaN(difference)) continue
    lead += Math.sign(difference) * (weights[part] ?? 0)
    total += weights[part] ?? 0
  }
  // Sums of tenths that should cancel out leave dust behind.
  return Math.abs(lead) <= 1e-12 * total ? 0 : lead
}

function penaliseImbalance(parts: AggregatedParts): Aggregated {
  const means = weightedMean(parts)
  const squares = weightedMean(parts, (value) => value * value)
  const row = means.findIndex((mean) => mean <= 0)
  if (row >= 0) return { kind: 'fault', code: 'value_not_usable', row, part: -1 }
  return done(
    means.map((mean, place) => {
      const variance = Math.max(0, (squares[place] ?? NaN) - mean * mean)
      return mean - variance / mean
    }),
  )
}

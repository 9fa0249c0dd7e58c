import type { Direction } from './indicator-table.ts'
import { mapValues, rangeOf } from './statistics.ts'

/** Columns without gaps, their weights and directions. Both methods look at all of them together, without a tree. */
export type Alternatives = {
  readonly columns: readonly Float64Array[]
  readonly weights: readonly number[]
  readonly directions: readonly Direction[]
}

/** Column over the root of the sum of its squares, as TOPSIS takes values of different units. */
export function scaleToLength(column: Float64Array): Float64Array {
  const length = Math.hypot(...column)
  return mapValues(column, (value) => value / length)
}

/**
 * TOPSIS (Hwang and Yoon 1981): distance from the worst over the sum of the distances from the worst and from the
 * best, 0 to 1. Columns are taken as they are. Undefined if no unit differs from another: then nothing is near.
 */
export function similarityToIdeal({ columns, weights, directions }: Alternatives): Float64Array | undefined {
  const rows = columns[0]?.length ?? 0
  const toBest = new Float64Array(rows)
  const toWorst = new Float64Array(rows)
  for (const [place, column] of columns.entries()) {
    const { least, most } = rangeOf(column)
    const [best, worst] = directions[place] === 'less' ? [least, most] : [most, least]
    for (const [row, value] of column.entries()) {
      const weight = weights[place] ?? 0
      toBest[row] = (toBest[row] ?? 0) + (weight * (value - best)) ** 2
      toWorst[row] = (toWorst[row] ?? 0) + (weight * (value - worst)) ** 2
    }
  }
  const similarity = toBest.map((best, row) => {
    const worst = Math.sqrt(toWorst[row] ?? NaN)
    return worst / (Math.sqrt(best) + worst)
  })
  return similarity.some((one) => Number.isNaN(one)) ? undefined : similarity
}

/** What VIKOR says; lower is better in all three. */
export type Compromise = {
  /** Weighted sum of the shortfalls, the largest of them, and both together. */
  readonly sum: Float64Array
  readonly largest: Float64Array
  readonly joint: Float64Array
  /** Rows that are the solution: one where it leads clearly and stably, else several. */
  readonly solution: readonly number[]
  readonly hasAdvantage: boolean
  readonly isStable: boolean
}

/**
 * VIKOR (Opricovic and Tzeng 2004, 2007): `v` is the weight of the sum against the largest shortfall, mostly 0.5.
 * Undefined where no unit differs in any column.
 */
export function compromiseOf(
  { columns, weights, directions }: Alternatives,
  v: number,
): Compromise | undefined {
  const total = weights.reduce((before, weight) => before + weight, 0)
  const rows = columns[0]?.length ?? 0
  const sum = new Float64Array(rows)
  const largest = new Float64Array(rows)
  for (const [place, column] of columns.entries()) {
    const { least, most } = rangeOf(column)
    if (least === most) continue
    for (const [row, value] of column.entries()) {
      const short = (directions[place] === 'less' ? value - least : most - value) / (most - least)
      const weighted = ((weights[place] ?? 0) / total) * short
      sum[row] = (sum[row] ?? 0) + weighted
      largest[row] = Math.max(largest[row] ?? 0, weighted)
    }
  }
  const sums = shareOfRange(sum)
  const largests = shareOfRange(largest)
  if (sums === undefined && largests === undefined) return undefined
  const joint = Float64Array.from(
    { length: rows },
    (_, row) => v * (sums?.[row] ?? 0) + (1 - v) * (largests?.[row] ?? 0),
  )
  return { sum, largest, joint, ...solve({ sum, largest, joint }) }
}

/** Between 0 and 1; undefined where all are the same and the part says nothing. */
function shareOfRange(column: Float64Array): Float64Array | undefined {
  const { least, most } = rangeOf(column)
  return most - least > 1e-15 ? mapValues(column, (value) => (value - least) / (most - least)) : undefined
}

function solve({
  sum,
  largest,
  joint,
}: Pick<Compromise, 'sum' | 'largest' | 'joint'>): Pick<
  Compromise,
  'solution' | 'hasAdvantage' | 'isStable'
> {
  const order = [...joint.keys()].toSorted((one, other) => (joint[one] ?? 0) - (joint[other] ?? 0))
  const [first = 0, second = 0] = order
  const lead = 1 / Math.max(1, joint.length - 1)
  const hasAdvantage = (joint[second] ?? 0) - (joint[first] ?? 0) >= lead
  const isStable = sum[first] === Math.min(...sum) || largest[first] === Math.min(...largest)
  if (hasAdvantage && isStable) return { solution: [first], hasAdvantage, isStable }
  if (hasAdvantage) return { solution: [first, second], hasAdvantage, isStable }
  const near = order.filter((row) => (joint[row] ?? 0) - (joint[first] ?? 0) < lead)
  return { solution: near, hasAdvantage, isStable }
}

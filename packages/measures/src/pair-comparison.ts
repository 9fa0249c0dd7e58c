import { principalEigen } from './eigen.ts'
import type { MeasureFindingCode } from './measure-finding.ts'

/** `a` counts `value` times as much as `b`. */
export type PairComparison = { readonly a: string; readonly b: string; readonly value: number }

export type PairWeights = {
  readonly kind: 'done'
  /** In the order of the items, adding up to 1. */
  readonly weights: readonly number[]
  /** (λ − n) / (n − 1), and that divided by what random comparisons give; 0 for fewer than three items. */
  readonly consistencyIndex: number
  readonly consistencyRatio: number
  /** Comparisons nobody made, as they fit best. */
  readonly completed: readonly PairComparison[]
}

export type PairFault = { readonly kind: 'fault'; readonly code: MeasureFindingCode; readonly detail: string }

/** Whose random comparisons a ratio is held against. The later table is of more matrices, and stricter. */
export type RandomIndex = 'saaty' | 'donegan_dodd'

/** Mean consistency index of random matrices of 3, 4, … items; more items take the last, which makes the ratio larger. */
const randomIndices: Readonly<Record<RandomIndex, readonly number[]>> = {
  // Saaty 1980.
  saaty: [0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49],
  // Donegan and Dodd 1991, Mathematical and Computer Modelling 15(10):135.
  donegan_dodd: [
    0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969,
    1.5078, 1.5153, 1.5262, 1.5313, 1.5371,
  ],
}

/**
 * Weights from comparisons in pairs: the principal eigenvector (Saaty 1980). Missing comparisons are completed so that
 * the largest eigenvalue is least, one after another (Bozóki, Fülöp and Rónyai 2010).
 */
export function weighPairs(
  items: readonly string[],
  comparisons: readonly PairComparison[],
  table: RandomIndex = 'saaty',
): PairWeights | PairFault {
  const matrix = items.map((_, own) => Float64Array.from(items, (_item, at) => (own === at ? 1 : NaN)))
  for (const { a, b, value } of comparisons) {
    const own = matrix[items.indexOf(a)]
    const other = matrix[items.indexOf(b)]
    const detail = `${a} / ${b} = ${String(value)}`
    const usable =
      own !== undefined && other !== undefined && own !== other && Number.isFinite(value) && value > 0
    if (!usable || !Number.isNaN(own[items.indexOf(b)])) {
      return { kind: 'fault', code: 'comparison_not_usable', detail }
    }
    own[items.indexOf(b)] = value
    other[items.indexOf(a)] = 1 / value
  }
  const gaps = findGaps(matrix)
  if (!isConnected(matrix)) return { kind: 'fault', code: 'comparison_not_usable', detail: items.join(', ') }
  completeMatrix(matrix, gaps)
  const { value, vector } = principalEigen(matrix)
  const count = items.length
  const consistencyIndex = count < 3 ? 0 : Math.max(0, (value - count) / (count - 1))
  const indices = randomIndices[table]
  const random = indices[Math.min(count - 3, indices.length - 1)] ?? 1
  return {
    kind: 'done',
    weights: [...vector],
    consistencyIndex,
    consistencyRatio: consistencyIndex / random,
    completed: gaps.map(([row, column]) => ({
      a: items[row] ?? '',
      b: items[column] ?? '',
      value: matrix[row]?.[column] ?? NaN,
    })),
  }
}

type Gap = readonly [row: number, column: number]

function findGaps(matrix: readonly Float64Array[]): readonly Gap[] {
  return matrix.flatMap((cells, row) =>
    [...cells].flatMap((cell, column): readonly Gap[] =>
      Number.isNaN(cell) && row < column ? [[row, column]] : [],
    ),
  )
}

/** Items that no chain of comparisons joins have no common scale. */
function isConnected(matrix: readonly Float64Array[]): boolean {
  const reached = new Set([0])
  for (const row of reached) {
    for (const [column, cell] of (matrix[row] ?? []).entries()) if (!Number.isNaN(cell)) reached.add(column)
  }
  return reached.size === Math.max(1, matrix.length)
}

function setPair(matrix: readonly Float64Array[], [row, column]: Gap, value: number): void {
  const own = matrix[row]
  const other = matrix[column]
  if (own !== undefined) own[column] = value
  if (other !== undefined) other[row] = 1 / value
}

function completeMatrix(matrix: readonly Float64Array[], gaps: readonly Gap[]): void {
  for (const gap of gaps) setPair(matrix, gap, 1)
  for (let round = 0; round < 200; round++) {
    let moved = 0
    for (const gap of gaps) {
      const before = Math.log(matrix[gap[0]]?.[gap[1]] ?? 1)
      const after = leastEigenvalueAt(matrix, gap)
      setPair(matrix, gap, Math.exp(after))
      moved = Math.max(moved, Math.abs(after - before))
    }
    if (moved < 1e-9) break
  }
}

/** The eigenvalue is convex in the logarithm of one comparison: a golden section between e⁻¹² and e¹² finds its least. */
function leastEigenvalueAt(matrix: readonly Float64Array[], gap: Gap): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  function valueAt(logarithm: number): number {
    setPair(matrix, gap, Math.exp(logarithm))
    return principalEigen(matrix).value
  }
  let low = -12
  let high = 12
  while (high - low > 1e-9) {
    const width = (high - low) * ratio
    if (valueAt(high - width) < valueAt(low + width)) high = low + width
    else low = high - width
  }
  return (low + high) / 2
}

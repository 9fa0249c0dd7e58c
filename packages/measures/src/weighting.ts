import type { Direction } from './indicator-table.ts'
import type { MeasureFindingCode } from './measure-finding.ts'
import { symmetricEigen } from './eigen.ts'
import { correlationOf, deviationOf, hasSpread, meanOf, rangeOf } from './statistics.ts'

/** Ways to take weights from the values themselves. They say what varies, not what matters. */
export type WeighingMethod = 'entropy' | 'critic' | 'merec' | 'principal_component'

/** Weights that add up to 1, or why there are none; `column` is the one at fault. */
export type Weighed =
  | { readonly kind: 'done'; readonly weights: readonly number[] }
  | {
      readonly kind: 'fault'
      readonly code: MeasureFindingCode
      readonly column?: number
      readonly row?: number
    }

/** Weights of columns without gaps. Negative, undefined or infinite weights are faults, never results. */
export function weighColumns(
  columns: readonly Float64Array[],
  method: WeighingMethod,
  directions: readonly Direction[],
): Weighed {
  for (const [column, values] of columns.entries()) {
    const row = values.findIndex((value) => Number.isNaN(value))
    if (row >= 0) return { kind: 'fault', code: 'weights_undefined', column, row }
  }
  if ((columns[0]?.length ?? 0) < 2) return { kind: 'fault', code: 'one_unit' }
  switch (method) {
    case 'entropy':
      return entropyWeights(columns)
    case 'critic':
      return criticWeights(columns, directions)
    case 'merec':
      return merecWeights(columns, directions)
    case 'principal_component':
      return componentWeights(columns)
  }
}

/** Brings weights to a sum of 1; refuses what is negative or adds up to nothing. */
export function shareOut(weights: readonly number[]): Weighed {
  const column = weights.findIndex((weight) => weight < 0)
  if (column >= 0) return { kind: 'fault', code: 'weights_negative', column }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!Number.isFinite(total) || total <= 0) return { kind: 'fault', code: 'weights_undefined' }
  return { kind: 'done', weights: weights.map((weight) => weight / total) }
}

/** 熵权 (Shannon; Hwang and Yoon 1981). Zeros inflate a weight (Zhu, Tian and Yan 2020), negative values have none. */
function entropyWeights(columns: readonly Float64Array[]): Weighed {
  for (const [column, values] of columns.entries()) {
    const row = values.findIndex((value) => value < 0)
    if (row >= 0) return { kind: 'fault', code: 'value_not_usable', column, row }
    if (values.every((value) => value === 0)) return { kind: 'fault', code: 'weights_undefined', column }
  }
  return shareOut(
    columns.map((values) => {
      const total = values.reduce((sum, value) => sum + value, 0)
      let entropy = 0
      for (const value of values) if (value > 0) entropy -= (value / total) * Math.log(value / total)
      // The entropy of equal values is 1 but for rounding; a weight is not negative for that.
      return Math.max(0, 1 - entropy / Math.log(values.length))
    }),
  )
}

/** Spread times what the others do not say already (Diakoulaki, Mavrotas and Papayannakis 1995). */
function criticWeights(columns: readonly Float64Array[], directions: readonly Direction[]): Weighed {
  const scaled: Float64Array[] = []
  for (const [column, values] of columns.entries()) {
    if (!hasSpread(values)) return { kind: 'fault', code: 'zero_variance', column }
    const { least, most } = rangeOf(values)
    scaled.push(
      values.map((value) => (directions[column] === 'less' ? most - value : value - least) / (most - least)),
    )
  }
  return shareOut(
    scaled.map((own) => {
      const apart = scaled.reduce(
        (sum, other) => sum + (own === other ? 0 : 1 - correlationOf(own, other)),
        0,
      )
      return deviationOf(own) * Math.max(0, apart)
    }),
  )
}

/** What the result loses without a column (Keshavarz-Ghorabaee and others 2021); values must be above zero. */
function merecWeights(columns: readonly Float64Array[], directions: readonly Direction[]): Weighed {
  const logs: Float64Array[] = []
  for (const [column, values] of columns.entries()) {
    const row = values.findIndex((value) => value <= 0)
    if (row >= 0) return { kind: 'fault', code: 'value_not_usable', column, row }
    const { least, most } = rangeOf(values)
    logs.push(
      values.map((value) => Math.abs(Math.log(directions[column] === 'less' ? value / most : least / value))),
    )
  }
  const rows = columns[0]?.length ?? 0
  const sums = Float64Array.from({ length: rows }, (_, row) =>
    logs.reduce((sum, values) => sum + (values[row] ?? NaN), 0),
  )
  const count = columns.length
  return shareOut(
    logs.map((values) =>
      sums.reduce((effect, sum, row) => {
        const without = Math.log(1 + (sum - (values[row] ?? NaN)) / count)
        return effect + Math.abs(without - Math.log(1 + sum / count))
      }, 0),
    ),
  )
}

/** Loadings of the first principal component of the z-scores; opposed columns give a fault, not a negative weight. */
function componentWeights(columns: readonly Float64Array[]): Weighed {
  const flat = columns.findIndex((values) => !hasSpread(values))
  if (flat >= 0) return { kind: 'fault', code: 'zero_variance', column: flat }
  return shareOut([...(principalComponents(columns)[0]?.loadings ?? [])])
}

/** A principal component: its loadings, its standard deviation and its share of the variance. */
export type PrincipalComponent = {
  readonly loadings: Float64Array
  readonly deviation: number
  readonly share: number
}

/** Principal components of the z-scores of columns without gaps, each with some spread. */
export function principalComponents(columns: readonly Float64Array[]): readonly PrincipalComponent[] {
  const scores = columns.map((values) => {
    const mean = meanOf(values)
    const deviation = deviationOf(values)
    return values.map((value) => (value - mean) / deviation)
  })
  const matrix = scores.map((own) => scores.map((other) => (own === other ? 1 : correlationOf(own, other))))
  return symmetricEigen(matrix).map(({ value, vector }) => ({
    loadings: vector,
    deviation: Math.sqrt(Math.max(0, value)),
    share: value / columns.length,
  }))
}

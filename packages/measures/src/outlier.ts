import { kurtosisOf, rangeOf, skewnessOf } from './statistics.ts'

/** A column is left as it is when either figure is small enough. */
export type SkewLimits = { readonly skewness: number; readonly kurtosis: number }

/** What was done to one indicator. */
export type OutlierTreatment = {
  readonly indicator: string
  readonly passedBefore: boolean
  readonly skewness: number | null
  readonly kurtosis: number | null
  /** How many times the outermost value was drawn in to the next one. */
  readonly drawnIn: number
  readonly logarithm: boolean
  readonly passedAfter: boolean
}

export type TreatedColumn = {
  readonly column: Float64Array
  readonly treatment: Omit<OutlierTreatment, 'indicator'>
}

/** Without a figure (too few values, no spread) there is nothing to treat. */
function passesSkewness(column: Float64Array, limits: SkewLimits): boolean {
  const skewness = skewnessOf(column)
  const kurtosis = kurtosisOf(column)
  if (Number.isNaN(skewness) || Number.isNaN(kurtosis)) return true
  return Math.abs(skewness) < limits.skewness || kurtosis < limits.kurtosis
}

/**
 * Draws in outliers until the column passes, `most` times at most; if that is not enough, the original column is put
 * under a logarithm instead (OECD Handbook 2008, step 3; practice of the Global Innovation Index).
 */
export function treatOutliers(column: Float64Array, most: number, limits: SkewLimits): TreatedColumn {
  const skewness = skewnessOf(column)
  const kurtosis = kurtosisOf(column)
  const before = {
    passedBefore: passesSkewness(column, limits),
    skewness: Number.isNaN(skewness) ? null : skewness,
    kurtosis: Number.isNaN(kurtosis) ? null : kurtosis,
  }
  let treated = column
  let drawnIn = 0
  while (!passesSkewness(treated, limits) && drawnIn < most) {
    treated = drawInOutermost(treated)
    drawnIn++
  }
  if (passesSkewness(treated, limits)) {
    return { column: treated, treatment: { ...before, drawnIn, logarithm: false, passedAfter: true } }
  }
  const flattened = flatten(column)
  return {
    column: flattened,
    treatment: {
      ...before,
      drawnIn: 0,
      logarithm: true,
      passedAfter: passesSkewness(flattened, limits),
    },
  }
}

/** The largest value (smallest, where the tail is to the left) becomes the next one. */
function drawInOutermost(column: Float64Array): Float64Array {
  const { least, most } = rangeOf(column)
  const outermost = skewnessOf(column) >= 0 ? most : least
  const rest = rangeOf(column.filter((value) => value !== outermost))
  const next = outermost === most ? rest.most : rest.least
  return column.map((value) => (value === outermost ? next : value))
}

function flatten(column: Float64Array): Float64Array {
  const { least, most } = rangeOf(column)
  return column.map((value) => Math.log(value - least + 0.01 * (most - least)))
}

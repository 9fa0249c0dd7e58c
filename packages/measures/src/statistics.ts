/** Statistics of columns in which NaN is a missing value and is passed over. */

function withoutMissing(column: ArrayLike<number>): Float64Array {
  return Float64Array.from(column).filter((value) => !Number.isNaN(value))
}

/** How many values are there. */
export function countOf(column: ArrayLike<number>): number {
  let count = 0
  for (let row = 0; row < column.length; row++) if (!Number.isNaN(column[row] ?? NaN)) count++
  return count
}

/** Each value anew; several times as fast as the method `map` of a typed array. */
export function mapValues(column: Float64Array, change: (value: number) => number): Float64Array {
  const changed = new Float64Array(column.length)
  for (let row = 0; row < column.length; row++) changed[row] = change(column[row] ?? NaN)
  return changed
}

/** Mean of what is there; NaN if nothing is. */
export function meanOf(column: ArrayLike<number>): number {
  let sum = 0
  let count = 0
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? NaN
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return sum / count
}

export function medianOf(column: ArrayLike<number>): number {
  return quantileOf(column, 0.5)
}

/** Quantile by straight lines between the ordered values (type 7 of Hyndman and Fan 1996). */
export function quantileOf(column: ArrayLike<number>, share: number): number {
  const sorted = withoutMissing(column).toSorted()
  if (sorted.length === 0) return NaN
  const place = share * (sorted.length - 1)
  const low = Math.floor(place)
  const below = sorted[low] ?? NaN
  const above = sorted[low + 1] ?? below
  return below + (place - low) * (above - below)
}

/** Standard deviation of a sample (n − 1). */
export function deviationOf(column: ArrayLike<number>): number {
  const { count, second } = momentsOf(column)
  return Math.sqrt((second * count) / (count - 1))
}

export type Moments = {
  readonly count: number
  readonly mean: number
  /** Mean square, cube and fourth power of the distances from the mean. */
  readonly second: number
  readonly third: number
  readonly fourth: number
}

function momentsOf(column: ArrayLike<number>): Moments {
  const values = withoutMissing(column)
  const count = values.length
  const mean = meanOf(values)
  let second = 0
  let third = 0
  let fourth = 0
  for (const value of values) {
    const square = (value - mean) ** 2
    second += square
    third += square * (value - mean)
    fourth += square * square
  }
  return { count, mean, second: second / count, third: third / count, fourth: fourth / count }
}

/** Skewness of a sample (type 2 of Joanes and Gill 1998); NaN under three values or without spread. */
export function skewnessOf(column: ArrayLike<number>): number {
  const { count, second, third } = momentsOf(column)
  if (count < 3) return NaN
  return ((third / second ** 1.5) * Math.sqrt(count * (count - 1))) / (count - 2)
}

/** Excess kurtosis of a sample (type 2 of Joanes and Gill 1998); NaN under four values or without spread. */
export function kurtosisOf(column: ArrayLike<number>): number {
  const { count, second, fourth } = momentsOf(column)
  if (count < 4) return NaN
  const excess = fourth / second ** 2 - 3
  return (((count + 1) * excess + 6) * (count - 1)) / ((count - 2) * (count - 3))
}

/** Smallest and largest value; both NaN if there is none. */
export function rangeOf(column: ArrayLike<number>): { readonly least: number; readonly most: number } {
  let least = NaN
  let most = NaN
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? NaN
    if (Number.isNaN(value)) continue
    if (!(value >= least)) least = value
    if (!(value <= most)) most = value
  }
  return { least, most }
}

/** Whether values differ by more than the rest of a rounding, beside the largest of them. */
export function hasSpread(column: ArrayLike<number>): boolean {
  const { least, most } = rangeOf(column)
  return most - least > 1e-12 * Math.max(Math.abs(least), Math.abs(most))
}

/**
 * Values to twelve digits, and what is nothing beside the largest as nothing: sums that should be equal differ beyond that, and
 * differences that should be nothing are not quite.
 */
export function withoutDust(column: Float64Array): Float64Array {
  const { least, most } = rangeOf(column)
  const dust = 1e-12 * Math.max(Math.abs(least), Math.abs(most))
  return mapValues(column, (value) => (Math.abs(value) <= dust ? 0 : Number(value.toPrecision(12))))
}

/** Pearson's correlation over rows where both are there; NaN without spread. */
export function correlationOf(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const rows = Array.from({ length: one.length }, (_, row) => row).filter(
    (row) => !Number.isNaN(one[row] ?? NaN) && !Number.isNaN(other[row] ?? NaN),
  )
  const left = meanOf(rows.map((row) => one[row] ?? NaN))
  const right = meanOf(rows.map((row) => other[row] ?? NaN))
  let both = 0
  let leftSquare = 0
  let rightSquare = 0
  for (const row of rows) {
    const a = (one[row] ?? NaN) - left
    const b = (other[row] ?? NaN) - right
    both += a * b
    leftSquare += a * a
    rightSquare += b * b
  }
  return both / Math.sqrt(leftSquare * rightSquare)
}

/** Ranks from 1 for the smallest; ties share the lowest of their ranks; missing values have none (NaN). */
export function ranksOf(column: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(column.length).fill(NaN)
  const rows = Array.from({ length: column.length }, (_, row) => row)
    .filter((row) => !Number.isNaN(column[row] ?? NaN))
    .toSorted((one, other) => (column[one] ?? 0) - (column[other] ?? 0))
  let shared = 0
  for (const [place, row] of rows.entries()) {
    const before = rows[place - 1]
    if (before === undefined || column[before] !== column[row]) shared = place + 1
    ranks[row] = shared
  }
  return ranks
}

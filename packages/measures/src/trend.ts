import { meanOf, medianOf } from './statistics.ts'

/** Values of a unit by year. The order does not matter; a year without a value is passed over. */
export type YearSeries = readonly YearValue[]

export type YearValue = { readonly year: number; readonly value: number | undefined }

export type TrendClass = 'on_track' | 'improving' | 'stagnating' | 'falling_back'

export type TrendQuestion = {
  readonly first: { readonly year: number; readonly value: number }
  readonly last: { readonly year: number; readonly value: number }
  /** The value to be reached and the year by which; counted from the first year. */
  readonly goal: number
  readonly goalYear: number
  readonly better: 'higher' | 'lower'
}

/**
 * Pace so far against the pace needed (Sustainable Development Report 2021): at the goal, or fast enough, is on track; half the
 * pace or more improves; less stagnates; the wrong way falls back. Undefined when the years do not allow a pace.
 */
export function trendClass(question: TrendQuestion): TrendClass | undefined {
  const { first, last, goal, goalYear, better } = question
  const numbers = [first.year, first.value, last.year, last.value, goal, goalYear]
  if (!numbers.every(Number.isFinite) || last.year <= first.year || goalYear <= first.year) return undefined
  const sign = better === 'higher' ? 1 : -1
  if (sign * (last.value - goal) >= 0) return 'on_track'
  const pace = (sign * (last.value - first.value)) / (last.year - first.year)
  if (pace < 0) return 'falling_back'
  const needed = (sign * (goal - first.value)) / (goalYear - first.year)
  if (pace < needed / 2) return 'stagnating'
  return pace < needed ? 'improving' : 'on_track'
}

/** A straight line through years. */
export type YearLine = { readonly slope: number; readonly at: (year: number) => number }

/** Line with the median of all slopes between two years (Sen 1968, JASA 63:1379); undefined under two different years. */
export function theilSen(
  points: readonly { readonly year: number; readonly value: number }[],
): YearLine | undefined {
  const slopes: number[] = []
  points.forEach((one, index) => {
    for (const other of points.slice(index + 1)) {
      if (other.year !== one.year) slopes.push((other.value - one.value) / (other.year - one.year))
    }
  })
  if (slopes.length === 0) return undefined
  const slope = medianOf(slopes)
  // Years counted from their mean keep the digits of the level.
  const centre = meanOf(points.map(({ year }) => year))
  const level = medianOf(points.map(({ year, value }) => value - slope * (year - centre)))
  return { slope, at: (year) => level + slope * (year - centre) }
}

/** The years that have a value, in order; of a year that is there twice the later entry counts. */
export function knownYears(series: YearSeries): readonly { readonly year: number; readonly value: number }[] {
  const values = new Map(
    series.flatMap(({ year, value }) =>
      value !== undefined && Number.isFinite(value) && Number.isFinite(year) ? [[year, value] as const] : [],
    ),
  )
  return [...values].map(([year, value]) => ({ year, value })).toSorted((one, other) => one.year - other.year)
}

import type { Direction } from './indicator-table.ts'
import type { MeasureFindingCode } from './measure-finding.ts'
import {
  countOf,
  deviationOf,
  hasSpread,
  mapValues,
  meanOf,
  rangeOf,
  ranksOf,
  withoutDust,
} from './statistics.ts'

/** Two values of an indicator that stand for the ends of a scale, in its own unit. `worst` may be above `best`. */
export type Goalposts = { readonly best: number; readonly worst: number }

/**
 * How values of an indicator become marks in which more is always better. The first five are fixed before the period:
 * a unit's mark moves only when the unit moves. The others compare with the sample.
 */
export type Normalisation =
  /** (x − worst) / (best − worst), between 0 and 1, times `full`; SDG Index, distance to frontier. */
  | { readonly kind: 'goalposts'; readonly full: number; readonly clamp: boolean }
  /** The same over logarithms, as incomes in the Human Development Index. */
  | { readonly kind: 'log_goalposts'; readonly full: number; readonly clamp: boolean }
  /** 功效系数: floor + (100 − floor) × (x − 不允许值) / (满意值 − 不允许值), floor mostly 60. */
  | { readonly kind: 'efficacy'; readonly floor: number; readonly clamp: boolean }
  /** 1 − (target − x) / (target − worst of the sample), at most 1. `best` is the target. */
  | { readonly kind: 'target_distance' }
  /** 1 − (reference − x) / (reference − worst of the sample); a unit of the table is the reference. */
  | { readonly kind: 'reference_distance'; readonly unit: string; readonly clamp: boolean }
  | { readonly kind: 'min_max'; readonly from: number; readonly to: number }
  | { readonly kind: 'z_score'; readonly mean: number; readonly deviation: number }
  /** 1 is the worst; ties share the lowest rank. */
  | { readonly kind: 'rank' }
  /** (rank − 1) / (n − 1). */
  | { readonly kind: 'percentile_rank' }
  /** rank − 1: how many are worse. */
  | { readonly kind: 'borda' }

/** What a method needs to know of the column. */
export type NormalisedColumn = {
  readonly direction: Direction
  readonly goalposts?: Goalposts
  /** Value of the unit that is the reference. */
  readonly reference?: number
}

/** Marks, or why there are none; `row` is the value at fault. */
export type Normalised =
  | { readonly kind: 'done'; readonly column: Float64Array }
  | { readonly kind: 'fault'; readonly code: MeasureFindingCode; readonly row?: number }

/** Marks of a column; missing values stay missing. Never gives NaN for a value that is there: it says the fault. */
export function normaliseColumn(
  column: Float64Array,
  method: Normalisation,
  about: NormalisedColumn,
): Normalised {
  const result = markColumn(column, method, about)
  if (result.kind === 'fault') return result
  // Spreads too small or too large for a double turn values into nothing or infinity.
  const row = result.column.findIndex(
    (mark, at) => !Number.isFinite(mark) && !Number.isNaN(column[at] ?? NaN),
  )
  return row < 0 ? result : fault('value_not_usable', row)
}

function markColumn(column: Float64Array, method: Normalisation, about: NormalisedColumn): Normalised {
  switch (method.kind) {
    case 'goalposts':
    case 'log_goalposts':
    case 'efficacy':
      return byGoalposts(column, method, about.goalposts)
    case 'target_distance':
      return toTarget(column, about)
    case 'reference_distance':
      return toReference(column, method.clamp, about)
    case 'min_max':
    case 'z_score':
    case 'rank':
    case 'percentile_rank':
    case 'borda':
      return bySample(column, method, about.direction)
  }
}

function fault(code: MeasureFindingCode, row?: number): Normalised {
  return row === undefined ? { kind: 'fault', code } : { kind: 'fault', code, row }
}

function done(column: Float64Array): Normalised {
  return { kind: 'done', column }
}

function clampTo(value: number, most: number): number {
  return value < 0 ? 0 : value > most ? most : value
}

function byGoalposts(
  column: Float64Array,
  method: Extract<Normalisation, { readonly kind: 'goalposts' | 'log_goalposts' | 'efficacy' }>,
  goalposts: Goalposts | undefined,
): Normalised {
  if (goalposts === undefined) return fault('parameter_missing')
  const scale = method.kind === 'log_goalposts' ? Math.log : (value: number): number => value
  const best = scale(goalposts.best)
  const worst = scale(goalposts.worst)
  if (best === worst) return fault('goalposts_equal')
  if (!Number.isFinite(best) || !Number.isFinite(worst)) return fault('parameter_out_of_range')
  if (method.kind === 'log_goalposts') {
    const row = column.findIndex((value) => value <= 0)
    if (row >= 0) return fault('value_not_usable', row)
  }
  const least = method.kind === 'efficacy' ? method.floor : 0
  const full = method.kind === 'efficacy' ? 100 - method.floor : method.full
  return done(
    mapValues(column, (value) => {
      const share = (scale(value) - worst) / (best - worst)
      return least + (method.clamp ? clampTo(share, 1) : share) * full
    }),
  )
}

function toTarget(column: Float64Array, { direction, goalposts }: NormalisedColumn): Normalised {
  if (goalposts === undefined) return fault('parameter_missing')
  const { least, most } = rangeOf(column)
  const worst = direction === 'more' ? least : most
  const span = goalposts.best - worst
  // A target that the worst of the sample has reached tells nobody apart.
  if (span === 0 || span > 0 !== (direction === 'more')) return fault('reference_at_worst')
  return done(mapValues(column, (value) => Math.min(1, 1 - (goalposts.best - value) / span)))
}

function toReference(column: Float64Array, clamp: boolean, about: NormalisedColumn): Normalised {
  const { reference, direction } = about
  if (reference === undefined || Number.isNaN(reference)) return fault('parameter_missing')
  const { least, most } = rangeOf(column)
  const span = reference - (direction === 'more' ? least : most)
  if (span === 0) return fault('reference_at_worst')
  return done(
    mapValues(column, (value) => {
      const mark = 1 - (reference - value) / span
      return clamp ? Math.min(1, mark) : mark
    }),
  )
}

function bySample(
  column: Float64Array,
  method: Extract<
    Normalisation,
    { readonly kind: 'min_max' | 'z_score' | 'rank' | 'percentile_rank' | 'borda' }
  >,
  direction: Direction,
): Normalised {
  const known = countOf(column)
  if (known < 2) return fault('one_unit')
  const turned = direction === 'more' ? column : mapValues(column, (value) => -value)
  if (!hasSpread(turned)) return fault('zero_variance')
  const { least, most } = rangeOf(turned)
  switch (method.kind) {
    case 'min_max': {
      const width = method.to - method.from
      return done(mapValues(turned, (value) => ((value - least) / (most - least)) * width + method.from))
    }
    case 'z_score': {
      const mean = meanOf(turned)
      const deviation = deviationOf(turned)
      return done(mapValues(turned, (value) => ((value - mean) / deviation) * method.deviation + method.mean))
    }
    case 'rank':
      return done(ranksOf(withoutDust(turned)))
    case 'percentile_rank':
      return done(mapValues(ranksOf(withoutDust(turned)), (rank) => (rank - 1) / (known - 1)))
    case 'borda':
      return done(mapValues(ranksOf(withoutDust(turned)), (rank) => rank - 1))
  }
}

import { assert } from '@duibiao/base'
import { drawBelow, drawFrom } from './chance.ts'
import { deviationOf, meanOf, quantileOf } from './statistics.ts'

/** Points of two samples that share nothing; `a[point][factor]`, numbers in [0, 1). */
export type SobolSample = {
  readonly a: readonly (readonly number[])[]
  readonly b: readonly (readonly number[])[]
}

/** What a model gave at the points of A, of B, and of A with one factor after another taken from B. */
export type SobolOutcomes = {
  readonly a: readonly number[]
  readonly b: readonly number[]
  /** `mixed[factor][point]`. */
  readonly mixed: readonly (readonly number[])[]
}

/** Share of the variance that a factor makes alone, and together with the others. */
export type SobolIndex = { readonly first: number; readonly total: number }

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71]

/** Factors for which the sequence is even enough. */
export const mostSobolFactors = primes.length / 2

/**
 * Two samples of a sequence that fills the cube evenly (Halton 1960), moved by a seed. `mostSobolFactors` at most, since the
 * sequence gets worse with each; none is left out in silence. The first points, which lie on a line, are left out.
 */
export function drawSobolSample(points: number, factors: number, seed: number): SobolSample {
  assert(factors <= mostSobolFactors, `${String(factors)} factors of a Sobol sample`)
  const next = drawFrom(seed)
  const moves = primes.map(() => next())
  const rows = Array.from({ length: points }, (_, place) =>
    Array.from(
      { length: 2 * factors },
      (_cell, at) => (mirrored(place + 64, primes[at] ?? 2) + (moves[at] ?? 0)) % 1,
    ),
  )
  return { a: rows.map((row) => row.slice(0, factors)), b: rows.map((row) => row.slice(factors)) }
}

/** The digits of a number behind the point in the other order. */
function mirrored(number: number, base: number): number {
  let result = 0
  let scale = 1 / base
  for (let rest = number; rest > 0; rest = Math.floor(rest / base)) {
    result += (rest % base) * scale
    scale /= base
  }
  return result
}

/** Runs a model N × (factors + 2) times. */
export function runSobolSample(
  { a, b }: SobolSample,
  model: (point: readonly number[]) => number,
): SobolOutcomes {
  const factors = a[0]?.length ?? 0
  return {
    a: a.map(model),
    b: b.map(model),
    mixed: Array.from({ length: factors }, (_, factor) =>
      a.map((point, place) => model(point.with(factor, b[place]?.[factor] ?? 0))),
    ),
  }
}

/**
 * First-order indices (Saltelli and others 2010) and total ones (Jansen 1999); the variance is that of both samples
 * together. Undefined if nothing varies: then there is nothing to share out; and if a run gave no number, since the points of a
 * sample stand for each other.
 */
export function sobolIndices({ a, b, mixed }: SobolOutcomes): readonly SobolIndex[] | undefined {
  if (![a, b, ...mixed].every((outcomes) => outcomes.every(Number.isFinite))) return undefined
  const variance = deviationOf([...a, ...b]) ** 2
  if (!(variance > 0)) return undefined
  return mixed.map((outcomes) => ({
    first: meanOf(outcomes.map((mix, at) => (b[at] ?? NaN) * (mix - (a[at] ?? NaN)))) / variance,
    total: meanOf(outcomes.map((mix, at) => ((a[at] ?? NaN) - mix) ** 2)) / (2 * variance),
  }))
}

/** 5 and 95 of 100 repetitions with points drawn anew out of those at hand. */
export type SobolInterval = {
  readonly first: readonly [low: number, high: number]
  readonly total: readonly [low: number, high: number]
}

/** Intervals of the indices by bootstrap; undefined if nothing varies. */
export function sobolIntervals(
  outcomes: SobolOutcomes,
  { repetitions, seed }: { readonly repetitions: number; readonly seed: number },
): readonly SobolInterval[] | undefined {
  if (sobolIndices(outcomes) === undefined) return undefined
  const next = drawFrom(seed)
  const drawn = Array.from({ length: repetitions }, () => {
    const places = outcomes.a.map(() => drawBelow(outcomes.a.length, next))
    function pick(values: readonly number[]): readonly number[] {
      return places.map((place) => values[place] ?? NaN)
    }
    return sobolIndices({ a: pick(outcomes.a), b: pick(outcomes.b), mixed: outcomes.mixed.map(pick) })
  })
  return outcomes.mixed.map((_, factor) => {
    const own = drawn.flatMap((indices) => indices?.[factor] ?? [])
    const first = own.map((index) => index.first)
    const total = own.map((index) => index.total)
    return {
      first: [quantileOf(first, 0.05), quantileOf(first, 0.95)],
      total: [quantileOf(total, 0.05), quantileOf(total, 0.95)],
    }
  })
}

import { assert } from '@duibiao/base'
import { betaQuantile, gammaQuantile, normalQuantile, studentQuantile } from './distribution.ts'

/** A value with the limits between which the true one lies with the confidence asked. A limit that cannot be had is absent. */
export type Interval = { readonly value: number; readonly lower?: number; readonly upper?: number }

/** How the limits were found; stored beside every published figure. */
export type IntervalMethod = 'wilson' | 'byar' | 'exact_poisson' | 'exact_binomial' | 'student' | 'dobson'

/** A number of cases among so many. */
export type Count = { readonly numerator: number; readonly denominator: number }

/** Quantile of the normal distribution for a two-sided confidence, such as 0.95. */
export function zOf(confidence: number): number {
  // Found by halving, and asked for once for each unit of a table, which has one confidence or two.
  const known = quantiles.get(confidence)
  if (known !== undefined) return known
  const found = normalQuantile(1 - tailOf(confidence))
  if (quantiles.size < mostQuantiles) quantiles.set(confidence, found)
  return found
}

const quantiles = new Map<number, number>()
const mostQuantiles = 100

/** Half of what lies outside. A confidence is a share: 95 would give limits, and wrong ones. */
function tailOf(confidence: number): number {
  assert(confidence > 0 && confidence < 1, `${String(confidence)} is no confidence`)
  return (1 - confidence) / 2
}

/** Why a count is of no use as a proportion (or a rate); undefined when it is. */
export function countFault(count: Count, kind: 'proportion' | 'rate'): CountFault | undefined {
  const { numerator, denominator } = count
  if (!Number.isFinite(numerator) || !Number.isFinite(denominator)) return 'not_finite'
  if (denominator < 0) return 'denominator_negative'
  if (numerator < 0) return 'numerator_negative'
  if (denominator === 0) return numerator === 0 ? 'no_cases' : 'denominator_zero'
  if (kind === 'proportion' && numerator > denominator) return 'numerator_above_denominator'
  return undefined
}

export type CountFault =
  | 'not_finite'
  | 'denominator_negative'
  | 'numerator_negative'
  | 'denominator_zero'
  | 'no_cases'
  | 'numerator_above_denominator'

/** Proportion with the score limits of Wilson (1927, JASA 22:209); undefined for a count that has a fault. */
export function wilson(count: Count, confidence: number): Interval | undefined {
  if (countFault(count, 'proportion') !== undefined) return undefined
  const { numerator: x, denominator: n } = count
  const z = zOf(confidence)
  const middle = 2 * x + z * z
  const spread = z * Math.sqrt(z * z + 4 * x * (1 - x / n))
  const width = 2 * (n + z * z)
  return {
    value: x / n,
    lower: Math.max(0, (middle - spread) / width),
    upper: Math.min(1, (middle + spread) / width),
  }
}

/** Proportion with exact binomial limits (Clopper and Pearson 1934, Biometrika 26:404). */
export function exactBinomial(count: Count, confidence: number): Interval | undefined {
  if (countFault(count, 'proportion') !== undefined) return undefined
  const { numerator: x, denominator: n } = count
  const tail = tailOf(confidence)
  return {
    value: x / n,
    lower: x === 0 ? 0 : betaQuantile(tail, x, n - x + 1),
    upper: x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x),
  }
}

/** A count with the limits of Byar (Breslow and Day 1987). The lower limit is absent where the formula has none. */
export function byar(cases: number, confidence: number): Interval | undefined {
  if (!(cases >= 0) || !Number.isFinite(cases)) return undefined
  const z = zOf(confidence)
  const more = cases + 1
  const upper = more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3
  if (cases === 0) return { value: 0, lower: 0, upper }
  const root = 1 - 1 / (9 * cases) - z / (3 * Math.sqrt(cases))
  return root < 0 ? { value: cases, upper } : { value: cases, lower: cases * root ** 3, upper }
}

/** A count with exact Poisson limits (Garwood 1936). */
export function exactPoisson(cases: number, confidence: number): Interval | undefined {
  if (!(cases >= 0) || !Number.isFinite(cases)) return undefined
  const tail = tailOf(confidence)
  return {
    value: cases,
    lower: cases === 0 ? 0 : gammaQuantile(tail, cases),
    upper: gammaQuantile(1 - tail, cases + 1),
  }
}

/** Cases below which limits of a count are exact and not Byar's, and below which a standardised rate is not given (PHE). */
const fewCases = 10

/** Rate per `multiplier`: exact limits below ten cases, Byar's above, as English public health publishes them. */
export function rateInterval(
  count: Count,
  { confidence, multiplier = 1 }: { readonly confidence: number; readonly multiplier?: number },
): (Interval & { readonly method: IntervalMethod }) | undefined {
  if (countFault(count, 'rate') !== undefined) return undefined
  const isFew = count.numerator < fewCases
  const limits = isFew ? exactPoisson(count.numerator, confidence) : byar(count.numerator, confidence)
  if (limits === undefined) return undefined
  const scaled = scaleInterval(limits, multiplier / count.denominator)
  return { ...scaled, method: isFew ? 'exact_poisson' : 'byar' }
}

/** Mean with the limits of Student's distribution; undefined for less than two values or one that is not finite. */
export function meanInterval(values: readonly number[], confidence: number): Interval | undefined {
  if (values.length < 2 || !values.every(Number.isFinite)) return undefined
  const value = values.reduce((sum, one) => sum + one, 0) / values.length
  const squares = values.reduce((sum, one) => sum + (one - value) ** 2, 0)
  const error = Math.sqrt(squares / (values.length - 1) / values.length)
  const half = error * studentQuantile(1 - tailOf(confidence), values.length - 1)
  return { value, lower: value - half, upper: value + half }
}

/** One age band (or other stratum): cases, people and people of the standard population. */
export type Stratum = { readonly cases: number; readonly people: number; readonly standard: number }

/**
 * Directly standardised rate with the limits of Dobson and others (1991, Stat. Med. 10:457). Undefined below ten cases in all,
 * and where people are missing or a number is negative.
 */
export function standardisedRate(
  strata: readonly Stratum[],
  { confidence, multiplier = 1 }: { readonly confidence: number; readonly multiplier?: number },
): Interval | undefined {
  const isSound = strata.every(
    ({ cases, people, standard }) => cases >= 0 && people > 0 && Number.isFinite(people) && standard >= 0,
  )
  const whole = strata.reduce((sum, { standard }) => sum + standard, 0)
  const cases = strata.reduce((sum, one) => sum + one.cases, 0)
  if (!isSound || !(whole > 0) || !Number.isFinite(whole + cases) || cases < fewCases) return undefined
  const limits = byar(cases, confidence)
  if (limits === undefined) return undefined
  const share = strata.map(({ standard, people }) => standard / whole / people)
  const value = strata.reduce((sum, one, index) => sum + one.cases * (share[index] ?? 0), 0)
  const variance = strata.reduce((sum, one, index) => sum + one.cases * (share[index] ?? 0) ** 2, 0)
  const stretch = Math.sqrt(variance / cases)
  return scaleInterval(stretchInterval(limits, { value, stretch }), multiplier)
}

/** Observed over expected cases, with the limits of the observed count: the indirectly standardised ratio. */
export function ratioInterval(
  { observed, expected }: { readonly observed: number; readonly expected: number },
  options: { readonly confidence: number; readonly multiplier?: number },
): (Interval & { readonly method: IntervalMethod }) | undefined {
  return rateInterval({ numerator: observed, denominator: expected }, options)
}

/**
 * Difference of two independent values, whose limits come from theirs by the square-and-add rule (Newcombe 1998, Stat. Med.
 * 17:873; Zou and Donner 2008, Stat. Med. 27:1693). Undefined where a limit is missing.
 */
export function differenceOf(one: Interval, other: Interval): Interval | undefined {
  if (one.lower === undefined || one.upper === undefined) return undefined
  if (other.lower === undefined || other.upper === undefined) return undefined
  const value = one.value - other.value
  return {
    value,
    lower: value - Math.hypot(one.value - one.lower, other.upper - other.value),
    upper: value + Math.hypot(one.upper - one.value, other.value - other.lower),
  }
}

/** Whether two values differ beyond chance; undefined where that cannot be told. */
export function differ(one: Interval, other: Interval): boolean | undefined {
  const { lower, upper } = differenceOf(one, other) ?? {}
  return lower === undefined || upper === undefined ? undefined : lower > 0 || upper < 0
}

function scaleInterval({ value, lower, upper }: Interval, factor: number): Interval {
  return intervalOf(
    value * factor,
    lower === undefined ? undefined : lower * factor,
    upper === undefined ? undefined : upper * factor,
  )
}

/** Limits as far from another value as they were from theirs, times a factor. */
function stretchInterval(
  limits: Interval,
  { value, stretch }: { readonly value: number; readonly stretch: number },
): Interval {
  const { lower, upper } = limits
  return intervalOf(
    value,
    lower === undefined ? undefined : value + stretch * (lower - limits.value),
    upper === undefined ? undefined : value + stretch * (upper - limits.value),
  )
}

function intervalOf(value: number, lower: number | undefined, upper: number | undefined): Interval {
  return { value, ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) }
}

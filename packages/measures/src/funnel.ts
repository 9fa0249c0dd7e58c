import { gammaQuantile, gammaTails, findRoot } from './distribution.ts'
import { countFault, zOf } from './interval.ts'
import type { Count } from './interval.ts'
import { dispersionOf, rootScale } from './over-dispersion.ts'
import type { Dispersion, DispersionMethod } from './over-dispersion.ts'

/** Proportion: cases among cases. Rate: cases among people. Ratio: observed among expected cases, whose centre is 1. */
export type FunnelKind = 'proportion' | 'rate' | 'ratio'

/** Where a unit lies: outside the outer limits, between the two pairs, or inside both. */
export type FunnelClass = 'low_outer' | 'low_inner' | 'inside' | 'high_inner' | 'high_outer'

export type FunnelLimits = {
  readonly lowOuter: number
  readonly lowInner: number
  readonly highInner: number
  readonly highOuter: number
}

export type Funnel = {
  readonly kind: FunnelKind
  /** The value of all units together; 1 for ratios unless given. */
  readonly centre: number
  readonly inner: number
  readonly outer: number
  /** Absent when limits are those of chance alone. */
  readonly dispersion?: Dispersion
}

export type FunnelChoice = {
  readonly kind: FunnelKind
  /** In place of the pooled value, such as a target. */
  readonly centre?: number
  /** Two-sided confidences; 0.95 and 0.998 unless given. */
  readonly inner?: number
  readonly outer?: number
  readonly dispersion?: DispersionMethod
}

/** Prepares a funnel from the units that can be counted; undefined when none can (Spiegelhalter 2005, Stat. Med. 24:1185). */
export function openFunnel(units: readonly Count[], choice: FunnelChoice): Funnel | undefined {
  const { kind, inner = 0.95, outer = 0.998, dispersion = 'none' } = choice
  const sound = units.filter(
    (unit) => countFault(unit, kind === 'proportion' ? 'proportion' : 'rate') === undefined,
  )
  const centre = choice.centre ?? (kind === 'ratio' ? 1 : pooled(sound))
  if (centre === undefined || !(centre >= 0) || (kind === 'proportion' && centre > 1)) return undefined
  const found = dispersion === 'none' ? undefined : dispersionOf(sound, { kind, centre, method: dispersion })
  return { kind, centre, inner, outer, ...(found === undefined ? {} : { dispersion: found }) }
}

function pooled(units: readonly Count[]): number | undefined {
  const denominator = units.reduce((sum, unit) => sum + unit.denominator, 0)
  const numerator = units.reduce((sum, unit) => sum + unit.numerator, 0)
  return denominator > 0 ? numerator / denominator : undefined
}

/** Limits for a unit of that denominator (cases, people or expected cases), in the scale of the value. */
export function funnelLimits(funnel: Funnel, denominator: number): FunnelLimits | undefined {
  if (!(denominator > 0) || !Number.isFinite(denominator)) return undefined
  const inner = pairAt(funnel, denominator, funnel.inner)
  const outer = pairAt(funnel, denominator, funnel.outer)
  return { lowOuter: outer.low, lowInner: inner.low, highInner: inner.high, highOuter: outer.high }
}

type Pair = { readonly low: number; readonly high: number }

function pairAt(funnel: Funnel, denominator: number, confidence: number): Pair {
  if (funnel.dispersion !== undefined) return widePair(funnel, denominator, confidence)
  return funnel.kind === 'proportion'
    ? scorePair(funnel.centre, denominator, confidence)
    : poissonPair(funnel.centre, denominator, confidence)
}

/** Proportions whose score test against the centre just reaches z: the inverse of Wilson's limits. */
function scorePair(centre: number, denominator: number, confidence: number): Pair {
  const half = zOf(confidence) * Math.sqrt((centre * (1 - centre)) / denominator)
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** Counts whose exact Poisson tail just reaches the level asked, made continuous by the gamma function. */
function poissonPair(centre: number, denominator: number, confidence: number): Pair {
  const expected = centre * denominator
  if (expected === 0) return { low: 0, high: 0 }
  const tail = (1 - confidence) / 2
  const far = 2 * gammaQuantile(1 - tail, expected + 1) + 10
  const low =
    Math.exp(-expected) >= tail
      ? 0
      : findRoot((x) => gammaTails(x + 1, expected).above - tail, { low: 0, high: expected })
  const high = findRoot((x) => gammaTails(x, expected).below - tail, { low: 1e-9, high: far })
  return { low: low / denominator, high: high / denominator }
}

/** Normal limits on the scale of roots, with more than chance between units. */
function widePair(funnel: Funnel, denominator: number, confidence: number): Pair {
  const { kind, centre, dispersion } = funnel
  const scale = rootScale(kind, centre)
  const chance = scale.variance(denominator)
  const variance =
    dispersion?.method === 'multiplicative' ? chance * dispersion.phi : chance + (dispersion?.tauSquared ?? 0)
  const half = zOf(confidence) * Math.sqrt(variance)
  const middle = scale.there(centre)
  return { low: scale.back(middle - half), high: scale.back(middle + half) }
}

/** Class of a unit; undefined when it cannot be counted, as with no cases at all. */
export function funnelClass(funnel: Funnel, count: Count): FunnelClass | undefined {
  if (countFault(count, funnel.kind === 'proportion' ? 'proportion' : 'rate') !== undefined) return undefined
  const limits = funnelLimits(funnel, count.denominator)
  if (limits === undefined) return undefined
  const value = count.numerator / count.denominator
  if (value < limits.lowOuter) return 'low_outer'
  if (value > limits.highOuter) return 'high_outer'
  if (value < limits.lowInner) return 'low_inner'
  return value > limits.highInner ? 'high_inner' : 'inside'
}

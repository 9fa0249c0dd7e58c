import type { Count } from './interval.ts'
import { quantileOf } from './statistics.ts'

/** Limits may be widened by a factor, or by a variance between units that is added (DerSimonian and Laird 1986). */
export type DispersionMethod = 'none' | 'multiplicative' | 'additive'

export type Dispersion = {
  readonly method: 'multiplicative' | 'additive'
  /** Mean of the squared distances from the centre; 1 is chance alone. Never below 1 here: limits are not made narrower. */
  readonly phi: number
  /** Variance between units, on the scale of roots. */
  readonly tauSquared: number
  readonly units: number
}

/** A scale on which chance has the same size whatever the value: roots of ratios, arcs of roots of proportions. */
export function rootScale(
  kind: 'proportion' | 'rate' | 'ratio',
  centre: number,
): {
  readonly there: (value: number) => number
  readonly back: (root: number) => number
  /** Variance by chance, for a unit of that denominator. */
  readonly variance: (denominator: number) => number
} {
  if (kind === 'proportion') {
    return {
      there: (value) => Math.asin(Math.sqrt(value)),
      back: (root) => Math.sin(Math.min(Math.PI / 2, Math.max(0, root))) ** 2,
      variance: (denominator) => 1 / (4 * denominator),
    }
  }
  return {
    there: (value) => (centre === 0 ? 0 : Math.sqrt(value / centre)),
    back: (root) => centre * Math.max(0, root) ** 2,
    variance: (denominator) => (centre === 0 ? 0 : 1 / (4 * denominator * centre)),
  }
}

/** How much more units differ than chance makes them, after the outer tenths are drawn in (winsorised). */
export function dispersionOf(
  units: readonly Count[],
  choice: {
    readonly kind: 'proportion' | 'rate' | 'ratio'
    readonly centre: number
    readonly method: 'multiplicative' | 'additive'
  },
): Dispersion | undefined {
  const scale = rootScale(choice.kind, choice.centre)
  const variances = units.map(({ denominator }) => scale.variance(denominator))
  if (units.length < 2 || variances.some((variance) => !(variance > 0))) return undefined
  const middle = scale.there(choice.centre)
  const distances = units.map(
    ({ numerator, denominator }, index) =>
      (scale.there(numerator / denominator) - middle) / Math.sqrt(variances[index] ?? 1),
  )
  const low = quantileOf(distances, 0.1)
  const high = quantileOf(distances, 0.9)
  const squares = distances.reduce((sum, distance) => sum + Math.min(high, Math.max(low, distance)) ** 2, 0)
  const weights = variances.map((variance) => 1 / variance)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const squared = weights.reduce((total, weight) => total + weight * weight, 0)
  const tauSquared = Math.max(0, (squares - (units.length - 1)) / (sum - squared / sum))
  return { method: choice.method, phi: Math.max(1, squares / units.length), tauSquared, units: units.length }
}

import { countFault } from './interval.ts'
import type { Count } from './interval.ts'

/** A value drawn towards the value of all, the more so the less it rests on. */
export type ShrunkValue = {
  readonly raw: number
  readonly shrunk: number
  /** Share of its own that the unit keeps, 0 to 1. */
  readonly kept: number
}

/**
 * Empirical Bayes estimates from the moments of all units (Marshall 1991, Applied Statistics 40:283). A unit that cannot be
 * counted, or has no cases, has none. With no more difference than chance makes, every unit gets the value of all.
 */
export function shrinkAll(
  units: readonly Count[],
  kind: 'proportion' | 'rate',
): readonly (ShrunkValue | undefined)[] {
  const sound = units.filter((unit) => countFault(unit, kind) === undefined)
  const people = sound.reduce((sum, { denominator }) => sum + denominator, 0)
  if (sound.length === 0) return units.map(() => undefined)
  const whole = sound.reduce((sum, { numerator }) => sum + numerator, 0) / people
  const chance = kind === 'proportion' ? whole * (1 - whole) : whole
  const spread =
    sound.reduce(
      (sum, unit) => sum + unit.denominator * (unit.numerator / unit.denominator - whole) ** 2,
      0,
    ) / people
  const between = Math.max(0, spread - chance / (people / sound.length))
  return units.map((unit) => {
    if (countFault(unit, kind) !== undefined) return undefined
    const raw = unit.numerator / unit.denominator
    const kept = between === 0 ? 0 : between / (between + chance / unit.denominator)
    return { raw, shrunk: whole + kept * (raw - whole), kept }
  })
}

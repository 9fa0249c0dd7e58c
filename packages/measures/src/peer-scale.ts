import { errorAt, warningAt } from './measure-finding.ts'
import type { MeasureFindingSink } from './measure-finding.ts'
import { deviationOf, meanOf } from './statistics.ts'

/** A characteristic of the place itself, never an outcome that is judged. */
export type PeerVariable = {
  readonly code: string
  /** 1 unless given; 0 leaves it out. */
  readonly weight?: number
  /** Whether places are compared by how much or by how many times; people and money by the latter. */
  readonly scale?: 'plain' | 'log'
}

/** Places by characteristics: `values[unit][variable]`, undefined where it is not known. */
export type PeerTable = {
  readonly units: readonly string[]
  readonly variables: readonly PeerVariable[]
  readonly values: readonly (readonly (number | undefined)[])[]
}

type ScaledVariable = { readonly code: string; readonly weight: number; readonly column: Float64Array }

/** The variables that can tell places apart, as z-scores; the others are told to `report`. */
export function peerVariables(table: PeerTable, report: MeasureFindingSink): readonly ScaledVariable[] {
  const seen = new Set<string>()
  return table.variables.flatMap((variable, place) => {
    const { code, weight = 1 } = variable
    if (seen.has(code)) report(errorAt('duplicate_indicator', { indicator: code }))
    seen.add(code)
    if (!Number.isFinite(weight) || weight < 0) {
      report(errorAt('weight_not_usable', { indicator: code }, String(weight)))
      return []
    }
    if (weight === 0) return []
    const column = Float64Array.from(table.units, (unit, row) =>
      readValue(table.values[row]?.[place], { variable, unit, report }),
    )
    const centre = meanOf(column)
    const spread = deviationOf(column)
    if (Number.isNaN(centre)) {
      report(warningAt('all_missing', { indicator: code }))
      return []
    }
    // Of equal values a rest of rounding may stay that is no spread.
    if (!(spread > Math.abs(centre) * 1e-12)) {
      report(warningAt('zero_variance', { indicator: code }))
      return []
    }
    return [{ code, weight, column: column.map((value) => (value - centre) / spread) }]
  })
}

function readValue(
  value: number | undefined,
  place: { readonly variable: PeerVariable; readonly unit: string; readonly report: MeasureFindingSink },
): number {
  const { variable, unit, report } = place
  if (value === undefined) return NaN
  if (!Number.isFinite(value)) {
    report(errorAt('not_a_number', { unit, indicator: variable.code }))
    return NaN
  }
  if (variable.scale !== 'log') return value
  if (value > 0) return Math.log(value)
  report(warningAt('value_not_usable', { unit, indicator: variable.code }, String(value)))
  return NaN
}

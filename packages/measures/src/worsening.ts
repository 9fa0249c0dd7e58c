import { normalTails } from './distribution.ts'
import { medianOf } from './statistics.ts'
import { knownYears, theilSen } from './trend.ts'
import type { YearSeries } from './trend.ts'

/** A unit that is worse than its peers and gets worse. */
export type Worsening = {
  readonly unit: string
  readonly year: number
  readonly value: number
  readonly peerMedian: number
  /** Peers with a value of the same year. */
  readonly peers: number
  /** How much worse than the median; above 0. */
  readonly worseBy: number
  /** Change in a year, in the scale of the value. */
  readonly slope: number
  /** Chance of so steady a change if there were none (Mann 1945, Kendall), both ways. */
  readonly chance: number
  /** Whether that chance is below 0.1. */
  readonly isSteady: boolean
}

/** Units whose last value is worse than the median of their peers in that year and whose line goes the wrong way; the farthest behind first. */
export function findWorsening(
  units: ReadonlyMap<string, YearSeries>,
  {
    better,
    peersOf,
  }: { readonly better: 'higher' | 'lower'; readonly peersOf: (unit: string) => readonly string[] },
): readonly Worsening[] {
  const sign = better === 'higher' ? 1 : -1
  const known = new Map([...units].map(([unit, series]) => [unit, knownYears(series)]))
  const found = [...known].flatMap(([unit, years]): readonly Worsening[] => {
    const last = years.at(-1)
    const line = theilSen(years)
    if (last === undefined || line === undefined) return []
    const values = peersOf(unit)
      .filter((peer) => peer !== unit)
      .flatMap((peer) => known.get(peer)?.find(({ year }) => year === last.year)?.value ?? [])
    const peerMedian = medianOf(values)
    const worseBy = sign * (peerMedian - last.value)
    if (!(worseBy > 0) || sign * line.slope >= 0) return []
    const chance = steadiness(years.map(({ value }) => value))
    return [
      {
        unit,
        year: last.year,
        value: last.value,
        peerMedian,
        peers: values.length,
        worseBy,
        slope: line.slope,
        chance,
        isSteady: chance < 0.1,
      },
    ]
  })
  return found.toSorted((one, other) => other.worseBy - one.worseBy)
}

/** Chance of as steady a rise or fall by accident, by the normal form of Kendall's test with its correction for ties. */
function steadiness(values: readonly number[]): number {
  const count = values.length
  let score = 0
  values.forEach((one, index) => {
    for (const other of values.slice(index + 1)) score += Math.sign(other - one)
  })
  const ties = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length)
  const variance = (kendall(count) - ties.reduce((sum, size) => sum + kendall(size), 0)) / 18
  if (variance <= 0 || score === 0) return 1
  return normalTails((Math.abs(score) - 1) / Math.sqrt(variance))
}

function kendall(size: number): number {
  return size * (size - 1) * (2 * size + 5)
}

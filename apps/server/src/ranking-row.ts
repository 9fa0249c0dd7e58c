import { bandsOfIntervals, bandsOfScores } from '@duibiao/measures'
import type { RankInterval, RankedUnit } from '@duibiao/measures'
import { isSure } from './ranking-spread.ts'
import type { RankingSensitivity } from './ranking-spread.ts'
import type { RankingOutcome } from './ranking-table.ts'
import type { AnyContent } from './recipe-rule.ts'

/** A ranking and how sure it is, whatever it was made from. */
export interface Ranked {
  readonly bands: AnyContent['bands']
  readonly ranking: readonly RankedUnit[]
  readonly spread: RankingSensitivity
  /** What each unit is ranked within; empty where all are ranked together. */
  readonly groups: ReadonlyMap<string, string>
  /** How many values of a unit are not known. */
  readonly missing: ReadonlyMap<string, number>
  /** Units that have all there is to have; told from ties at the top where it is not known. */
  readonly atCeiling?: ReadonlySet<string>
}

/** By group, the best first; units without a rank stand last. */
export function rowsOf(ranked: Ranked): RankingOutcome['units'] {
  const { ranking, groups, missing } = ranked
  const bands = bandsOf(ranked)
  const members = Map.groupBy(ranking, ({ unit }) => groups.get(unit))
  return [...members].flatMap(([group, units]) => {
    const order = units.toSorted(byRank)
    return order.map((one, place) => ({
      unit: one.unit,
      ...(group !== undefined && { group }),
      score: one.score,
      rank: one.rank,
      tied: one.tied,
      ...(bands.get(one.unit) ?? { band: null, also_in: [] }),
      missing: missing.get(one.unit) ?? 0,
      ...certaintyOf(ranked, order, place),
    }))
  })
}

function byRank(one: RankedUnit, other: RankedUnit): number {
  const gap = (one.rank ?? Infinity) - (other.rank ?? Infinity)
  if (gap !== 0 && !Number.isNaN(gap)) return gap
  return one.unit < other.unit ? -1 : 1
}

type Banded = Pick<RankingOutcome['units'][number], 'band' | 'also_in'>

/** The bands of all units, counted from 0. */
function bandsOf({ bands, ranking, spread }: Ranked): ReadonlyMap<string, Banded> {
  if (bands.kind === 'intervals') {
    const found = bandsOfIntervals([...spread.intervals.values()])
    return new Map(
      found.map(({ unit, band, alsoIn }) => [
        unit,
        { band: band === null ? null : band - 1, also_in: alsoIn.map((one) => one - 1) },
      ]),
    )
  }
  const limits = bands.limits.toSorted((one, other) => other.least - one.least)
  const coded = limits.map(({ least }, place) => ({ code: String(place), least }))
  return new Map(
    bandsOfScores(ranking, coded).map(({ unit, band }) => [
      unit,
      { band: band === null ? null : Number(band), also_in: [] },
    ]),
  )
}

type Certainty = Pick<RankingOutcome['units'][number], 'interval' | 'above_next' | 'flags'>

function certaintyOf({ spread, atCeiling }: Ranked, order: readonly RankedUnit[], place: number): Certainty {
  const one = order[place]
  if (one === undefined || one.rank === null) return { interval: null, above_next: null, flags: [] }
  const found = spread.intervals.get(one.unit)
  // Ties stand together: what lies above them is told by the last of those that are better.
  const better = order.findLast(({ rank }) => rank !== null && rank < (one.rank ?? 0))
  const isTop = one.rank === 1 && one.tied > 0 && (one.tied + 1) * 5 >= order.length
  const isCeiling = atCeiling?.has(one.unit) ?? isTop
  const flags: readonly [Certainty['flags'][number], boolean][] = [
    ['tied', one.tied > 0],
    ['at_ceiling', isCeiling],
    ['same_as_better', isSure(better && spread.intervals.get(better.unit)) === false],
    ['same_as_worse', isSure(found) === false],
  ]
  return {
    interval: intervalOf(found),
    above_next: found?.aboveNext ?? null,
    flags: flags.flatMap(([flag, holds]) => (holds ? [flag] : [])),
  }
}

/** Of a unit that no run ranked nothing is known. */
function intervalOf(found: RankInterval | undefined): Certainty['interval'] {
  const interval = {
    mean: found?.mean ?? NaN,
    median: found?.median ?? NaN,
    low: found?.low ?? NaN,
    high: found?.high ?? NaN,
  }
  return Object.values(interval).every(Number.isFinite) ? interval : null
}

import {
  drawSobolSample,
  leaveOut,
  meanRankShift,
  rankIntervalsOf,
  runByChance,
  runSobolSample,
  sobolIndices,
  sobolIntervals,
  sureShare,
} from '@duibiao/measures'
import type { RankInterval, Sensitivity } from '@duibiao/measures'
import type { RankingOutcome } from './ranking-table.ts'
import type { AnyContent } from './recipe-rule.ts'

/** How sure the ranks of a recipe are. */
export interface RankingSensitivity {
  readonly intervals: ReadonlyMap<string, RankInterval>
  readonly runs: RankingOutcome['runs']
  readonly leftOut: RankingOutcome['left_out']
  readonly shares: RankingOutcome['shares']
}

/** What is in doubt, and what is left out one after another: indicators of a recipe or lines of a sheet. */
export interface SensitivityChoice {
  readonly codes: readonly string[]
  readonly uncertainty: AnyContent['uncertainty']
}

/** Runs a recipe many times, each time as it could have been otherwise. */
export function measureSpread(choice: SensitivityChoice, opened: Sensitivity): RankingSensitivity {
  const { seed, runs: asked } = choice.uncertainty
  const { ranks, refused } = runByChance(opened, { seed, runs: asked })
  return {
    intervals: new Map(rankIntervalsOf(opened, ranks).map((one) => [one.unit, one])),
    runs: { seed, asked, done: ranks.length, refused },
    leftOut: leftOutOf(choice, opened),
    shares: sharesOf(choice, opened),
  }
}

/** Whether a unit surely stands above the next; undefined where there is none, or nothing is known of it. */
export function isSure(interval: RankInterval | undefined): boolean | undefined {
  return interval === undefined || interval.aboveNext === null ? undefined : interval.aboveNext >= sureShare
}

function leftOutOf({ codes }: SensitivityChoice, opened: Sensitivity): RankingOutcome['left_out'] {
  return leaveOut(opened, codes).map((part) => {
    if ('findings' in part || !Number.isFinite(part.meanShift)) {
      return { indicator: part.code, mean_shift: null, most: null }
    }
    return { indicator: part.code, mean_shift: part.meanShift, most: largestMove(opened, part.ranks) }
  })
}

type Move = RankingOutcome['left_out'][number]['most']

/** The unit that moves most, and by how many places it rises; the first of several. */
function largestMove({ units, nominal }: Sensitivity, ranks: Float64Array): Move {
  let most: Move = null
  for (const [row, unit] of units.entries()) {
    const change = (nominal[row] ?? NaN) - (ranks[row] ?? NaN)
    if (Math.abs(change) > Math.abs(most?.change ?? 0)) most = { unit, change }
  }
  return most
}

/** Share of each uncertainty in how far ranks move; nothing where there is one only, nothing moves, or a run is refused. */
function sharesOf({ uncertainty }: SensitivityChoice, opened: Sensitivity): RankingOutcome['shares'] {
  const { seed, of, points } = uncertainty
  if (points === 0 || of.length < 2) return null
  const outcomes = runSobolSample(drawSobolSample(points, of.length, seed), (point) => {
    const run = opened.runAt(point)
    return run.kind === 'done' ? meanRankShift(opened.nominal, run.ranks) : NaN
  })
  const intervals = sobolIntervals(outcomes, { repetitions: 200, seed })
  const indices = sobolIndices(outcomes)
  return (
    indices?.map((index, place) => {
      const interval = intervals?.[place]
      return {
        ...index,
        interval: interval === undefined ? null : { first: [...interval.first], total: [...interval.total] },
      }
    }) ?? null
  )
}

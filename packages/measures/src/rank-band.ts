import type { RankInterval } from './rank-interval.ts'
import type { RankedUnit } from './recipe-run.ts'

/** The band of a unit, 1 the best. A band says what the numbers bear; places within it are not told apart. */
export type RankBand = {
  readonly unit: string
  readonly group?: string
  /** Null for a unit without a rank. */
  readonly band: number | null
  /** Other bands it may belong to: their first unit's interval meets its own. */
  readonly alsoIn: readonly number[]
}

type Placed = RankInterval & { readonly nominal: number }

/**
 * Bands of a ranking from its intervals. A band begins with the best unit that is in none and goes on, in the order of the
 * ranking, as long as the intervals meet that of its first unit; ties are never parted. In units ranked within groups each group
 * has bands of its own.
 */
export function bandsOfIntervals(intervals: readonly RankInterval[]): readonly RankBand[] {
  const lists = Map.groupBy(intervals.filter(isPlaced), ({ group }) => group)
  const bands = new Map([...lists].map(([group, list]) => [group, bandsOf(list)]))
  return intervals.map((one) => {
    const firsts = bands.get(one.group) ?? []
    const own = isPlaced(one) ? firsts.findLastIndex(({ nominal }) => nominal <= one.nominal) : -1
    const alsoIn = firsts.flatMap((first, place) =>
      isPlaced(one) && place !== own && meet(first, one) ? [place + 1] : [],
    )
    return {
      unit: one.unit,
      ...(one.group === undefined ? {} : { group: one.group }),
      band: own < 0 ? null : own + 1,
      alsoIn,
    }
  })
}

function isPlaced(one: RankInterval): one is Placed {
  return one.nominal !== null
}

/** The first unit of each band; of those that tie, the one that reaches farthest down. */
function bandsOf(list: readonly Placed[]): readonly Placed[] {
  const ordered = list.toSorted((one, other) => one.nominal - other.nominal || other.high - one.high)
  const firsts: Placed[] = []
  for (const one of ordered) {
    const first = firsts.at(-1)
    if (first === undefined || (!meet(first, one) && first.nominal < one.nominal)) firsts.push(one)
  }
  return firsts
}

function meet(one: Placed, other: Placed): boolean {
  return one.low <= other.high && other.low <= one.high
}

/** A band by score: from `least` on. */
export type ScoreBand = { readonly code: string; readonly least: number }

/** Bands by written limits (such as 90 and 80); the last takes all that is left. Null for a unit without a score. */
export function bandsOfScores(
  ranking: readonly RankedUnit[],
  limits: readonly ScoreBand[],
): readonly { readonly unit: string; readonly band: string | null }[] {
  const ordered = limits.toSorted((one, other) => other.least - one.least)
  return ranking.map(({ unit, score }) => {
    // Scores are the same when twelve digits are: 89.9999999999999 is 90.
    const value = score === null ? NaN : Number(score.toPrecision(12))
    const found = Number.isNaN(value)
      ? undefined
      : (ordered.find(({ least }) => value >= least) ?? ordered.at(-1))
    return { unit, band: found?.code ?? null }
  })
}

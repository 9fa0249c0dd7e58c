import { drawFrom } from './chance.ts'
import { present } from './grid.ts'
import type { MeasureFinding } from './measure-finding.ts'
import type { Sensitivity } from './sensitivity.ts'
import { countOf, meanOf, medianOf, quantileOf } from './statistics.ts'

/** Where a unit's rank lies over many runs. */
export type RankInterval = {
  readonly unit: string
  /** What it is ranked within; absent where all are ranked together. */
  readonly group?: string
  readonly nominal: number | null
  readonly mean: number
  readonly median: number
  /** 5 and 95 of 100 runs. */
  readonly low: number
  readonly high: number
  /** Share of the runs in which it stands above the next unit of its ranking; null for the last and for ties. */
  readonly aboveNext: number | null
}

/** Runs of a sensitivity; refused ones are told and counted, never passed over. */
export type RankRuns = {
  readonly ranks: readonly Float64Array[]
  readonly refused: number
  /** What the first refused run said. */
  readonly findings: readonly MeasureFinding[]
}

/** Share of the runs from which on a unit is said to differ from its neighbour. */
export const sureShare = 0.95

/**
 * Runs a recipe at points drawn by chance. Each run has its own numbers from seed and place, so that the runs can be
 * dealt out to several workers and come out the same: `from` is the place of the first.
 */
export function runByChance(
  sensitivity: Sensitivity,
  { seed, from = 0, runs }: { readonly seed: number; readonly from?: number; readonly runs: number },
): RankRuns {
  const ranks: Float64Array[] = []
  let refused = 0
  let findings: readonly MeasureFinding[] = []
  for (let place = from; place < from + runs; place++) {
    const next = drawFrom(Math.imul(seed, 0x9e3779b1) + place)
    const run = sensitivity.runAt(Array.from({ length: sensitivity.dimensions }, () => next()))
    if (run.kind === 'done') ranks.push(run.ranks)
    else {
      findings = refused === 0 ? run.findings : findings
      refused++
    }
  }
  return { ranks, refused, findings }
}

/**
 * Intervals of the ranks of each unit that any run ranked; `runs[run][unit]`. Quantiles by straight lines (type 7). All units
 * are of one ranking: with groups, see `rankIntervalsOf`.
 */
export function rankIntervals(
  units: readonly string[],
  nominal: ArrayLike<number>,
  runs: readonly ArrayLike<number>[],
): readonly RankInterval[] {
  return intervalsOf({ units, nominal, groups: undefined }, runs)
}

/** The same for a sensitivity: where its recipe ranks within groups, the next unit is that of the group. */
export function rankIntervalsOf(
  { units, nominal, groups }: Pick<Sensitivity, 'units' | 'nominal' | 'groups'>,
  runs: readonly ArrayLike<number>[],
): readonly RankInterval[] {
  return intervalsOf({ units, nominal, groups }, runs)
}

type NominalRanking = {
  readonly units: readonly string[]
  readonly nominal: ArrayLike<number>
  readonly groups: Sensitivity['groups']
}

function intervalsOf(ranking: NominalRanking, runs: readonly ArrayLike<number>[]): readonly RankInterval[] {
  const { units, nominal, groups } = ranking
  const next = nextOf(ranking)
  return units.flatMap((unit, row) => {
    const own = runs.map((ranks) => ranks[row] ?? NaN)
    if (countOf(own) === 0) return []
    const group = groups?.[row]
    return [
      {
        unit,
        ...(group === undefined ? {} : { group }),
        nominal: present(nominal[row]),
        mean: meanOf(own),
        median: medianOf(own),
        low: quantileOf(own, 0.05),
        high: quantileOf(own, 0.95),
        aboveNext: shareAbove({ nominal, runs }, row, next.get(row)),
      },
    ]
  })
}

/** The row that follows each in its ranking; with groups, in that of its group. */
function nextOf({ units, nominal, groups }: NominalRanking): ReadonlyMap<number, number> {
  const order = units
    .map((_, row) => row)
    .filter((row) => !Number.isNaN(nominal[row] ?? NaN))
    .toSorted((one, other) => (nominal[one] ?? 0) - (nominal[other] ?? 0))
  const lists = Map.groupBy(order, (row) => groups?.[row])
  return new Map(
    [...lists.values()].flatMap((rows) =>
      rows.slice(1).map((row, place) => [rows[place] ?? row, row] as const),
    ),
  )
}

function shareAbove(
  { nominal, runs }: { readonly nominal: ArrayLike<number>; readonly runs: readonly ArrayLike<number>[] },
  row: number,
  next: number | undefined,
): number | null {
  if (next === undefined || nominal[next] === nominal[row] || runs.length === 0) return null
  return runs.filter((ranks) => (ranks[row] ?? NaN) < (ranks[next] ?? NaN)).length / runs.length
}

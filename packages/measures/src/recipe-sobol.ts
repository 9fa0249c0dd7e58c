import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { meanRankShift } from './sensitivity.ts'
import type { Sensitivity } from './sensitivity.ts'
import { drawSobolSample, mostSobolFactors, runSobolSample, sobolIndices, sobolIntervals } from './sobol.ts'
import type { SobolIndex, SobolInterval } from './sobol.ts'

/** Which uncertainty moves the ranks, in the order in which they were given. */
export type RankInfluence =
  | {
      readonly kind: 'done'
      readonly indices: readonly (SobolIndex & { readonly interval: SobolInterval | undefined })[]
      readonly runs: number
    }
  | { readonly kind: 'refused'; readonly findings: readonly MeasureFinding[] }

/**
 * First and total indices of the mean rank shift: `points` × (uncertainties + 2) runs. One run that is refused refuses all, since
 * the points of a sample stand for each other; so do more than ten uncertainties, and none that moves any rank.
 */
export function influenceOnRanks(
  { nominal, dimensions, runAt }: Sensitivity,
  { points, seed }: { readonly points: number; readonly seed: number },
): RankInfluence {
  if (dimensions > mostSobolFactors) {
    return { kind: 'refused', findings: [errorAt('parameter_out_of_range', {}, String(dimensions))] }
  }
  let refused: readonly MeasureFinding[] | undefined
  const outcomes = runSobolSample(drawSobolSample(points, dimensions, seed), (point) => {
    if (refused !== undefined) return NaN
    const run = runAt(point)
    if (run.kind === 'done') return meanRankShift(nominal, run.ranks)
    refused = run.findings
    return NaN
  })
  if (refused !== undefined) return { kind: 'refused', findings: refused }
  const indices = sobolIndices(outcomes)
  if (indices === undefined) return { kind: 'refused', findings: [errorAt('zero_variance', {})] }
  const intervals = sobolIntervals(outcomes, { repetitions: 200, seed })
  return {
    kind: 'done',
    indices: indices.map((index, place) => ({ ...index, interval: intervals?.[place] })),
    runs: points * (dimensions + 2),
  }
}

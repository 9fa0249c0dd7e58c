import { effectiveWeights } from './indicator-tree.ts'
import type { TreePart } from './indicator-tree.ts'

/** Scores of a unit by indicator with their weights in its total; an indicator without a score has no weight. */
export type WeightedScore = { readonly score: number; readonly weight: number }

export type ScoreSheet = ReadonlyMap<string, WeightedScore>

/** What an indicator adds to the gap (peer less own): by its score, and by being known of one of the two only. */
export type GapPart = {
  readonly indicator: string
  readonly own: number | undefined
  readonly peer: number | undefined
  /** From the difference of the scores. */
  readonly byScore: number
  /** From the difference of the weights, which comes of missing data. The sum over indicators makes up for it. */
  readonly byCoverage: number
  /** Both together; the parts add up to the gap. */
  readonly part: number
}

export type Gap = {
  readonly own: number
  readonly peer: number
  /** Peer less own. */
  readonly gap: number
  /** Largest first, whatever the sign. */
  readonly parts: readonly GapPart[]
}

/**
 * Weights of the scores that are there: what is missing gives its weight to its siblings, and a node of which nothing is there
 * to its own. The weights sum to 1 unless nothing is there.
 */
export function weighPresent(
  tree: readonly TreePart[],
  weights: ReadonlyMap<string, number>,
  scores: ReadonlyMap<string, number | undefined>,
): ScoreSheet {
  const kept = new Map(weights)
  const nodes = new Set(tree.map(({ code }) => code))
  for (const { code, children } of tree) {
    for (const child of children) if (!nodes.has(child) && !isThere(scores.get(child))) kept.set(child, 0)
    if (children.every((child) => (kept.get(child) ?? 0) === 0)) kept.set(code, 0)
  }
  const effective = effectiveWeights(tree, kept)
  return new Map(
    [...scores].flatMap(([code, score]) => {
      const weight = effective.get(code) ?? 0
      return score === undefined || !Number.isFinite(score) || weight === 0
        ? []
        : [[code, { score, weight }] as const]
    }),
  )
}

/** Splits the gap of two weighted means into indicators exactly; undefined when one of the two has no score. */
export function splitGap(own: ScoreSheet, peer: ScoreSheet): Gap | undefined {
  if (own.size === 0 || peer.size === 0) return undefined
  const ownTotal = totalOf(own)
  const peerTotal = totalOf(peer)
  // Where both weights sum to the same, any constant may be taken off a score: coverage then counts from the middle of both.
  const middle = (ownTotal + peerTotal) / 2
  const parts = splitParts({ own, peer, middle })
  return { own: ownTotal, peer: peerTotal, gap: peerTotal - ownTotal, parts: parts.toSorted(byBreadth) }
}

/**
 * Splits the gap of two weighted geometric means exactly by the logarithmic mean of the totals (LMDI; Ang 2005, Energy Policy
 * 33:867). Undefined when one of the two has no score, or a score is not above 0.
 */
export function splitGeometricGap(own: ScoreSheet, peer: ScoreSheet): Gap | undefined {
  if (own.size === 0 || peer.size === 0) return undefined
  if (![...own.values(), ...peer.values()].every(({ score }) => score > 0)) return undefined
  const ownLog = totalOf(logOf(own))
  const peerLog = totalOf(logOf(peer))
  const ownTotal = Math.exp(ownLog)
  const step = peerLog - ownLog
  const gap = ownTotal * Math.expm1(step)
  // The logarithmic mean; for totals that hardly differ it is what both are.
  const mean = step === 0 ? ownTotal : gap / step
  const logs = splitParts({ own: logOf(own), peer: logOf(peer), middle: (ownLog + peerLog) / 2 })
  const parts = logs.map((part) => ({
    indicator: part.indicator,
    own: own.get(part.indicator)?.score,
    peer: peer.get(part.indicator)?.score,
    byScore: part.byScore * mean,
    byCoverage: part.byCoverage * mean,
    part: part.part * mean,
  }))
  return { own: ownTotal, peer: ownTotal + gap, gap, parts: parts.toSorted(byBreadth) }
}

function splitParts(sheets: {
  readonly own: ScoreSheet
  readonly peer: ScoreSheet
  readonly middle: number
}): readonly GapPart[] {
  const { own, peer, middle } = sheets
  return [...new Set([...own.keys(), ...peer.keys()])].map((indicator) => {
    const here = own.get(indicator)
    const there = peer.get(indicator)
    const byScore =
      here === undefined || there === undefined
        ? 0
        : ((here.weight + there.weight) / 2) * (there.score - here.score)
    const known = [here, there].flatMap((one) => (one === undefined ? [] : [one.score]))
    const average = known.reduce((sum, score) => sum + score, 0) / known.length
    const byCoverage = ((there?.weight ?? 0) - (here?.weight ?? 0)) * (average - middle)
    return {
      indicator,
      own: here?.score,
      peer: there?.score,
      byScore,
      byCoverage,
      part: byScore + byCoverage,
    }
  })
}

function totalOf(sheet: ScoreSheet): number {
  return [...sheet.values()].reduce((sum, { score, weight }) => sum + score * weight, 0)
}

function logOf(sheet: ScoreSheet): ScoreSheet {
  return new Map([...sheet].map(([code, { score, weight }]) => [code, { score: Math.log(score), weight }]))
}

function byBreadth(one: GapPart, other: GapPart): number {
  return Math.abs(other.part) - Math.abs(one.part)
}

function isThere(score: number | undefined): boolean {
  return score !== undefined && Number.isFinite(score)
}

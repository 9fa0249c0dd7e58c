import type { Calibration } from './calibration.ts'
import type { Model } from './model.ts'
import type { Separation } from './separation.ts'
import type { Vocabulary } from './vocabulary.ts'

export type LearntModel = {
  readonly categories: readonly string[]
  readonly fields: readonly string[]
  readonly vocabulary: Vocabulary
  readonly separation: Separation
  readonly calibration: Calibration
  readonly sureAt: number
  readonly learnt: number
}

/** Bytes of weights a model may have, so that its file stays below five million. */
const mostBytes = 4_500_000

/**
 * Makes a learnt model small: weights become bytes, each category with a step of its own, and where there are very many
 * categories the n-grams that pull least are left out.
 */
export function packModel(learnt: LearntModel): Model {
  const { vocabulary, separation } = learnt
  const count = learnt.categories.length
  const { lanes } = separation
  const rows = keepStrongest(vocabulary, separation, count)
  const steps = learnt.categories.map((_, category) => {
    let largest = 0
    for (const row of rows)
      largest = Math.max(largest, Math.abs(separation.weights[row * lanes + category] ?? 0))
    return largest === 0 ? 1 : largest / 127
  })
  const pulls = new Int8Array(rows.length * count)
  for (const [index, row] of rows.entries()) {
    for (let category = 0; category < count; category++) {
      const step = steps[category] ?? 1
      pulls[index * count + category] = Math.round((separation.weights[row * lanes + category] ?? 0) / step)
    }
  }
  const heaviest = vocabulary.weights.reduce((one, other) => Math.max(one, other), 0)
  const weightScale = heaviest === 0 ? 1 : heaviest / 255
  return {
    categories: learnt.categories,
    fields: learnt.fields,
    buckets: rows.map((row) => vocabulary.buckets[row] ?? 0),
    weights: Uint8Array.from(rows, (row) =>
      Math.max(1, Math.round((vocabulary.weights[row] ?? 0) / weightScale)),
    ),
    weightScale,
    pulls,
    pullScales: steps,
    biases: [...separation.biases.subarray(0, count)],
    calibration: learnt.calibration,
    sureAt: learnt.sureAt,
    learnt: learnt.learnt,
  }
}

function keepStrongest(
  { buckets, weights }: Vocabulary,
  separation: Separation,
  categories: number,
): Int32Array {
  const all = Int32Array.from(buckets, (_, row) => row)
  const most = Math.floor(mostBytes / (categories + 4))
  if (all.length <= most) return all
  const strength = Float64Array.from(all, (row) => {
    let largest = 0
    for (let category = 0; category < categories; category++)
      largest = Math.max(largest, Math.abs(separation.weights[row * separation.lanes + category] ?? 0))
    return largest * (weights[row] ?? 0)
  })
  return all
    .toSorted((one, other) => (strength[other] ?? 0) - (strength[one] ?? 0) || one - other)
    .slice(0, most)
    .sort()
}

import type { Calibration } from './calibration.ts'

/** A trained model: everything that stands in its file. */
export type Model = {
  readonly categories: readonly string[]
  readonly fields: readonly string[]
  /** Known buckets of n-grams, rising. */
  readonly buckets: Int32Array
  /** How much the n-grams of a bucket tell, in steps of `weightScale`. */
  readonly weights: Uint8Array
  readonly weightScale: number
  /** `pulls[row * categories.length + category]` in steps of `pullScales[category]`. */
  readonly pulls: Int8Array
  readonly pullScales: readonly number[]
  readonly biases: readonly number[]
  readonly calibration: Calibration
  /** The least probability that counts as sure; above it `sureShare` of held-back texts were right. */
  readonly sureAt: number
  /** Messages learnt from; 0 for a cold start. */
  readonly learnt: number
}

import { drawFrom, shuffle } from './chance.ts'
import type { Vector } from './vocabulary.ts'

/** One weight a row and category: `weights[row * lanes + category]`; categories are padded to whole blocks. */
export type Separation = {
  readonly lanes: number
  readonly weights: Float32Array
  readonly biases: Float32Array
}

export type SeparationInput = {
  readonly vectors: readonly Vector[]
  readonly targets: Int32Array
  readonly categories: number
  /** Rows of the vocabulary. */
  readonly rows: number
  readonly seed: number
}

/** Categories that are learnt side by side, so that a pass over a text serves eight. */
const block = 8
const epochs = 6
/** Price of an error; 2 was no better within the spread of the folds. */
const penalty = 1
const smallestStep = 1e-4

/**
 * Separates each category from all others by a linear function with the largest margin: squared hinge loss, dual coordinate
 * descent (Hsieh et al., ICML 2008). Errors in small categories weigh more, by the root of how much smaller they are.
 */
export function separateCategories(input: SeparationInput): Separation {
  const { vectors, targets, categories, rows, seed } = input
  const lanes = Math.ceil(categories / block) * block
  const weights = new Float32Array(rows * lanes)
  const biases = new Float32Array(lanes)
  const duals = new Float32Array(vectors.length * lanes)
  const slack = slackOf(targets, categories)
  const order = Int32Array.from(vectors, (_, index) => index)
  const next = drawFrom(seed)
  const steps = new Float64Array(block)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, next)
    for (const index of order) {
      const vector = vectors[index]
      const target = targets[index] ?? 0
      if (vector === undefined || vector.rows.length === 0) continue
      for (let first = 0; first < categories; first += block) {
        const place = { lanes, first, weights, biases }
        sumBlock(vector, place, steps)
        const count = Math.min(block, categories - first)
        const own = target - first
        const base = index * lanes + first
        if (takeSteps(steps, duals, { base, count, own, slack: slack[target] ?? 0 }))
          addBlock(vector, place, steps)
      }
    }
  }
  return { lanes, weights, biases }
}

/** How far the text lies on the side of each category. */
export function marginsOf(vector: Vector, separation: Separation, categories: number): Float64Array {
  const margins = new Float64Array(separation.lanes)
  const sums = new Float64Array(block)
  for (let first = 0; first < categories; first += block) {
    sumBlock(vector, { ...separation, first }, sums)
    margins.set(sums, first)
  }
  return margins.subarray(0, categories)
}

/** Half the inverse of the penalty, by category. */
function slackOf(targets: Int32Array, categories: number): Float64Array {
  const sizes = new Float64Array(categories)
  for (const target of targets) sizes[target] = (sizes[target] ?? 0) + 1
  return sizes.map((size) => 1 / (2 * penalty * Math.sqrt(targets.length / (categories * Math.max(size, 1)))))
}

type Dual = { readonly base: number; readonly count: number; readonly own: number; readonly slack: number }

/** Turns margins into steps, in place; false when no category of the block moves. */
function takeSteps(steps: Float64Array, duals: Float32Array, { base, count, own, slack }: Dual): boolean {
  let moves = false
  for (let lane = 0; lane < block; lane++) {
    const side = lane === own ? 1 : -1
    const dual = duals[base + lane] ?? 0
    const gradient = side * (steps[lane] ?? 0) - 1 + slack * dual
    // Vectors have length one, and the constant feature adds one.
    const moved = lane < count ? Math.max(dual - gradient / (2 + slack), 0) : dual
    if (Math.abs(moved - dual) > smallestStep) {
      duals[base + lane] = moved
      steps[lane] = (moved - dual) * side
      moves = true
    } else steps[lane] = 0
  }
  return moves
}

type Place = {
  readonly lanes: number
  readonly first: number
  readonly weights: Float32Array
  readonly biases: Float32Array
}

function sumBlock(vector: Vector, place: Place, sums: Float64Array): void {
  sumRows(vector, place, sums)
  for (let lane = 0; lane < block; lane++)
    sums[lane] = (sums[lane] ?? 0) + (place.biases[place.first + lane] ?? 0)
}

// Eight sums in eight variables: a loop over the lanes took more than twice as long.
function sumRows({ rows, values }: Vector, { lanes, first, weights }: Place, sums: Float64Array): void {
  let [a, b, c, d] = [0, 0, 0, 0]
  let [e, f, g, h] = [0, 0, 0, 0]
  for (let index = 0; index < rows.length; index++) {
    const at = (rows[index] ?? 0) * lanes + first
    const value = values[index] ?? 0
    a += value * (weights[at] ?? 0)
    b += value * (weights[at + 1] ?? 0)
    c += value * (weights[at + 2] ?? 0)
    d += value * (weights[at + 3] ?? 0)
    e += value * (weights[at + 4] ?? 0)
    f += value * (weights[at + 5] ?? 0)
    g += value * (weights[at + 6] ?? 0)
    h += value * (weights[at + 7] ?? 0)
  }
  sums[0] = a
  sums[1] = b
  sums[2] = c
  sums[3] = d
  sums[4] = e
  sums[5] = f
  sums[6] = g
  sums[7] = h
}

function addBlock(
  { rows, values }: Vector,
  { lanes, first, weights, biases }: Place,
  steps: Float64Array,
): void {
  for (let lane = 0; lane < block; lane++)
    biases[first + lane] = (biases[first + lane] ?? 0) + (steps[lane] ?? 0)
  for (let index = 0; index < rows.length; index++) {
    const at = (rows[index] ?? 0) * lanes + first
    const value = values[index] ?? 0
    for (let lane = 0; lane < block; lane++) {
      weights[at + lane] = (weights[at + lane] ?? 0) + value * (steps[lane] ?? 0)
    }
  }
}

/** The n-grams of a message with their weights; the squares of the weights add up to one. */
export type WeightedGrams = { readonly buckets: readonly number[]; readonly weights: readonly number[] }

/** Which messages hold which n-grams. */
export type GramIndex = {
  /** Weighs n-grams by how often they occur and how rare they are among `total` messages. */
  weigh(counts: ReadonlyMap<number, number>, total: number): WeightedGrams
  /** Adds the cosines with all messages that share an n-gram to `sums`. @returns the numbers of those messages */
  sumProducts(grams: WeightedGrams, sums: Float32Array): number[]
  enter(number: number, grams: WeightedGrams): void
}

type Posting = { numbers: Int32Array; weights: Float32Array; length: number }

/** N-grams in more messages than this are words that everybody uses. */
const commonFrom = 600

/** Begins an empty index of so many buckets; lists are dropped when an n-gram becomes common. */
export function makeGramIndex(size: number): GramIndex {
  const found = new Int32Array(size)
  const postings = new Map<number, Posting>()
  return {
    weigh(counts, total) {
      const buckets = [...counts.keys()]
      const weights = buckets.map((bucket) => {
        const rarity = Math.log((total + 50) / ((found[bucket] ?? 0) + 1))
        return (1 + Math.log(counts.get(bucket) ?? 1)) * rarity
      })
      const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
      return { buckets, weights: weights.map((weight) => (length === 0 ? 0 : weight / length)) }
    },
    sumProducts({ buckets, weights }, sums) {
      const touched: number[] = []
      for (const [index, bucket] of buckets.entries()) {
        const posting = postings.get(bucket)
        if (posting !== undefined) addProducts(posting, weights[index] ?? 0, { sums, touched })
      }
      return touched
    },
    enter(number, { buckets, weights }) {
      for (const [index, bucket] of buckets.entries()) {
        const count = (found[bucket] ?? 0) + 1
        found[bucket] = count
        if (count > commonFrom) postings.delete(bucket)
        else postings.set(bucket, grow(postings.get(bucket), number, weights[index] ?? 0))
      }
    },
  }
}

function addProducts(
  posting: Posting,
  weight: number,
  { sums, touched }: { readonly sums: Float32Array; readonly touched: number[] },
): void {
  for (let place = 0; place < posting.length; place++) {
    const number = posting.numbers[place] ?? 0
    if (sums[number] === 0) touched.push(number)
    sums[number] = (sums[number] ?? 0) + weight * (posting.weights[place] ?? 0)
  }
}

function grow(posting: Posting | undefined, number: number, weight: number): Posting {
  const own = posting ?? { numbers: new Int32Array(2), weights: new Float32Array(2), length: 0 }
  if (own.length === own.numbers.length) {
    const [numbers, weights] = [new Int32Array(2 * own.length), new Float32Array(2 * own.length)]
    numbers.set(own.numbers)
    weights.set(own.weights)
    own.numbers = numbers
    own.weights = weights
  }
  own.numbers[own.length] = number
  own.weights[own.length] = weight
  own.length += 1
  return own
}

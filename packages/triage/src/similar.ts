import type { FieldTexts } from './feature.ts'
import { makeGramIndex } from './gram-index.ts'
import type { WeightedGrams } from './gram-index.ts'
import { normalForm, normalizeText } from './normal-text.ts'

/** A message that came in, with what tells whether it repeats another. */
export type Incoming = {
  /** The texts `title`, `body` and `place`; any may be missing. */
  readonly texts: FieldTexts
  /** Code of the category, when known. */
  readonly category?: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** An earlier message that resembles one, by its number in the order of arrival. */
export type Neighbour = { readonly number: number; readonly likeness: number }

/** Everything that came in, searchable by likeness. */
export type SimilarIndex = {
  /** Earlier messages that resemble this one, the nearest first; nothing is added. */
  find(message: Incoming, most: number): readonly Neighbour[]
  /** Finds and adds. */
  add(message: Incoming, most: number): readonly Neighbour[]
}

/** How text, place, category and time count together. */
const likenessWeights = {
  /** A title says in twenty characters what the body says in two hundred. */
  title: 3,
  place: 2,
  bodyCharacters: 400,
  /** Taken off when both places are known and have nothing in common. */
  otherPlace: 0.1,
  otherCategory: 0.05,
  /** Share lost in a year between the two. */
  yearApart: 0.2,
} as const

const bucketBits = 20
const shortestGram = 2
const longestGram = 3
const year = 365 * 86_400_000
/** A copy is not entered again: a text sent ten thousand times would make its own words common, and then unfindable. */
export const copyFrom = 0.8
/** Below this nothing resembles anything. */
const leastLikeness = 0.05

/**
 * An index that grows message by message: cosine of n-grams weighted by rarity at the time of arrival, over lists that are
 * dropped when an n-gram becomes common, so that a message costs the same among a thousand as among a hundred thousand.
 */
export function makeSimilarIndex(): SimilarIndex {
  const grams = makeGramIndex(2 ** bucketBits)
  const kept: { readonly at: number; readonly category: string | undefined; readonly place: string }[] = []
  const firsts = new Map<string | undefined, number>()
  let sums = new Float32Array(1024)

  return {
    find: (message, most) => nearest(message, weighted(message), most),
    add(message, most) {
      const own = weighted(message)
      const neighbours = nearest(message, own, most)
      const number = keep(message)
      if ((neighbours[0]?.likeness ?? 0) < copyFrom) grams.enter(number, own)
      return neighbours
    },
  }

  function weighted({ texts }: Incoming): WeightedGrams {
    return grams.weigh(countGrams(texts), kept.length)
  }

  function nearest(message: Incoming, own: WeightedGrams, most: number): readonly Neighbour[] {
    if (sums.length < kept.length) sums = new Float32Array(2 * kept.length)
    const touched = grams.sumProducts(own, sums)
    const same = firsts.get(wholeOf(message))
    if (same !== undefined) {
      if (sums[same] === 0) touched.push(same)
      sums[same] = 1
    }
    const neighbours = touched
      .filter((number) => (sums[number] ?? 0) >= leastLikeness)
      .map((number) => ({ number, likeness: likenessOf(message, number, sums[number] ?? 0) }))
      .toSorted((one, other) => other.likeness - one.likeness || one.number - other.number)
      .slice(0, most)
    for (const number of touched) sums[number] = 0
    return neighbours
  }

  function likenessOf({ at, category, texts }: Incoming, number: number, cosine: number): number {
    const other = kept[number]
    if (other === undefined) return 0
    const { yearApart, otherCategory, otherPlace } = likenessWeights
    const aged = cosine * (1 - yearApart * Math.min(1, Math.abs(at - other.at) / year))
    const isOther = category !== undefined && other.category !== undefined && category !== other.category
    const isElsewhere = areApart(texts['place'] ?? '', other.place)
    return aged - (isOther ? otherCategory : 0) - (isElsewhere ? otherPlace : 0)
  }

  function keep(message: Incoming): number {
    const { at, category, texts } = message
    const number = kept.push({ at, category, place: texts['place'] ?? '' }) - 1
    const whole = wholeOf(message)
    if (whole !== undefined && !firsts.has(whole)) firsts.set(whole, number)
    return number
  }
}

/** The whole message in its normal form, by which exact copies are known; of one without words, nothing. */
function wholeOf({ texts }: Incoming): string | undefined {
  const whole = ['title', 'body', 'place'].map((field) => normalForm(texts[field] ?? '')).join('\n')
  return whole.length < 2 + shortestGram ? undefined : whole
}

function countGrams(texts: FieldTexts): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  const { title, place, bodyCharacters } = likenessWeights
  const parts = [
    { units: normalizeText(texts['title'] ?? '').units, times: title },
    { units: normalizeText(texts['place'] ?? '').units, times: place },
    {
      units: normalizeText((texts['body'] ?? '').slice(0, 2 * bodyCharacters)).units.subarray(
        0,
        bodyCharacters,
      ),
      times: 1,
    },
  ]
  for (const { units, times } of parts) {
    for (let from = 0; from < units.length; from++) {
      let hash = 0x811c9dc5
      for (let length = 1; length <= longestGram && from + length <= units.length; length++) {
        const mixed = Math.imul(hash ^ (units[from + length - 1] ?? 0), 0x01000193)
        hash = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
        if (length < shortestGram) continue
        const bucket = (hash ^ (hash >>> 11)) & (2 ** bucketBits - 1)
        counts.set(bucket, (counts.get(bucket) ?? 0) + times)
      }
    }
  }
  return counts
}

/** Two named places that share no two characters in a row. */
function areApart(one: string, other: string): boolean {
  if (one.length < 2 || other.length < 2) return false
  for (let at = 0; at + 2 <= one.length; at++) if (other.includes(one.slice(at, at + 2))) return false
  return true
}

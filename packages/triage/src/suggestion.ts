import { probabilitiesOf } from './calibration.ts'
import { bucketCount, extractFeatures, placeGrams } from './feature.ts'
import type { FieldTexts } from './feature.ts'
import type { Model } from './model.ts'
import { normalizeText } from './normal-text.ts'
import { speakingPieces } from './speaking-piece.ts'
import type { SpeakingPiece } from './speaking-piece.ts'

/** A category with the probability that it is the right one. */
export type Choice = { readonly category: string; readonly probability: number }

/** Why a suggestion is not sure. */
export type Doubt =
  /** The message holds nothing that the model knows. */
  | { readonly kind: 'nothing_known' }
  /** The best answer is not probable enough. */
  | { readonly kind: 'close'; readonly needed: number }
  /** The model's own answer is a category that no longer exists. */
  | { readonly kind: 'category_removed'; readonly category: string }

/** What a message is probably about. A person confirms it. */
export type Suggestion = {
  /** All open categories the model knows, the most probable first. */
  readonly choices: readonly Choice[]
  readonly doubts: readonly Doubt[]
}

/** A model ready to be asked. */
export type Classifier = {
  /** @param open the categories that exist now; all of the model when not said */
  suggest(texts: FieldTexts, open?: ReadonlySet<string>): Suggestion
  /** The words of the message that speak for a category against the others, the strongest first. */
  explain(texts: FieldTexts, category: string): readonly SpeakingPiece[]
}

/** Prepares a model for use; the lookup takes a megabyte. */
export function openModel(model: Model): Classifier {
  const rows = new Int32Array(bucketCount).fill(-1)
  for (const [row, bucket] of model.buckets.entries()) rows[bucket] = row
  return {
    suggest: (texts, open) => suggest(texts, { model, rows, open }),
    explain(texts, category) {
      const index = model.categories.indexOf(category)
      const normal = new Map(model.fields.map((field) => [field, normalizeText(texts[field] ?? '')]))
      const pulls = placeGrams(normal, model.fields).map((gram) => {
        const row = rows[gram.bucket] ?? -1
        return { ...gram, pull: row < 0 || index < 0 ? 0 : pullOf(model, row, index) }
      })
      return speakingPieces(pulls, { texts, normal })
    },
  }
}

type Asked = {
  readonly model: Model
  readonly rows: Int32Array
  readonly open: ReadonlySet<string> | undefined
}

function suggest(texts: FieldTexts, { model, rows, open }: Asked): Suggestion {
  const { categories } = model
  const { margins, known } = weigh(texts, model, rows)
  const whole = probabilitiesOf(margins, model.calibration)
  function isOpen(index: number): boolean {
    return open === undefined || open.has(categories[index] ?? '')
  }
  const given = open === undefined ? whole : probabilitiesOf(margins, model.calibration, isOpen)
  const choices = categories
    .map((category, index) => ({ category, probability: given[index] ?? 0, open: isOpen(index) }))
    .filter((choice) => choice.open)
    .map(({ category, probability }) => ({ category, probability }))
    .toSorted((one, other) => other.probability - one.probability)
  const best = whole.reduce((top, value, index) => (value > (whole[top] ?? 0) ? index : top), 0)
  const doubts: Doubt[] = []
  if (known === 0) doubts.push({ kind: 'nothing_known' })
  if (!isOpen(best)) doubts.push({ kind: 'category_removed', category: categories[best] ?? '' })
  if ((choices[0]?.probability ?? 0) < model.sureAt) doubts.push({ kind: 'close', needed: model.sureAt })
  return { choices, doubts }
}

function weigh(texts: FieldTexts, model: Model, rows: Int32Array) {
  const { buckets, counts } = extractFeatures(texts, model.fields)
  const count = model.categories.length
  const sums = new Float64Array(count)
  let [squares, known] = [0, 0]
  for (let index = 0; index < buckets.length; index++) {
    const row = rows[buckets[index] ?? 0] ?? -1
    if (row < 0) continue
    const value = (1 + Math.log(counts[index] ?? 1)) * (model.weights[row] ?? 0)
    squares += value * value
    known += 1
    for (let category = 0; category < count; category++) {
      sums[category] = (sums[category] ?? 0) + value * (model.pulls[row * count + category] ?? 0)
    }
  }
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares)
  const margins = sums.map(
    (sum, category) => sum * scale * (model.pullScales[category] ?? 1) + (model.biases[category] ?? 0),
  )
  return { margins, known }
}

/** How much an n-gram speaks for a category more than for the others on average. */
function pullOf({ categories, pulls, pullScales, weights }: Model, row: number, category: number): number {
  const each = categories.map(
    (_, one) => (pulls[row * categories.length + one] ?? 0) * (pullScales[one] ?? 1),
  )
  const own = each[category] ?? 0
  const others = (each.reduce((sum, pull) => sum + pull, 0) - own) / Math.max(1, categories.length - 1)
  return (own - others) * (weights[row] ?? 0)
}

import { AppError } from '@duibiao/base'
import { fitCalibration, probabilitiesOf } from './calibration.ts'
import type { Calibration, Held } from './calibration.ts'
import { extractFeatures } from './feature.ts'
import type { Features } from './feature.ts'
import { dealFolds, identityOf } from './fold.ts'
import type { Example } from './fold.ts'
import type { Model } from './model.ts'
import { packModel } from './packing.ts'
import { marginsOf, separateCategories } from './separation.ts'
import { learnVocabulary, vectorOf } from './vocabulary.ts'
import type { Sample } from './vocabulary.ts'

/** What a category is called and what belongs to it, for the time before there are examples. */
export type CategoryWords = { readonly category: string; readonly words: readonly string[] }

export type TrainingSettings = {
  /** Fields of the texts that count, in this order. */
  readonly fields: readonly string[]
  /** The same seed and examples give the same model, byte by byte. */
  readonly seed: number
  /** Names and descriptions of categories; they help while examples are few. */
  readonly words?: readonly CategoryWords[]
}

/** Of the answers that are called sure, this share was right on held-back texts. */
const sureShare = 0.98
const innerFolds = 3
/** Below this many examples the folds would calibrate on chance. */
const leastExamples = 40
/** Above this many examples a category's words no longer help. */
const wordsUntil = 2000

/**
 * Learns from confirmed examples, each text once. Probabilities are calibrated on folds that the model in question has not seen.
 * @throws AppError `training_too_small` fewer than two categories
 */
export function trainModel(given: readonly Example[], settings: TrainingSettings): Model {
  const { fields, seed } = settings
  const examples = withoutCopies(given, fields)
  const words = examples.length < wordsUntil ? (settings.words ?? []) : []
  const categories = [
    ...new Set([...examples, ...(settings.words ?? [])].map(({ category }) => category)),
  ].toSorted()
  if (categories.length < 2) throw new AppError('training_too_small', { categories: categories.length })
  const numbers = new Map(categories.map((category, index) => [category, index]))
  const sample = sampleOf(examples, { fields, numbers })
  const extra = sampleOf(examplesOf(words, fields), { fields, numbers })
  const held = holdBack(sample, extra, {
    identities: examples.map(({ texts }) => identityOf(texts, fields)),
    seed,
  })
  const calibration =
    examples.length < leastExamples
      ? plainCalibration(categories.length)
      : fitCalibration(held, categories.length)
  const { vocabulary, separation } = learn(joined(sample, extra), seed)
  return packModel({
    categories,
    fields,
    vocabulary,
    separation,
    calibration,
    sureAt: examples.length < leastExamples ? neverSure : findThreshold(held, calibration),
    learnt: examples.length,
  })
}

/** A message sent ten thousand times teaches as much as once; under two categories it stays in both. */
function withoutCopies(examples: readonly Example[], fields: readonly string[]): readonly Example[] {
  const seen = new Set<string>()
  return examples.filter(({ category, texts }) => {
    const key = `${category}\n${identityOf(texts, fields)}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

const neverSure = 1.01

/** Margins of a cold start are small and mean little; a moderate slope keeps its probabilities modest. */
function plainCalibration(categories: number): Calibration {
  return { slope: 2, offsets: Array.from({ length: categories }, () => 0) }
}

/** Each word of a category stands for a short message about it. */
function examplesOf(words: readonly CategoryWords[], fields: readonly string[]): readonly Example[] {
  const field = fields[0] ?? ''
  return words.flatMap(({ category, words: own }) =>
    own.map((word) => ({ texts: { [field]: word }, category })),
  )
}

function sampleOf(
  examples: readonly Example[],
  { fields, numbers }: { readonly fields: readonly string[]; readonly numbers: ReadonlyMap<string, number> },
): Sample {
  return {
    features: examples.map(({ texts }) => extractFeatures(texts, fields)),
    targets: Int32Array.from(examples, ({ category }) => numbers.get(category) ?? 0),
    categories: numbers.size,
  }
}

function joined(one: Sample, other: Sample): Sample {
  return {
    features: [...one.features, ...other.features],
    targets: Int32Array.from([...one.targets, ...other.targets]),
    categories: one.categories,
  }
}

function learn(sample: Sample, seed: number) {
  const vocabulary = learnVocabulary(sample)
  const vectors = sample.features.map((features) => vectorOf(features, vocabulary))
  const { targets, categories } = sample
  const rows = vocabulary.buckets.length
  return { vocabulary, separation: separateCategories({ vectors, targets, categories, rows, seed }) }
}

/** Margins of every example, given by a model that learnt from the other folds. */
function holdBack(
  sample: Sample,
  extra: Sample,
  { identities, seed }: { readonly identities: readonly string[]; readonly seed: number },
): readonly Held[] {
  if (identities.length < leastExamples) return []
  const folds = dealFolds(identities, { folds: innerFolds, seed: seed + 1 })
  return Array.from({ length: innerFolds }, (_, fold) => fold).flatMap((fold) => {
    const { vocabulary, separation } = learn(
      joined(
        pick(sample, (index) => folds[index] !== fold),
        extra,
      ),
      seed,
    )
    const asked = pick(sample, (index) => folds[index] === fold)
    return asked.features.map((features, index) => ({
      margins: marginsOf(vectorOf(features, vocabulary), separation, sample.categories).slice(),
      target: asked.targets[index] ?? 0,
    }))
  })
}

function pick({ features, targets, categories }: Sample, wanted: (index: number) => boolean): Sample {
  const chosen: Features[] = features.filter((_, index) => wanted(index))
  return { features: chosen, targets: targets.filter((_, index) => wanted(index)), categories }
}

/** The least probability at which the answers above it are right often enough. */
function findThreshold(held: readonly Held[], calibration: Calibration): number {
  const answers = held
    .map(({ margins, target }) => {
      const given = probabilitiesOf(margins, calibration)
      const top = given.reduce((best, value, index) => (value > (given[best] ?? 0) ? index : best), 0)
      return { sure: given[top] ?? 0, right: top === target }
    })
    .toSorted((one, other) => other.sure - one.sure)
  let right = 0
  let threshold = neverSure
  for (const [index, answer] of answers.entries()) {
    if (answer.right) right += 1
    if (right / (index + 1) >= sureShare && index + 1 >= leastExamples / 2) threshold = answer.sure
  }
  return threshold
}

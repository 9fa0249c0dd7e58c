import { dealFolds, identityOf } from './fold.ts'
import type { Example } from './fold.ts'
import type { Model } from './model.ts'
import { openModel } from './suggestion.ts'
import { trainModel } from './training.ts'
import type { TrainingSettings } from './training.ts'

/** One asked text: the truth, the answer, and how probable it was said to be. */
export type Answer = {
  readonly truth: string
  readonly first: string
  readonly second: string
  readonly probability: number
  readonly sure: boolean
}

/** How well a model answers. Shares are between 0 and 1. */
export type Evaluation = {
  readonly asked: number
  readonly accuracy: number
  /** Mean of the F1 of the categories, each counting the same. */
  readonly macroF1: number
  /** The truth is among the first two. */
  readonly topTwo: number
  /** Mean gap between said and true share of right answers, in fifteen bins of equal width. */
  readonly calibrationError: number
  /** Share of right answers among the most confident 50, 70, 80 and 90 percent. */
  readonly confident: Readonly<Record<'50' | '70' | '80' | '90', number>>
  /** Share that was called sure, and how much of it was right. */
  readonly sure: { readonly share: number; readonly right: number }
  readonly categories: readonly CategoryScore[]
  /** `confusion[truth][answer]`, in the order of `categories`. */
  readonly confusion: readonly (readonly number[])[]
}

export type CategoryScore = {
  readonly category: string
  readonly asked: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/**
 * Asks a model about examples whose category is known.
 * @param open the categories that exist now; all of the model when not said
 */
export function askModel(
  model: Model,
  examples: readonly Example[],
  open?: ReadonlySet<string>,
): readonly Answer[] {
  const classifier = openModel(model)
  return examples.map(({ texts, category }) => {
    const { choices, doubts } = classifier.suggest(texts, open)
    const [first, second] = choices
    return {
      truth: category,
      first: first?.category ?? '',
      second: second?.category ?? '',
      probability: first?.probability ?? 0,
      sure: doubts.length === 0,
    }
  })
}

/** Answers to all examples, each by a model that has learnt from the other folds; same texts are in the same fold. */
export function crossValidate(
  examples: readonly Example[],
  settings: TrainingSettings & { readonly folds: number },
): readonly (readonly Answer[])[] {
  const identities = examples.map(({ texts }) => identityOf(texts, settings.fields))
  const places = dealFolds(identities, settings)
  return Array.from({ length: settings.folds }, (_, fold) => {
    const model = trainModel(
      examples.filter((_one, index) => places[index] !== fold),
      settings,
    )
    return askModel(
      model,
      examples.filter((_one, index) => places[index] === fold),
    )
  })
}

/** Counts up answers. */
export function evaluate(answers: readonly Answer[]): Evaluation {
  const names = [...new Set(answers.flatMap(({ truth, first }) => [truth, first]))].toSorted()
  const confusion = confusionOf(answers, names)
  const categories = names.map((category, index) => scoreOf(category, index, confusion))
  // A category that only ever stands among the answers has no truth to find and would count as a zero.
  const asked = categories.filter((one) => one.asked > 0)
  const ranked = answers.toSorted((one, other) => other.probability - one.probability)
  const sure = answers.filter((one) => one.sure)
  return {
    asked: answers.length,
    accuracy: shareOf(answers, isRight),
    macroF1: asked.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, asked.length),
    topTwo: shareOf(answers, ({ truth, first, second }) => truth === first || truth === second),
    calibrationError: calibrationErrorOf(answers),
    confident: {
      '50': rightAmongFirst(ranked, 0.5),
      '70': rightAmongFirst(ranked, 0.7),
      '80': rightAmongFirst(ranked, 0.8),
      '90': rightAmongFirst(ranked, 0.9),
    },
    sure: { share: sure.length / Math.max(1, answers.length), right: shareOf(sure, isRight) },
    categories,
    confusion,
  }
}

function confusionOf(answers: readonly Answer[], names: readonly string[]): readonly (readonly number[])[] {
  const places = new Map(names.map((name, index) => [name, index]))
  const counts = names.map(() => names.map(() => 0))
  for (const { truth, first } of answers) {
    const row = counts[places.get(truth) ?? -1]
    const column = places.get(first) ?? -1
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1
  }
  return counts
}

function isRight({ truth, first }: Answer): boolean {
  return truth === first
}

function shareOf(answers: readonly Answer[], holds: (answer: Answer) => boolean): number {
  return answers.filter(holds).length / Math.max(1, answers.length)
}

function rightAmongFirst(ranked: readonly Answer[], share: number): number {
  return shareOf(ranked.slice(0, Math.floor(ranked.length * share)), isRight)
}

function scoreOf(category: string, index: number, confusion: readonly (readonly number[])[]): CategoryScore {
  const hits = confusion[index]?.[index] ?? 0
  const asked = (confusion[index] ?? []).reduce((sum, count) => sum + count, 0)
  const answered = confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0)
  return {
    category,
    asked,
    precision: answered === 0 ? 0 : hits / answered,
    recall: asked === 0 ? 0 : hits / asked,
    f1: asked + answered === 0 ? 0 : (2 * hits) / (asked + answered),
  }
}

const bins = 15

function calibrationErrorOf(answers: readonly Answer[]): number {
  const gaps = Array.from({ length: bins }, (_, bin) => {
    const inside = answers.filter(
      ({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)) === bin,
    )
    const said = inside.reduce((sum, { probability }) => sum + probability, 0)
    return Math.abs(said - inside.filter(isRight).length)
  })
  return gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, answers.length)
}

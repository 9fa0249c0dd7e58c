import { createHash } from 'node:crypto'
import { isAppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { MatterData } from '@duibiao/kernel'
import type { ConfirmedMatter } from '@duibiao/store'
import { askModel, evaluate, identityOf, readModel, trainModel, writeModel } from '@duibiao/triage'
import type { Answer, CategoryScore, CategoryWords, Example, Model } from '@duibiao/triage'
import { triageTexts } from './triage-text.ts'

/** What a model is made from, besides the matters. It crosses into a thread. */
export interface LearningOrder {
  readonly fields: readonly string[]
  readonly seed: number
  readonly words: readonly CategoryWords[]
  /** The categories there are; undefined where people may write any. */
  readonly open: readonly string[] | undefined
  /** Share of the texts that is held back: 0 to 0.5. */
  readonly heldShare: number
  /** The model that is asked now, and the share it did not learn. */
  readonly rival: { readonly bytes: Uint8Array; readonly heldShare: number } | undefined
}

/** What a model reached on the texts held back. Shares are between 0 and 1. */
export interface ModelScore {
  readonly asked: number
  readonly macroF1: number
  readonly accuracy: number
  readonly topTwo: number
  readonly calibrationError: number
  /** Share that was called sure, and how much of it was right. */
  readonly sureShare: number
  readonly sureRight: number
}

/** The score by categories, and which were taken for which, the most frequent first. */
export interface ModelDetail {
  readonly categories: readonly CategoryScore[]
  readonly pairs: readonly ConfusedPair[]
}

export interface ConfusedPair {
  readonly truth: string
  readonly answer: string
  readonly count: number
  /** Ids of some of the matters. */
  readonly matters: readonly string[]
}

/** A model that was made, and how it and the one that is asked did on the same texts. */
export interface LearntModel {
  readonly bytes: Uint8Array
  readonly learnt: number
  readonly held: number
  /** When the oldest and the newest matter that counted were opened. */
  readonly firstAt: Instant | undefined
  readonly lastAt: Instant | undefined
  readonly score: ModelScore | undefined
  readonly detail: ModelDetail | undefined
  readonly rivalScore: ModelScore | undefined
}

interface Known extends Example {
  readonly matter: string
  readonly openedAt: Instant
  /** Where the text falls, 0 to 1: the same for the same text at all times, so that no model learns what another is asked. */
  readonly fall: number
}

/**
 * Makes a model from confirmed matters. The same matters and seed give the same bytes, in whatever order they come.
 * @throws AppError `training_too_small` fewer than two categories
 */
export function learnModel(order: LearningOrder, matters: readonly ConfirmedMatter[]): LearntModel {
  const { fields, seed, words, heldShare, rival } = order
  const known = readKnown(order, matters)
  const model = trainModel(
    known.filter(({ fall }) => fall >= heldShare),
    { fields, seed, words },
  )
  const open = order.open && new Set(order.open)
  // Both are asked what neither has learnt.
  const held = known.filter(({ fall }) => fall < Math.min(heldShare, rival?.heldShare ?? heldShare))
  const answers = askModel(model, held, open)
  const rivalModel = rival && readRival(rival.bytes)
  const times = known.map(({ openedAt }) => openedAt).toSorted((one, other) => one - other)
  return {
    bytes: writeModel(model),
    learnt: model.learnt,
    held: held.length,
    firstAt: times[0],
    lastAt: times.at(-1),
    score: scoreOf(answers),
    detail: held.length === 0 ? undefined : detailOf(answers, held),
    rivalScore: rivalModel && scoreOf(askModel(rivalModel, held, open)),
  }
}

/** @returns undefined for a model that this version of the software no longer reads */
function readRival(bytes: Uint8Array): Model | undefined {
  try {
    return readModel(bytes)
  } catch (error) {
    if (isAppError(error) && error.code === 'model_unreadable') return undefined
    throw error
  }
}

/** The matters as examples in the order of their ids, each text once under a category, without categories that are no more. */
function readKnown(order: LearningOrder, matters: readonly ConfirmedMatter[]): readonly Known[] {
  const { fields } = order
  const open = order.open && new Set(order.open)
  const known = new Map<string, Known>()
  for (const { matter, category, openedAt, data } of matters.toSorted(byMatter)) {
    if (open !== undefined && !open.has(category)) continue
    // What the store keeps of a matter's variables.
    const variables: MatterData = JSON.parse(data)
    const texts = triageTexts({ text: fields }, variables[0] ?? {})
    const identity = identityOf(texts, fields)
    const key = `${category}\n${identity}`
    if (identity === '' || known.has(key)) continue
    known.set(key, { matter, category, texts, openedAt, fall: fallOf(identity) })
  }
  return [...known.values()]
}

function byMatter(one: ConfirmedMatter, other: ConfirmedMatter): number {
  if (one.matter === other.matter) return 0
  return one.matter < other.matter ? -1 : 1
}

function fallOf(identity: string): number {
  return createHash('sha256').update(identity).digest().readUInt32BE() / 2 ** 32
}

function scoreOf(answers: readonly Answer[]): ModelScore | undefined {
  if (answers.length === 0) return undefined
  const { asked, macroF1, accuracy, topTwo, calibrationError, sure } = evaluate(answers)
  return {
    asked,
    macroF1,
    accuracy,
    topTwo,
    calibrationError,
    sureShare: sure.share,
    sureRight: sure.right,
  }
}

/** Ids of matters that are kept of a pair. */
const shownMatters = 5

function detailOf(answers: readonly Answer[], held: readonly Known[]): ModelDetail {
  const wrong = answers.flatMap(({ truth, first }, index) =>
    truth === first ? [] : [{ truth, answer: first, matter: held[index]?.matter ?? '' }],
  )
  const pairs = [...Map.groupBy(wrong, ({ truth, answer }) => `${truth}\n${answer}`).values()]
  return {
    categories: evaluate(answers).categories,
    pairs: pairs
      .map((pair) => ({
        truth: pair[0]?.truth ?? '',
        answer: pair[0]?.answer ?? '',
        count: pair.length,
        matters: pair.slice(-shownMatters).map(({ matter }) => matter),
      }))
      .toSorted((one, other) => other.count - one.count),
  }
}

/** Whether a new model takes the place of the one that is asked, and the code of why. */
export interface Verdict {
  readonly isBetter: boolean
  readonly reason:
    'first' | 'learnt' | 'unreadable' | 'categories_changed' | 'better' | 'not_better' | 'not_compared'
}

/** The model that is asked, as far as it matters for who is asked next. */
export interface Rival {
  readonly learnt: number
  readonly categoryHash: string
}

/**
 * Judges a new model by the same texts. Where the pack has other categories it need only be as good: the old one knows nothing
 * of the new ones. A model of names alone gives way to the first that learnt, unless that is worse.
 * @param gain points of macro-F1, 0 to 1
 */
export function judgeModel(
  { learnt, score, rivalScore, categoryHash }: Pick<LearntModel, 'learnt' | 'score' | 'rivalScore'> & Rival,
  rival: Rival | undefined,
  gain: number,
): Verdict {
  if (rival === undefined) return { isBetter: true, reason: 'first' }
  const isOther = rival.categoryHash !== categoryHash
  if (score === undefined) {
    if (rival.learnt === 0 && learnt > 0) return { isBetter: true, reason: 'learnt' }
    if (rival.learnt === 0 && isOther) return { isBetter: true, reason: 'categories_changed' }
    return { isBetter: false, reason: 'not_compared' }
  }
  if (rivalScore === undefined) return { isBetter: true, reason: 'unreadable' }
  const won = score.macroF1 - rivalScore.macroF1
  if (won >= gain && won > 0) return { isBetter: true, reason: 'better' }
  if (isOther && won >= -gain) return { isBetter: true, reason: 'categories_changed' }
  return { isBetter: false, reason: 'not_better' }
}

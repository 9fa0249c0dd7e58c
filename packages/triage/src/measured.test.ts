import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { askModel, crossValidate, evaluate } from './evaluation.ts'
import { identityOf } from './fold.ts'
import type { Example } from './fold.ts'
import { writeModel } from './model-file.ts'
import { trainModel } from './training.ts'

const folder = new URL('../../../../shared/data/civic/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with labelled messages is not here')

const settings = { fields: ['text'], seed: 1 }

function readTitles(): readonly Example[] {
  const [, ...lines] = readFileSync(new URL('labelled_titles.csv', folder), 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const comma = line.lastIndexOf(',')
    const text = line.slice(0, comma).replaceAll(/^"|"$/g, '').replaceAll('""', '"')
    return { texts: { text }, category: line.slice(comma + 1) }
  })
}

function readBodies(): readonly Example[] {
  const lines = readFileSync(new URL('labelled_bodies.jsonl', folder), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { body, label }: { readonly body: string; readonly label: string } = JSON.parse(line)
    return { texts: { text: body }, category: label }
  })
}

function withoutCopies(examples: readonly Example[]): readonly Example[] {
  return [...new Map(examples.map((one) => [identityOf(one.texts, settings.fields), one])).values()]
}

test.skipIf(!isThere)('titles of residents are put where people put them, and the probabilities hold', () => {
  const score = evaluate(crossValidate(withoutCopies(readTitles()), { ...settings, folds: 2 }).flat())
  expect(score.macroF1).toBeGreaterThan(0.86)
  expect(score.calibrationError).toBeLessThan(0.03)
})

test.skipIf(!isThere)('bodies: three quarters learnt, the rest asked', () => {
  const bodies = withoutCopies(readBodies())
  const model = trainModel(
    bodies.filter((_, index) => index % 4 !== 0),
    settings,
  )
  const score = evaluate(
    askModel(
      model,
      bodies.filter((_, index) => index % 4 === 0),
    ),
  )
  expect(score.macroF1).toBeGreaterThan(0.89)
  expect(score.topTwo).toBeGreaterThan(0.975)
  expect(score.confident['70']).toBeGreaterThan(0.975)
  expect(writeModel(model).length).toBeLessThan(5_000_000)
})

test.skipIf(!isThere)(
  'a fifth of wrong labels costs less than a tenth of the score, and fewer answers are sure',
  () => {
    const titles = withoutCopies(readTitles())
    const names = [...new Set(titles.map(({ category }) => category))]
    const learnt = titles.filter((_, index) => index % 4 !== 0)
    const asked = titles.filter((_, index) => index % 4 === 0)
    const poisoned = learnt.map((one, index) =>
      index % 5 === 0
        ? { ...one, category: names[(names.indexOf(one.category) + 1 + (index % 6)) % 7] ?? '' }
        : one,
    )
    const sound = evaluate(askModel(trainModel(learnt, settings), asked))
    const spoilt = evaluate(askModel(trainModel(poisoned, settings), asked))
    console.log(
      `macro-F1 ${sound.macroF1.toFixed(3)}, with a fifth of wrong labels ${spoilt.macroF1.toFixed(3)}`,
    )
    expect(spoilt.macroF1).toBeGreaterThan(sound.macroF1 - 0.1)
    expect(spoilt.sure.share).toBeLessThan(sound.sure.share)
  },
)

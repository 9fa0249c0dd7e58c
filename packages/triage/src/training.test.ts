import { isAppError } from '@duibiao/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askModel, evaluate } from './evaluation.ts'
import type { Example } from './fold.ts'
import { readModel, writeModel } from './model-file.ts'
import { openModel } from './suggestion.ts'
import { trainModel } from './training.ts'

const words = {
  道路: ['路面塌陷', '路灯不亮', '井盖丢失', '坑洼积水', '人行道破损'],
  教育: ['学校收费', '老师补课', '幼儿园入学', '课本太贵', '教师工资'],
  医疗: ['医院挂号', '药品涨价', '护士态度', '医保报销', '门诊排队'],
}
const places = ['东街', '西街', '新村', '老城', '河边', '花园', '码头', '车站']

/** Messages that name a place and a complaint. */
function makeExamples(): readonly Example[] {
  return Object.entries(words).flatMap(([category, complaints]) =>
    complaints.flatMap((complaint) =>
      places.map((place) => ({ texts: { text: `${place}的${complaint}，请处理` }, category })),
    ),
  )
}

const settings = { fields: ['text'], seed: 1 }
const model = trainModel(makeExamples(), settings)
const classifier = openModel(model)

test('a message is put where messages like it were put, and the words that speak for it are told', () => {
  const texts = { text: '您好！我们小区门口的 井盖丢失 一个月了' }
  expect(classifier.suggest(texts).choices[0]?.category).toBe('道路')
  const [piece] = classifier.explain(texts, '道路')
  expect(piece?.text).toContain('井盖')
  expect(texts.text.slice(piece?.from, piece?.to)).toBe(piece?.text)
})

test('the same examples and seed give the same bytes, another seed others', () => {
  const bytes = writeModel(model)
  expect(writeModel(trainModel(makeExamples(), settings))).toEqual(bytes)
  expect(writeModel(trainModel(makeExamples(), { ...settings, seed: 2 }))).not.toEqual(bytes)
})

test('a model answers the same after it was written and read', () => {
  const again = openModel(readModel(writeModel(model)))
  for (const { texts } of makeExamples()) expect(again.suggest(texts)).toEqual(classifier.suggest(texts))
})

test('a file that was changed anywhere, cut off or made by another is refused', () => {
  const bytes = writeModel(model)
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ change
      expect(codeOf(() => readModel(damaged))).toBe('model_unreadable')
    }),
    { numRuns: 200 },
  )
  for (const length of [0, 1, 16, 20, 21, bytes.length - 1])
    expect(codeOf(() => readModel(bytes.slice(0, length)))).toBe('model_unreadable')
  expect(codeOf(() => readModel(Uint8Array.from([1, 2, 3])))).toBe('model_unreadable')
})

test('one category is nothing to learn', () => {
  const roads = makeExamples().filter(({ category }) => category === '道路')
  expect(codeOf(() => trainModel(roads, settings))).toBe('training_too_small')
  expect(codeOf(() => trainModel([], settings))).toBe('training_too_small')
})

test('a category that was removed is not suggested, and the doubt names it', () => {
  const texts = { text: '路灯不亮，井盖丢失' }
  const { choices, doubts } = classifier.suggest(texts, new Set(['教育', '医疗', '新设类别']))
  expect(choices.map(({ category }) => category).toSorted()).toEqual(['医疗', '教育'])
  expect(choices.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1)
  expect(doubts).toContainEqual({ kind: 'category_removed', category: '道路' })
  expect(classifier.suggest(texts, new Set()).choices).toEqual([])
})

test.each([
  ['nothing', ''],
  ['blanks', ' \n\t　'],
  ['what cannot be seen', '\u200b\u200d\ufeff'],
  ['emoji', '😀😡👨‍👩‍👧'],
  ['a language never seen', 'ʔʕʖ ꙮꙮꙮ'],
])('%s is not sure, and says that nothing was known', (_name, text) => {
  const { doubts, choices } = classifier.suggest({ text })
  expect(doubts).toContainEqual({ kind: 'nothing_known' })
  expect(choices).toHaveLength(3)
  expect(classifier.explain({ text }, '道路')).toEqual([])
})

test('one character, mixed scripts and disguised words are answered', () => {
  expect(classifier.suggest({ text: '药' }).choices[0]?.category).toBe('医疗')
  expect(classifier.suggest({ text: 'Hello お願い 路燈 не работает' }).choices[0]?.category).toBe('道路')
  const plain = classifier.suggest({ text: '医院挂号' })
  expect(classifier.suggest({ text: '醫\u200b院 掛\u00ad號' })).toEqual(plain)
})

test('a hundred thousand characters cost no more than the longest text that is read', () => {
  const start = performance.now()
  const { choices } = classifier.suggest({ text: '医院挂号要排队。'.repeat(12_500) })
  expect(choices[0]?.category).toBe('医疗')
  expect(performance.now() - start).toBeLessThan(1000)
})

test('the same message ten thousand times teaches what it says once, and leaves the others standing', () => {
  const flood = Array.from({ length: 10_000 }, () => ({
    texts: { text: '东街的路面塌陷，请处理' },
    category: '道路',
  }))
  const flooded = trainModel([...makeExamples(), ...flood], settings)
  expect(flooded.learnt).toBe(makeExamples().length)
  expect(writeModel(flooded)).toEqual(writeModel(model))
})

test('fields are kept apart: the same word may mean another thing in the title', () => {
  const examples = places.flatMap((place) => [
    { texts: { title: `${place}医院`, body: '门口的路坏了，请处理' }, category: '医疗' },
    { texts: { title: `${place}道路`, body: '医院门口，请处理' }, category: '道路' },
  ])
  const asked = openModel(trainModel(examples, { fields: ['title', 'body'], seed: 1 }))
  expect(asked.suggest({ title: '医院', body: '路' }).choices[0]?.category).toBe('医疗')
  expect(asked.suggest({ title: '道路', body: '医院' }).choices[0]?.category).toBe('道路')
})

test('names of categories are enough to begin with, and then nothing is sure', () => {
  const started = trainModel([], {
    ...settings,
    words: Object.entries(words).map(([category, own]) => ({ category, words: [category, ...own] })),
  })
  expect(started.learnt).toBe(0)
  const { choices, doubts } = openModel(started).suggest({ text: '医院的护士不理人' })
  expect(choices[0]?.category).toBe('医疗')
  expect(doubts.map(({ kind }) => kind)).toContain('close')
})

test('a score counts each category the same', () => {
  const answers = [
    { truth: 'a', first: 'a', second: 'b', probability: 1, sure: true },
    { truth: 'a', first: 'a', second: 'b', probability: 1, sure: true },
    { truth: 'a', first: 'b', second: 'a', probability: 0.5, sure: false },
    { truth: 'b', first: 'b', second: 'a', probability: 0.5, sure: false },
  ]
  const score = evaluate(answers)
  expect(score.macroF1).toBeCloseTo((0.8 + 2 / 3) / 2)
  expect(score).toMatchObject({ accuracy: 0.75, topTwo: 1, sure: { share: 0.5, right: 1 } })
  expect(score.confusion).toEqual([
    [2, 1],
    [0, 1],
  ])
  // Said 1 and right 1; said 0.5 and right 0.5.
  expect(score.calibrationError).toBeCloseTo(0)
  expect(evaluate(askModel(model, [])).asked).toBe(0)
})

function codeOf(run: () => unknown): string | undefined {
  try {
    run()
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
  return undefined
}

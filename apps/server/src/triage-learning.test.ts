import { instantOf } from '@duibiao/base'
import type { ConfirmedMatter } from '@duibiao/store'
import { openModel, readModel } from '@duibiao/triage'
import { expect, test } from 'vitest'
import { judgeModel, learnModel } from './triage-learning.ts'
import type { LearningOrder, ModelScore } from './triage-learning.ts'
import { makeConfirmed, poison } from './test-triage.ts'

const order: LearningOrder = {
  fields: ['subject', 'body'],
  seed: 1,
  words: [],
  open: undefined,
  heldShare: 0.2,
  rival: undefined,
}
const matters = makeConfirmed(300)
const made = learnModel(order, matters)

test('the same matters make the same bytes, in whatever order they come', () => {
  expect(learnModel(order, matters.toReversed()).bytes).toEqual(made.bytes)
  expect(learnModel({ ...order, seed: 2 }, matters).bytes).not.toEqual(made.bytes)
})

test('what is held back is never learnt, whichever version asks: it falls by its text alone', () => {
  const { learnt, held, score } = made
  expect(learnt + held).toBe(matters.length)
  expect(held).toBeGreaterThan(30)
  expect(score).toMatchObject({ asked: held })
  const later = learnModel(order, [...matters, ...makeConfirmed(200, 300)])
  const alone = learnModel(order, makeConfirmed(200, 300))
  expect(later.held).toBe(held + alone.held)
})

test('with another share both models are asked only what neither has learnt', () => {
  const rival = { bytes: made.bytes, heldShare: 0.2 }
  const narrow = learnModel({ ...order, heldShare: 0.1, rival }, matters)
  expect(narrow.learnt + narrow.held).toBe(matters.length)
  const wide = learnModel({ ...order, heldShare: 0.4, rival }, matters)
  expect(wide.held).toBe(made.held)
  expect(wide.learnt).toBeLessThan(made.learnt)
})

test('a text that was sent again counts once, and one without words not at all', () => {
  const [first] = matters
  if (first === undefined) return expect.unreachable()
  const flood = Array.from({ length: 500 }, () => first)
  const empty = { ...first, matter: 'none', data: '{"0":{"subject":"  "}}' }
  expect(learnModel(order, [...matters, ...flood, empty]).bytes).toEqual(made.bytes)
})

test('what was sealed is not learnt: it can be erased, and a model could not forget it', () => {
  const words = ['张三', '李四的电话']
  const sealed = matters.map((one): ConfirmedMatter => {
    const { subject } = JSON.parse(one.data)[0]
    return { ...one, data: JSON.stringify({ 0: { subject, body: { sealed: words[0], digest: words[1] } } }) }
  })
  const open = matters.map((one): ConfirmedMatter => {
    const { subject } = JSON.parse(one.data)[0]
    return { ...one, data: JSON.stringify({ 0: { subject } }) }
  })
  expect(learnModel(order, sealed).bytes).toEqual(learnModel(order, open).bytes)
})

test('a category that is no more is neither learnt nor asked, and the old model is asked without it', () => {
  const [gone, ...left] = [...new Set(matters.map(({ category }) => category))]
  const next = learnModel({ ...order, open: left, rival: { bytes: made.bytes, heldShare: 0.2 } }, matters)
  expect(readModel(next.bytes).categories).not.toContain(gone)
  expect(next.detail?.categories.map(({ category }) => category)).not.toContain(gone)
  expect(next.rivalScore?.asked).toBe(next.score?.asked)
  expect(next.rivalScore?.accuracy).toBeGreaterThan(0.9)
})

test('names of categories make a model that suggests and is never sure', () => {
  const words = [
    { category: '路灯', words: ['路灯不亮', '照明'] },
    { category: '供水', words: ['停水', '水压'] },
  ]
  const cold = learnModel({ ...order, words }, [])
  expect(cold).toMatchObject({ learnt: 0, held: 0, score: undefined, detail: undefined, firstAt: undefined })
  const { choices, doubts } = openModel(readModel(cold.bytes)).suggest({ subject: '家里停水了' })
  expect(choices[0]?.category).toBe('供水')
  expect(doubts.map(({ kind }) => kind)).toContain('close')
})

test('pairs that are confused come most frequent first, each with some of its matters', () => {
  const { detail } = learnModel(order, poison(matters, 3))
  const counts = (detail?.pairs ?? []).map(({ count }) => count)
  expect(counts.length).toBeGreaterThan(0)
  expect(counts).toEqual(counts.toSorted((one, other) => other - one))
  const known = new Set(matters.map(({ matter }) => matter))
  for (const pair of detail?.pairs ?? []) {
    expect(pair.truth).not.toBe(pair.answer)
    expect(pair.matters.length).toBe(Math.min(5, pair.count))
    for (const matter of pair.matters) expect(known.has(matter)).toBe(true)
  }
})

test('times are those of the oldest and the newest matter', () => {
  const times = matters.map(({ openedAt }) => openedAt)
  expect(made.firstAt).toBe(Math.min(...times))
  expect(made.lastAt).toBe(Math.max(...times))
})

test('labels that were poisoned make a model that is no better, and the old one stays', () => {
  const rival = { bytes: made.bytes, heldShare: 0.2 }
  // A fifth of all that came since is wrong, among what is held back as well.
  const fresh = poison(makeConfirmed(300, 300), 5)
  const next = learnModel({ ...order, rival }, [...matters, ...fresh])
  const facts = { learnt: made.learnt, categoryHash: '' }
  expect(judgeModel({ ...next, categoryHash: '' }, facts, 0.002)).toEqual({
    isBetter: false,
    reason: 'not_better',
  })
})

function scored(macroF1: number): ModelScore {
  return { asked: 100, macroF1, accuracy: 0, topTwo: 0, calibrationError: 0, sureShare: 0, sureRight: 0 }
}

const cold = { learnt: 0, categoryHash: 'a' }
const old = { learnt: 100, categoryHash: 'a' }
const given = { learnt: 100, categoryHash: 'a', score: undefined, rivalScore: undefined }

test.each([
  { name: 'the first', rival: undefined, facts: {}, reason: 'first' },
  {
    name: 'one that wins enough',
    rival: old,
    facts: { score: scored(0.81), rivalScore: scored(0.8) },
    reason: 'better',
  },
  { name: 'the first that learnt, with nothing held back', rival: cold, facts: {}, reason: 'learnt' },
  { name: 'one whose rival cannot be read', rival: old, facts: { score: scored(0.1) }, reason: 'unreadable' },
  {
    name: 'one of other categories that is as good',
    rival: old,
    facts: { score: scored(0.797), rivalScore: scored(0.8), categoryHash: 'b' },
    reason: 'categories_changed',
  },
  {
    name: 'names of other categories',
    rival: cold,
    facts: { learnt: 0, categoryHash: 'b' },
    reason: 'categories_changed',
  },
] as const)('$name takes the place of the one in use', ({ rival, facts, reason }) => {
  expect(judgeModel({ ...given, ...facts }, rival, 0.005)).toEqual({ isBetter: true, reason })
})

test.each([
  {
    name: 'wins too little',
    facts: { score: scored(0.803), rivalScore: scored(0.8) },
    reason: 'not_better',
  },
  { name: 'is as good', facts: { score: scored(0.8), rivalScore: scored(0.8) }, reason: 'not_better' },
  { name: 'has nothing to be compared on', facts: {}, reason: 'not_compared' },
  {
    name: 'is worse, though the categories changed',
    facts: { score: scored(0.7), rivalScore: scored(0.8), categoryHash: 'b' },
    reason: 'not_better',
  },
] as const)('one that $name is refused', ({ facts, reason }) => {
  expect(judgeModel({ ...given, ...facts }, old, 0.005)).toEqual({ isBetter: false, reason })
})

test('a gain of nothing still asks for something', () => {
  const same = { ...given, score: scored(0.8), rivalScore: scored(0.8) }
  expect(judgeModel(same, old, 0).isBetter).toBe(false)
})

test('instants cross into the thread and back as they are', () => {
  expect(structuredClone(made).firstAt).toBe(instantOf(made.firstAt ?? 0))
})

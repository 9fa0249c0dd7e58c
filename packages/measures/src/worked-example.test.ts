import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { aggregateParts } from './aggregation.ts'
import { compromiseOf, scaleToLength, similarityToIdeal } from './ideal-distance.ts'
import type { Alternatives } from './ideal-distance.ts'
import { normaliseColumn } from './normalisation.ts'
import { weighPairs } from './pair-comparison.ts'
import type { PairComparison, PairWeights, RandomIndex } from './pair-comparison.ts'
import { ranksOf } from './statistics.ts'
import { shareOut, weighColumns } from './weighting.ts'
import type { Weighed, WeighingMethod } from './weighting.ts'

const folder = new URL('../../../../shared/data/benchmark/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with worked examples is not here')

type Example = {
  readonly id: string
  readonly matrix: readonly (readonly number[])[]
  readonly directions: readonly number[]
  readonly weights: readonly number[]
  readonly expected: Readonly<Record<string, readonly number[]>>
  readonly tolerance: number
}

function readExample(id: string): Example {
  const file: { readonly examples: readonly Example[] } = JSON.parse(
    readFileSync(new URL('mcdm/mcdm_worked_examples.json', folder), 'utf8'),
  )
  const found = file.examples.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no example ${id}`)
  return found
}

function alternativesOf({ matrix, directions, weights }: Example): Alternatives {
  return {
    columns: directions.map((_, column) => Float64Array.from(matrix, (row) => row[column] ?? NaN)),
    weights,
    directions: directions.map((direction) => (direction < 0 ? 'less' : 'more')),
  }
}

function expectNear(
  own: ArrayLike<number> | undefined,
  theirs: readonly number[] | undefined,
  tolerance: number,
): void {
  expect(own?.length).toBe(theirs?.length)
  for (const [place, value] of (theirs ?? [NaN]).entries()) {
    expect(Math.abs((own?.[place] ?? NaN) - value)).toBeLessThanOrEqual(tolerance)
  }
}

test.skipIf(!isThere).each([
  ['topsis_tzeng_huang_2011', true],
  ['topsis_simple', false],
])('TOPSIS: %s', (id, scaled) => {
  const example = readExample(id)
  const { columns, ...rest } = alternativesOf(example)
  const own = similarityToIdeal({ ...rest, columns: scaled ? columns.map(scaleToLength) : columns })
  expectNear(own, example.expected['similarity'], example.tolerance)
  expect([...ranksOf((own ?? new Float64Array(0)).map((one) => -one))]).toEqual(example.expected['rank'])
})

test.skipIf(!isThere).each(['2004', '2007_W1', '2007_W2', '2007_W3', '2007_W4'])('VIKOR: %s', (id) => {
  const example = readExample(`vikor_opricovic_tzeng_${id}`)
  const own = compromiseOf(alternativesOf(example), 0.5)
  expectNear(own?.sum, example.expected['S'], example.tolerance)
  expectNear(own?.largest, example.expected['R'], example.tolerance)
  expectNear(own?.joint, example.expected['Q'], example.tolerance)
  expect([...ranksOf(own?.joint ?? [])]).toEqual(example.expected['rank'])
})

function weightsOf(result: Weighed | PairWeights | { readonly kind: 'fault' }): readonly number[] {
  if (result.kind === 'fault') throw new Error(JSON.stringify(result))
  return result.weights
}

test.skipIf(!isThere).each([
  ['critic_diakoulaki_1995', 'critic', 'weights_scaled_pearson'],
  ['entropy_simple', 'entropy', 'weights'],
  ['merec_keshavarz_2021', 'merec', 'weights'],
] as const)('weights from values: %s', (id, method: WeighingMethod, name) => {
  const example = readExample(id)
  const { columns, directions } = alternativesOf(example)
  expectNear(weightsOf(weighColumns(columns, method, directions)), example.expected[name], example.tolerance)
})

test.skipIf(!isThere)('weighted sum and weighted product', () => {
  const sum = readExample('wsm_kracka_2010')
  const columns = alternativesOf(sum).columns.map((column, place) =>
    weightsOf(shareOut([...column].map((value) => (sum.directions[place] === -1 ? 1 / value : value)))),
  )
  const parts = { columns: columns.map((column) => Float64Array.from(column)), weights: sum.weights }
  const added = aggregateParts(parts, 'arithmetic')
  expectNear(added.kind === 'done' ? added.column : undefined, sum.expected['score'], sum.tolerance)
  const product = readExample('wpm_wikipedia')
  const shares = alternativesOf(product).columns.map((column) =>
    Float64Array.from(weightsOf(shareOut([...column]))),
  )
  const multiplied = aggregateParts({ columns: shares, weights: product.weights }, 'geometric')
  const scores = multiplied.kind === 'done' ? multiplied.column.map((one) => Math.log10(one)) : undefined
  expectNear(scores, product.expected['score'], product.tolerance)
})

type PairExample = {
  readonly id: string
  readonly items?: readonly string[]
  readonly comparisons?: readonly PairComparison[]
  readonly criteria?: readonly PairComparison[]
  readonly alternatives?: Readonly<Record<string, readonly PairComparison[]>>
  readonly values?: Readonly<Record<string, number>>
  readonly expected: Readonly<Record<string, number | Readonly<Record<string, number>>>>
}

function readPairs(id: string): PairExample {
  const file: { readonly examples: readonly PairExample[] } = JSON.parse(
    readFileSync(new URL('ahp/ahp_worked_examples.json', folder), 'utf8'),
  )
  const found = file.examples.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no example ${id}`)
  return found
}

function weigh(
  comparisons: readonly PairComparison[],
  table?: RandomIndex,
): PairWeights & { readonly byItem: Readonly<Record<string, number>> } {
  const items = [...new Set(comparisons.flatMap(({ a, b }) => [a, b]))]
  const result = weighPairs(items, comparisons, table)
  if (result.kind === 'fault') throw new Error(result.detail)
  return {
    ...result,
    byItem: Object.fromEntries(items.map((item, place) => [item, result.weights[place] ?? NaN])),
  }
}

function rounded(weights: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(weights).map(([item, weight]) => [item, Number(weight.toFixed(4))]),
  )
}

test.skipIf(!isThere)('comparisons in pairs: drinks (Saaty 2008) with its consistency', () => {
  const { comparisons = [], expected } = readPairs('saaty_drinks_2008')
  const { byItem, consistencyRatio } = weigh(comparisons)
  expect(rounded(byItem)).toEqual(expected['weights_4dp'])
  expect(consistencyRatio).toBeCloseTo(Number(expected['CR_saaty_RI']), 3)
})

test.skipIf(!isThere).each(['saaty_drinks_2008', 'bozoki_incomplete_2010'])(
  'consistency by the table of Donegan and Dodd: %s',
  (id) => {
    const { comparisons = [], expected } = readPairs(id)
    const { consistencyRatio } = weigh(comparisons, 'donegan_dodd')
    expect(Number(consistencyRatio.toFixed(4))).toBe(expected['CR_donegan_dodd_RI'])
  },
)

test.skipIf(!isThere)('comparisons in pairs: a hierarchy (Saaty 2005)', () => {
  const { criteria = [], alternatives = {}, expected } = readPairs('saaty_cities_2005')
  const whole: Record<string, number> = {}
  for (const [criterion, weight] of Object.entries(weigh(criteria).byItem)) {
    for (const [item, share] of Object.entries(weigh(alternatives[criterion] ?? []).byItem)) {
      whole[item] = (whole[item] ?? 0) + weight * share
    }
  }
  expect(rounded(whole)).toEqual(expected['global_weights_4dp'])
})

test.skipIf(!isThere)('comparisons in pairs: one is missing (Bozóki, Fülöp and Rónyai 2010)', () => {
  const { comparisons = [], expected } = readPairs('bozoki_incomplete_2010')
  const { byItem, completed } = weigh(comparisons)
  expect(rounded(byItem)).toEqual(expected['weights_4dp'])
  expect(completed).toEqual([{ a: 'c', b: 'd', value: expect.closeTo(0.730297106886979, 6) }])
})

test.skipIf(!isThere)('weights that are given: shares of a sum (Haas and Meixner)', () => {
  const { values = {}, expected } = readPairs('haas_meixner_fuel')
  const shares = weightsOf(shareOut(Object.values(values)))
  const byItem = Object.fromEntries(Object.keys(values).map((item, place) => [item, shares[place] ?? NaN]))
  expect(rounded(byItem)).toEqual(expected['weights_4dp'])
})

test.skipIf(!isThere)('the line of the Human Development Index', () => {
  const file: {
    readonly inputs: {
      readonly gni_per_capita: number
      readonly life_index: number
      readonly education_index: number
    }
    readonly expected: { readonly income_index: number; readonly hdi: number }
  } = JSON.parse(readFileSync(new URL('hdi/undp_technical_note_example.json', folder), 'utf8'))
  const { gni_per_capita: income, life_index: life, education_index: education } = file.inputs
  const marks = normaliseColumn(
    Float64Array.of(income),
    { kind: 'log_goalposts', full: 1, clamp: true },
    { direction: 'more', goalposts: { worst: 100, best: 75_000 } },
  )
  const mark = marks.kind === 'done' ? (marks.column[0] ?? NaN) : NaN
  expect(mark).toBeCloseTo(file.expected.income_index, 4)
  const whole = aggregateParts(
    { columns: [life, education, mark].map((one) => Float64Array.of(one)), weights: [1, 1, 1] },
    'geometric',
  )
  expect(whole.kind === 'done' ? whole.column[0] : NaN).toBeCloseTo(file.expected.hdi, 3)
})

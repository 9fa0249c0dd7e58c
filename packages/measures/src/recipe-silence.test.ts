import { expect, test } from 'vitest'
import { aggregateParts } from './aggregation.ts'
import type { IndicatorTable } from './indicator-table.ts'
import { normaliseColumn } from './normalisation.ts'
import { rankIntervalsOf, runByChance } from './rank-interval.ts'
import type { Recipe, RecipeStep } from './recipe.ts'
import { runRecipe } from './recipe-run.ts'
import type { RecipeResult } from './recipe-run.ts'
import { mean, minMax, rank, sound } from './test-recipe.ts'
import { rankDown } from './recipe-step.ts'
import { leaveOut, openSensitivity } from './sensitivity.ts'
import { drawSobolSample, sobolIndices } from './sobol.ts'

function recipeOf(...steps: readonly RecipeStep[]): Recipe {
  return { code: 'plain', version: 1, steps }
}

function run(table: Partial<IndicatorTable>, ...steps: readonly RecipeStep[]): RecipeResult {
  return runRecipe({ ...sound, ...table }, recipeOf(...steps))
}

function said(result: RecipeResult): readonly string[] {
  return [
    result.kind,
    ...result.findings.map(({ code, unit, indicator, step }) =>
      [code, unit, indicator, step].filter((one) => one !== undefined).join(' '),
    ),
  ]
}

test('marks are not made marks again, ranks are not ranked again', () => {
  expect(said(run({}, minMax, minMax, mean, rank))).toEqual(['refused', 'step_order 1'])
  expect(said(run({}, minMax, mean, rank, rank))).toEqual(['refused', 'step_order 3'])
})

test('values of which less is better are not added up as they are', () => {
  expect(said(run({}, mean, rank))).toEqual(['refused', 'step_order returns 0'])
})

test.each<readonly [string, RecipeStep, string]>([
  ['a scale turned round', { kind: 'normalise', method: { kind: 'min_max', from: 100, to: 0 } }, ''],
  [
    'a deviation below nothing',
    { kind: 'normalise', method: { kind: 'z_score', mean: 0, deviation: -1 } },
    '',
  ],
  [
    'full marks that are none',
    { kind: 'normalise', method: { kind: 'goalposts', full: NaN, clamp: true } },
    '',
  ],
  ['a floor above the top', { kind: 'normalise', method: { kind: 'efficacy', floor: 100, clamp: true } }, ''],
  [
    'one indicator whose scale is turned round',
    {
      kind: 'normalise',
      method: { kind: 'rank' },
      own: { speed: { kind: 'goalposts', full: -1, clamp: true } },
    },
    ' speed',
  ],
  ['limits of skewness that are none', { kind: 'treat', most: 5, skewness: NaN, kurtosis: 3.5 }, ''],
  ['a cap below its floor', { kind: 'cap', limits: { speed: { least: 5, most: 4 } } }, ' speed'],
  ['half a decimal', { kind: 'round', decimals: 0.5 }, ''],
  [
    'a limit of consistency that is none',
    {
      kind: 'weigh',
      method: 'pairs',
      node: 'all',
      limit: NaN,
      comparisons: [{ a: 'speed', b: 'returns', value: 2 }],
    },
    '',
  ],
  [
    'a size compared with a text',
    { kind: 'select', conditions: [{ attribute: 'residents', is: 'at_least', value: '50' }] },
    ' residents',
  ],
])('%s is refused', (_, step, indicator) => {
  const steps = step.kind === 'normalise' ? [step, mean, rank] : [step, minMax, mean, rank]
  expect(said(run({}, ...steps))[1]).toBe(`parameter_out_of_range${indicator} 0`)
})

test('more children than a node has would leave it empty for everybody', () => {
  const aggregate: RecipeStep = { ...mean, nodes: { all: { leastPresent: 3 } } }
  expect(said(run({}, minMax, aggregate, rank))).toEqual(['refused', 'parameter_out_of_range all 1'])
})

test('a condition on what no unit has, and a selection that keeps nobody', () => {
  const select = (attribute: string, value: string): RecipeStep => ({
    kind: 'select',
    conditions: [{ attribute, is: 'equal', value }],
  })
  expect(said(run({}, select('knd', '街道'), minMax, mean, rank))).toEqual([
    'refused',
    'unknown_attribute knd 0',
  ])
  expect(said(run({}, select('kind', '县城'), minMax, mean, rank))).toEqual(['refused', 'no_units 0'])
})

test('an indicator of which a selection leaves nothing does not give its weight away in silence', () => {
  const values = [
    [90, null],
    [85, null],
    [60, 9],
  ]
  const select: RecipeStep = {
    kind: 'select',
    conditions: [{ attribute: 'kind', is: 'equal', value: '街道' }],
  }
  const goalposts: RecipeStep = {
    kind: 'normalise',
    method: { kind: 'goalposts', full: 100, clamp: true },
    goalposts: { speed: { best: 100, worst: 0 }, returns: { best: 0, worst: 10 } },
  }
  expect(said(run({ values }, select, goalposts, mean, rank))).toEqual(['refused', 'all_missing returns 0'])
})

test('attributes that are no numbers name their cell', () => {
  const units = sound.units.map((unit, row) => ({ ...unit, attributes: { residents: row === 1 ? NaN : 1 } }))
  expect(said(run({ units }, minMax, mean, rank))).toEqual(['refused', 'not_a_number 城西 residents'])
})

test('weights that should sum name every child of the node', () => {
  const weigh: RecipeStep = { kind: 'weigh', method: 'assigned', weights: { speed: 100 }, sum: 100 }
  expect(said(run({}, weigh, minMax, mean, rank))).toEqual(['refused', 'parameter_missing returns 0'])
})

test('a node whose children have no weight at all', () => {
  const weigh: RecipeStep = { kind: 'weigh', method: 'assigned', weights: { speed: 0, returns: 0 } }
  expect(said(run({}, weigh, minMax, mean, rank))).toEqual(['refused', 'weights_undefined all 2'])
})

test('a unit without any value is not filled from the others, it stands apart', () => {
  const values = [
    [90, 3],
    [null, null],
    [60, 9],
  ]
  const fill: RecipeStep = { kind: 'fill', method: 'mean' }
  const result = run({ values }, fill, minMax, mean, rank)
  expect(result.kind === 'done' ? result.ranking.map(({ unit }) => unit) : []).toEqual(['城东', '北镇'])
  expect(result.kind === 'done' ? result.apart : []).toEqual([{ unit: '城西', step: 0, reason: 'no_values' }])
})

test('a unit that a step leaves without values is not filled either', () => {
  const units = sound.units.map((unit, row) => (row === 1 ? { code: unit.code } : unit))
  const divide: RecipeStep = {
    kind: 'divide',
    denominators: {
      speed: { attribute: 'residents', scale: 1 },
      returns: { attribute: 'residents', scale: 1 },
    },
  }
  const result = run({ units }, divide, { kind: 'fill', method: 'mean' }, minMax, mean, rank)
  expect(result.kind === 'done' ? result.ranking[1] : undefined).toMatchObject({ score: null, rank: null })
})

test('equal values with a mean of them put in are equal: rounding tells nobody apart', () => {
  const units = ['a', 'b', 'c', 'd'].map((code) => ({ code }))
  const values = [
    [0.1, 1],
    [0.1, 2],
    [0.1, 3],
    [null, 4],
  ]
  const fill: RecipeStep = { kind: 'fill', method: 'mean' }
  expect(said(run({ units, values }, fill, minMax, mean, rank))).toEqual(['refused', 'zero_variance speed 1'])
  const ranks = normaliseColumn(
    Float64Array.of(0.1, (0.1 + 0.1 + 0.1) / 3, 5),
    { kind: 'rank' },
    { direction: 'more' },
  )
  expect(ranks).toEqual({ kind: 'done', column: Float64Array.of(1, 1, 3) })
})

test('sums that should be nothing tie with nothing', () => {
  expect([...rankDown(Float64Array.of(1, 0.1 + 0.2 - 0.3, 0, -1))]).toEqual([1, 2, 2, 4])
})

test('a majority does not depend on the scale of the weights', () => {
  const columns = [Float64Array.of(1, 0), Float64Array.of(0, 1)]
  for (const scale of [1, 1e-15]) {
    const result = aggregateParts({ columns, weights: [2 * scale, scale] }, 'copeland')
    expect(result).toEqual({ kind: 'done', column: Float64Array.of(1, -1) })
  }
})

test('a target that the worst has reached is said as what it is', () => {
  const about = { direction: 'more', goalposts: { best: 5, worst: 0 } } as const
  expect(normaliseColumn(Float64Array.of(10, 20), { kind: 'target_distance' }, about)).toEqual({
    kind: 'fault',
    code: 'reference_at_worst',
  })
})

test('leaving out what is not there is no shift of nothing, and leaving out everything is refused', () => {
  const opened = openSensitivity(sound, recipeOf(minMax, mean, rank), [])
  if (opened.kind === 'refused') throw new Error('refused')
  const [unknown] = leaveOut(opened, ['sped'])
  expect(
    unknown !== undefined && 'findings' in unknown ? unknown.findings.map(({ code }) => code) : [],
  ).toEqual(['unknown_code'])
  const one = openSensitivity(
    {
      ...sound,
      indicators: sound.indicators.slice(0, 1),
      values: sound.values.map(([speed]) => [speed ?? null]),
    },
    recipeOf(minMax, mean, rank),
    [],
  )
  const [last] = one.kind === 'refused' ? [] : leaveOut(one, ['speed'])
  expect(last !== undefined && 'findings' in last ? last.findings.map(({ code }) => code) : []).toEqual([
    'weights_undefined',
  ])
})

test('with groups the next unit is that of the group, and without runs there is no interval', () => {
  const units = ['a', 'b', 'c', 'd'].map((code, row) => ({ code, attributes: { kind: row < 2 ? 'x' : 'y' } }))
  const values = [
    [9, 1],
    [8, 2],
    [7, 3],
    [6, 4],
  ]
  const recipe = recipeOf(minMax, mean, { kind: 'rank', within: 'kind' })
  const opened = openSensitivity({ ...sound, units, values }, recipe, [{ kind: 'weights', share: 0.1 }])
  if (opened.kind === 'refused') throw new Error('refused')
  const intervals = rankIntervalsOf(opened, runByChance(opened, { seed: 1, runs: 20 }).ranks)
  expect(intervals.map(({ group, nominal, aboveNext }) => [group, nominal, aboveNext])).toEqual([
    ['x', 1, 1],
    ['x', 2, null],
    ['y', 1, 1],
    ['y', 2, null],
  ])
  expect(rankIntervalsOf(opened, [])).toEqual([])
})

test('no factor of a sample is left out in silence, and no run that gave no number', () => {
  expect(drawSobolSample(8, 10, 1)?.a[0]).toHaveLength(10)
  expect(() => drawSobolSample(8, 11, 1)).toThrow('11 factors')
  expect(sobolIndices({ a: [1, NaN], b: [2, 3], mixed: [[1, 2]] })).toBeUndefined()
})

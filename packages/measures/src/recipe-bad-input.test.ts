import { expect, test } from 'vitest'
import type { IndicatorTable } from './indicator-table.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { checkRanking } from './rank-check.ts'
import type { Recipe, RecipeStep } from './recipe.ts'
import { runRecipe } from './recipe-run.ts'
import type { RecipeResult } from './recipe-run.ts'
import { mean, minMax, rank, sound } from './test-recipe.ts'

function run(table: Partial<IndicatorTable>, ...steps: readonly RecipeStep[]): RecipeResult {
  const recipe: Recipe = {
    code: 'plain',
    version: 1,
    steps: steps.length === 0 ? [minMax, mean, rank] : steps,
  }
  return runRecipe({ ...sound, ...table }, recipe)
}

/** What a run says, without texts; a run that gives numbers where it should refuse says `done`. */
function said(result: RecipeResult): readonly unknown[] {
  const findings = result.findings.map(({ zh, en, severity, ...rest }: MeasureFinding) => {
    expect([zh === '', en === '', severity]).toEqual([false, false, 'error'])
    return rest
  })
  return result.kind === 'done' ? ['done', ...findings] : findings
}

test.each([
  ['NaN', NaN],
  ['infinity', Infinity],
  ['minus infinity', -Infinity],
])('%s in a cell', (_, value) => {
  const values = [...sound.values.slice(0, 2), [60, value]]
  expect(said(run({ values }))).toEqual([{ code: 'not_a_number', unit: '北镇', indicator: 'returns' }])
})

test('all faults of a table at once', () => {
  const result = run({
    units: [...sound.units.slice(0, 2), { code: '城东' }],
    indicators: [
      { code: 'speed', direction: 'more', parent: 'all', weight: -1 },
      { code: 'speed', direction: 'less', parent: 'nowhere', weight: NaN },
    ],
    nodes: [
      { code: 'all', weight: 1 },
      { code: 'ring', parent: 'circle', weight: 1 },
      { code: 'circle', parent: 'ring', weight: 1 },
      { code: 'bare', parent: 'all', weight: 1 },
    ],
    values: [[1, null], [2, null], [3]],
  })
  expect(said(result)).toEqual([
    { code: 'duplicate_unit', unit: '城东' },
    { code: 'duplicate_indicator', indicator: 'speed' },
    { code: 'row_length', unit: '城东' },
    { code: 'all_missing', indicator: 'speed' },
    { code: 'weight_not_usable', indicator: 'speed' },
    { code: 'weight_not_usable', indicator: 'speed' },
    { code: 'unknown_parent', indicator: 'speed' },
    { code: 'cycle', indicator: 'ring' },
    { code: 'cycle', indicator: 'circle' },
    { code: 'empty_node', indicator: 'bare' },
  ])
})

test('zero variance, one unit, no unit', () => {
  const values = sound.values.map(([speed]) => [speed ?? null, 5])
  expect(said(run({ values }))).toEqual([{ code: 'zero_variance', indicator: 'returns', step: 0 }])
  expect(said(run({ units: sound.units.slice(0, 1), values: [[90, 3]] }))).toEqual([
    { code: 'one_unit', indicator: 'speed', step: 0 },
    { code: 'one_unit', indicator: 'returns', step: 0 },
  ])
  expect(said(run({ units: [], values: [] }))).toEqual([{ code: 'no_units' }])
})

test('a unit without any value is told and stands apart', () => {
  const result = run({
    values: [
      [90, 3],
      [85, 2],
      [null, null],
    ],
  })
  expect(result.findings.map(({ code, severity, unit }) => [code, severity, unit])).toEqual([
    ['unit_without_values', 'warning', '北镇'],
  ])
  expect(result.kind === 'done' ? result.ranking.map(({ unit }) => unit) : []).toEqual(['城东', '城西'])
  expect(result.kind === 'done' ? result.apart : []).toEqual([{ unit: '北镇', step: 0, reason: 'no_values' }])
})

test.each<readonly [string, RecipeStep, readonly unknown[]]>([
  [
    'weights that do not sum',
    { kind: 'weigh', method: 'assigned', weights: { speed: 60, returns: 30 }, sum: 100 },
    [{ code: 'weights_do_not_sum', indicator: 'all', step: 0 }],
  ],
  [
    'weights for what is not there',
    { kind: 'weigh', method: 'assigned', weights: { sped: 1, returns: -2 } },
    [
      { code: 'unknown_code', indicator: 'sped', step: 0 },
      { code: 'weight_not_usable', indicator: 'returns', step: 0 },
    ],
  ],
  [
    'an expert who deals out too much',
    { kind: 'weigh', method: 'budget', node: 'all', points: 100, experts: [{ speed: 70, returns: 31 }] },
    [{ code: 'weights_do_not_sum', step: 0 }],
  ],
  [
    'a comparison said twice',
    {
      kind: 'weigh',
      method: 'pairs',
      node: 'all',
      limit: 0.1,
      comparisons: [
        { a: 'speed', b: 'returns', value: 3 },
        { a: 'returns', b: 'speed', value: 3 },
      ],
    },
    [{ code: 'comparison_not_usable', indicator: 'all', step: 0 }],
  ],
  [
    'comparisons that do not hang together',
    { kind: 'weigh', method: 'pairs', node: 'all', limit: 0.1, comparisons: [] },
    [{ code: 'comparison_not_usable', indicator: 'all', step: 0 }],
  ],
  [
    'opposed indicators under principal components',
    { kind: 'weigh', method: 'principal_component', nodes: ['all'] },
    [{ code: 'weights_negative', indicator: 'returns', step: 0 }],
  ],
  [
    'goalposts against the direction',
    {
      kind: 'normalise',
      method: { kind: 'goalposts', full: 100, clamp: true },
      goalposts: { speed: { best: 100, worst: 0 }, returns: { best: 10, worst: 0 } },
    },
    [{ code: 'parameter_out_of_range', indicator: 'returns', step: 0 }],
  ],
  [
    'no goalposts',
    { kind: 'normalise', method: { kind: 'efficacy', floor: 60, clamp: true }, goalposts: {} },
    [
      { code: 'parameter_missing', indicator: 'speed', step: 0 },
      { code: 'parameter_missing', indicator: 'returns', step: 0 },
    ],
  ],
  [
    'a denominator that is text',
    { kind: 'divide', denominators: { returns: { attribute: 'kind', scale: 1 } } },
    [
      ...['城东', '城西', '北镇'].map((unit) => ({
        code: 'denominator_not_usable',
        unit,
        indicator: 'returns',
        step: 0,
      })),
      { code: 'all_missing', indicator: 'returns', step: 0 },
    ],
  ],
  [
    'a group that units lack',
    { kind: 'fill', method: 'mean', within: 'county' },
    ['城东', '城西', '北镇'].map((unit) => ({
      code: 'unknown_attribute',
      unit,
      indicator: 'county',
      step: 0,
    })),
  ],
  [
    'a rank too early',
    rank,
    [
      { code: 'step_order', step: 0 },
      { code: 'step_order', step: 3 },
    ],
  ],
])('%s', (_, step, findings) => {
  const steps = step.kind === 'normalise' ? [step] : [step, minMax]
  expect(said(run({}, ...steps, mean, rank))).toEqual(findings)
})

test('negative and zero denominators name their cell', () => {
  const units = sound.units.map((unit, row) => ({ ...unit, attributes: { residents: row === 1 ? -80 : 40 } }))
  const divide: RecipeStep = {
    kind: 'divide',
    denominators: { returns: { attribute: 'residents', scale: 10 } },
  }
  expect(said(run({ units }, divide, minMax, mean, rank))).toEqual([
    { code: 'denominator_not_usable', unit: '城西', indicator: 'returns', step: 0 },
  ])
})

test('a geometric mean over a zero is refused with its cell', () => {
  expect(said(run({}, minMax, { kind: 'aggregate', method: 'geometric' }, rank))).toEqual([
    { code: 'value_not_usable', unit: '北镇', indicator: 'speed', step: 1 },
  ])
})

test('comparisons that contradict each other are refused with their ratio', () => {
  const table = {
    indicators: ['speed', 'returns', 'content'].map((code) => ({
      code,
      direction: 'more' as const,
      parent: 'all',
      weight: 1,
    })),
    values: sound.values.map((cells, row) => [...cells, row]),
  }
  const step: RecipeStep = {
    kind: 'weigh',
    method: 'pairs',
    node: 'all',
    limit: 0.1,
    comparisons: [
      { a: 'speed', b: 'returns', value: 5 },
      { a: 'returns', b: 'content', value: 5 },
      { a: 'content', b: 'speed', value: 5 },
    ],
  }
  const result = run(table, step, minMax, mean, rank)
  expect(said(result)).toEqual([{ code: 'comparisons_inconsistent', indicator: 'all', step: 0 }])
})

test('spreads and sums beyond what a number holds are refused with their cells', () => {
  const zScores: RecipeStep = { kind: 'normalise', method: { kind: 'z_score', mean: 0, deviation: 1 } }
  const tiny = sound.values.map(([speed], row) => [speed ?? null, row === 0 ? 5e-324 : 0])
  expect(said(run({ values: tiny }, zScores, mean, rank))).toEqual([
    { code: 'value_not_usable', unit: '城东', indicator: 'returns', step: 0 },
  ])
  const huge = sound.values.map(() => [1.7e308, 1.7e308])
  const indicators = sound.indicators.map((one) => ({ ...one, direction: 'more' as const }))
  expect(said(run({ indicators, values: huge }, mean, rank))).toEqual(
    ['城东', '城西', '北镇'].map((unit) => ({ code: 'not_a_number', unit, indicator: 'all', step: 0 })),
  )
})

test('ties share a rank and are counted within their group', () => {
  const result = run(
    {
      values: [
        [90, 3],
        [90, 3],
        [60, 9],
      ],
    },
    minMax,
    mean,
    { kind: 'rank', within: 'kind' },
  )
  expect(result.kind === 'done' ? result.ranking.map(({ rank: place, tied }) => [place, tied]) : []).toEqual([
    [1, 1],
    [1, 1],
    [1, 0],
  ])
})

test('a check by another method says nothing about units with gaps', () => {
  const result = run({
    values: [
      [90, 3],
      [85, 2],
      [60, null],
    ],
  })
  const checked = result.kind === 'done' ? checkRanking(result, { method: 'topsis' }) : []
  expect(checked.map(({ unit, rank: place }) => [unit, place !== null])).toEqual([
    ['城东', true],
    ['城西', true],
    ['北镇', false],
  ])
})

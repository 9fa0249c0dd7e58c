import { expect, test } from 'vitest'
import type { IndicatorTable } from './indicator-table.ts'
import type { Recipe } from './recipe.ts'
import { splitRecipeGap } from './recipe-gap.ts'
import type { RecipeGap } from './recipe-gap.ts'
import { runRecipe } from './recipe-run.ts'
import { influenceOnRanks } from './recipe-sobol.ts'
import { openSensitivity } from './sensitivity.ts'
import type { Uncertainty } from './sensitivity.ts'
import { supposeValues } from './what-if.ts'

const table: IndicatorTable = {
  units: ['东', '西', '北', '南'].map((code, row) => ({ code, attributes: { kind: row < 2 ? '街' : '镇' } })),
  indicators: [
    { code: 'speed', direction: 'more', parent: 'service', weight: 3 },
    { code: 'returns', direction: 'less', parent: 'service', weight: 1 },
    { code: 'content', direction: 'more', parent: 'people', weight: 1 },
    { code: 'safety', direction: 'more', parent: 'people', weight: 1 },
  ],
  nodes: [
    { code: 'all', weight: 1 },
    { code: 'service', parent: 'all', weight: 2 },
    { code: 'people', parent: 'all', weight: 1 },
  ],
  values: [
    [90, 30, 70, 50],
    [85, 20, 80, null],
    [60, 90, 75, 60],
    [50, 40, null, null],
  ],
}
const posts = Object.fromEntries(
  table.indicators.map(({ code, direction }) => [
    code,
    direction === 'more' ? { best: 100, worst: 0 } : { best: 0, worst: 100 },
  ]),
)

function recipeOf(method: 'arithmetic' | 'geometric' | 'harmonic', change: Partial<Recipe> = {}): Recipe {
  return {
    code: 'zones',
    version: 1,
    steps: [
      { kind: 'normalise', method: { kind: 'goalposts', full: 100, clamp: true }, goalposts: posts },
      { kind: 'aggregate', method, nodes: { all: { missing: { kind: 'group_mean', within: 'kind' } } } },
      { kind: 'rank' },
    ],
    ...change,
  }
}

test('moved indicators show the rank that would follow, and the table stays as it is', () => {
  const before = structuredClone(table)
  const supposed = supposeValues(table, recipeOf('arithmetic'), [
    { unit: '北', indicator: 'speed', value: 100 },
  ])
  expect(table).toEqual(before)
  expect(supposed.kind === 'done' ? supposed.before.map(({ rank }) => rank) : []).toEqual([2, 1, 4, 3])
  expect(supposed.kind === 'done' ? supposed.after.map(({ rank }) => rank) : []).toEqual([2, 1, 3, 4])
  const more = supposeValues(table, recipeOf('arithmetic'), [
    { unit: '北', indicator: 'speed', value: 100 },
    { unit: '北', indicator: 'returns', value: 0 },
  ])
  expect(more.kind === 'done' ? more.changes[0] : undefined).toMatchObject({
    unit: '北',
    before: 4,
    after: 1,
  })
})

test('a value that is moved to where it is moves nothing; one taken away counts as missing', () => {
  const same = supposeValues(table, recipeOf('arithmetic'), [{ unit: '东', indicator: 'speed', value: 90 }])
  expect(same.kind === 'done' ? same.after : []).toEqual(same.kind === 'done' ? same.before : [0])
  const without = supposeValues(table, recipeOf('arithmetic'), [
    { unit: '东', indicator: 'speed', value: null },
  ])
  const values = table.values.map((cells, row) => (row === 0 ? [null, ...cells.slice(1)] : cells))
  const result = runRecipe({ ...table, values }, recipeOf('arithmetic'))
  expect(without.kind === 'done' ? without.after : []).toEqual(result.kind === 'done' ? result.ranking : [0])
})

test('what is supposed of nobody, twice, or of no number is refused all at once', () => {
  const supposed = supposeValues(table, recipeOf('arithmetic'), [
    { unit: '中', indicator: 'speed', value: 1 },
    { unit: '东', indicator: 'speed', value: NaN },
    { unit: '东', indicator: 'speed', value: 1 },
  ])
  expect(supposed.kind === 'refused' ? supposed.findings.map(({ code }) => code) : []).toEqual([
    'unknown_code',
    'not_a_number',
    'entry_counted_twice',
  ])
})

function gapOf(recipe: Recipe, own: string, peer: string): RecipeGap {
  const result = runRecipe(table, recipe)
  if (result.kind === 'refused') throw new Error(result.findings.map(({ en }) => en).join('\n'))
  return splitRecipeGap({ table, recipe, result }, own, peer)
}

test.each(['arithmetic', 'geometric'] as const)(
  'the gap of two units is split by the rules of the recipe and adds up: %s',
  (method) => {
    const recipe = recipeOf(method)
    const result = runRecipe(table, recipe)
    const scores = new Map(
      result.kind === 'done' ? result.ranking.map(({ unit, score }) => [unit, score ?? NaN]) : [],
    )
    for (const own of ['东', '西', '北', '南']) {
      for (const peer of ['东', '西', '北', '南']) {
        const split = gapOf(recipe, own, peer)
        if (split.kind !== 'done') throw new Error(split.kind)
        const parts = split.gap.parts.reduce((sum, { part }) => sum + part, 0)
        expect(Math.abs(parts - ((scores.get(peer) ?? NaN) - (scores.get(own) ?? NaN)))).toBeLessThan(1e-9)
      }
    }
  },
)

test('a node that took the mean of its group stands as a part of its own', () => {
  const split = gapOf(recipeOf('arithmetic'), '南', '北')
  const parts = split.kind === 'done' ? split.gap.parts.map(({ indicator }) => indicator).toSorted() : []
  expect(parts).toEqual(['content', 'people', 'returns', 'safety', 'speed'])
})

test('a gap under other means, of nobody, or before there are scores says why there is none', () => {
  expect(gapOf(recipeOf('harmonic'), '东', '西')).toEqual({ kind: 'not_split', methods: ['harmonic'] })
  expect(gapOf(recipeOf('arithmetic'), '东', '中')).toEqual({ kind: 'no_score', unit: '中' })
  const marksOnly = recipeOf('arithmetic', { steps: recipeOf('arithmetic').steps.slice(0, 1) })
  expect(gapOf(marksOnly, '东', '西')).toEqual({ kind: 'not_split', methods: [] })
})

const weights: Uncertainty = { kind: 'weights', share: 0.9 }
const same: Uncertainty = {
  kind: 'switch',
  step: 1,
  options: [recipeOf('arithmetic').steps[1] ?? { kind: 'rank' }],
}

test('which uncertainty moves the ranks: one that changes nothing has no part in it', () => {
  const opened = openSensitivity(table, recipeOf('arithmetic'), [weights, same])
  if (opened.kind === 'refused') throw new Error('refused')
  const influence = influenceOnRanks(opened, { points: 64, seed: 3 })
  expect(influence).toMatchObject({ kind: 'done', runs: 256 })
  const [moving, still] = influence.kind === 'done' ? influence.indices : []
  expect(moving?.total).toBeGreaterThan(0.5)
  expect([still?.first, still?.total]).toEqual([0, 0])
  expect(influenceOnRanks(opened, { points: 64, seed: 3 })).toEqual(influence)
})

test('a run that is refused, and uncertainties that move no rank, refuse the indices', () => {
  const opened = openSensitivity(table, recipeOf('arithmetic'), [same])
  const said = opened.kind === 'open' ? influenceOnRanks(opened, { points: 8, seed: 3 }) : undefined
  expect(said?.kind === 'refused' ? said.findings.map(({ code }) => code) : []).toEqual(['zero_variance'])
  const failing = openSensitivity(table, recipeOf('arithmetic'), [
    {
      kind: 'switch',
      step: 0,
      options: [{ kind: 'normalise', method: { kind: 'z_score', mean: 0, deviation: 1 } }],
    },
    { kind: 'switch', step: 1, options: [{ kind: 'aggregate', method: 'geometric' }] },
  ])
  const refused = failing.kind === 'open' ? influenceOnRanks(failing, { points: 8, seed: 3 }) : undefined
  expect(refused?.kind === 'refused' ? refused.findings[0] : undefined).toMatchObject({
    code: 'value_not_usable',
    step: 1,
  })
})

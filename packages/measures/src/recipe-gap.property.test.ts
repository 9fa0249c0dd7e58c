import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IndicatorTable } from './indicator-table.ts'
import { splitRecipeGap } from './recipe-gap.ts'
import type { Recipe, RecipeStep } from './recipe.ts'
import { runRecipe } from './recipe-run.ts'

const indicators = ['a', 'b', 'c', 'd', 'e'].map((code, place) => ({
  code,
  direction: 'more' as const,
  parent: place < 3 ? 'one' : 'two',
  weight: place + 1,
}))

const nodes = [
  { code: 'top', weight: 1 },
  { code: 'one', parent: 'top', weight: 2 },
  { code: 'two', parent: 'top', weight: 3 },
]

function tableOf(values: readonly (readonly (number | null)[])[]): IndicatorTable {
  const units = values.map((_, row) => ({ code: `u${String(row)}`, attributes: { region: String(row % 2) } }))
  return { units, indicators, nodes, values }
}

const region = { missing: { kind: 'group_mean', within: 'region' } } as const
const rules: readonly NonNullable<Extract<RecipeStep, { readonly kind: 'aggregate' }>['nodes']>[] = [
  {},
  { top: region },
  { one: region, two: { leastPresent: 2 }, top: region },
  { one: { missing: { kind: 'missing' } } },
]

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: 1, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
)
const rows = fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 4, maxLength: 8 })

test('parts add up to the gap of the scores that the recipe gave, whatever is missing and however it is filled', () => {
  let compared = 0
  fc.assert(
    fc.property(
      rows,
      fc.nat(rules.length - 1),
      fc.constantFrom('arithmetic', 'geometric'),
      (values, rule, method) => {
        const table = tableOf(values)
        const steps: readonly RecipeStep[] = [
          { kind: 'aggregate', method, nodes: rules[rule] ?? {} },
          { kind: 'rank' },
        ]
        const recipe: Recipe = { code: 'r', version: 1, steps }
        const result = runRecipe(table, recipe)
        if (result.kind === 'refused') return
        const scored = new Map(result.ranking.map(({ unit, score }) => [unit, score]))
        for (const own of ['u0', 'u1']) {
          const split = splitRecipeGap({ table, recipe, result }, own, 'u2')
          const pair = [scored.get(own) ?? null, scored.get('u2') ?? null]
          if (pair.includes(null)) {
            expect(split.kind).toBe('no_score')
            continue
          }
          if (split.kind !== 'done') throw new Error(split.kind)
          const { gap } = split
          expect(gap.own).toBeCloseTo(pair[0] ?? NaN, 9)
          expect(gap.peer).toBeCloseTo(pair[1] ?? NaN, 9)
          expect(gap.parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(gap.gap, 9)
          compared++
        }
      },
    ),
  )
  expect(compared).toBeGreaterThan(20)
})

test('scores that are no weighted mean throughout are not split, and units without a score are named', () => {
  const table = tableOf([
    [1, 2, 3, 4, 5],
    [2, 3, 4, 5, 6],
    [null, null, null, null, null],
  ])
  const recipe: Recipe = {
    code: 'r',
    version: 1,
    steps: [
      { kind: 'aggregate', method: 'arithmetic', nodes: { top: { method: 'harmonic' } } },
      { kind: 'rank' },
    ],
  }
  const result = runRecipe(table, recipe)
  if (result.kind === 'refused') throw new Error('refused')
  expect(splitRecipeGap({ table, recipe, result }, 'u0', 'u1')).toEqual({
    kind: 'not_split',
    methods: ['harmonic', 'arithmetic'],
  })
  const plain: Recipe = { ...recipe, steps: [{ kind: 'aggregate', method: 'arithmetic' }] }
  const done = runRecipe(table, plain)
  if (done.kind === 'refused') throw new Error('refused')
  const finished = { table, recipe: plain, result: done }
  expect(splitRecipeGap(finished, 'u0', 'u2')).toEqual({ kind: 'no_score', unit: 'u2' })
  expect(splitRecipeGap(finished, 'nobody', 'u0')).toEqual({ kind: 'no_score', unit: 'nobody' })
})

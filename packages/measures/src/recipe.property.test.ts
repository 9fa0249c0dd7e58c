import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aggregateParts } from './aggregation.ts'
import { normaliseColumn } from './normalisation.ts'
import type { Normalisation } from './normalisation.ts'
import { treatOutliers } from './outlier.ts'
import { ranksOf } from './statistics.ts'
import { weighColumns } from './weighting.ts'
import type { WeighingMethod } from './weighting.ts'

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
const column = fc.array(value, { minLength: 2, maxLength: 30 }).map((values) => Float64Array.from(values))

function table(least: number): fc.Arbitrary<readonly Float64Array[]> {
  const cell = fc.oneof(fc.constant(least), fc.double({ min: least, max: 1000, noNaN: true }))
  return fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 })).chain(([columns, rows]) =>
    fc.array(
      fc.array(cell, { minLength: rows, maxLength: rows }).map((values) => Float64Array.from(values)),
      { minLength: columns, maxLength: columns },
    ),
  )
}

test.each<readonly [WeighingMethod, number]>([
  ['entropy', 0],
  ['entropy', -1],
  ['critic', -1000],
  ['merec', 0],
  ['principal_component', -1000],
])('%s over values from %i never gives a negative, lost or silent weight', (method, least) => {
  fc.assert(
    fc.property(table(least), (columns) => {
      const result = weighColumns(
        columns,
        method,
        columns.map(() => 'more'),
      )
      if (result.kind === 'fault') return
      expect(result.weights).toHaveLength(columns.length)
      expect(result.weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true)
      expect(result.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
    }),
  )
})

const samples: readonly Normalisation[] = [
  { kind: 'min_max', from: 0, to: 100 },
  { kind: 'z_score', mean: 0, deviation: 1 },
  { kind: 'rank' },
  { kind: 'percentile_rank' },
  { kind: 'borda' },
]

test.each(samples)('marks by $kind: never NaN for a value, order kept, direction turned', (method) => {
  fc.assert(
    fc.property(column, (values) => {
      const up = normaliseColumn(values, method, { direction: 'more' })
      const down = normaliseColumn(
        values.map((one) => -one),
        method,
        { direction: 'less' },
      )
      expect(down).toEqual(up)
      if (up.kind === 'fault') return
      expect(up.column.some((mark) => Number.isNaN(mark))).toBe(false)
      for (const [row, mark] of up.column.entries()) {
        for (const [other, otherMark] of up.column.entries()) {
          if ((values[row] ?? 0) > (values[other] ?? 0)) expect(mark).toBeGreaterThanOrEqual(otherMark)
        }
      }
    }),
  )
})

test('fixed marks of a unit do not move when another unit does', () => {
  const posts = { best: 100, worst: 20 }
  const kinds: readonly Normalisation[] = [
    { kind: 'goalposts', full: 100, clamp: true },
    { kind: 'efficacy', floor: 60, clamp: false },
  ]
  fc.assert(
    fc.property(column, value, fc.constantFrom(...kinds), (values, other, method) => {
      const about = { direction: 'more', goalposts: posts } as const
      const before = normaliseColumn(values, method, about)
      const after = normaliseColumn(values.with(values.length - 1, other), method, about)
      const [one, two] = [before, after].map((result) =>
        result.kind === 'done' ? result.column.slice(0, -1) : null,
      )
      expect(one).not.toBeNull()
      expect(two).toEqual(one)
    }),
  )
  expect(
    normaliseColumn(
      Float64Array.of(20, 60, 100),
      { kind: 'efficacy', floor: 60, clamp: true },
      {
        direction: 'more',
        goalposts: posts,
      },
    ),
  ).toEqual({ kind: 'done', column: Float64Array.of(60, 80, 100) })
})

test('distances to a target and to a unit', () => {
  const values = Float64Array.of(10, 20, 30, 50)
  const target = { direction: 'more', goalposts: { best: 30, worst: 0 } } as const
  expect(normaliseColumn(values, { kind: 'target_distance' }, target)).toEqual({
    kind: 'done',
    column: Float64Array.of(0, 0.5, 1, 1),
  })
  expect(
    normaliseColumn(
      values,
      { kind: 'reference_distance', unit: 'c', clamp: false },
      { direction: 'less', reference: 30 },
    ),
  ).toEqual({ kind: 'done', column: Float64Array.of(2, 1.5, 1, 0) })
})

test('means: harmonic ≤ geometric ≤ arithmetic, all between the least and the most, imbalance costs', () => {
  const part = fc.double({ min: 1, max: 100, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(part, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 8 }),
      (parts) => {
        const input = {
          columns: parts.map(([mark]) => Float64Array.of(mark)),
          weights: parts.map(([, weight]) => weight),
        }
        const [harmonic = NaN, geometric = NaN, arithmetic = NaN, penalised = NaN] = (
          ['harmonic', 'geometric', 'arithmetic', 'mazziotta_pareto'] as const
        ).map((method) => {
          const result = aggregateParts(input, method)
          return result.kind === 'done' ? result.column[0] : NaN
        })
        const marks = parts.map(([mark]) => mark)
        expect(harmonic).toBeGreaterThanOrEqual(Math.min(...marks) - 1e-9)
        expect(harmonic).toBeLessThanOrEqual(geometric + 1e-9)
        expect(geometric).toBeLessThanOrEqual(arithmetic + 1e-9)
        expect(arithmetic).toBeLessThanOrEqual(Math.max(...marks) + 1e-9)
        expect(penalised).toBeLessThanOrEqual(arithmetic)
      },
    ),
  )
})

test('Copeland: points given and taken cancel out, and who beats everybody is first', () => {
  fc.assert(
    fc.property(table(0), (columns) => {
      const result = aggregateParts({ columns, weights: columns.map((_, place) => place + 1) }, 'copeland')
      const scores = result.kind === 'done' ? result.column : Float64Array.of(NaN)
      expect(scores.reduce((sum, score) => sum + score, 0)).toBe(0)
    }),
  )
  const best = aggregateParts(
    {
      columns: [Float64Array.of(3, 2, 1), Float64Array.of(3, 1, 2), Float64Array.of(1, 2, 3)],
      weights: [1, 1, 1],
    },
    'copeland',
  )
  expect(best).toEqual({ kind: 'done', column: Float64Array.of(2, -2, 0) })
})

test('drawing in outliers never changes who is above whom, and never leaves the range', () => {
  fc.assert(
    fc.property(column, (values) => {
      const { column: treated, treatment } = treatOutliers(values, 5, { skewness: 2, kurtosis: 3.5 })
      if (treatment.logarithm) return
      expect(Math.max(...treated)).toBeLessThanOrEqual(Math.max(...values))
      expect(Math.min(...treated)).toBeGreaterThanOrEqual(Math.min(...values))
      const before = ranksOf(values)
      const after = ranksOf(treated)
      for (const [row, rank] of before.entries()) {
        for (const [other, otherRank] of before.entries()) {
          if (rank < otherRank) expect(after[row] ?? NaN).toBeLessThanOrEqual(after[other] ?? NaN)
        }
      }
    }),
  )
})

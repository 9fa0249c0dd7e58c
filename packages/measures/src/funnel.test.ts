import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawFrom } from './chance.ts'
import { funnelClass, funnelLimits, openFunnel } from './funnel.ts'
import type { Funnel, FunnelChoice } from './funnel.ts'
import type { Count } from './interval.ts'
import { quantileGroups } from './quantile-group.ts'
import { readCells } from './test-table.ts'

const folder = new URL('../../../../shared/data/benchmark/phe/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with published funnels is not here')

/** Rows below the header, by place. */
function rowsOf(name: string): readonly (readonly string[])[] {
  return readCells(readFileSync(new URL(name, folder), 'utf8')).slice(1)
}

function funnelOf(units: readonly Count[], choice: FunnelChoice): Funnel {
  const funnel = openFunnel(units, choice)
  if (funnel === undefined) throw new Error('no unit can be counted')
  return funnel
}

const published = {
  'High (0.001)': 'high_outer',
  'High (0.025)': 'high_inner',
  'Not significant': 'inside',
  'Low (0.025)': 'low_inner',
  'Low (0.001)': 'low_outer',
}

test.skipIf(!isThere)(
  'limits of proportion funnels are the published ones, and so are the classes of all areas',
  () => {
    const areas = rowsOf('testdata_funnel_prop_inputs.csv').map((cells) => ({
      count: { numerator: Number(cells.at(-3)), denominator: Number(cells.at(-2)) },
      significance: cells.at(-1) ?? '',
    }))
    const funnel = funnelOf(
      areas.map(({ count }) => count),
      { kind: 'proportion' },
    )
    const classes = new Map<string, string>(Object.entries(published))
    const wrong = areas.filter(
      ({ count, significance }) => funnelClass(funnel, count) !== classes.get(significance),
    )
    expect(wrong).toEqual([])
    expect(areas).toHaveLength(303)
  },
)

test.skipIf(!isThere)('limits at the published sizes', () => {
  for (const name of [
    'testdata_funnel_prop_outputs.csv',
    'testdata_funnel_prop_outputs_with_axis_variation.csv',
  ]) {
    const rows = rowsOf(name).map((cells) => cells.map(Number))
    for (const [size = 0, lowInner, highInner, lowOuter, highOuter, baseline = NaN] of rows) {
      const funnel = funnelOf([], { kind: 'proportion', centre: baseline / 100 })
      const limits = funnelLimits(funnel, size)
      for (const [found, wanted] of [
        [limits?.lowInner, lowInner],
        [limits?.highInner, highInner],
        [limits?.lowOuter, lowOuter],
        [limits?.highOuter, highOuter],
      ]) {
        expect(Math.abs((found ?? NaN) - (wanted ?? NaN) / 100)).toBeLessThan(1e-6)
      }
    }
    expect(rows).toHaveLength(100)
  }
})

test.skipIf(!isThere)(
  'quantiles within groups are the published ones, with ties, gaps and both directions',
  () => {
    const rows = rowsOf('testdata_Quantiles__testdata_Quantiles.csv')
    const groups = Map.groupBy(rows, (cells) => {
      const [reference, , , parent] = cells
      const [polarity, test, name, set] = [cells.at(-10), cells.at(-6), cells.at(-5), cells.at(-4)]
      if (set === 'None') return 'quartiles of all'
      // In the cases of a wrong direction the file ranks the whole group from the top.
      return [
        name,
        test,
        reference,
        set === 'IndSexReg' ? parent : '',
        test === 'BadPolarity' ? '' : polarity,
      ].join('|')
    })
    let compared = 0
    for (const members of groups.values()) {
      const sample = members[0] ?? []
      const values = members.map((cells) => (cells.at(-8) === '' ? undefined : Number(cells.at(-8))))
      const sizes = new Map([
        ['Quartile', 4],
        ['Septile', 7],
        ['Decile', 10],
      ])
      const isLowFirst =
        sample.at(-4) !== 'None' && ['RAG - High is good', 'FALSE'].includes(sample.at(-10) ?? '')
      const first = isLowFirst && sample.at(-6) !== 'BadPolarity' ? 'lowest' : 'highest'
      const found = quantileGroups(values, { groups: sizes.get(sample.at(-5) ?? '') ?? 0, first })
      members.forEach((cells, index) => {
        expect(String(found[index]?.group ?? '')).toBe(cells.at(-1))
        compared++
      })
    }
    expect(compared).toBe(1017)
  },
)

test('exact Poisson limits: a count is outside exactly when its tail is below the level', () => {
  const funnel = funnelOf([], { kind: 'ratio' })
  // P(X >= 4 | 1) = 0.0190 and P(X >= 3 | 1) = 0.0803; P(X >= 6 | 1) = 0.0006 and P(X >= 5 | 1) = 0.0037.
  expect([3, 4, 5, 6].map((numerator) => funnelClass(funnel, { numerator, denominator: 1 }))).toEqual([
    'inside',
    'high_inner',
    'high_inner',
    'high_outer',
  ])
  // P(X = 0 | 4) = 0.0183 and P(X = 0 | 3) = 0.0498; P(X = 0 | 7) = 0.0009.
  expect([3, 4, 7].map((denominator) => funnelClass(funnel, { numerator: 0, denominator }))).toEqual([
    'inside',
    'low_inner',
    'low_outer',
  ])
})

test('rates: limits close around the pooled rate as people grow, and no cases have no class', () => {
  const funnel = funnelOf(
    [
      { numerator: 30, denominator: 1000 },
      { numerator: 50, denominator: 3000 },
    ],
    { kind: 'rate' },
  )
  expect(funnel.centre).toBe(0.02)
  const widths = [100, 1000, 10_000, 100_000].map((people) => {
    const limits = funnelLimits(funnel, people)
    return (limits?.highInner ?? NaN) - (limits?.lowInner ?? NaN)
  })
  expect(widths).toEqual(widths.toSorted((one, other) => other - one))
  expect(funnelClass(funnel, { numerator: 0, denominator: 0 })).toBeUndefined()
  expect(openFunnel([{ numerator: 0, denominator: 0 }], { kind: 'rate' })).toBeUndefined()
})

test('over-dispersion: found where units differ more than chance, not where they do not, and limits only widen', () => {
  const next = drawFrom(7)
  const draw = (spread: number): readonly Count[] =>
    Array.from({ length: 200 }, () => {
      const p = 0.7 + (next() - 0.5) * spread
      const numerator = Array.from({ length: 400 }, next).filter((one) => one < p).length
      return { numerator, denominator: 400 }
    })
  const plain = draw(0)
  const spread = draw(0.4)
  for (const method of ['additive', 'multiplicative'] as const) {
    const wide = funnelOf(spread, { kind: 'proportion', dispersion: method })
    const narrow = funnelOf(spread, { kind: 'proportion' })
    const outside = (funnel: Funnel): number =>
      spread.filter((count) => funnelClass(funnel, count) !== 'inside').length
    expect(outside(narrow)).toBeGreaterThan(60)
    expect(outside(wide)).toBeLessThan(20)
    expect(wide.dispersion?.phi).toBeGreaterThan(5)
    const even = funnelOf(plain, { kind: 'proportion', dispersion: method })
    expect(even.dispersion?.phi).toBeLessThan(1.2)
    expect(funnelLimits(even, 400)?.lowOuter).toBeCloseTo(
      funnelLimits(funnelOf(plain, { kind: 'proportion' }), 400)?.lowOuter ?? NaN,
      1,
    )
  }
})

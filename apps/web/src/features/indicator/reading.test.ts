import { expect, test } from 'vitest'
import type { IndicatorPoint, Standing } from './queries.ts'
import { bandFor, funnelSteps, inBands, limitsOf, markOfPoint, sinceFirst } from './reading.ts'

function makePoint(period: string, change: Partial<IndicatorPoint> = {}): IndicatorPoint {
  return {
    period,
    from: `${period}-01`,
    until: `${period}-28`,
    numerator: 9,
    denominator: 10,
    matters: 10,
    excluded: [],
    pending: 0,
    value: 0.9,
    cut_off: '2026-01-01T00:00:00Z',
    is_closed: true,
    revisions: 0,
    ...change,
  }
}

function makeStanding(name: string, change: Partial<Standing> = {}): Standing {
  return {
    unit: name,
    name,
    rank: 1,
    tied: 0,
    numerator: 9,
    denominator: 10,
    matters: 10,
    excluded: [],
    pending: 0,
    value: 0.9,
    shrunk: 0.9,
    funnel: 'inside',
    flags: [],
    may_be_named: false,
    ...change,
  }
}

test('outside on the high side is good where more is better, and bad where less is', () => {
  expect(bandFor('high_outer', 'higher')).toBe('much_better')
  expect(bandFor('high_outer', 'lower')).toBe('much_worse')
  expect(bandFor('low_inner', 'higher')).toBe('worse')
  expect(bandFor('low_inner', 'lower')).toBe('better')
  expect(bandFor('inside', 'lower')).toBe('inside')
})

test('a signal marks its period by what it means, and a period that runs is not judged', () => {
  const chart = {
    centre: 0.9,
    lower: 0.8,
    upper: 1.1,
    signals: [
      { period: '2026-01', kinds: ['shift' as const], is_better: false },
      { period: '2026-03', kinds: ['trend' as const], is_better: true },
    ],
  }
  const rows = [
    makePoint('2026-01'),
    makePoint('2026-02'),
    makePoint('2026-03'),
    makePoint('2026-04', { is_closed: false }),
  ]
  expect(rows.map((row) => markOfPoint(row, chart))).toEqual(['worse', 'plain', 'better', 'running'])
  // The upper limit of a share is not drawn above everything, nor over what is not closed.
  expect(limitsOf(rows, chart, { low: 0, high: 1 })).toEqual({ from: 0, to: 2, mean: 0.9, low: 0.8, high: 1 })
  expect(limitsOf(rows, undefined, {})).toBeUndefined()
})

test('the edges of the funnel run from few cases to many, once for each number', () => {
  const limits = { low_outer: 0.1, low_inner: 0.2, high_inner: 0.8, high_outer: 0.9 }
  const rows = [
    makeStanding('b', { denominator: 300, limits }),
    makeStanding('a', { denominator: 7, limits }),
    makeStanding('c', { denominator: 7, limits }),
    makeStanding('d', { denominator: 50 }),
  ]
  expect(funnelSteps(rows).map(({ cases }) => cases)).toEqual([7, 300])
})

test('bands stand from good to bad, and within one names make no rank', () => {
  const rows = [
    makeStanding('乙', { rank: 1, value: 0.95 }),
    makeStanding('丙', { rank: 2, value: 0.94 }),
    makeStanding('甲', { rank: 3, funnel: 'low_outer', value: 0.2 }),
    makeStanding('丁', { rank: 2, value: 0.94 }),
  ]
  expect(inBands(rows, 'higher').map(({ band, rows: own }) => [band, own.map(({ name }) => name)])).toEqual([
    ['inside', ['丙', '丁', '乙']],
    ['much_worse', ['甲']],
  ])
})

test('periods before the first matter are not shown, empty ones later are', () => {
  const none = { matters: 0, numerator: 0, denominator: 0 }
  const rows = [
    makePoint('2026-01', none),
    makePoint('2026-02', { ...none, pending: 1 }),
    makePoint('2026-03', none),
    makePoint('2026-04'),
  ]
  expect(sinceFirst(rows).map(({ period }) => period)).toEqual(['2026-02', '2026-03', '2026-04'])
  expect(sinceFirst([makePoint('2026-01', none)])).toEqual([])
})

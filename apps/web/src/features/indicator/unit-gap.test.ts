import { expect, test } from 'vitest'
import type { ComparisonProps, Standing } from './queries.ts'
import { gapOfUnit } from './unit-gap.ts'

function makeProps(better: 'higher' | 'lower'): ComparisonProps {
  const indicator = { name: { zh: '解决率', en: 'Solved' }, better, unit_of_measure: 'percent' }
  const comparison = { period: '2026-08', whole: { numerator: 870, denominator: 1000, value: 0.87 } }
  return { indicator, comparison, by: 'office' } as unknown as ComparisonProps
}

function makeRow(given: Partial<Standing>): Standing {
  const row = { unit: 'dept-water', name: '水务局', value: 0.7234, funnel: 'low_inner', may_be_named: true }
  return { ...row, ...given } as unknown as Standing
}

test('a unit that lags beyond the limits has a gap to all units, in numbers as they are read', () => {
  expect(gapOfUnit(makeProps('higher'), makeRow({}), '全部单位')).toEqual({
    indicator: '解决率',
    better: 'higher',
    period: '2026-08',
    own: 72.3,
    peer: '全部单位',
    peerValue: 87,
    valueUnit: '%',
    whose: '水务局',
    office: 'dept-water',
  })
})

test('a unit within the limits, ahead of all, or with few cases has none', () => {
  expect(gapOfUnit(makeProps('higher'), makeRow({ funnel: 'inside' }), '全部单位')).toBeUndefined()
  expect(gapOfUnit(makeProps('lower'), makeRow({ funnel: 'low_outer' }), '全部单位')).toBeUndefined()
  expect(gapOfUnit(makeProps('higher'), makeRow({ may_be_named: false }), '全部单位')).toBeUndefined()
})

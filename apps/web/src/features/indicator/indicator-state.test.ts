import { expect, test } from 'vitest'
import { grainOf, monthBefore, nextPeriod, periodOf, readState, writeUnit } from './indicator-state.ts'

test('an empty address is the district by months, in bands', () => {
  expect(readState(new URLSearchParams())).toEqual({
    view: 'series',
    grain: 'month',
    unit: { unit_kind: 'district' },
    by: undefined,
    level: 'street',
    order: 'bands',
    period: undefined,
    part: undefined,
    reason: undefined,
  })
})

test('the address holds the whole state, and what it cannot mean is not taken', () => {
  const search = new URLSearchParams(
    'view=units&grain=quarter&by=office&level=grid&order=rank&period=2026-Q3&part=excluded&reason=withdrawn&unit_kind=office&unit=o1',
  )
  expect(readState(search)).toEqual({
    view: 'units',
    grain: 'quarter',
    unit: { unit_kind: 'office', unit: 'o1' },
    by: 'office',
    level: 'grid',
    order: 'rank',
    period: '2026-Q3',
    part: 'excluded',
    reason: 'withdrawn',
  })
  expect(
    readState(new URLSearchParams('view=x&grain=day&period=2026-13&part=all&unit_kind=area&order=worst')),
  ).toEqual(readState(new URLSearchParams()))
})

test('the length of a period follows from how it is written', () => {
  expect(['2026-03', '2026-Q4', '2026', '2026-00', '2026-Q5', '26'].map(grainOf)).toEqual([
    'month',
    'quarter',
    'year',
    undefined,
    undefined,
    undefined,
  ])
})

test('months are counted back over the turn of the year', () => {
  expect([monthBefore('2026-11', 0), monthBefore('2026-11', 11), monthBefore('2026-01', 1)]).toEqual([
    '2026-11',
    '2025-12',
    '2025-12',
  ])
})

test('the district has no unit in the address', () => {
  expect(writeUnit({ unit_kind: 'district' })).toEqual({ unit_kind: undefined, unit: undefined })
  expect(writeUnit({ unit_kind: 'area', unit: 'a' })).toEqual({ unit_kind: 'area', unit: 'a' })
})

test('periods follow each other over the end of a year', () => {
  expect(['2026-11', '2026-12', '2026-Q3', '2026-Q4', '2026'].map(nextPeriod)).toEqual([
    '2026-12',
    '2027-01',
    '2026-Q4',
    '2027-Q1',
    '2027',
  ])
  expect((['month', 'quarter', 'year'] as const).map((grain) => periodOf('2026-10-31', grain))).toEqual([
    '2026-10',
    '2026-Q4',
    '2026',
  ])
})

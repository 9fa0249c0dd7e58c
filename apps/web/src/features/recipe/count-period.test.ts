import { expect, test } from 'vitest'
import { periodsUpTo } from './count-period.ts'

test('quarters come before months, the newest first, over the turn of the year', () => {
  expect(periodsUpTo('2026-02').slice(0, 8)).toEqual([
    '2026-Q1',
    '2025-Q4',
    '2025-Q3',
    '2025-Q2',
    '2025-Q1',
    '2026-02',
    '2026-01',
    '2025-12',
  ])
})

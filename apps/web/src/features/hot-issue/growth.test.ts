import { expect, test } from 'vitest'
import { growthOf } from './growth.ts'

const names = { sum: 'sum', fresh: 'new' }

test('days without anybody new stand between, and the sum never falls', () => {
  const grown = growthOf(
    [
      { day: '2026-02-27', people: 2 },
      { day: '2026-03-02', people: 3 },
    ],
    names,
  )
  expect(grown.categories).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
  expect(grown.series).toEqual([
    { name: 'sum', values: [2, 2, 2, 5] },
    { name: 'new', values: [2, 0, 0, 3] },
  ])
})

test('a year is drawn in few points, and nobody is lost', () => {
  const grown = growthOf(
    [
      { day: '2025-01-01', people: 1 },
      { day: '2025-12-31', people: 4 },
    ],
    names,
  )
  expect(grown.categories.length).toBeLessThanOrEqual(120)
  expect(grown.series[0]?.values.at(-1)).toBe(5)
  expect(growthOf([], names).categories).toEqual([])
})

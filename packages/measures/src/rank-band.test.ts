import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandsOfIntervals, bandsOfScores } from './rank-band.ts'
import type { RankInterval } from './rank-interval.ts'

type Place = readonly [unit: string, nominal: number | null, low: number, high: number, group?: string]

function interval([unit, nominal, low, high, group]: Place): RankInterval {
  const middle = (low + high) / 2
  return {
    unit,
    nominal,
    low,
    high,
    mean: middle,
    median: middle,
    aboveNext: null,
    ...(group === undefined ? {} : { group }),
  }
}

test('a band goes as far as the intervals meet that of its first unit', () => {
  const bands = bandsOfIntervals([
    interval(['丙', 3, 2, 5]),
    interval(['甲', 1, 1, 2]),
    interval(['乙', 2, 1, 3]),
    interval(['丁', 4, 3, 5]),
    interval(['戊', 5, 2, 6]),
    interval(['己', 6, 6, 6]),
    interval(['庚', null, 1, 7]),
  ])
  expect(bands.map(({ unit, band, alsoIn }) => [unit, band, alsoIn.join()])).toEqual([
    ['丙', 1, '2'],
    ['甲', 1, ''],
    ['乙', 1, '2'],
    ['丁', 2, ''],
    ['戊', 2, '1,3'],
    ['己', 3, ''],
    ['庚', null, ''],
  ])
})

test('units that tie are never parted, and each group has bands of its own', () => {
  const tied = bandsOfIntervals([
    interval(['甲', 1, 1, 1]),
    interval(['乙', 1, 2, 2]),
    interval(['丙', 3, 3, 3]),
  ])
  expect(tied.map(({ band }) => band)).toEqual([1, 1, 2])
  const grouped = bandsOfIntervals([
    interval(['甲', 1, 1, 1, '区']),
    interval(['乙', 2, 2, 2, '区']),
    interval(['丙', 1, 1, 1, '县']),
  ])
  expect(grouped.map(({ band }) => band)).toEqual([1, 2, 1])
})

test('bands follow the ranking without a gap, and what a band holds meets its first unit', () => {
  const cell = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 15 }), (cells) => {
      const intervals = cells.map(([up, down], place) =>
        interval([String(place), place + 1, place + 1 - up, place + 1 + down]),
      )
      const bands = bandsOfIntervals(intervals).map(({ band }) => band ?? 0)
      expect(bands[0]).toBe(1)
      for (const [place, band] of bands.entries()) {
        if (place > 0) expect([0, 1]).toContain(band - (bands[place - 1] ?? 0))
        const first = intervals[bands.indexOf(band)]
        expect(intervals[place]?.low ?? 99).toBeLessThanOrEqual(first?.high ?? -99)
      }
    }),
    { verbose: true, seed: 65 },
  )
})

test('bands by written limits take the limit in, and dust below it too', () => {
  const limits = [
    { code: '良好', least: 80 },
    { code: '优秀', least: 90 },
    { code: '一般', least: 0 },
  ]
  const ranking = [90, 89.9999999999999, 89.9, 80, -1, null].map((score, place) => ({
    unit: String(place),
    score,
    rank: score === null ? null : place + 1,
    tied: 0,
  }))
  expect(bandsOfScores(ranking, limits).map(({ band }) => band)).toEqual([
    '优秀',
    '优秀',
    '良好',
    '良好',
    '一般',
    null,
  ])
})

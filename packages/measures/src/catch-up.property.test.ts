import fc from 'fast-check'
import { expect, test } from 'vitest'
import { projectCatchUp } from './catch-up.ts'
import type { CatchUp, CatchUpChoice } from './catch-up.ts'
import type { YearSeries } from './trend.ts'

const choice: CatchUpChoice = { better: 'higher', seed: 9, horizon: 10, draws: 60 }
const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 9 })

function seriesOf(given: readonly number[], shift = 0): YearSeries {
  return given.map((value, index) => ({ year: 2010 + shift + index, value }))
}

/** Dates far away lose digits: they are compared by their part of the way. */
function expectSame(found: CatchUp | undefined, wanted: CatchUp | undefined, shift = 0): void {
  expect(found?.behind).toBe(wanted?.behind)
  expect(found?.share).toBe(wanted?.share)
  for (const key of ['at', 'earliest', 'latest'] as const) {
    const [here, there] = [found?.[key], wanted?.[key]]
    expect(here === undefined).toBe(there === undefined)
    if (here === undefined || there === undefined) continue
    expect(Math.abs(here - there - shift)).toBeLessThan(1e-6 * Math.max(1, Math.abs(there - 2010)))
  }
}

test('A reaches B when B is reached by A: the roles change nothing but the name', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const there = projectCatchUp(seriesOf(one), seriesOf(other), choice)
      const back = projectCatchUp(seriesOf(other), seriesOf(one), choice)
      const turned = { own: 'peer', peer: 'own', neither: 'neither' } as const
      expectSame(back, there === undefined ? undefined : { ...there, behind: turned[there.behind] })
    }),
    { verbose: true, seed: 41 },
  )
})

test('another scale, another zero, another count of years and the other way round move no date', () => {
  fc.assert(
    fc.property(
      values,
      values,
      fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -500, max: 500 })),
      (one, other, [power, plus]) => {
        const plain = projectCatchUp(seriesOf(one), seriesOf(other), choice)
        // Powers of two and whole numbers keep every digit, so that not even a tie is broken.
        const scaled = [one, other].map((list) => seriesOf(list.map((value) => value * 2 ** power + plus)))
        expectSame(projectCatchUp(scaled[0] ?? [], scaled[1] ?? [], choice), plain)
        const later = [one, other].map((list) => seriesOf(list, 16))
        expectSame(projectCatchUp(later[0] ?? [], later[1] ?? [], choice), plain, 16)
        const turned = [one, other].map((list) => seriesOf(list.map((value) => -value)))
        expectSame(projectCatchUp(turned[0] ?? [], turned[1] ?? [], { ...choice, better: 'lower' }), plain)
      },
    ),
    { verbose: true, seed: 42 },
  )
})

test('lines that meet have a date, with an interval around it and a share', () => {
  const own = seriesOf([10, 13, 14, 17, 18, 21])
  const peer = seriesOf([30, 31, 32, 33, 34, 35])
  const found = projectCatchUp(own, peer, { ...choice, draws: 400, horizon: 20 })
  expect(found).toMatchObject({ behind: 'own', from: 2015, years: 6 })
  expect(found?.at).toBeGreaterThan(2020)
  expect(found?.earliest).toBeLessThanOrEqual(found?.at ?? 0)
  expect(found?.latest).toBeGreaterThanOrEqual(found?.at ?? 0)
  expect(found?.share).toBeGreaterThan(0.9)
})

test('equal slopes and lines that part have no date; too few years have no projection', () => {
  const even = projectCatchUp(seriesOf([1, 2, 3, 4]), seriesOf([11, 12, 13, 14]), choice)
  expect(even).toMatchObject({ behind: 'own', share: 0 })
  expect(even?.at).toBeUndefined()
  expect(even?.latest).toBeUndefined()
  expect(projectCatchUp(seriesOf([4, 3, 2, 1]), seriesOf([11, 12, 13, 14]), choice)?.at).toBeUndefined()
  expect(projectCatchUp(seriesOf([1, 2, 3]), seriesOf([3, 2, 1]), choice)).toBeUndefined()
  expect(projectCatchUp(seriesOf([1, 2, 3, NaN]), seriesOf([3, 2, 1, 0]), choice)).toBeUndefined()
  expect(projectCatchUp(seriesOf([1, 2, 3, 4]), seriesOf([1, 2, 3, 4]), choice)).toMatchObject({
    behind: 'neither',
  })
})

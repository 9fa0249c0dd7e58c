import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { backTest } from './back-test.ts'
import { drawBelow, drawFrom } from './chance.ts'
import { readCells } from './test-table.ts'
import { theilSen, trendClass } from './trend.ts'
import type { TrendClass, YearSeries } from './trend.ts'
import { findWorsening } from './worsening.ts'

const folder = new URL('../../../../shared/data/benchmark/sdr2021/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with published trends is not here')

function rowsOf(name: string): readonly (readonly string[])[] {
  return readCells(readFileSync(new URL(name, folder), 'utf8'))
}

const arrows: Readonly<Record<TrendClass, string>> = {
  on_track: '↑',
  improving: '➚',
  stagnating: '→',
  falling_back: '↓',
}

test.skipIf(!isThere)('at least 97 of 100 published arrows come out of the rule', () => {
  const [, ...rows] = rowsOf('trend_cases.csv')
  let asked = 0
  let equal = 0
  let onlyBelow = 0
  for (const [, , arrow, firstYear, lastYear, first, last, , optimum, worst, green] of rows) {
    if (first === 'NA' || last === 'NA') continue
    const found = trendClass({
      first: { year: Number(firstYear), value: Number(first) },
      last: { year: Number(lastYear), value: Number(last) },
      goal: Number(green),
      goalYear: 2030,
      better: Number(optimum) > Number(worst) ? 'higher' : 'lower',
    })
    asked++
    if (found !== undefined && arrows[found] === arrow) equal++
    else if (found === 'falling_back' && arrow === '→') onlyBelow++
  }
  console.log(
    `trend classes: ${equal} of ${asked} as published; ${onlyBelow} of the others only fall back less than the report counts`,
  )
  expect(asked).toBeGreaterThan(5000)
  expect(equal / asked).toBeGreaterThanOrEqual(0.97)
})

test('a pace is judged against the pace needed, whichever way is better, and needs two years', () => {
  const at = (value: number, better: 'higher' | 'lower', goal: number): TrendClass | undefined =>
    trendClass({
      first: { year: 2015, value: 50 },
      last: { year: 2020, value },
      goal,
      goalYear: 2030,
      better,
    })
  // 30 points in 15 years are needed: 10 in five.
  expect([60, 59, 55, 54, 50, 49, 80].map((value) => at(value, 'higher', 80))).toEqual([
    'on_track',
    'improving',
    'improving',
    'stagnating',
    'stagnating',
    'falling_back',
    'on_track',
  ])
  expect([40, 41, 51, 20].map((value) => at(value, 'lower', 20))).toEqual([
    'on_track',
    'improving',
    'falling_back',
    'on_track',
  ])
  expect(at(NaN, 'lower', 20)).toBeUndefined()
  const same = { year: 2015, value: 50 }
  expect(trendClass({ first: same, last: same, goal: 60, goalYear: 2030, better: 'higher' })).toBeUndefined()
})

test('the line of Theil and Sen passes by a value out of line', () => {
  const points = [2010, 2011, 2012, 2013, 2014].map((year) => ({ year, value: 3 * (year - 2010) + 1 }))
  const line = theilSen(points.map((point) => (point.year === 2012 ? { ...point, value: 900 } : point)))
  expect(line?.slope).toBe(3)
  expect(line?.at(2020)).toBe(31)
  expect(theilSen([{ year: 2010, value: 1 }])).toBeUndefined()
})

function seriesOf(values: readonly number[]): YearSeries {
  return values.map((value, index) => ({ year: 2010 + index, value }))
}

test('worse than peers and getting worse: both, and nothing less', () => {
  const units = new Map([
    ['worse and falling', seriesOf([60, 59, 58, 57, 56, 55])],
    ['worse and rising', seriesOf([50, 51, 52, 53, 54, 55])],
    ['better and falling', seriesOf([95, 94, 93, 92, 91, 90])],
    ['worse and falling now and then', seriesOf([58, 57, 59, 57, 58, 57])],
    ['peer', seriesOf([70, 70, 70, 70, 70, 70])],
    ['without values', []],
  ])
  const found = findWorsening(units, {
    better: 'higher',
    peersOf: () => ['peer', 'better and falling', 'without values'],
  })
  expect(found.map(({ unit, isSteady }) => [unit, isSteady])).toEqual([['worse and falling', true]])
  expect(found[0]).toMatchObject({ peerMedian: 80, worseBy: 25, slope: -1, peers: 2 })
  const lower = findWorsening(units, {
    better: 'lower',
    peersOf: () => ['worse and falling', 'worse and rising'],
  })
  expect(lower.map(({ unit }) => unit)).toEqual([])
  const wavering = findWorsening(
    new Map([
      ['a', seriesOf([60, 55, 59, 54, 58])],
      ['p', seriesOf([70, 70, 70, 70, 70])],
    ]),
    {
      better: 'higher',
      peersOf: () => ['p'],
    },
  )
  expect(wavering).toMatchObject([{ unit: 'a', isSteady: false }])
})

test.skipIf(!isThere)(
  'back-test: what projections from 2000 to 2015 said of 2019, as a figure and not a promise',
  () => {
    const [head = [], ...rows] = rowsOf('timeseries_2000_2021.csv')
    const next = drawFrom(11)
    const countries = [...Map.groupBy(rows, ([id = '']) => id).values()]
    const results = ['sdg3_u5mort', 'sdg3_neonat', 'sdg3_tb'].flatMap((code) => {
      const column = head.indexOf(code)
      if (column < 0) return []
      const series = countries.map((lines) =>
        lines.map((cells) => ({
          year: Number(cells[2]),
          value: cells[column] === '' ? undefined : Number(cells[column]),
        })),
      )
      const pairs = Array.from({ length: 300 }, () => ({
        own: series[drawBelow(series.length, next)] ?? [],
        peer: series[drawBelow(series.length, next)] ?? [],
      }))
      return [backTest(pairs, { better: 'lower', seed: 3, horizon: 4, until: 2015, draws: 15 })]
    })
    const sum = (pick: (one: (typeof results)[number]) => number): number =>
      results.reduce((total, one) => total + pick(one), 0)
    const said = sum((one) => one.said)
    const came = sum((one) => one.saidAndCame)
    const unsaid = sum((one) => one.unsaid)
    const missed = sum((one) => one.unsaidButCame)
    console.log(
      `back-test: ${sum((one) => one.asked)} pairs; said ${said}, came ${came}; not said ${unsaid}, came all the same ${missed}`,
    )
    console.log(
      `Brier ${results.map(({ brier, brierOfCame }) => `${brier?.toFixed(3)}/${brierOfCame?.toFixed(3)}`).join(' ')}`,
    )
    expect(said).toBeGreaterThan(30)
    // Those said change places far more often than those not said.
    expect(came / said).toBeGreaterThan(4 * (missed / unsaid))
  },
)

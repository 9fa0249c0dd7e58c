import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { IndicatorTable } from './indicator-table.ts'
import { rankIntervals, runByChance } from './rank-interval.ts'
import { compareRankings } from './recipe-comparison.ts'
import type { Recipe } from './recipe.ts'
import { runRecipe } from './recipe-run.ts'
import { leaveOut, meanRankShift, openSensitivity } from './sensitivity.ts'
import type { Sensitivity, Uncertainty } from './sensitivity.ts'
import { drawSobolSample, runSobolSample, sobolIndices, sobolIntervals } from './sobol.ts'

const folder = new URL('../../../../shared/data/benchmark/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with stored runs is not here')

/** Numbers of a file by unit, without the first column. */
function readNumbers(name: string): ReadonlyMap<string, readonly number[]> {
  const [, ...lines] = readFileSync(new URL(name, folder), 'utf8').trim().split(/\r?\n/)
  return new Map(
    lines.map((line) => {
      const [unit = '', ...cells] = line.split(',')
      return [unit.replaceAll('"', ''), cells.map(Number)]
    }),
  )
}

function runsOf(
  ranks: ReadonlyMap<string, readonly number[]>,
  count: number,
): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, run) => [...ranks.values()].map((cells) => cells[run + 1] ?? NaN))
}

test.skipIf(!isThere).each([
  ['UA', 100],
  ['SA', 200],
])('rank quantiles of the stored runs: %s', (name, count) => {
  const ranks = readNumbers(`coinr_sa/${name}_Ranks.csv`)
  const units = [...ranks.keys()]
  const nominal = units.map((unit) => ranks.get(unit)?.[0] ?? NaN)
  const intervals = rankIntervals(units, nominal, runsOf(ranks, count))
  const published = readNumbers(`coinr_sa/${name}_RankStats.csv`)
  expect(intervals).toHaveLength(51)
  for (const { unit, nominal: rank, mean, median, low, high } of intervals) {
    const [theirRank, theirMean, theirMedian, theirLow, theirHigh] = published.get(unit) ?? []
    expect([unit, rank, median]).toEqual([unit, theirRank, theirMedian])
    expect(mean).toBeCloseTo(theirMean ?? NaN, 12)
    expect(low).toBeCloseTo(theirLow ?? NaN, 12)
    expect(high).toBeCloseTo(theirHigh ?? NaN, 12)
  }
})

test.skipIf(!isThere)('first and total indices of the stored runs', () => {
  const ranks = readNumbers('coinr_sa/SA_Ranks.csv')
  const nominal = [...ranks.values()].map(([rank]) => rank ?? NaN)
  const shifts = runsOf(ranks, 600).map((run) => meanRankShift(nominal, run))
  const indices = sobolIndices({
    a: shifts.slice(0, 100),
    b: shifts.slice(100, 200),
    mixed: [2, 3, 4, 5].map((part) => shifts.slice(part * 100, (part + 1) * 100)),
  })
  const published = [...readNumbers('coinr_sa/SA_Sensitivity.csv').values()]
  expect(indices).toHaveLength(published.length)
  for (const [place, [first, total]] of published.entries()) {
    expect(indices?.[place]?.first).toBeCloseTo(first ?? NaN, 12)
    expect(indices?.[place]?.total).toBeCloseTo(total ?? NaN, 12)
  }
})

function ishigami(point: readonly number[]): number {
  const [x = 0, y = 0, z = 0] = point.map((one) => (2 * one - 1) * Math.PI)
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x)
}

test.each([1, 2, 3, 4, 5])('the function of Ishigami and Homma, seed %i', (seed) => {
  const indices = sobolIndices(runSobolSample(drawSobolSample(8192, 3, seed), ishigami))
  const first = [0.31390519114781146, 0.4424111447900409, 0]
  const total = [0.5575888552099592, 0.4424111447900409, 0.24368366406214773]
  for (const [place, index] of (indices ?? []).entries()) {
    expect(Math.abs(index.first - (first[place] ?? NaN))).toBeLessThan(0.02)
    expect(Math.abs(index.total - (total[place] ?? NaN))).toBeLessThan(0.02)
  }
  expect(indices).toHaveLength(3)
})

test('intervals of the indices hold the indices; a model that never varies has none', () => {
  const outcomes = runSobolSample(drawSobolSample(500, 3, 7), ishigami)
  const indices = sobolIndices(outcomes) ?? []
  const intervals = sobolIntervals(outcomes, { repetitions: 200, seed: 7 }) ?? []
  const held = indices.map(({ first, total }, place) => {
    const {
      first: [low, high],
      total: [least, most],
    } = intervals[place] ?? { first: [0, 0], total: [0, 0] }
    return low < first && first < high && least < total && total < most
  })
  expect(held).toEqual([true, true, true])
  expect(sobolIndices({ a: [1, 1], b: [1, 1], mixed: [[1, 1]] })).toBeUndefined()
})

const table: IndicatorTable = {
  units: ['east', 'west', 'north', 'south', 'centre'].map((code) => ({ code })),
  indicators: [
    { code: 'speed', direction: 'more', parent: 'service', weight: 3 },
    { code: 'returns', direction: 'less', parent: 'service', weight: 1 },
    { code: 'content', direction: 'more', parent: 'people', weight: 1 },
  ],
  nodes: [
    { code: 'all', weight: 1 },
    { code: 'service', parent: 'all', weight: 1 },
    { code: 'people', parent: 'all', weight: 1 },
  ],
  values: [
    [90, 3, 70],
    [85, 2, 81],
    [60, 9, 75],
    [88, 4, 60],
    [40, 1, 79],
  ],
}
const recipe: Recipe = {
  code: 'zones',
  version: 1,
  steps: [
    { kind: 'normalise', method: { kind: 'min_max', from: 1, to: 100 } },
    { kind: 'aggregate', method: 'arithmetic' },
    { kind: 'rank' },
  ],
}
const uncertainties: readonly Uncertainty[] = [
  { kind: 'weights', share: 0.4 },
  {
    kind: 'switch',
    step: 0,
    options: [
      { kind: 'normalise', method: { kind: 'min_max', from: 1, to: 100 } },
      { kind: 'normalise', method: { kind: 'rank' } },
    ],
  },
  {
    kind: 'switch',
    step: 1,
    options: [
      { kind: 'aggregate', method: 'arithmetic' },
      { kind: 'aggregate', method: 'geometric' },
    ],
  },
]

function open(changes: readonly Uncertainty[] = uncertainties): Sensitivity {
  const opened = openSensitivity(table, recipe, changes)
  if (opened.kind === 'refused') throw new Error(opened.findings.map(({ en }) => en).join('\n'))
  return opened
}

test('runs dealt out to workers are the runs of one', () => {
  const whole = runByChance(open(), { seed: 5, runs: 40 })
  const parts = [0, 15].flatMap((from) => [
    ...runByChance(open(), { seed: 5, from, runs: from === 0 ? 15 : 25 }).ranks,
  ])
  expect(parts).toEqual(whole.ranks)
  expect(new Set(whole.ranks.map((ranks) => ranks.join())).size).toBeGreaterThan(1)
  expect(whole.refused).toBe(0)
})

test('every switch is tried, and one that fails is told and counted', () => {
  const zScores: Uncertainty = {
    kind: 'switch',
    step: 0,
    options: [
      { kind: 'normalise', method: { kind: 'min_max', from: 1, to: 100 } },
      { kind: 'normalise', method: { kind: 'z_score', mean: 0, deviation: 1 } },
    ],
  }
  const geometric: Uncertainty = {
    kind: 'switch',
    step: 1,
    options: [{ kind: 'aggregate', method: 'geometric' }],
  }
  const runs = runByChance(open([zScores, geometric]), { seed: 3, runs: 30 })
  expect(runs.refused).toBeGreaterThan(5)
  expect(runs.refused + runs.ranks.length).toBe(30)
  expect(runs.findings[0]).toMatchObject({ code: 'value_not_usable', severity: 'error' })
})

test('a switch that cannot be is refused before any run', () => {
  const opened = openSensitivity(table, recipe, [
    {
      kind: 'switch',
      step: 0,
      options: [
        { kind: 'normalise', method: { kind: 'rank' }, goalposts: { height: { best: 1, worst: 0 } } },
      ],
    },
    { kind: 'switch', step: 9, options: [] },
    { kind: 'weights', share: 2, codes: ['width'] },
  ])
  expect(opened.kind === 'refused' ? opened.findings.map(({ code }) => code).toSorted() : []).toEqual([
    'parameter_out_of_range',
    'parameter_out_of_range',
    'unknown_code',
    'unknown_code',
  ])
})

test('ranks without a part are those of a recipe that gives it no weight', () => {
  const [left] = leaveOut(open(), ['people'])
  const result = runRecipe(table, {
    ...recipe,
    steps: [{ kind: 'weigh', method: 'assigned', weights: { people: 0 } }, ...recipe.steps],
  })
  const ranks = result.kind === 'done' ? result.ranking.map(({ rank }) => rank) : []
  expect(left !== undefined && 'ranks' in left ? [...left.ranks] : []).toEqual(ranks)
  const nominal = runRecipe(table, recipe)
  const changes =
    nominal.kind === 'done' && result.kind === 'done' ? compareRankings(nominal.ranking, result.ranking) : []
  const shifts = changes.map(({ change }) => Math.abs(change ?? NaN))
  expect(left !== undefined && 'meanShift' in left ? left.meanShift : NaN).toBeCloseTo(
    shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length,
    12,
  )
  expect(shifts).toEqual(shifts.toSorted((one, other) => other - one))
})

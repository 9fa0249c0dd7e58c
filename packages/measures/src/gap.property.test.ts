import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawBelow, drawFrom } from './chance.ts'
import { splitGap, splitGeometricGap, weighPresent } from './gap.ts'
import type { Gap, ScoreSheet } from './gap.ts'
import { readCells } from './test-table.ts'

const folder = new URL('../../../../shared/data/benchmark/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with scores of two indices is not here')

function restOf(gap: Gap | undefined): number {
  const parts = (gap?.parts ?? []).reduce((sum, { part }) => sum + part, 0)
  return Math.abs(parts - (gap?.gap ?? NaN))
}

const scores = fc.array(fc.option(fc.double({ min: 1, max: 100, noNaN: true }), { nil: undefined }), {
  minLength: 6,
  maxLength: 6,
})
const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 })
const tree = [
  { code: 'people', children: ['a', 'b'] },
  { code: 'work', children: ['c', 'd', 'e'] },
  { code: 'all', children: ['people', 'work', 'f'] },
]
const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'people', 'work', 'all']

function sheetOf(values: readonly (number | undefined)[], given: readonly number[]): ScoreSheet {
  return weighPresent(
    tree,
    new Map(codes.map((code, index) => [code, given[index] ?? 0])),
    new Map(codes.slice(0, 6).map((code, index) => [code, values[index]])),
  )
}

test('parts add up with missing data in a tree, additive and geometric, and swap their signs with the roles', () => {
  fc.assert(
    fc.property(scores, scores, weights, (one, other, given) => {
      const own = sheetOf(one, given)
      const peer = sheetOf(other, given)
      for (const split of [splitGap, splitGeometricGap]) {
        const gap = split(own, peer)
        if (own.size === 0 || peer.size === 0) {
          expect(gap).toBeUndefined()
          continue
        }
        expect(restOf(gap)).toBeLessThan(1e-9)
        const back = split(peer, own)
        for (const { indicator, part } of gap?.parts ?? []) {
          const other = back?.parts.find((found) => found.indicator === indicator)
          expect(Math.abs((other?.part ?? NaN) + part)).toBeLessThan(1e-9)
        }
      }
    }),
    { verbose: true, seed: 20_260 },
  )
})

test('with nothing missing each part is the weight times the difference', () => {
  const given = [1, 1, 1, 1, 1, 1, 1, 1, 1]
  const gap = splitGap(sheetOf([50, 50, 50, 50, 50, 50], given), sheetOf([60, 50, 50, 20, 50, 50], given))
  expect(gap?.parts.slice(0, 2).map(({ indicator, part }) => [indicator, Number(part.toFixed(12))])).toEqual([
    ['d', Number((-30 / 9).toFixed(12))],
    ['a', Number((10 / 6).toFixed(12))],
  ])
  expect(gap?.parts.every(({ byCoverage }) => byCoverage === 0)).toBe(true)
})

test('what is missing gives its weight to its siblings, and an empty node to its own', () => {
  const given = [1, 1, 1, 1, 1, 1, 1, 1, 1]
  const sheet = sheetOf([undefined, 40, undefined, undefined, undefined, 80], given)
  expect([...sheet].map(([code, { weight }]) => [code, weight])).toEqual([
    ['b', 0.5],
    ['f', 0.5],
  ])
  expect(sheetOf([undefined, undefined, undefined, undefined, undefined, undefined], given).size).toBe(0)
})

test('a score of nothing has no geometric split, and equal totals have parts that make each other up', () => {
  const flat = (one: number, other: number): ScoreSheet =>
    new Map([
      ['a', { score: one, weight: 0.5 }],
      ['b', { score: other, weight: 0.5 }],
    ])
  expect(splitGeometricGap(flat(0, 4), flat(1, 4))).toBeUndefined()
  const gap = splitGeometricGap(flat(2, 8), flat(8, 2))
  expect(gap?.gap).toBeCloseTo(0, 12)
  expect(gap?.parts.map(({ part }) => Math.sign(part)).toSorted()).toEqual([-1, 1])
})

function rowsOf(name: string): readonly (readonly string[])[] {
  return readCells(readFileSync(new URL(name, folder), 'utf8'))
}

function readAsem(): readonly ScoreSheet[] {
  const [, ...weightRows] = rowsOf('coinr_asem/out_effective_weights.csv')
  const weightOf = new Map(weightRows.map(([code = '', , , weight]) => [code, Number(weight)]))
  const [head = [], ...rows] = rowsOf('coinr_asem/out_Normalised.csv')
  return rows.map(
    (cells) =>
      new Map(
        head
          .slice(1)
          .map((code, index) => [code, { score: Number(cells[index + 1]), weight: weightOf.get(code) ?? 0 }]),
      ),
  )
}

/** Sheets of countries: indicators equal within a goal, goals equal, what is missing given to its siblings. */
function readGoals(): readonly ScoreSheet[] {
  const [, ...rows] = rowsOf('sdr2021/indicator_values_long.csv')
  const indicators = [...new Set(rows.map(([, code = '']) => code))]
  const goalOf = (code: string): string => /^sdg\d+/.exec(code)?.[0] ?? ''
  const goals = Map.groupBy(indicators, goalOf)
  const goalTree = [
    ...[...goals].map(([code, children]) => ({ code, children })),
    { code: 'index', children: [...goals.keys()] },
  ]
  const equal = new Map([...indicators, ...goals.keys()].map((code) => [code, 1]))
  return [...Map.groupBy(rows, ([country = '']) => country).values()].map((cells) => {
    const found = new Map(
      cells.map(([, code = '', , score]) => [
        code,
        score === '' || score === 'NA' ? undefined : Number(score),
      ]),
    )
    return weighPresent(goalTree, equal, new Map(indicators.map((code) => [code, found.get(code)])))
  })
}

test.skipIf(!isThere)('1,000 random pairs of two published indices: the parts add up within 1e-9', () => {
  const next = drawFrom(6)
  let worst = 0
  let pairs = 0
  let withGaps = 0
  for (const sheets of [readAsem(), readGoals().filter(({ size }) => size > 0)]) {
    for (let pair = 0; pair < 500; pair++) {
      const own = sheets[drawBelow(sheets.length, next)] ?? new Map()
      const peer = sheets[drawBelow(sheets.length, next)] ?? new Map()
      worst = Math.max(worst, restOf(splitGap(own, peer)))
      const raised = [own, peer].map(
        (sheet) =>
          new Map([...sheet].map(([code, { score, weight }]) => [code, { score: score + 1, weight }])),
      )
      worst = Math.max(worst, restOf(splitGeometricGap(raised[0] ?? new Map(), raised[1] ?? new Map())))
      pairs++
      if (own.size !== peer.size) withGaps++
    }
  }
  console.log(
    `gap parts: ${pairs} pairs, ${withGaps} with other indicators missing, largest rest ${worst.toExponential(1)}`,
  )
  expect(worst).toBeLessThan(1e-9)
  expect(withGaps).toBeGreaterThan(100)
})

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { shrinkAll } from './shrinkage.ts'
import { countOfScore, rankHonestly } from './standing.ts'
import type { CountedUnit, StandingChoice } from './standing.ts'

const file = new URL('../../../../shared/data/benchmark/cn_12345/lianyungang_2021_08.csv', import.meta.url)
const isThere = existsSync(file)
if (!isThere) console.log('skipped: the folder ../shared with a table of scores and orders is not here')

const choice: StandingChoice = { kind: 'proportion', better: 'higher' }

function readUnits(): readonly (CountedUnit & { readonly published: number })[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const [group = '', fullMark, name = '', orders, score, published] = line.split(',')
    const count = countOfScore({ score: Number(score), fullMark: Number(fullMark), orders: Number(orders) })
    return { ...count, group, name, published: Number(published) }
  })
}

test.skipIf(!isThere)(
  'scores and orders: ranks within the group are the published ones, with cases beside them',
  () => {
    const units = readUnits()
    const { standings } = rankHonestly(units, choice)
    const published = new Map(units.map(({ name, published: rank }) => [name, rank]))
    for (const { name, rank, cases } of standings) {
      expect(rank).toBe(published.get(name))
      expect(cases).toBeGreaterThan(200)
    }
    expect(standings).toHaveLength(9)
  },
)

test.skipIf(!isThere)('the unit with seven orders is last, and is not named last without a flag', () => {
  // The bulletin names it at the bottom for 78.04 of 100 marks: one of seven orders was signed for late.
  const small = {
    ...countOfScore({ score: 78.04, fullMark: 100, orders: 7 }),
    group: 'district',
    name: '七件工单的单位',
  }
  const { standings } = rankHonestly([...readUnits(), small], choice)
  const last = standings.filter(({ group }) => group === 'district').at(-1)
  expect(last).toMatchObject({
    name: small.name,
    rank: 6,
    flags: expect.arrayContaining(['few_cases', 'inside_limits', 'same_as_neighbour']),
    mayBeNamed: false,
  })
  expect(last?.differsFromBetter).toBe(false)
  const before = standings.find(({ name }) => name === '连云区')
  expect(before?.mayBeNamed).toBe(true)
  // Drawn towards the others, it is no longer the last.
  expect(last?.shrunk.shrunk).toBeGreaterThan(before?.shrunk.shrunk ?? Infinity)
})

test('units without cases and units whose numbers cannot be stand apart, and are not ranked', () => {
  const list = rankHonestly(
    [
      { name: '甲', numerator: 90, denominator: 100 },
      { name: '乙', numerator: 0, denominator: 0 },
      { name: '丙', numerator: 8, denominator: 7 },
      { name: '丁', numerator: 1, denominator: -7 },
      { name: '戊', numerator: NaN, denominator: 7 },
    ],
    choice,
  )
  expect(list.standings.map(({ name }) => name)).toEqual(['甲'])
  expect(list.withoutCases).toEqual(['乙'])
  expect(list.faults).toEqual([
    { name: '丙', fault: 'numerator_above_denominator' },
    { name: '丁', fault: 'denominator_negative' },
    { name: '戊', fault: 'not_finite' },
  ])
})

test('ties share a rank, and a ceiling is told', () => {
  const units = ['甲', '乙', '丙', '丁'].map((name, index) => ({
    name,
    numerator: index < 3 ? 200 : 120,
    denominator: 200,
  }))
  const list = rankHonestly(units, choice)
  expect(list.standings.map(({ rank }) => rank)).toEqual([1, 1, 1, 4])
  expect(list.standings.at(0)).toMatchObject({ differsFromBetter: undefined, differsFromWorse: true })
  expect(list.standings.map(({ tied }) => tied)).toEqual([2, 2, 2, 0])
  expect(list.ceilings).toEqual([{ group: '', atCeiling: 3, units: 4 }])
  expect(list.standings.at(-1)).toMatchObject({ name: '丁', funnel: 'low_outer', mayBeNamed: true })
})

test('where less is better the lowest rate is first', () => {
  const list = rankHonestly(
    [
      { name: '甲', numerator: 40, denominator: 1000 },
      { name: '乙', numerator: 10, denominator: 1000 },
    ],
    { kind: 'rate', better: 'lower' },
  )
  expect(list.standings.map(({ name }) => name)).toEqual(['乙', '甲'])
})

test('small units are drawn to the value of all, large ones keep their own', () => {
  const units = [
    { numerator: 1, denominator: 2 },
    { numerator: 5000, denominator: 10_000 },
    { numerator: 9000, denominator: 10_000 },
    { numerator: 0, denominator: 0 },
  ]
  const [small, large, , none] = shrinkAll(units, 'proportion')
  expect(small?.raw).toBe(large?.raw)
  expect(small?.kept).toBeLessThan(0.5)
  expect(large?.kept).toBeGreaterThan(0.99)
  expect(small?.shrunk).toBeGreaterThan(0.55)
  expect(none).toBeUndefined()
  const even = shrinkAll(
    [
      { numerator: 50, denominator: 100 },
      { numerator: 50, denominator: 100 },
    ],
    'proportion',
  )
  expect(even.map((one) => one?.kept)).toEqual([0, 0])
})

test('scores that are equal tie, whatever their numbers of orders make of the last digit', () => {
  // 54 of 100 marks in 15 orders come back as 0.5400000000000001.
  const units = [15, 7, 286].map((orders) => ({
    ...countOfScore({ score: 54, fullMark: 100, orders }),
    name: `${String(orders)} 件`,
  }))
  expect(new Set(units.map(({ numerator, denominator }) => numerator / denominator)).size).toBeGreaterThan(1)
  expect(rankHonestly(units, choice).standings.map(({ rank, tied }) => [rank, tied])).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ])
})

test('cases of a rate are its events: many people with few of them prove little', () => {
  const units = [
    { name: '甲', numerator: 4, denominator: 100_000 },
    { name: '乙', numerator: 1, denominator: 100_000 },
    { name: '丙', numerator: 900, denominator: 9_000_000 },
  ]
  const { standings } = rankHonestly(units, { kind: 'rate', better: 'lower' })
  const found = new Map(
    standings.map(({ name, cases, flags }) => [name, [cases, flags.includes('few_cases')]]),
  )
  expect(found).toEqual(
    new Map([
      ['甲', [4, true]],
      ['乙', [1, true]],
      ['丙', [900, false]],
    ]),
  )
})

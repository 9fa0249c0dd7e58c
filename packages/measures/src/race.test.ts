import fc from 'fast-check'
import { expect, test } from 'vitest'
import { raceStandings } from './race.ts'
import type { RaceCorrection, RaceMark, RacePlan, ZoneStanding } from './race.ts'

const plan: RacePlan = {
  zones: [
    { code: '经开区', group: '开发区' },
    { code: '高新区', group: '开发区' },
    { code: '临港区', group: '开发区' },
    { code: '老城区', group: '城区' },
  ],
  stages: [
    { code: '一季度', weight: 1 },
    { code: '二季度', weight: 1 },
    { code: '三季度', weight: 2 },
  ],
}

function marksOf(rows: Readonly<Record<string, readonly (number | undefined)[]>>): readonly RaceMark[] {
  return Object.entries(rows).flatMap(([zone, scores]) =>
    scores.flatMap((score, place) => {
      const stage = plan.stages[place]?.code ?? ''
      return score === undefined ? [] : [{ stage, zone, score }]
    }),
  )
}

function zonesOf(
  marks: readonly RaceMark[],
  corrections: readonly RaceCorrection[] = [],
): readonly ZoneStanding[] {
  const standings = raceStandings(plan, marks, corrections)
  if (standings.kind === 'refused') throw new Error(standings.findings.map(({ en }) => en).join('\n'))
  return standings.zones
}

const two = marksOf({ 经开区: [90, 60], 高新区: [80, 95], 临港区: [70, 70], 老城区: [50, 50] })

test('zones are ranked within their group by the stages held so far, and told how many places they rose', () => {
  expect(zonesOf(two).map(({ zone, total, rank, risen }) => [zone, total, rank, risen])).toEqual([
    ['经开区', 75, 2, -1],
    ['高新区', 87.5, 1, 1],
    ['临港区', 70, 3, 0],
    ['老城区', 50, 1, 0],
  ])
  const first = zonesOf(two.filter(({ stage }) => stage === '一季度'))
  expect(first.map(({ rank, risen }) => [rank, risen])).toEqual([
    [1, null],
    [2, null],
    [3, null],
    [1, null],
  ])
})

test('a zone that misses a stage has no total and no rank, and the stage is named', () => {
  const zones = zonesOf(two.filter(({ zone, stage }) => zone !== '高新区' || stage !== '二季度'))
  expect(zones[1]).toMatchObject({ total: null, rank: null, missing: ['二季度'], tied: 0 })
  expect(zones.map(({ rank }) => rank)).toEqual([1, null, 2, 1])
})

test('a correction counts, with what stood there before and why', () => {
  const [zone] = zonesOf(two, [{ stage: '二季度', zone: '经开区', score: 100, reason: '重复扣分' }])
  expect(zone).toMatchObject({ total: 95, rank: 1 })
  expect(zone?.stages[1]).toEqual({
    stage: '二季度',
    score: 100,
    rank: 1,
    corrected: { from: 60, reason: '重复扣分' },
  })
})

test('unknown zones, scores that are none, two scores, corrections without a reason: refused all at once', () => {
  const standings = raceStandings(
    { ...plan, stages: [...plan.stages, { code: '四季度', weight: 0 }] },
    [...two, ...two.slice(0, 1), { stage: '年终', zone: '新区', score: NaN }],
    [{ stage: '一季度', zone: '经开区', score: 1, reason: '' }],
  )
  expect(standings.kind === 'refused' ? standings.findings.map(({ code }) => code) : []).toEqual([
    'weight_not_usable',
    'unknown_code',
    'not_a_number',
    'entry_counted_twice',
    'reason_missing',
  ])
})

test('another order of zones, marks and scales changes no rank', () => {
  const score = fc.integer({ min: 0, max: 20 })
  fc.assert(
    fc.property(fc.array(fc.tuple(score, score, score), { minLength: 4, maxLength: 4 }), (rows) => {
      const marks = plan.zones.flatMap(({ code: zone }, row) =>
        plan.stages.map(({ code: stage }, place) => ({ stage, zone, score: rows[row]?.[place] ?? 0 })),
      )
      const scaled = marks.map((mark) => ({ ...mark, score: mark.score * 0.1 + 7 }))
      const turned = raceStandings({ ...plan, zones: plan.zones.toReversed() }, scaled.toReversed(), [])
      const ranks = turned.kind === 'done' ? turned.zones.toReversed().map(({ rank }) => rank) : []
      expect(ranks).toEqual(zonesOf(marks).map(({ rank }) => rank))
    }),
    { verbose: true, seed: 65 },
  )
})

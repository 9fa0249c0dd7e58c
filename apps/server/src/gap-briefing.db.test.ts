import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { readCells } from '@duibiao/sheet'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { makeGapBriefingRoutes } from './briefing-route.ts'
import type { GapBasis } from './gap-basis.ts'
import { makeGapRoutes } from './gap-split-route.ts'
import { makePeerAside } from './peer-aside.ts'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import { recipeRoutes } from './recipe-route.ts'
import type { Content } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aRecipe, aTable, countyOf } from './test-recipe.ts'
import { keepDivisions, keepStatistics } from './test-statistic.ts'

type Value = readonly [indicator: string, unit: string, period: string, value: number]

const values: readonly Value[] = [
  ['income', 'A1', '2024', 10],
  ['income', 'A2', '2024', 30],
  ['income', 'A3', '2024', 50],
  ['late', 'A1', '2024', 5],
  ['late', 'A2', '2024', 15],
  ['late', 'A3', '2024', 25],
  ['green', 'A2', '2024', 40],
  ['green', 'A3', '2024', 20],
]

/** Spreadsheets show fifteen digits. */
function shown(value: number): number {
  return Number(value.toPrecision(15))
}

describeOnBoth('briefings on gaps', (open) => {
  let desk: TestDesk
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
    const parts = { rule: rankingRule, aside: makePeerAside(rankingRule) }
    desk = await openTestDesk({
      database,
      now: () => clock.now(),
      packs: [],
      routes: [
        ...recipeRoutes,
        ...makeRankingRoutes(rankingRule),
        ...makeGapRoutes(parts),
        ...makeGapBriefingRoutes(parts),
      ],
    })
    await keepDivisions(desk.tenant, [
      ['A1', '甲县', ''],
      ['A2', '乙县', ''],
      ['A3', '丙县', ''],
    ])
    await keepStatistics(desk.tenant, { units: 'division', values })
  }, 120_000)

  afterAll(() => desk.close())

  function chosen(): GapBasis {
    return {
      kind: 'indicators',
      units: 'division',
      period: '2024',
      method: 'arithmetic',
      indicators: [
        { code: 'income', better: 'higher', weight: 2 },
        { code: 'late', better: 'lower' },
        { code: 'green', better: 'higher' },
      ],
    }
  }

  async function rank(recipe: string, change: Partial<Content>) {
    const analyst = desk.as('analyst')
    const params = { recipe, version: 1 }
    await analyst.call('recipe.draft', { body: { recipe, content: aRecipe(change) } })
    await analyst.call('recipe.propose', { params, body: { revision: 1 } })
    await desk.as('mayor').call('recipe.approve', { params, body: { revision: 1 } })
    const body = { ...params, source: { kind: 'entered' as const, table: aTable() } }
    const ran = await analyst.call('ranking.run', { body })
    if (!ran.ok) throw new Error(JSON.stringify(ran.problem))
    const read = await analyst.call('ranking.read', { params: ran.value })
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    return read.value
  }

  interface Pair {
    readonly basis: GapBasis
    readonly own: string
    readonly peer: string
  }

  async function brief(body: Pair) {
    const answer = await desk.as('leader').call('gap.briefing', { body })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  async function fetchBook(body: Pair, as: DeskPerson = 'leader') {
    return desk.application.inject({
      method: 'POST',
      url: '/api/v1/gap-briefing-exports',
      headers: { authorization: `Bearer ${as}`, 'accept-language': 'zh' },
      payload: { ...body },
    })
  }

  async function readBook(body: Pair, sheet: string) {
    const { rawPayload: bytes } = await fetchBook(body)
    return (await readCells({ name: 'a.xlsx', bytes }, { sheet })).rows
  }

  test('the parts of the workbook are those of the service, and their sum its last row', async () => {
    const body = { basis: chosen(), own: 'A1', peer: 'A2' }
    const answer = await desk.as('leader').call('gap.split', { body })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    const { own: one, peer: other, gap, parts } = answer.value
    const rows = await readBook(body, '差距')
    expect(rows.slice(1, -1).map(([, , , ...cells]) => cells.map(Number))).toEqual(
      parts.map(({ by_score: score, by_coverage: coverage, part }) => [score, coverage, part].map(shown)),
    )
    expect(rows.at(-1)).toEqual([
      '总差距',
      String(shown(one.score)),
      String(shown(other.score)),
      '',
      '',
      String(shown(gap)),
    ])
    const rivals = await readBook(body, '标兵追兵')
    const places = rivals.slice(1).map(([side, name]) => `${side ?? ''} ${name ?? ''}`)
    expect(places.find((line) => line.startsWith('本单位'))).toBe('本单位 甲县')
    expect(places).toHaveLength(3)
    expect(await readBook(body, '数据')).toContainEqual(['income', '万元', '10', '30'])
  })

  test('it says how large the gap is, of what it is made, what is missing, and that scores of chosen indicators are not official', async () => {
    const { title, said, notes, sources } = await brief({ basis: chosen(), own: 'A1', peer: 'A2' })
    expect(title).toBe('甲县 and 乙县: briefing on their gap')
    expect(said[0]).toMatch(/^甲县 has a score of [\d.]+, 乙县 of [\d.]+\. 甲县 is (behind|ahead of) 乙县 by/)
    expect(said.some((line) => line.startsWith('Most of the gap comes from: '))).toBe(true)
    expect(said.join(' ')).toContain('anything official takes an approved recipe')
    expect(said.at(-1)).toContain('judges no person')
    expect(notes).toContain('"green": 甲县 has no data.')
    expect(sources.map(({ indicator, better }) => [indicator, better])).toContainEqual(['late', 'lower'])
  })

  const [own, peer] = [countyOf(0), countyOf(1)]

  test('of a kept result it says whether the two can be told apart', async () => {
    const ranks = await rank('ranks', { shown: 'ranks' })
    const known = await brief({ basis: { kind: 'ranking', ranking: ranks.ranking }, own, peer })
    expect(known.has_scores).toBe(true)
    const intervals = new Map(ranks.content.units.map(({ unit, interval }) => [unit, interval]))
    const [one, other] = [intervals.get(own), intervals.get(peer)]
    if (one === undefined || one === null || other === undefined || other === null) {
      throw new Error('two counties without intervals')
    }
    const isOpen = one.low <= other.high && other.low <= one.high
    expect(known.said.join(' ')).toContain(isOpen ? 'cannot tell them apart' : 'do not overlap')
    expect(known.facts.map(({ text }) => text)).toEqual(expect.arrayContaining([ranks.input, ranks.result]))
  })

  test('of a result in bands it has values, and neither scores nor a gap', async () => {
    const bands = await rank('bands', {})
    const body = { basis: { kind: 'ranking' as const, ranking: bands.ranking }, own, peer }
    const hidden = await brief(body)
    expect(hidden.has_scores).toBe(false)
    expect(hidden.said[0]).toContain('no scores')
    expect(hidden.said.join(' ')).not.toMatch(/score of|behind|ahead/)
    const split = await desk.as('analyst').call('gap.split', { body })
    expect(split).toMatchObject({ value: { has_scores: false } })
    const rows = await readBook(body, '数据')
    expect(rows[0]).toEqual(['指标', '单位', own, peer])
    await expect(readBook(body, '差距')).rejects.toMatchObject({ code: 'sheet_missing' })
    const { rawPayload: bytes } = await fetchBook(body)
    const about = await readCells({ name: 'a.xlsx', bytes }, { sheet: '说明' })
    for (const { score } of bands.content.units) {
      expect(JSON.stringify([about.rows, rows])).not.toContain(score?.toPrecision(8))
    }
  })

  test('only those who look over the district get either, and the audit is told of the file', async () => {
    const body = { basis: chosen(), own: 'A1', peer: 'A3' }
    for (const person of ['head', 'resident', 'nobody'] as const) {
      expect((await desk.as(person).call('gap.briefing', { body })).ok).toBe(false)
      expect((await fetchBook(body, person)).statusCode).toBeGreaterThanOrEqual(400)
    }
    expect((await fetchBook(body, 'supervisor')).statusCode).toBe(200)
    const told = await desk.tenant.database.query<{ readonly subject: string }>({
      name: 'test_gap_briefings',
      text: `select subject from audit_event where kind = 'data.exported' and subject = 'A1 A3'`,
    })
    expect(told).toHaveLength(1)
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { makePeerAside } from './peer-aside.ts'
import { makePeerRoutes } from './peer-route.ts'
import { rankingRule } from './ranking-rule.ts'
import { isCensusThere, readCensus } from './test-census.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { keepDivisions, keepStatistics } from './test-statistic.ts'

if (!isCensusThere) console.log('skipped: the folder ../shared with a census is not here')

type Value = readonly [indicator: string, unit: string, period: string, value: number]

/** Counties of a plain: people, their area, and how much of their sewage is cleaned over six years. */
const counties = [
  ['A1', 100, 50, [70, 69, 66, 62, 61, 58]],
  ['A2', 110, 55, [70, 72, 73, 75, 76, 78]],
  ['A3', 95, 45, [80, 80, 81, 82, 82, 83]],
  ['B1', 900, 60, [60, 60, 60, 60, 60, 60]],
  ['B2', 1000, 62, [90, 90, 91, 91, 92, 92]],
  ['B3', 950, 61, [88, 88, 88, 88, 88, 88]],
] as const

function plain(): readonly Value[] {
  return counties.flatMap(([code, people, area, cleaned]): readonly Value[] => [
    ['people', code, '2024', people],
    ['area', code, '2024', area],
    ...cleaned.map((value, year) => ['cleaned', code, String(2019 + year), value] as const),
  ])
}

describeOnBoth('peers', (open) => {
  let opened: TestDatabase
  let desk: TestDesk

  beforeAll(async () => {
    opened = await open()
    const rule = { ...rankingRule, cells: 40_000 }
    desk = await openTestDesk({
      database: opened.database,
      now: () => instantOf(Date.UTC(2026, 2, 2, 4)),
      packs: [],
      routes: makePeerRoutes({ rule, aside: makePeerAside(rule) }),
    })
    await keepDivisions(
      desk.tenant,
      counties.map(([code]) => [code, `${code}县`, '平原市']),
    )
    await keepStatistics(desk.tenant, { units: 'division', values: plain() })
  }, 120_000)

  afterAll(() => desk.close())

  const characteristics = [
    { indicator: 'people', scale: 'log' },
    { indicator: 'people', per: 'area', weight: 2 },
  ] as const
  const choice = {
    units: 'division',
    period: '2024',
    characteristics: [...characteristics],
    count: 2,
  } as const

  async function find(change: object = {}, by: DeskPerson = 'analyst') {
    const body = { unit: 'A1', choice: { ...choice, characteristics: [...characteristics] }, ...change }
    return desk.as(by).call('peer.find', { body })
  }

  async function faultsOf(change: object) {
    const answer = await find(change)
    const findings = answer.ok ? [] : (answer.problem?.findings ?? [])
    return [answer.status, ...findings.map(({ path, code }) => `${path} ${code}`)]
  }

  test('are the places most like one, with the parts of each distance and the values behind them', async () => {
    const answer = await find()
    expect(answer.ok && answer.value).toMatchObject({
      unit: { code: 'A1', name: 'A1县' },
      places: 6,
      characteristics: [
        { indicator: 'people', weight: 1 },
        { indicator: 'people', per: 'area', weight: 2 },
      ],
      unknown: [],
      findings: [],
    })
    const peers = answer.ok ? answer.value.peers : []
    expect(peers.map(({ code }) => code)).toEqual(['A3', 'A2'])
    for (const { parts, distance, rebased } of peers) {
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
      const square = parts.reduce((sum, { own, other, per }) => sum + (per ? 2 : 1) * (own - other) ** 2, 0)
      expect(Math.sqrt(square)).toBeCloseTo(distance, 12)
      expect(rebased).toBeLessThan(0.1)
    }
    const density = peers[1]?.parts.find(({ per }) => per === 'area')
    expect(density).toMatchObject({ own_value: 2, other_value: 2 })
  })

  test('what can be compared is told: indicators with their years, and places that have numbers', async () => {
    const ground = await desk.as('leader').call('peer.ground', { params: { units: 'division' } })
    expect(ground.ok && ground.value.places.map(({ name }) => name)).toEqual(
      counties.map(([code]) => `${code}县`),
    )
    expect(ground.ok && ground.value.indicators.find(({ code }) => code === 'cleaned')).toMatchObject({
      source: 'imported',
      better: 'higher',
      first: '2019',
      last: '2024',
    })
    const offices = await desk.as('leader').call('peer.ground', { params: { units: 'office' } })
    expect(offices).toMatchObject({ value: { indicators: [] } })
  })

  test('values of one indicator are told for a map: who has none is left out, and a period without any is empty', async () => {
    async function valuesOf(indicator: string, period: string, by: DeskPerson = 'leader') {
      const query = { units: 'division', indicator, period } as const
      const answer = await desk.as(by).call('peer.values', { query })
      return answer.ok ? answer.value.rows.map(({ code, value }) => [code, value]) : answer.problem?.code
    }
    expect(await valuesOf('cleaned', '2019')).toEqual(counties.map(([code, , , [first]]) => [code, first]))
    await keepStatistics(desk.tenant, { units: 'division', values: [['parks', 'A2', '2023', 0]] })
    expect(await valuesOf('parks', '2023')).toEqual([['A2', 0]])
    expect(await valuesOf('parks', '2019')).toEqual([])
    expect(await valuesOf('none', '2019')).toBe('peers_refused')
    expect(await valuesOf('parks', '2023', 'handler')).toBe('permission_missing')
  })

  test('are read by leaders and supervision, and by nobody who only handles matters', async () => {
    expect(await find({}, 'leader')).toMatchObject({ ok: true })
    expect(await find({}, 'supervisor')).toMatchObject({ ok: true })
    expect(await find({}, 'handler')).toMatchObject({ problem: { code: 'permission_missing' } })
  })

  test('are chosen from an own list that is kept under a name', async () => {
    const analyst = desk.as('analyst')
    const kept = await analyst.call('peer_list.keep', {
      params: { list: 'l-1' },
      body: { name: '沿海', units: ['B1', 'B2', 'Z9'] },
    })
    expect(kept).toMatchObject({ status: 204 })
    const answer = await find({ among: { list: 'l-1' } })
    expect(answer).toMatchObject({ value: { unknown: ['Z9'] } })
    expect(answer.ok && answer.value.peers.map(({ code }) => code)).toEqual(['B1', 'B2'])
    expect(await find({ among: { units: ['B2'] } })).toMatchObject({ value: { peers: [{ code: 'B2' }] } })
    expect(await find({ among: { list: 'none' } })).toMatchObject({ problem: { code: 'resource_missing' } })
  })

  test('lists have a name of their own, are the analyst’s to keep and to remove, and stand in the audit', async () => {
    const analyst = desk.as('analyst')
    const units = ['A2']
    await analyst.call('peer_list.keep', { params: { list: 'm-1' }, body: { name: '山区', units } })
    expect(
      await analyst.call('peer_list.keep', { params: { list: 'm-2' }, body: { name: '山区', units } }),
    ).toMatchObject({ status: 409, problem: { code: 'peer_list_named' } })
    expect(
      await desk.as('leader').call('peer_list.keep', { params: { list: 'm-3' }, body: { name: 'x', units } }),
    ).toMatchObject({ problem: { code: 'permission_missing' } })
    await analyst.call('peer_list.keep', { params: { list: 'm-1' }, body: { name: '山区二', units: ['A3'] } })
    const listed = await desk.as('leader').call('peer_list.list', {})
    expect(listed.ok && listed.value.rows.find(({ list }) => list === 'm-1')).toMatchObject({
      name: '山区二',
      units: ['A3'],
      kept_by: 'feng',
    })
    expect(await analyst.call('peer_list.remove', { params: { list: 'm-1' } })).toMatchObject({ status: 204 })
    expect(await analyst.call('peer_list.remove', { params: { list: 'm-1' } })).toMatchObject({
      problem: { code: 'resource_missing' },
    })
    const events = await opened.database.query(
      `select kind from audit_event where subject = 'm-1' and kind like 'peer_list%' order by seq`,
    )
    expect(events.map(({ kind }) => kind)).toEqual(['peer_list.kept', 'peer_list.kept', 'peer_list.removed'])
  })

  test('bad input is told by its place, all at once, and gives no number', async () => {
    const wrong = (...given: readonly object[]) => ({ choice: { ...choice, characteristics: given } })
    expect(await faultsOf(wrong({ indicator: 'none' }, { indicator: 'other', per: 'none' }))).toEqual([
      422,
      '/indicators/none indicator_unknown',
      '/indicators/other indicator_unknown',
    ])
    expect(await faultsOf({ choice: { ...choice, period: '1999' } })).toEqual([
      422,
      '/indicators/people all_missing',
      '/indicators/area all_missing',
    ])
    expect(await faultsOf(wrong({ indicator: 'people' }, { indicator: 'people', weight: 2 }))).toEqual([
      422,
      '/indicators/people duplicate_indicator',
    ])
    expect(await faultsOf(wrong({ indicator: 'people', weight: 0 }))).toEqual([
      422,
      '/characteristics characteristics_missing',
    ])
    expect(await faultsOf({ unit: 'Z9' })).toEqual([422, '/units/Z9 unit_unknown'])
  })

  test('a place that lacks most characteristics is not compared; a denominator of nothing counts as unknown', async () => {
    await keepStatistics(desk.tenant, {
      units: 'division',
      values: [
        ['homes', 'A1', '2023', 5],
        ['homes', 'A2', '2023', 6],
        ['rooms', 'A2', '2023', 3],
        ['rooms', 'A3', '2023', 0],
        ['homes', 'A3', '2023', 4],
      ],
    })
    const asked = (...given: readonly object[]) => ({
      choice: { ...choice, period: '2023', characteristics: given },
    })
    expect(await faultsOf(asked({ indicator: 'homes' }, { indicator: 'rooms', weight: 3 }))).toEqual([
      422,
      '/units/A1 values_too_few',
    ])
    const answer = await find(asked({ indicator: 'homes' }, { indicator: 'homes', per: 'rooms' }))
    expect(answer.ok && answer.value.findings.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/values/A3/rooms denominator_not_usable',
      // One value alone tells nobody apart.
      '/indicators/homes / rooms zero_variance',
    ])
    expect(answer).toMatchObject({ value: { peers: [{ code: 'A2' }, { code: 'A3' }] } })
  })

  test('who is worse than the median of their own peers and gets worse is named, with how steadily', async () => {
    const body = {
      indicator: 'cleaned',
      better: 'higher' as const,
      choice: { ...choice, characteristics: [...characteristics] },
    }
    const answer = await desk.as('leader').call('peer.worsening', { body })
    const rows = answer.ok ? answer.value.rows : []
    expect(rows).toEqual([
      {
        code: 'A1',
        name: 'A1县',
        year: 2024,
        value: 58,
        peer_median: 80.5,
        peers: 2,
        worse_by: 22.5,
        // From 2019 to 2022, the middle one of fifteen.
        slope: expect.closeTo(-8 / 3, 12),
        chance: expect.any(Number),
        is_steady: true,
      },
    ])
    expect(answer).toMatchObject({ value: { judged: 6 } })
    const unknown = await desk.as('leader').call('peer.worsening', { body: { ...body, indicator: 'none' } })
    expect(unknown).toMatchObject({ status: 422, problem: { code: 'peers_refused' } })
  })

  test.skipIf(!isCensusThere)(
    'of a real county come from the census, through the service',
    async () => {
      const values = readCensus()
      const codes = [...new Set(values.map(([, code]) => code))]
      await keepDivisions(
        desk.tenant,
        codes.map((code) => [code, code === '350503' ? '丰泽区' : code, '']),
      )
      await keepStatistics(desk.tenant, { units: 'division', values })
      const wide = {
        units: 'division',
        period: '2020',
        characteristics: [
          { indicator: 'inhabitants', scale: 'log' },
          ...['household', 'young', 'old', 'school', 'minority'].map((indicator) => ({
            indicator,
          })),
          { indicator: 'urban', per: 'inhabitants', weight: 2 },
        ],
      } as const
      const body = { unit: '350503', choice: { ...wide, characteristics: [...wide.characteristics] } }
      const answer = await desk.as('analyst').call('peer.find', { body })
      const peers = answer.ok ? answer.value.peers : []
      expect(answer).toMatchObject({ value: { unit: { name: '丰泽区' }, places: 2943 } })
      expect(peers).toHaveLength(15)
      expect(peers.slice(0, 5).map(({ code }) => code)).toEqual([
        '340173',
        '440303',
        '150602',
        '440404',
        '460106',
      ])
      for (const { parts, rebased } of peers) {
        expect(rebased).toBeLessThan(0.2)
        expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
      }
    },
    120_000,
  )
})

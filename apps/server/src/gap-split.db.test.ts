import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { drawFrom } from '@duibiao/measures'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import type { GapBasis } from './gap-basis.ts'
import { makeGapRoutes } from './gap-split-route.ts'
import { makePeerAside } from './peer-aside.ts'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import { recipeRoutes } from './recipe-route.ts'
import type { Content } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import { aRecipe, aTable, countyOf } from './test-recipe.ts'
import { keepDivisions, keepStatistics } from './test-statistic.ts'

type Value = readonly [indicator: string, unit: string, period: string, value: number]

const codes = ['A1', 'A2', 'A3', 'B1', 'B2']
const indicators = ['income', 'green', 'late', 'homes']

/** A year of four indicators, of which two cells are not known; and one indicator over nine years. */
function values(): readonly Value[] {
  const next = drawFrom(5)
  const year = codes.flatMap((unit) =>
    indicators.map((indicator) => [indicator, unit, '2024', Math.round(1000 * next()) / 10] as const),
  )
  const known = year.filter(
    ([indicator, unit]) =>
      !(indicator === 'green' && unit === 'A1') && !(indicator === 'homes' && unit === 'B1'),
  )
  const growing = codes.flatMap((unit, place) =>
    Array.from({ length: 9 }, (_, step): Value => [
      'paved',
      unit,
      String(2016 + step),
      90 - 10 * place + (1 + place) * step,
    ]),
  )
  return [...known, ...growing]
}

describeOnBoth('gaps', (open) => {
  let desk: TestDesk
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
    const rule = { ...rankingRule, cells: 2000 }
    desk = await openTestDesk({
      database,
      now: () => clock.now(),
      packs: [],
      routes: [
        ...recipeRoutes,
        ...makeRankingRoutes(rule),
        ...makeGapRoutes({ rule, aside: makePeerAside(rule) }),
      ],
    })
    await keepDivisions(
      desk.tenant,
      codes.map((code) => [code, `${code}县`, '']),
    )
    await keepStatistics(desk.tenant, { units: 'division', values: values() })
  }, 120_000)

  afterAll(() => desk.close())

  const plain = {
    kind: 'indicators',
    units: 'division',
    period: '2024',
    method: 'arithmetic',
    indicators: [
      { code: 'income', better: 'higher', weight: 2 },
      { code: 'green', better: 'higher' },
      { code: 'late', better: 'lower' },
      { code: 'homes', better: 'higher' },
    ],
  } as const

  function split(basis: GapBasis, own: string, peer: string) {
    return desk.as('leader').call('gap.split', { body: { basis, own, peer } })
  }

  function plainBasis(change: object = {}): GapBasis {
    return { ...plain, indicators: plain.indicators.map((one) => ({ ...one })), ...change }
  }

  async function rank(recipe: string, change: Partial<Content> = {}, table = aTable()): Promise<string> {
    const analyst = desk.as('analyst')
    const params = { recipe, version: 1 }
    await analyst.call('recipe.draft', { body: { recipe, content: aRecipe(change) } })
    await analyst.call('recipe.propose', { params, body: { revision: 1 } })
    await desk.as('mayor').call('recipe.approve', { params, body: { revision: 1 } })
    const ran = await analyst.call('ranking.run', { body: { ...params, source: { kind: 'entered', table } } })
    return ran.ok ? ran.value.ranking : ''
  }

  test('of every pair add up to their parts within 1e-9, also with missing data, by both ways', async () => {
    for (const method of ['arithmetic', 'geometric'] as const) {
      for (const own of codes) {
        for (const peer of codes.filter((code) => code !== own)) {
          const answer = await split(plainBasis({ method }), own, peer)
          if (!answer.ok) throw new Error(`${own} ${peer}: ${answer.status}`)
          const { gap, parts } = answer.value
          expect(Math.abs(parts.reduce((sum, { part }) => sum + part, 0) - gap)).toBeLessThan(1e-9)
          expect(answer.value.peer.score - answer.value.own.score).toBeCloseTo(gap, 9)
          expect(answer.value.method).toBe(method)
        }
      }
    }
  })

  test('name what is missing of whom, and show the values behind each part', async () => {
    const answer = await split(plainBasis(), 'A1', 'B1')
    expect(answer.ok && answer.value).toMatchObject({
      own: { code: 'A1', name: 'A1县' },
      missing: [
        { indicator: 'green', name: { zh: 'green', en: 'green' }, of: 'own' },
        { indicator: 'homes', of: 'peer' },
      ],
    })
    const green = answer.ok ? answer.value.parts.find(({ indicator }) => indicator === 'green') : undefined
    expect(green).toMatchObject({ own: null, own_value: null, by_score: 0, better: 'higher' })
    expect(green?.peer_value).toEqual(expect.any(Number))
    expect(green?.by_coverage).not.toBe(0)
  })

  test('of a kept result are split by its own recipe, over the very table it was run over', async () => {
    const ranking = await rank('arithmetic')
    const [own, peer] = [countyOf(0), countyOf(1)]
    const answer = await split({ kind: 'ranking', ranking }, own, peer)
    const read = await desk.as('leader').call('ranking.read', { params: { ranking } })
    const scoreOf = (code: string) =>
      read.ok ? read.value.content.units.find(({ unit }) => unit === code)?.score : undefined
    expect(answer).toMatchObject({ value: { method: 'arithmetic', period: '2026-04 – 2026-06' } })
    expect(answer.ok && answer.value.own.score).toBeCloseTo(scoreOf(own) ?? NaN, 9)
    expect(answer.ok && answer.value.peer.score).toBeCloseTo(scoreOf(peer) ?? NaN, 9)
    const sum = answer.ok ? answer.value.parts.reduce((before, { part }) => before + part, 0) : NaN
    expect(sum).toBeCloseTo((scoreOf(peer) ?? NaN) - (scoreOf(own) ?? NaN), 9)
  })

  test('of a geometric recipe are split by the logarithmic mean; of one that has no exact parts nothing is told', async () => {
    const steps = (method: 'geometric' | 'copeland'): Content['steps'] => [
      { kind: 'normalise', method: { kind: 'min_max', from: 1, to: 100 } },
      { kind: 'aggregate', method },
      { kind: 'rank' },
    ]
    const uncertainty = { ...aRecipe().uncertainty, of: [{ kind: 'weights' as const, share: 0.25 }] }
    const [own, peer] = [countyOf(2), countyOf(3)]
    const geometric = await rank('geometric', { steps: steps('geometric'), uncertainty })
    const answer = await split({ kind: 'ranking', ranking: geometric }, own, peer)
    expect(answer).toMatchObject({ value: { method: 'geometric' } })
    const { gap = NaN, parts = [] } = answer.ok ? answer.value : {}
    expect(Math.abs(parts.reduce((sum, { part }) => sum + part, 0) - gap)).toBeLessThan(1e-9)
    const copeland = await rank('copeland', { steps: steps('copeland'), uncertainty })
    const refused = await split({ kind: 'ranking', ranking: copeland }, own, peer)
    expect(refused).toMatchObject({
      status: 422,
      problem: { code: 'gap_refused', findings: [{ path: '/steps', code: 'gap_not_split' }] },
    })
  })

  test('bad input is told by its place and gives no number', async () => {
    async function faultsOf(basis: GapBasis, own = 'A1', peer = 'A2') {
      const answer = await split(basis, own, peer)
      const findings = answer.ok ? [] : (answer.problem?.findings ?? [])
      return [answer.status, ...findings.map(({ path, code }) => `${path} ${code}`)]
    }
    const higher = (code: string) => ({ code, better: 'higher' as const })
    const only = (code: string, weight = 1) =>
      plainBasis({ indicators: [{ code, better: 'higher', weight }] })
    expect(await faultsOf(only('none'))).toEqual([422, '/indicators/none indicator_unknown'])
    expect(await faultsOf(plainBasis({ period: '1990' }))).toEqual([
      422,
      ...indicators.map((code) => `/indicators/${code} all_missing`),
    ])
    expect(await faultsOf(plainBasis(), 'A1', 'Z9')).toEqual([422, '/units/Z9 unit_unknown'])
    const twice = { code: 'income', better: 'higher' } as const
    expect(await faultsOf(plainBasis({ indicators: [twice, twice] }))).toEqual([
      422,
      '/indicators/income duplicate_indicator',
    ])
    // Two places of one value each: nothing tells them apart.
    await keepStatistics(desk.tenant, {
      units: 'division',
      values: [
        ['flat', 'A1', '2024', 3],
        ['flat', 'A2', '2024', 3],
      ],
    })
    expect(await faultsOf(only('flat'))).toEqual([422, '/steps/0/flat zero_variance'])
    const mixed = plainBasis({ indicators: [higher('none'), higher('income')] })
    expect(await faultsOf(mixed)).toEqual([422, '/indicators/none indicator_unknown'])
    // Beside one that does, it is left out and named.
    const beside = await split(plainBasis({ indicators: [higher('flat'), higher('income')] }), 'A1', 'A2')
    expect(beside).toMatchObject({
      value: { parts: [{ indicator: 'income' }], findings: [{ code: 'indicator_left_out' }] },
    })
    expect(await faultsOf(only('green'))).toEqual([422, '/units/A1 unit_unknown'])
    const none = '00000000-0000-7000-8000-000000000000'
    expect((await split({ kind: 'ranking', ranking: none }, 'A1', 'A2')).status).toBe(404)
  })

  test('rivals are the next ahead and behind, in values, in scores and in a kept result', async () => {
    const leader = desk.as('leader')
    const inValues = await leader.call('gap.rivals', {
      body: {
        basis: { kind: 'values', units: 'division', period: '2024', indicator: 'paved', better: 'higher' },
        unit: 'A3',
        count: 1,
      },
    })
    // 2024: 98, 96, 94, 92, 90
    expect(inValues).toMatchObject({
      value: {
        unit: { code: 'A3', score: 94 },
        units: 5,
        better_ones: 2,
        ahead: [{ code: 'A2', name: 'A2县', score: 96, away: 2 }],
        level: [],
        behind: [{ code: 'B1', score: 92, away: 2 }],
      },
    })
    const inScores = await leader.call('gap.rivals', { body: { basis: plainBasis(), unit: 'A2', count: 20 } })
    const { ahead = [], behind = [], unit = { score: NaN } } = inScores.ok ? inScores.value : {}
    expect(ahead.length + behind.length).toBe(4)
    expect(ahead.every(({ score }) => score > unit.score)).toBe(true)
    expect(behind.every(({ score }) => score < unit.score)).toBe(true)
    const ranking = await rank('rivals')
    const kept = await leader.call('gap.rivals', {
      body: { basis: { kind: 'ranking', ranking }, unit: countyOf(0) },
    })
    expect(kept).toMatchObject({ ok: true, value: { units: 8 } })
  })

  test('what-if moves an indicator and tells the rank, who else moves, and keeps nothing', async () => {
    const leader = desk.as('leader')
    const worst = await leader.call('gap.rivals', { body: { basis: plainBasis(), unit: 'A1', count: 20 } })
    const last = worst.ok ? (worst.value.behind.at(-1)?.code ?? 'A1') : ''
    const supposed = indicators.map((indicator) => ({
      unit: last,
      indicator,
      value: indicator === 'late' ? 0 : 100,
    }))
    const answer = await leader.call('gap.suppose', { body: { basis: plainBasis(), unit: last, supposed } })
    expect(answer).toMatchObject({ value: { units: 5, before: { rank: 5 }, after: { rank: 1 } } })
    const { moved = [] } = answer.ok ? answer.value : {}
    expect(moved.map(({ change }) => change)).toEqual(moved.map(() => -1))
    expect(moved).toHaveLength(4)
    const wrong = await leader.call('gap.suppose', {
      body: { basis: plainBasis(), unit: last, supposed: [{ unit: last, indicator: 'none', value: 1 }] },
    })
    expect(wrong).toMatchObject({ status: 422, problem: { findings: [{ code: 'unknown_code' }] } })
  })

  test('catching up has a date with an interval, trends, and how earlier projections fared', async () => {
    const body = {
      units: 'division',
      indicator: 'paved',
      better: 'higher',
      own: 'A2',
      peer: 'A1',
      horizon: 3,
    } as const
    const answer = await desk.as('leader').call('gap.catch_up', { body })
    // 96 with 2 a year behind 98 with 1 a year: level in two years, exactly.
    expect(answer).toMatchObject({
      value: {
        own: { code: 'A2', trend: 'on_track' },
        peer: { code: 'A1', trend: 'on_track' },
        goal: { value: 98, year: 2027 },
        catch_up: { behind: 'own', from: 2024, years: 9, slopes: { own: 2, peer: 1 } },
        back_test: { until: 2021, horizon: 3, asked: 4, said: 0, unsaid: 4, unsaid_but_came: 0 },
      },
    })
    const { catch_up: projected } = answer.ok ? answer.value : { catch_up: null }
    expect(projected?.at).toBeCloseTo(2026, 9)
    expect(projected?.earliest).toBeCloseTo(2026, 9)
    expect(projected?.latest).toBeCloseTo(2026, 9)
    const goal = { value: 200, year: 2030 }
    const far = await desk.as('leader').call('gap.catch_up', { body: { ...body, goal } })
    expect(far).toMatchObject({ value: { own: { trend: 'stagnating' }, goal } })
    const one = await desk.as('leader').call('gap.catch_up', { body: { ...body, indicator: 'income' } })
    expect(one).toMatchObject({ value: { catch_up: null, back_test: { until: null, asked: 0 } } })
    const stranger = await desk.as('leader').call('gap.catch_up', { body: { ...body, peer: 'Z9' } })
    expect(stranger).toMatchObject({ status: 422, problem: { findings: [{ path: '/units/Z9' }] } })
  })

  test('gaps are nothing for who handles matters or manages accounts', async () => {
    for (const who of ['handler', 'administrator', 'resident'] as const) {
      const answer = await desk.as(who).call('gap.split', {
        body: { basis: plainBasis(), own: 'A1', peer: 'A2' },
      })
      expect(answer).toMatchObject({ problem: { code: 'permission_missing' } })
    }
  })
})

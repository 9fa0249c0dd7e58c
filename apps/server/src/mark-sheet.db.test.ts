import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { rankingBriefingRoutes } from './briefing-route.ts'
import { makeGapRoutes } from './gap-split-route.ts'
import { makePeerAside } from './peer-aside.ts'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import type { FactTable } from './ranking-table.ts'
import { recipeRoutes } from './recipe-route.ts'
import type { AnyContent } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import { aSheet, someFacts } from './test-mark-sheet.ts'
import { aRecipe, aTable, countyOf } from './test-recipe.ts'

/** Kept texts from both databases. */
const seen = new Set<string>()

describeOnBoth('mark sheets', (open) => {
  let opened: TestDatabase
  let desk: TestDesk
  let clock: FixedClock

  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
    desk = await openTestDesk({
      database: opened.database,
      now: () => clock.now(),
      packs: [],
      routes: [
        ...recipeRoutes,
        ...makeRankingRoutes(rankingRule),
        ...makeGapRoutes({ rule: rankingRule, aside: makePeerAside(rankingRule) }),
        ...rankingBriefingRoutes,
      ],
    })
    await approve('investment', aSheet())
    await approve('climate', aRecipe())
  }, 120_000)

  afterAll(() => desk.close())

  async function approve(recipe: string, content: AnyContent, version = 1): Promise<void> {
    const params = { recipe, version }
    const body = { revision: 1 }
    expect(await desk.as('analyst').call('recipe.draft', { body: { recipe, content } })).toMatchObject({
      ok: true,
      value: { version, findings: [] },
    })
    expect(await desk.as('analyst').call('recipe.propose', { params, body })).toMatchObject({ ok: true })
    expect(await desk.as('mayor').call('recipe.approve', { params, body })).toMatchObject({ ok: true })
  }

  function run(table: FactTable, recipe = 'investment') {
    clock.jumpTo(instantOf(clock.now() + 1000))
    const source = { kind: 'facts', table } as const
    return desk.as('analyst').call('ranking.run', { body: { recipe, version: 1, source } })
  }

  async function runWell(table: FactTable = someFacts(), recipe?: string) {
    const answer = await run(table, recipe)
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  async function readContent(ranking: string) {
    const read = await desk.as('leader').call('ranking.read', { params: { ranking } })
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    return read.value.content
  }

  test('live as every recipe: kept as they were written, approved by somebody else, frozen when their period begins', async () => {
    const { value: read } = await kept('investment')
    expect(read).toMatchObject({
      kind: 'marks',
      state: 'approved',
      content: aSheet(),
      is_frozen: false,
      findings: [],
    })
    await desk.as('secretary').call('recipe.draft', { body: { recipe: 'own', content: aSheet() } })
    const params = { recipe: 'own', version: 1 }
    const body = { revision: 1 }
    await desk.as('analyst').call('recipe.propose', { params, body })
    const own = await desk.as('secretary').call('recipe.approve', { params, body })
    expect(own).toMatchObject({ problem: { code: 'recipe_own' } })
    const late = makeFixedClock(clock.now())
    late.jumpTo(instantOf(Date.UTC(2026, 3, 1, 4)))
    const before = clock.now()
    clock.jumpTo(late.now())
    const frozen = await desk.as('mayor').call('recipe.withdraw', {
      params: { recipe: 'investment', version: 1 },
      body: { revision: 1, reason: '改变想法' },
    })
    expect(frozen).toMatchObject({ problem: { code: 'recipe_frozen' } })
    clock.jumpTo(before)
  })

  async function kept(recipe: string) {
    const read = await desk.as('analyst').call('recipe.read', { params: { recipe, version: 1 } })
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    return read
  }

  test('have no field for what follows from a rank, and no flag without its conditions', async () => {
    const [last] = aSheet().flags
    const wrong: readonly object[] = [
      { ...aSheet(), flags: [{ ...last, when: [] }] },
      { ...aSheet(), flags: [{ ...last, consequence: '代理' }] },
      { ...aSheet(), flags: [{ ...last, kind: 'dismiss' }] },
      { ...aSheet(), people: ['张三'] },
    ]
    for (const content of wrong) {
      const body: { recipe: string; content: AnyContent } = JSON.parse(
        JSON.stringify({ recipe: 'wrong', content }),
      )
      const refused = await desk.as('analyst').call('recipe.draft', { body })
      expect(refused).toMatchObject({ status: 400, problem: { code: 'request_malformed' } })
    }
  })

  test('give marks by line with the entries that counted, ranks with intervals, and flags that change neither', async () => {
    const { ranking, input } = await runWell()
    const content = await readContent(ranking)
    expect(content.runs).toEqual({ seed: 7, asked: 200, done: 200, refused: 0 })
    expect(content.shares).toHaveLength(2)
    expect(content.left_out.map(({ indicator }) => indicator)).toEqual(['projects', 'overdue'])
    expect(content.units.map(({ unit, rank }) => [unit, rank])).toEqual(
      // A foreign project lifts the second above the first.
      [1, 0, 2, 3, 4, 5, 6, 7].map((row, place) => [countyOf(row), place + 1]),
    )
    for (const { interval, rank, group } of content.units) {
      expect(group).toBe('county')
      expect(interval?.low).toBeLessThanOrEqual(rank ?? 0)
      expect(interval?.high).toBeGreaterThanOrEqual(rank ?? 9)
    }
    const second = content.marks?.units.find(({ unit }) => unit === countyOf(1))
    expect(second?.items[0]).toEqual({
      code: 'projects',
      // 120 × (4500 + 1.5 × 1500) / 10,000
      marks: 81,
      entries: [
        { id: `${countyOf(1)}-1`, amount: 4500, factor: 1 },
        { id: `${countyOf(1)}-2`, amount: 1500, factor: 1.5 },
      ],
      left_out: [`${countyOf(1)}-3`],
    })
    expect(content.units[0]).toMatchObject({ unit: countyOf(1), score: 80.5 })
    expect(content.marks?.ceilings).toEqual({ county: 150 })
    expect(content.marks?.units.map(({ review }) => review.join())).toEqual([
      '',
      '',
      'untrue',
      'last-five',
      'last-five',
      'last-five',
      'last-five',
      '',
    ])
    const honest = someFacts()
    const units = honest.units.map((one) => ({ ...one, facts: { ...one.facts, untrue: false, months: 1 } }))
    const without = await readContent((await runWell({ ...honest, units })).ranking)
    expect(without.marks?.units.flatMap(({ review }) => review)).toEqual([])
    expect(without.units).toEqual(content.units)
    const stage = await desk.as('leader').call('ranking.stage', { params: { ranking, step: 0 } })
    expect(stage).toMatchObject({ value: { columns: ['projects', 'overdue'] } })
    const handed = await desk.as('leader').call('ranking.input', { params: { ranking } })
    expect(handed).toMatchObject({ value: someFacts() })
    expect(input).toMatch(/^[0-9a-f]{64}$/)
  })

  test('do not name a unit with seven orders last, however low its marks', async () => {
    // The table of Lianyungang: a unit with seven orders at the end of units with hundreds.
    const [, overdue] = aSheet().items
    if (overdue?.kind !== 'deductive') throw new Error('the sheet takes points')
    const many = { fact: 'orders', is: 'at_least', value: 30 } as const
    await approve(
      'hotline',
      aSheet({
        items: [
          {
            kind: 'scored',
            code: 'solved',
            name: overdue.name,
            fact: 'solved',
            target: 1,
            full: { office: 100 },
          },
          overdue,
        ],
        flags: [{ kind: 'last', code: 'last', name: overdue.name, count: 1, when: [many] }],
        uncertainty: { ...aSheet().uncertainty, of: [{ kind: 'weights', share: 0.25 }] },
      }),
    )
    const units = [640, 512, 388, 7].map((orders, row) => ({
      code: countyOf(row),
      group: 'office',
      facts: { orders, solved: 0.99 - row / 50, overdue: row },
    }))
    const content = await readContent((await runWell({ units, entries: [] }, 'hotline')).ranking)
    expect(content.units.at(-1)).toMatchObject({ unit: countyOf(3), rank: 4 })
    expect(content.marks?.units.flatMap(({ review }) => review)).toEqual([])
    const grown = units.map((one) => ({ ...one, facts: { ...one.facts, orders: 300 } }))
    const named = await readContent((await runWell({ units: grown, entries: [] }, 'hotline')).ranking)
    expect(named.marks?.units.map(({ review }) => review)).toEqual([[], [], [], ['last']])
  })

  test('are the same bytes for the same sheet and facts, in any order, again and on both databases', async () => {
    const { units, entries } = someFacts()
    const one = await runWell()
    const other = await runWell({ units: units.toReversed(), entries: entries.toReversed() })
    expect(other).toMatchObject({ input: one.input, result: one.result, earlier: { is_same: true } })
    const again = await desk.as('analyst').call('ranking.run', {
      body: { recipe: 'investment', version: 1, source: { kind: 'kept', input: one.input } },
    })
    expect(again).toMatchObject({ ok: true, value: { result: one.result, earlier: { is_same: true } } })
    const texts = await opened.database.query<{ readonly content: string }>(
      `select content from ranking_content order by digest`,
    )
    seen.add(texts.map(({ content }) => content).join('\n'))
    expect(seen.size).toBe(1)
  })

  test('are compared over the same facts: who rises and falls by another sheet', async () => {
    const [projects, overdue] = aSheet().items
    if (projects === undefined || overdue?.kind !== 'deductive') throw new Error('the sheet has two lines')
    await approve('stern', aSheet({ items: [projects, { ...overdue, each: 20, most: 60 }] }))
    const before = await runWell()
    const after = await runWell(someFacts(), 'stern')
    expect(after.input).toBe(before.input)
    const compared = await desk
      .as('leader')
      .call('ranking.compare', { params: { ranking: before.ranking, other: after.ranking } })
    if (!compared.ok) throw new Error(JSON.stringify(compared.problem))
    const { rows } = compared.value
    expect(rows).toHaveLength(8)
    expect(rows.find(({ unit }) => unit === countyOf(2))?.change).toBeLessThan(0)
    expect(rows.find(({ unit }) => unit === countyOf(3))?.change).toBeGreaterThan(0)
  })

  test('take facts and no values of indicators, and the other way round', async () => {
    const sheet = await desk.as('analyst').call('ranking.run', {
      body: { recipe: 'investment', version: 1, source: { kind: 'entered', table: aTable() } },
    })
    const unlike = {
      problem: { code: 'ranking_refused', findings: [{ path: '/source', code: 'source_unlike' }] },
    }
    expect(sheet).toMatchObject(unlike)
    expect(await run(someFacts(), 'climate')).toMatchObject(unlike)
    const { input } = await runWell()
    const kept = { kind: 'kept', input } as const
    const crossed = await desk
      .as('analyst')
      .call('ranking.run', { body: { recipe: 'climate', version: 1, source: kept } })
    expect(crossed).toMatchObject({ problem: { code: 'resource_missing' } })
  })

  test('are refused where indicators are added up, with the reason', async () => {
    const { ranking } = await runWell()
    const gap = await desk.as('leader').call('gap.split', {
      body: { basis: { kind: 'ranking', ranking }, own: countyOf(3), peer: countyOf(1) },
    })
    expect(gap).toMatchObject({
      problem: { code: 'gap_refused', findings: [{ path: '/basis/ranking', code: 'recipe_is_sheet' }] },
    })
    const briefing = await desk.as('leader').call('ranking.briefing', { params: { ranking } })
    expect(briefing).toMatchObject({ problem: { code: 'resource_missing' } })
  })

  test('tell every cell at fault, and mark nobody who is no unit of the district', async () => {
    const { units, entries } = someFacts()
    const [first, ...rest] = units
    if (first === undefined) throw new Error('there are units')
    const gone = { ...first, facts: { ...first.facts, task: null } }
    const refused = await run({ units: [gone, ...rest], entries })
    expect(refused).toMatchObject({ status: 422, problem: { code: 'ranking_refused' } })
    expect(refused.ok ? [] : refused.problem?.findings?.map(({ path }) => path)).toEqual([
      `/values/${countyOf(0)}/task`,
      `/values/${countyOf(0)}/task`,
    ])
    const person = await run({ units: [...units, { ...first, code: '张三' }], entries })
    expect(person).toMatchObject({ problem: { findings: [{ path: '/units/张三', code: 'unit_unknown' }] } })
  })

  test('can be looked at beforehand, and nothing of it is kept', async () => {
    const count = `select count(*)::int as kept from ranking_content`
    const before = await opened.database.query(count)
    const source = { kind: 'facts', table: someFacts() } as const
    const preview = await desk.as('analyst').call('ranking.preview', {
      body: { content: aSheet({ shown: 'ranks', purpose: { zh: '试算', en: 'trial' } }), source },
    })
    expect(preview).toMatchObject({
      ok: true,
      value: { shown: 'ranks', marks: { ceilings: { county: 150 } } },
    })
    expect(await opened.database.query(count)).toEqual(before)
  })
})

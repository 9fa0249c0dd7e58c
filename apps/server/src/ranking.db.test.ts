import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import type { ObservationTable } from './ranking-table.ts'
import { recipeRoutes } from './recipe-route.ts'
import type { Content } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aRecipe, aTable, countyOf } from './test-recipe.ts'

/** Digests of results and of their stages, from both databases. */
const seen = new Set<string>()

describeOnBoth('rankings', (open) => {
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
      routes: [...recipeRoutes, ...makeRankingRoutes(rankingRule)],
    })
    await approve('climate', aRecipe())
    await approve(
      'plain',
      aRecipe({ steps: [...aRecipe().steps.slice(0, -1), { kind: 'rank', within: 'size' }] }),
    )
    await approve('geometric', geometric)
  }, 120_000)

  afterAll(() => desk.close())

  const geometric = aRecipe({
    steps: aRecipe().steps.map((step) =>
      step.kind === 'aggregate' ? { kind: 'aggregate', method: 'geometric' } : step,
    ),
  })

  async function approve(recipe: string, content: Content): Promise<void> {
    const params = { recipe, version: 1 }
    const body = { revision: 1 }
    await desk.as('analyst').call('recipe.draft', { body: { recipe, content } })
    await desk.as('analyst').call('recipe.propose', { params, body })
    expect(await desk.as('mayor').call('recipe.approve', { params, body })).toMatchObject({ ok: true })
  }

  async function run(recipe: string, table: ObservationTable = aTable()) {
    clock.jumpTo(instantOf(clock.now() + 1000))
    const source = { kind: 'entered', table } as const
    return desk.as('analyst').call('ranking.run', { body: { recipe, version: 1, source } })
  }

  async function runWell(recipe: string, table?: ObservationTable) {
    const answer = await run(recipe, table)
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  async function readContent(ranking: string, by: DeskPerson = 'leader') {
    const read = await desk.as(by).call('ranking.read', { params: { ranking } })
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    return read.value.content
  }

  test('put a unit into the band of the one before as long as its interval meets that of the first in it', async () => {
    const { ranking } = await runWell('climate')
    const { units } = await readContent(ranking)
    const bands = units.map(({ band }) => band ?? -1)
    expect(bands).toEqual(bands.toSorted((one, other) => one - other))
    for (const [band, members] of Map.groupBy(units, (one) => one.band ?? -1)) {
      const next = units.find((one) => one.band === band + 1)
      const reach = members[0]?.interval?.high ?? NaN
      for (const { interval } of members) expect(reach).toBeGreaterThanOrEqual(interval?.low ?? NaN)
      if (next !== undefined) expect(reach).toBeLessThan(next.interval?.low ?? NaN)
    }
  })

  test('say of each unit score, rank, interval, band, ties and what weakens its place', async () => {
    const { ranking } = await runWell('climate')
    const content = await readContent(ranking)
    expect(content.runs).toEqual({ seed: 7, asked: 200, done: 200, refused: 0 })
    expect(content.units.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(content.units.at(-1)?.band).toBeGreaterThan(0)
    for (const { rank, interval, score } of content.units) {
      expect(score).toBeGreaterThan(0)
      expect(interval?.low).toBeLessThanOrEqual(rank ?? 0)
      expect(interval?.high).toBeGreaterThanOrEqual(rank ?? 9)
    }
    // Who does not surely stand above the next is told so, and the next is too.
    for (const [place, one] of content.units.entries()) {
      const isSame = one.above_next !== null && one.above_next < 0.95
      expect(one.flags.includes('same_as_worse')).toBe(isSame)
      expect(content.units[place + 1]?.flags.includes('same_as_better') ?? false).toBe(isSame)
    }
    expect(content.units.some(({ flags }) => flags.length > 0)).toBe(true)
    expect(content.shown).toBe('bands')
    expect(content.left_out.map(({ indicator }) => indicator)).toEqual(['solved', 'late', 'firms', 'income'])
    expect(content.left_out.some(({ mean_shift: shift }) => (shift ?? 0) > 0)).toBe(true)
    expect(content.shares).toHaveLength(2)
    expect(content.weights['solved']).toBeCloseTo(1 / 3, 12)
  })

  test('are the same bytes for the same recipe and table, run twice and on both databases', async () => {
    const one = await runWell('climate')
    const other = await runWell('climate')
    expect(other.ranking).not.toBe(one.ranking)
    expect(other).toMatchObject({
      input: one.input,
      result: one.result,
      earlier: { ranking: one.ranking, is_same: true },
    })
    const kept = await opened.database.query<{ readonly content: string }>(
      `select content from ranking_content order by digest`,
    )
    seen.add(kept.map(({ content }) => content).join('\n'))
    expect(seen.size).toBe(1)
    // Another value is another table.
    const table = aTable()
    const values = table.values.with(0, [1, 2, 3, 4])
    const changed = await runWell('climate', { ...table, values })
    expect(changed.input).not.toBe(one.input)
    expect(changed.earlier).toBeUndefined()
  })

  test('open to the table that went in and to that of each step', async () => {
    const table = aTable()
    const { ranking } = await runWell('climate', table)
    const params = { ranking }
    expect(await desk.as('leader').call('ranking.input', { params })).toMatchObject({ value: table })
    const stages = await Promise.all(
      [0, 1, 2, 3, 4].map((step) => desk.as('leader').call('ranking.stage', { params: { ranking, step } })),
    )
    expect(stages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404])
    expect(stages[0]).toMatchObject({ value: { values: table.values } })
    expect(stages[2]).toMatchObject({
      value: { columns: ['solved', 'late', 'firms', 'income', 'service', 'economy', 'whole'] },
    })
  })

  test('set units apart that know too little, and tell ties and gaps', async () => {
    const table = aTable()
    const same = [50, 50, 50, 50]
    const values = table.values
      .with(0, [null, null, null, 9])
      .with(1, same)
      .with(2, same)
      .with(3, [20, null, 30, 40])
    const { ranking } = await runWell('climate', { ...table, values })
    const { apart, units } = await readContent(ranking)
    expect(apart).toEqual([{ unit: countyOf(0), step: 0, reason: 'few_values' }])
    const tied = units.filter(({ unit }) => [countyOf(1), countyOf(2)].includes(unit))
    expect(tied[0]?.rank).toBe(tied[1]?.rank)
    expect(tied.map(({ tied: others, flags }) => [others, flags.includes('tied')])).toEqual([
      [1, true],
      [1, true],
    ])
    expect(units.find(({ unit }) => unit === countyOf(3))?.missing).toBe(1)
  })

  test('within groups have places and neighbours of their group only', async () => {
    const table = aTable()
    const units = table.units.map((unit, row) => ({
      ...unit,
      attributes: { size: row < 3 ? 'large' : 'small' },
    }))
    const { ranking } = await runWell('plain', { ...table, units })
    const content = await readContent(ranking)
    expect(content.units.map(({ group, rank }) => `${group} ${rank}`)).toEqual([
      ...[1, 2, 3].map((rank) => `large ${rank}`),
      ...[1, 2, 3, 4, 5].map((rank) => `small ${rank}`),
    ])
    const last = content.units[2]
    expect([last?.above_next, last?.flags.includes('same_as_worse')]).toEqual([null, false])
  })

  test('may stand in bands by limits of the score, the last of which takes what is left', async () => {
    function limit(name: string, least: number) {
      return { name: { zh: name, en: name }, least }
    }
    const bands = { kind: 'scores' as const, limits: [limit('low', 50), limit('high', 60)] }
    const source = { kind: 'entered', table: aTable() } as const
    const content = aRecipe({ bands })
    const preview = await desk.as('analyst').call('ranking.preview', { body: { content, source } })
    const units = preview.ok ? preview.value.units : []
    expect(units.map(({ band }) => band)).toEqual(units.map(({ score }) => ((score ?? 0) >= 60 ? 0 : 1)))
    expect(new Set(units.map(({ band }) => band))).toEqual(new Set([0, 1]))
    expect(units.every(({ also_in: also }) => also.length === 0)).toBe(true)
  })

  test('of two recipes over the same table are compared by places, over two tables not at all', async () => {
    const one = await runWell('climate')
    const source = { kind: 'kept', input: one.input } as const
    const body = { recipe: 'geometric', version: 1, source }
    const other = await desk.as('analyst').call('ranking.run', { body })
    if (!other.ok) return expect.unreachable()
    const params = { ranking: one.ranking, other: other.value.ranking }
    const compared = await desk.as('supervisor').call('ranking.compare', { params })
    const [before, after] = [await readContent(one.ranking), await readContent(other.value.ranking)]
    function rankIn(content: typeof before, unit: string): number {
      return content.units.find((row) => row.unit === unit)?.rank ?? 0
    }
    const rows = compared.ok ? compared.value.rows : []
    expect(rows).toHaveLength(8)
    for (const { unit, change } of rows) expect(change).toBe(rankIn(before, unit) - rankIn(after, unit))
    const unlike = await runWell('geometric', aTable(7))
    const wrong = { params: { ranking: one.ranking, other: unlike.ranking } }
    expect(await desk.as('supervisor').call('ranking.compare', wrong)).toMatchObject({
      status: 409,
      problem: { code: 'rankings_unlike' },
    })
    const nothing = { kind: 'kept', input: one.result } as const
    expect(
      await desk.as('analyst').call('ranking.run', { body: { ...body, source: nothing } }),
    ).toMatchObject({
      status: 404,
    })
  })

  test('come from approved recipes only; a draft is tried and nothing of it is kept', async () => {
    const content = aRecipe({ shown: 'ranks' })
    await desk.as('analyst').call('recipe.draft', { body: { recipe: 'tried', content } })
    expect(await run('tried')).toMatchObject({ status: 409, problem: { code: 'recipe_not_ready' } })
    expect(await run('nowhere')).toMatchObject({ status: 404 })
    const counted = `select (select count(*) from ranking)::int as runs, (select count(*) from ranking_content)::int as texts,
      (select count(*) from audit_event)::int as events`
    const before = await opened.database.query(counted)
    const source = { kind: 'entered', table: aTable() } as const
    const preview = await desk.as('analyst').call('ranking.preview', { body: { content, source } })
    expect(preview).toMatchObject({ ok: true, value: { shown: 'ranks', runs: { done: 200 } } })
    expect(preview.ok && preview.value.shares).toHaveLength(2)
    expect(await opened.database.query(counted)).toEqual(before)
  })

  test('are listed with the newest first, page by page', async () => {
    const whole = await desk.as('analyst').call('ranking.list', { query: { limit: 200 } })
    const all = whole.ok ? whole.value.rows : []
    const ids: string[] = []
    let after: string | undefined
    do {
      const query = { limit: 3, ...(after !== undefined && { after }) }
      const page = await desk.as('analyst').call('ranking.list', { query })
      if (!page.ok) return expect.unreachable()
      ids.push(...page.value.rows.map(({ ranking }) => ranking))
      after = page.value.next
    } while (after !== undefined)
    expect(ids.length).toBeGreaterThan(3)
    expect(ids).toEqual(all.map(({ ranking }) => ranking))
    expect(ids).toEqual(ids.toSorted().toReversed())
    const some = await desk.as('analyst').call('ranking.list', { query: { recipe: 'plain' } })
    expect(some.ok && new Set(some.value.rows.map(({ recipe }) => recipe))).toEqual(new Set(['plain']))
  })

  test('are computed by analysts and read by who looks over the district, by nobody else', async () => {
    const { ranking } = await runWell('climate')
    const params = { ranking }
    const read = await Promise.all(
      (['leader', 'supervisor', 'analyst', 'handler', 'resident', 'administrator'] as const).map((name) =>
        desk.as(name).call('ranking.read', { params }),
      ),
    )
    expect(read.map(({ status }) => status)).toEqual([200, 200, 200, 403, 403, 403])
    const body = { recipe: 'climate', version: 1, source: { kind: 'entered', table: aTable() } } as const
    expect(await desk.as('leader').call('ranking.run', { body })).toMatchObject({ status: 403 })
    const [event] = await opened.database.query(
      `select actor_name from audit_event where kind = 'ranking.run' and subject = '${ranking}'`,
    )
    expect(event).toEqual({ actor_name: 'feng' })
  })

  test('that were changed in the database are refused, and never shown', async () => {
    const { ranking, result } = await runWell('climate')
    const change = `update ranking_content set content = replace(content, '"rank":1,', '"rank":8,') where digest = '${result}'`
    await expect(opened.database.execute(change)).rejects.toMatchObject({ code: '42501' })
    expect(await opened.asOwner((owner) => owner.execute(change))).toBe(1)
    expect(await desk.as('leader').call('ranking.read', { params: { ranking } })).toMatchObject({
      status: 500,
      problem: { code: 'ranking_damaged' },
    })
  })
})

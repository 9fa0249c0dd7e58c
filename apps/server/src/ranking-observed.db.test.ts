import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { withdrawStatistics } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import { recipeRoutes } from './recipe-route.ts'
import type { Content } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import { aRecipe, aTable } from './test-recipe.ts'
import { keepDivisions, keepStatistics } from './test-statistic.ts'

/** The table of the tests of rankings, as statistics of a quarter. */
const table = aTable()
const last = table.units.at(-1)?.code ?? ''

describeOnBoth('rankings of what was imported', (open) => {
  let desk: TestDesk
  const content: Content = {
    ...aRecipe(),
    indicators: aRecipe().indicators.map((one) => ({ ...one, source: 'imported' })),
  }

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
    const routes = [...recipeRoutes, ...makeRankingRoutes(rankingRule)]
    desk = await openTestDesk({ database, now: () => clock.now(), packs: [], routes })
    await keepDivisions(
      desk.tenant,
      table.units.map(({ code }) => [code, `县${code}`, '样例省']),
    )
    const cells = table.units.flatMap(({ code }, row) =>
      table.indicators.map(
        (indicator, column) => [indicator, code, '2026-Q2', table.values[row]?.[column] ?? 0] as const,
      ),
    )
    const values = cells.filter(([indicator, unit]) => indicator !== 'income' || unit !== last)
    await keepStatistics(desk.tenant, { units: 'division', values })
    const params = { recipe: 'climate', version: 1 }
    const body = { revision: 1 }
    await desk.as('analyst').call('recipe.draft', { body: { recipe: 'climate', content } })
    await desk.as('analyst').call('recipe.propose', { params, body })
    expect(await desk.as('mayor').call('recipe.approve', { params, body })).toMatchObject({ ok: true })
  }, 120_000)

  afterAll(() => desk.close())

  test('are those of the same table handed in, and a missing cell is told', async () => {
    const analyst = desk.as('analyst')
    const source = { kind: 'observed' } as const
    const ran = await analyst.call('ranking.run', { body: { recipe: 'climate', version: 1, source } })
    if (!ran.ok) throw new Error(JSON.stringify(ran.problem))
    expect(ran.value.findings).toContainEqual(
      expect.objectContaining({ path: `/values/${last}/income`, code: 'value_missing' }),
    )
    const values = table.values.with(-1, table.values.at(-1)?.with(-1, null) ?? [])
    const byHand = { kind: 'entered', table: { ...table, values } } as const
    const same = await analyst.call('ranking.run', {
      body: { recipe: 'climate', version: 1, source: byHand },
    })
    expect(same).toMatchObject({ ok: true, value: { input: ran.value.input, result: ran.value.result } })
    const read = await analyst.call('ranking.read', { params: { ranking: ran.value.ranking } })
    expect(read).toMatchObject({ ok: true, value: { names: { [last]: `县${last}` } } })
  })

  test('keep their digests and their bytes when what they rest on is withdrawn', async () => {
    const { database, district } = desk.tenant
    const listed = await desk.as('analyst').call('ranking.list', { query: {} })
    const ranking = listed.ok ? (listed.value.rows[0]?.ranking ?? '') : ''
    const before = await desk.as('analyst').call('ranking.read', { params: { ranking } })
    const withdrawn = await database.transaction((transaction) =>
      withdrawStatistics(transaction, district, {
        import: 1,
        at: desk.tenant.now(),
        by: 'feng',
        reason: '口径有误',
        only: [{ indicator: 'income', period: '2026-Q2', unit: table.units[0]?.code ?? '' }],
      }),
    )
    expect(withdrawn).toBe(1)
    const after = await desk.as('analyst').call('ranking.read', { params: { ranking } })
    expect(after).toEqual(before)
    const again = await desk.as('analyst').call('ranking.run', {
      body: { recipe: 'climate', version: 1, source: { kind: 'observed' } },
    })
    if (!again.ok || !before.ok) throw new Error(JSON.stringify([again, before]))
    expect(again.value.input).not.toBe(before.value.input)
    expect(again.value.findings).toContainEqual(
      expect.objectContaining({
        path: `/values/${table.units[0]?.code ?? ''}/income`,
        code: 'value_missing',
      }),
    )
  })

  test('can be looked at beforehand, and are refused for a period of which nothing is known', async () => {
    const analyst = desk.as('analyst')
    const seen = await analyst.call('ranking.preview', { body: { content, source: { kind: 'observed' } } })
    if (!seen.ok) throw new Error(JSON.stringify(seen.problem))
    expect(seen.value.units).toHaveLength(8)
    expect(seen.value.findings.map(({ code }) => code)).toContain('value_missing')
    const source = { kind: 'observed', statistics: '2019' } as const
    const refused = await analyst.call('ranking.preview', { body: { content, source } })
    expect(refused).toMatchObject({ ok: false, problem: { code: 'ranking_refused' } })
  })
})

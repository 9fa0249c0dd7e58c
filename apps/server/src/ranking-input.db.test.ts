import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth } from '@duibiao/testkit'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import type { ObservationTable } from './ranking-table.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aRecipe, aTable, countyOf } from './test-recipe.ts'

describeOnBoth('tables of rankings', (open) => {
  let desk: TestDesk

  beforeAll(async () => {
    const { database } = await open()
    desk = await openTestDesk({
      database,
      now: () => instantOf(Date.UTC(2026, 2, 2, 4)),
      packs: [],
      routes: makeRankingRoutes({ ...rankingRule, cells: 200, places: 4000 }),
    })
  }, 120_000)

  afterAll(() => desk.close())

  function preview(table: ObservationTable) {
    const source = { kind: 'entered', table } as const
    return desk.as('analyst').call('ranking.preview', { body: { content: aRecipe(), source } })
  }

  /** Sends a body as it stands, past the typed client. */
  async function send(url: string, body: string, by: DeskPerson = 'analyst') {
    const answer = await desk.application.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json', 'accept-language': 'en' },
      payload: body,
    })
    return { status: answer.statusCode, problem: answer.json() }
  }

  test('refuse what cannot be ranked with the cell or rule at fault', async () => {
    const table = aTable()
    async function codesOf(wrong: ObservationTable): Promise<unknown> {
      const answer = await preview(wrong)
      const findings = answer.ok ? [] : (answer.problem?.findings ?? [])
      return [answer.status, ...findings.map(({ path, code }) => `${path} ${code}`)]
    }
    const [solved, late, firms, income] = table.indicators
    const gone = table.values.map((row) => row.with(1, null))
    const flat = table.values.map((row) => row.with(2, 5))
    expect(await codesOf({ ...table, values: gone })).toEqual([422, '/indicators/late all_missing'])
    expect(await codesOf({ ...table, values: flat })).toEqual([422, '/steps/1/firms zero_variance'])
    expect(await codesOf({ ...table, values: table.values.with(2, [1, 2]) })).toEqual([
      422,
      `/values/${countyOf(2)} row_length`,
    ])
    expect(await codesOf({ ...table, values: table.values.slice(1) })).toEqual([422, '/values row_count'])
    const columns = [solved, solved, firms, 'other'].flatMap((code) => code ?? [])
    expect(await codesOf({ ...table, indicators: columns })).toEqual([
      422,
      '/indicators/solved duplicate_indicator',
      `/indicators/${late ?? ''} column_missing`,
      `/indicators/${income ?? ''} column_missing`,
    ])
    const twice = table.units.with(1, { code: countyOf(0) })
    expect(await codesOf({ ...table, units: twice })).toEqual([422, `/units/${countyOf(0)} duplicate_unit`])
    const person = table.units.with(0, { code: 'zhang-san' })
    expect(await codesOf({ ...table, units: person })).toEqual([422, '/units/zhang-san unit_unknown'])
    expect(await codesOf(aTable(1))).toContain('/steps/1/solved one_unit')
    // 51 units of four indicators and 200 runs, where 200 cells and 4,000 places may be.
    expect(await codesOf(aTable(51))).toEqual([
      422,
      '/values cells_too_many',
      '/uncertainty/runs runs_too_many',
    ])
  })

  test('take no value that is no number, whatever a body says', async () => {
    const { values, ...rest } = aTable()
    const table = { ...rest, values: values.with(1, [7, 7, 7, 7]) }
    const body = JSON.stringify({ content: aRecipe(), source: { kind: 'entered', table } })
    for (const wrong of ['1e999', '-1e999', '"NaN"', '"12"', 'true']) {
      const { status, problem } = await send(
        '/api/v1/ranking-previews',
        body.replace('[7,7,7,7]', `[7,${wrong},7,7]`),
      )
      expect([wrong, status]).toEqual([wrong, 400])
      const paths: readonly string[] = problem.findings.map(({ path }: { readonly path: string }) => path)
      expect(paths).toContain('/body/source/table/values/1/1')
    }
    const { status } = await send('/api/v1/ranking-previews', body.replace('[7,7,7,7]', '[7,NaN,7,7]'))
    expect(status).toBe(400)
  })

  test('name only areas and offices that the district has', async () => {
    const table = { ...aTable(2), units: [{ code: 'nowhere' }, { code: 'water' }] }
    const source = { kind: 'entered', table } as const
    for (const units of ['area', 'office'] as const) {
      const content = aRecipe({ units })
      expect(await desk.as('analyst').call('ranking.preview', { body: { content, source } })).toMatchObject({
        problem: { code: 'ranking_refused', findings: [{ code: 'unit_unknown' }, { code: 'unit_unknown' }] },
      })
    }
  })
})

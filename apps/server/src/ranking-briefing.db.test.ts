import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { readCells } from '@duibiao/sheet'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { rankingBriefingRoutes } from './briefing-route.ts'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import type { ObservationTable } from './ranking-table.ts'
import { recipeRoutes } from './recipe-route.ts'
import type { AnyContent } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aSheet, someFacts } from './test-mark-sheet.ts'
import { aRecipe, aTable, countyOf } from './test-recipe.ts'

/** Spreadsheets show fifteen digits. */
function shown(value: number | null | undefined): number {
  return Number(value?.toPrecision(15))
}

describeOnBoth('briefings on rankings', (open) => {
  let desk: TestDesk
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
    desk = await openTestDesk({
      database,
      now: () => clock.now(),
      packs: [],
      routes: [...recipeRoutes, ...makeRankingRoutes(rankingRule), ...rankingBriefingRoutes],
    })
    await approve('bands', aRecipe())
    await approve('ranks', aRecipe({ shown: 'ranks' }))
    await approve(
      'limits',
      aRecipe({
        bands: {
          kind: 'scores',
          limits: [
            { name: { zh: '合格', en: 'fair' }, least: 40 },
            { name: { zh: '优秀', en: 'good' }, least: 60 },
          ],
        },
      }),
    )
  }, 120_000)

  afterAll(() => desk.close())

  async function approve(recipe: string, content: AnyContent): Promise<void> {
    const params = { recipe, version: 1 }
    const body = { revision: 1 }
    await desk.as('analyst').call('recipe.draft', { body: { recipe, content } })
    await desk.as('analyst').call('recipe.propose', { params, body })
    expect(await desk.as('mayor').call('recipe.approve', { params, body })).toMatchObject({ ok: true })
  }

  async function run(recipe: string, table: ObservationTable = aTable()) {
    const body = { recipe, version: 1, source: { kind: 'entered', table } } as const
    const answer = await desk.as('analyst').call('ranking.run', { body })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    const read = await desk.as('leader').call('ranking.read', { params: answer.value })
    if (!read.ok) throw new Error(JSON.stringify(read.problem))
    return read.value
  }

  async function brief(ranking: string) {
    const answer = await desk.as('leader').call('ranking.briefing', { params: { ranking } })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  async function fetchBook(ranking: string, as: DeskPerson = 'leader', language = 'zh') {
    return desk.application.inject({
      url: `/api/v1/rankings/${ranking}/briefing-export`,
      headers: { authorization: `Bearer ${as}`, 'accept-language': language },
    })
  }

  /** The sheets of a workbook as their rows of texts. */
  async function readBook(ranking: string, names: readonly string[], language = 'zh') {
    const { rawPayload: bytes } = await fetchBook(ranking, 'leader', language)
    const tables = await Promise.all(names.map((sheet) => readCells({ name: 'a.xlsx', bytes }, { sheet })))
    return tables.map(({ rows }) => rows)
  }

  const tabs = ['说明', '结果', '区间', '分项', '稳健性', '方法', '数据', '指标']

  test('where ranks are made known the workbook has the numbers of the service, each unit in its place', async () => {
    const table = aTable()
    const found = await run('ranks', table)
    const [about = [], result = [], interval = [], marks = [], leaning = [], , data = []] = await readBook(
      found.ranking,
      tabs,
    )
    const { content } = found
    expect(
      result.slice(1).map(([unit, , band, , rank, score]) => [unit, band, Number(rank), Number(score)]),
    ).toEqual(
      content.units.map(({ unit, band, rank, score }) => [
        unit,
        `第 ${(band ?? 0) + 1} 档`,
        rank,
        shown(score),
      ]),
    )
    expect(interval.slice(1).map(([unit, , ...cells]) => [unit, ...cells.map(Number)])).toEqual(
      content.units.map(({ unit, interval: one }) => [
        unit,
        ...[one?.low, one?.high, one?.median, one?.mean].map(shown),
      ]),
    )
    expect(leaning.slice(1).map(([, shift]) => Number(shift))).toEqual(
      content.left_out.map(({ mean_shift: shift }) => shown(shift)),
    )
    expect(data.slice(1).map(([unit, , ...cells]) => [unit, ...cells.map(Number)])).toEqual(
      table.units.map(({ code }, row) => [code, ...(table.values[row] ?? [])]),
    )
    const stage = await desk
      .as('leader')
      .call('ranking.stage', { params: { ranking: found.ranking, step: 2 } })
    if (!stage.ok) throw new Error(JSON.stringify(stage.problem))
    const { units, values } = stage.value
    expect(new Map(marks.slice(1).map(([unit = '', , ...cells]) => [unit, cells.map(Number)]))).toEqual(
      new Map(content.units.map(({ unit }) => [unit, values[units.indexOf(unit)]?.map(shown)])),
    )
    const texts = new Map(about.map(([name = '', text = '']) => [name, text]))
    expect(texts.get('结果摘要（SHA-256）')).toBe(found.result)
    expect(texts.get('数据摘要（SHA-256）')).toBe(found.input)
    expect(texts.get('方案摘要（SHA-256）')).toBe(found.recipe_hash)
    expect(texts.get('方案审定')).toBe('2026-03-02 12:00，ma')
    expect(texts.get('评价期')).toBe('2026-04-01 至 2026-06-30')
  })

  test('where bands are made known neither words nor workbook have a rank, a score or the middle of an interval', async () => {
    const found = await run('bands')
    const { units } = found.content
    const said = JSON.stringify(await brief(found.ranking))
    const [about = [], result = [], interval = [], marks = []] = await readBook(found.ranking, tabs)
    expect(result[0]).toEqual(['单位编码', '单位', '档次', '也可能属于', '缺指标数'])
    expect(interval[0]).toEqual(['单位编码', '单位', '可能的位次：从', '可能的位次：到'])
    expect(marks[0]).toEqual(['单位编码', '单位', 'solved', 'late', 'firms', 'income', 'service', 'economy'])
    for (const { score } of units) {
      expect(JSON.stringify([about, result, interval, marks])).not.toContain(score?.toPrecision(8))
      expect(said).not.toContain(score?.toFixed(2))
    }
    expect(said).not.toMatch(/\d\. \d{6}|can be told apart, and/)
    // Within a band the order is that of the names, whatever the ranks are.
    const order = units.toSorted(
      (one, other) => (one.band ?? 0) - (other.band ?? 0) || one.unit.localeCompare(other.unit),
    )
    expect(result.slice(1).map(([unit]) => unit)).toEqual(order.map(({ unit }) => unit))
    expect(units.map(({ unit }) => unit)).not.toEqual(order.map(({ unit }) => unit))
  })

  test('its sentences say bands first, who cannot be told apart, how often it was tried, and that no person is judged', async () => {
    const { ranking, content } = await run('ranks')
    const { said, notes } = await brief(ranking)
    expect(said[0]).toBe('Ranked: 8 divisions.')
    expect(said[2]).toContain('200 runs, 200 of them computed')
    const bands = [...Map.groupBy(content.units, ({ band }) => band ?? -1).values()]
    expect(bands.some(({ length }) => length > 1)).toBe(true)
    for (const [place, members] of bands.entries()) {
      const names = members.map(({ unit }) => unit).toSorted()
      const line = said[3 + place] ?? ''
      expect(line).toContain(`Band ${place + 1} has ${members.length}: ${names.join(', ')}.`)
      expect(line.includes('cannot tell them apart')).toBe(members.length > 1)
    }
    const pairs = content.units.flatMap(({ unit, flags }, place) =>
      flags.includes('same_as_worse') ? [`${unit} and ${content.units[place + 1]?.unit ?? ''}`] : [],
    )
    expect(said).toContain(`What the data cannot tell apart: ${pairs.join('; ')}.`)
    expect(said.at(-1)).toContain('judges no person')
    expect(notes).toEqual([])
  })

  test('bands by written limits go by their names, and nobody says that they cannot be told apart', async () => {
    const { ranking, content } = await run('limits')
    const { said } = await brief(ranking)
    const good = content.units.filter(({ band }) => band === 0).map(({ unit }) => unit)
    expect(good.length).toBeGreaterThan(0)
    expect(said.some((line) => line.startsWith(`good has ${good.length}`))).toBe(true)
    expect(said.join(' ')).not.toContain('overlap; the data cannot')
  })

  test('units apart and missing data are named, and texts of a table are never formulas', async () => {
    const table = aTable()
    const { ranking } = await run('bands', {
      ...table,
      units: table.units.map(({ code }) => ({ code, attributes: { note: '=HYPERLINK("http://x")' } })),
      values: table.values.with(0, [1, null, null, null]).with(1, [50, null, 20, 30]),
    })
    const { said, notes } = await brief(ranking)
    expect(said.join(' ')).toContain(`data are missing, 1 in all: ${countyOf(1)} 1.`)
    expect(notes).toContain(`${countyOf(0)} stands apart: too few indicators are known (step 1).`)
    const [data = []] = await readBook(ranking, ['数据'])
    expect(data[0]?.at(-1)).toBe('note')
    expect(data[1]?.at(-1)).toBe('=HYPERLINK("http://x")')
    expect(data[1]?.slice(2, 6)).toEqual(['1', '', '', ''])
  })

  test('the method has each parameter of each step, in the language of the asker', async () => {
    const { ranking } = await run('ranks')
    const [method = []] = await readBook(ranking, ['Method'], 'en')
    expect(method[0]).toEqual(['Step', 'What', 'Parameter', 'Value'])
    expect(method).toContainEqual(['1', 'Screen', 'leastShare', '0.5'])
    expect(method).toContainEqual(['2', 'Make marks', 'method / to', '100'])
    expect(method).toContainEqual(['4', 'Rank'])
    expect(method).toContainEqual(['', 'Uncertainty and runs', 'seed', '7'])
  })

  test('of a sheet of marks there is none', async () => {
    await approve('marks', aSheet())
    const source = { kind: 'facts', table: someFacts() } as const
    const ran = await desk
      .as('analyst')
      .call('ranking.run', { body: { recipe: 'marks', version: 1, source } })
    if (!ran.ok) throw new Error(JSON.stringify(ran.problem))
    const { ranking } = ran.value
    expect(await desk.as('leader').call('ranking.briefing', { params: { ranking } })).toMatchObject({
      ok: false,
      problem: { code: 'resource_missing' },
    })
    expect((await fetchBook(ranking)).statusCode).toBe(404)
  })

  test('only those who look over the district get either, and the audit is told of the file', async () => {
    const { ranking } = await run('bands')
    for (const person of ['clerk', 'head', 'resident', 'nobody'] as const) {
      expect((await desk.as(person).call('ranking.briefing', { params: { ranking } })).ok).toBe(false)
      expect((await fetchBook(ranking, person)).statusCode).toBeGreaterThanOrEqual(400)
    }
    const none = '00000000-0000-4000-8000-000000000000'
    expect((await fetchBook(none)).statusCode).toBe(404)
    expect((await fetchBook(ranking, 'analyst')).headers['content-disposition']).toBe(
      'attachment; filename="ranking-briefing-2026-03-02.xlsx"',
    )
    const told = await desk.tenant.database.query<{ readonly subject: string }>({
      name: 'test_briefings',
      text: `select subject from audit_event where kind = 'data.exported' and subject = '${ranking}'`,
    })
    expect(told).toHaveLength(1)
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import type { TestDesk } from './test-desk.ts'
import { bytesOf, fileBytes, openStatisticDesk } from './test-statistic-desk.ts'
import type { StatisticDesk } from './test-statistic-desk.ts'

const divisions = `代码,名称,上级,起始年,终止年,后继代码
110101,东城区,北京市,,,
110102,西城区,北京市,,,
110103,崇文区,北京市,,2010,110101
110105,朝阳区,北京市,,,
`

const plan = `nameHeader: 区县
source: 样例统计年鉴
indicators:
  - { code: gdp, headers: [地区生产总值], name: { zh: 地区生产总值, en: Gross regional product }, measure: 万元, direction: more, least: 0 }
  - { code: beds, headers: [床位], name: { zh: 床位, en: Beds }, measure: 张, direction: more, least: 0 }
`

function yearbook(rows: readonly string[]): string {
  return ['区县,年份,地区生产总值,床位', '单位,,万元,张', ...rows].join('\n')
}

describeOnBoth('imported statistics', (open) => {
  let opened: TestDatabase
  let site: StatisticDesk
  let desk: TestDesk
  let shown = ''

  beforeAll(async () => {
    opened = await open()
    site = await openStatisticDesk(opened.database, { plan, divisions })
    desk = site.desk
  }, 120_000)

  afterAll(() => desk.close())

  async function values(indicator: string) {
    const page = await desk.as('leader').call('statistic.values', { params: { indicator }, query: {} })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    return page.value.rows.map(({ name, period, value, import: number, row, column }) => {
      return [name, period, value, number, row, column]
    })
  }

  async function countOf(table: string): Promise<number> {
    const [row] = await opened.database.query<{ readonly count: number }>(
      `select count(*)::int as count from ${table}`,
    )
    return row?.count ?? -1
  }

  test('a dry run tells faults by row and column and writes nothing', async () => {
    const report = await site.tried(
      yearbook(['东城区,2020,3000,e', '西城 区,2020,5000,20', '无此区,2020,1,1']),
    )
    expect(report).toMatchObject({ is_applied: false, rows: 3, units: 2, added: 3, changed: 0 })
    expect(report.import).toBeUndefined()
    expect(report.findings.map(({ row, column, code, severity }) => [row, column, code, severity])).toEqual([
      [3, 4, 'value_not_number', 'error'],
      [4, 1, 'name_spaced', 'warning'],
      [5, 1, 'name_unknown', 'error'],
    ])
    expect(await countOf('statistic_value')).toBe(0)
    expect(await countOf('statistic_import')).toBe(0)
  })

  test('what has errors is imported only when the rest is asked for alone', async () => {
    const table = yearbook(['东城区,2019,2800,30', '西城区,2019,x,18'])
    const { digest } = await site.tried(table)
    expect(await site.ask(table, { digest })).toMatchObject({
      ok: false,
      problem: { code: 'statistics_refused' },
    })
    expect(await countOf('statistic_value')).toBe(0)
    const done = await site.tried(table, { digest, partial: true })
    expect(done).toMatchObject({ is_applied: true, import: 1, added: 3, defined: ['gdp', 'beds'] })
    expect(await values('gdp')).toEqual([['东城区', '2019', 2800, 1, 3, 3]])
    const read = await desk.as('leader').call('statistic_import.read', { params: { import: 1 } })
    expect(read).toMatchObject({
      ok: true,
      value: { file: '年鉴.csv', plan_text: plan, findings: [{ row: 4, column: 3 }], by: 'feng' },
    })
  })

  test('the same file twice changes nothing', async () => {
    const table = yearbook(['东城区,2020,3000,31', '西城区,2020,5000,20'])
    const { digest } = await site.tried(table)
    shown = digest
    const first = await site.tried(table, { digest })
    const before = await values('gdp')
    const imports = await countOf('statistic_import')
    // The confirmation comes twice, then the whole import anew.
    const again = await site.tried(table, { digest })
    const anew = await site.taken(table)
    expect([again, anew].map((one) => [one.is_applied, one.import, one.added, one.changed])).toEqual([
      [true, first.import, 0, 0],
      [true, first.import, 0, 0],
    ])
    expect(await values('gdp')).toEqual(before)
    expect(await countOf('statistic_import')).toBe(imports)
    expect(await countOf('statistic_revision')).toBe(0)
  })

  test('a value that another file changes is told beforehand and leaves a revision', async () => {
    const table = yearbook(['东城区,2020,3100,31', '西城区,2020,5000,20'])
    const report = await site.tried(table)
    expect(report).toMatchObject({ added: 0, changed: 1, unchanged: 3 })
    expect(report.findings).toMatchObject([{ row: 3, column: 3, code: 'value_revised', severity: 'warning' }])
    const { import: number } = await site.tried(table, { digest: report.digest })
    const told = await desk
      .as('leader')
      .call('statistic.revisions', { params: { indicator: 'gdp' }, query: { unit: '110101' } })
    expect(told).toMatchObject({
      ok: true,
      value: {
        rows: [
          { name: '东城区', period: '2020', before: 3000, after: 3100, import_after: number, by: 'feng' },
        ],
      },
    })
    expect(await values('gdp')).toContainEqual(['东城区', '2020', 3100, number, 3, 3])
    // A confirmation from before, come late, does not bring the earlier value back.
    const early = await site.ask(yearbook(['东城区,2020,3000,31', '西城区,2020,5000,20']), { digest: shown })
    expect(early).toMatchObject({ ok: false, problem: { code: 'statistics_changed' } })
  })

  test('a change past the application leaves a revision too', async () => {
    const before = await countOf('statistic_revision')
    await opened.database.execute(
      `update statistic_value set value = 1 where indicator = 'beds' and unit = '110102'`,
    )
    expect(await countOf('statistic_revision')).toBeGreaterThan(before)
  })

  test('what was shown is what is imported, or nothing', async () => {
    const { digest } = await site.tried(yearbook(['朝阳区,2020,9000,40']))
    const other = await site.ask(yearbook(['朝阳区,2020,9999,40']), { digest })
    expect(other).toMatchObject({ ok: false, problem: { code: 'statistics_changed' } })
  })

  test('codes that ceased lead to their successors, and divisions with values stay in the list', async () => {
    const report = await site.tried(yearbook(['崇文区,2021,100,5']))
    expect(report.findings).toMatchObject([{ row: 3, code: 'name_former' }])
    const without = divisions.replace(/110101.*\n/, '')
    const told = await site.replaceDivisions(without)
    expect(told).toMatchObject({ ok: false, problem: { code: 'statistics_refused' } })
    expect(await site.replaceDivisions(divisions)).toMatchObject({
      ok: true,
      value: { is_applied: true, added: 0, changed: 0, removed: 0 },
    })
    const odd = await desk.as('analyst').call('statistic_division.replace', {
      query: { name: '区划.csv' },
      body: bytesOf(`${divisions}11010,东区,北京市,,,\n110105,朝阳区,北京市,,,\n`),
    })
    expect(odd).toMatchObject({
      value: {
        findings: [
          { row: 6, code: 'code_malformed' },
          { row: 7, code: 'division_doubled' },
        ],
      },
    })
  })

  test('statistics of streets and offices go by the registry, of a quarter by its name', async () => {
    const table = '区县,床位\n东街道,3\n西街道,4\n'
    const done = await site.taken(table, { units: 'area', period: '2026-Q1' })
    expect(done).toMatchObject({ is_applied: true, added: 2, units: 2 })
    const params = { indicator: 'beds' }
    const page = await desk.as('leader').call('statistic.values', { params, query: { units: 'area' } })
    expect(page).toMatchObject({
      value: {
        rows: [
          { unit: 's1', name: '东街道', period: '2026-Q1', value: 3 },
          { unit: 's2', name: '西街道', period: '2026-Q1', value: 4 },
        ],
      },
    })
    const unlike = await site.tried(yearbook(['东城区,2018,1,1']), { period: '2019' })
    expect(unlike.findings).toContainEqual(expect.objectContaining({ row: 3, code: 'period_unlike' }))
    expect(unlike.added).toBe(0)
  })

  test.each([
    ['indicators:\n  - { code: joy, headers: [地区生产总值] }\n', 2, 'definition_missing'],
    ['year: 2020\n', 0, 'plan_without_indicators'],
    [plan.replace('code: gdp', 'code: hotline.gdp'), 4, 'code_impossible'],
    [plan.replace('measure: 万元', 'measure: 亿元'), 4, 'measure_changed'],
  ])('a plan that does not say what its values are is refused: %j', async (text, row, code) => {
    const report = await site.tried(yearbook(['东城区,2020,3000,31']), { plan: await site.keepPlan(text) })
    expect(report.findings).toContainEqual(expect.objectContaining({ file: 'plan', row, code }))
    expect(report).toMatchObject({ added: 0, changed: 0 })
    const told = await site.ask(yearbook(['东城区,2020,3000,31']), {
      plan: await site.keepPlan(text),
      digest: report.digest,
      partial: true,
    })
    expect(told).toMatchObject({ ok: false, problem: { code: 'statistics_refused' } })
  })

  test('a broken plan is told by its lines and not kept', async () => {
    const told = await desk.as('analyst').call('statistic_plan.keep', { body: bytesOf('heading: x\n') })
    expect(told).toMatchObject({
      ok: true,
      value: { findings: [{ file: 'plan', row: 1, code: 'plan_malformed' }] },
    })
    expect(told.ok && told.value.digest).toBeUndefined()
  })

  test('another definition of an indicator holds from then on, and the earlier one is kept', async () => {
    const digest = await site.keepPlan(plan.replace('样例统计年鉴', '样例统计公报'))
    const table = yearbook(['朝阳区,2021,9100,40'])
    const report = await site.tried(table, { plan: digest })
    expect(report.findings.map(({ code }) => code)).toEqual(['definition_changed', 'definition_changed'])
    await site.tried(table, { plan: digest, digest: report.digest })
    const listed = await desk.as('leader').call('statistic.list', {})
    if (!listed.ok) throw new Error(JSON.stringify(listed.problem))
    const gdp = listed.value.rows.find(({ code }) => code === 'gdp')
    expect(gdp).toMatchObject({
      source: '样例统计公报',
      spans: [{ units: 'division', first: '2019', last: '2021' }],
    })
    expect(await countOf('statistic_definition')).toBe(4)
  })

  test('lists go page by page, in a narrower span of periods where asked', async () => {
    const params = { indicator: 'gdp' }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await desk
        .as('leader')
        .call('statistic.values', { params, query: { limit: 2, ...(after !== undefined && { after }) } })
      if (!page.ok) throw new Error(JSON.stringify(page.problem))
      seen.push(...page.value.rows.map(({ unit, period }) => `${period} ${unit}`))
      after = page.value.next
    } while (after !== undefined)
    expect(seen).toEqual(seen.toSorted())
    expect(seen).toHaveLength((await values('gdp')).length)
    const one = await desk
      .as('leader')
      .call('statistic.values', { params, query: { from: '2021', to: '2021' } })
    expect(one).toMatchObject({ value: { rows: [{ unit: '110105' }] } })
    const first = await desk.as('leader').call('statistic_import.list', { query: { limit: 1 } })
    if (!first.ok || first.value.next === undefined) throw new Error(JSON.stringify(first))
    const second = await desk
      .as('leader')
      .call('statistic_import.list', { query: { limit: 1, after: first.value.next } })
    expect(second.ok && second.value.rows[0]?.import).toBe((first.value.rows[0]?.import ?? 0) - 1)
  })

  test('only who may bring statistics in does, and files beyond the limit are refused', async () => {
    const table = yearbook(['东城区,2020,3000,31'])
    expect(await site.ask(table, {}, 'leader')).toMatchObject({
      ok: false,
      problem: { code: 'permission_missing' },
    })
    expect(await site.ask(table, {}, 'administrator')).toMatchObject({ ok: true })
    expect(await site.ask('x'.repeat(fileBytes + 1))).toMatchObject({
      ok: false,
      problem: { code: 'request_too_large' },
    })
    expect(await site.ask(table, { plan: '0'.repeat(64) })).toMatchObject({
      ok: false,
      problem: { code: 'resource_missing' },
    })
    const values = await desk
      .as('resident')
      .call('statistic.values', { params: { indicator: 'gdp' }, query: {} })
    expect(values).toMatchObject({ ok: false, problem: { code: 'permission_missing' } })
    const none = await desk.as('leader').call('statistic.values', { params: { indicator: 'joy' }, query: {} })
    expect(none).toMatchObject({ ok: false, problem: { code: 'resource_missing' } })
  })
})

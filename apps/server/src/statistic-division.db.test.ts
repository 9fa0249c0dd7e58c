import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import type { TestDesk } from './test-desk.ts'
import { bytesOf, openStatisticDesk } from './test-statistic-desk.ts'
import type { StatisticDesk } from './test-statistic-desk.ts'

const head = '代码,名称,上级,起始年,终止年,后继代码'

function list(...rows: readonly string[]): string {
  return [head, ...rows, ''].join('\n')
}

const before = ['990201,东区,甲市,,,', '990202,西区,甲市,,,', '990203,南区,甲市,,,']

const plan = `nameHeader: 区县
codeHeader: 代码
source: 样例统计年鉴
indicators:
  - { code: people, headers: [人口], name: { zh: 人口, en: People }, measure: 人, direction: none }
`

describeOnBoth('lists of divisions', (open) => {
  let opened: TestDatabase
  let site: StatisticDesk
  let desk: TestDesk

  beforeAll(async () => {
    opened = await open()
    site = await openStatisticDesk(opened.database, { plan, divisions: list(...before) })
    desk = site.desk
  }, 120_000)

  afterAll(() => desk.close())

  async function ask(text: string, digest?: string) {
    const query = { name: '区划.csv', ...(digest !== undefined && { digest }) }
    return desk.as('analyst').call('statistic_division.replace', { query, body: bytesOf(text) })
  }

  async function digestOf(text: string): Promise<string> {
    const told = await ask(text)
    if (!told.ok) throw new Error(JSON.stringify(told.problem))
    return told.value.digest
  }

  async function listed(): Promise<readonly string[]> {
    const page = await desk.as('leader').call('statistic_division.list', { query: { limit: 200 } })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    return page.value.rows.map(({ code, name }) => `${code} ${name}`)
  }

  async function imports(): Promise<number> {
    const [row] = await opened.database.query<{ readonly count: number }>(
      `select count(*)::int as count from audit_event where district_id = 1 and kind = 'data.imported'`,
    )
    return row?.count ?? -1
  }

  test('of two lists at once one is taken whole, and who handed the other in is told', async () => {
    const lists = [
      list(...before, '990204,北区,甲市,,,'),
      list('990201,东城区,甲市,,,', ...before.slice(1), '990205,中区,甲市,,,'),
    ]
    const digests = await Promise.all(lists.map(digestOf))
    const told = await Promise.all(lists.map((text, place) => ask(text, digests[place])))
    const taken = told.findIndex(({ ok }) => ok)
    expect(told.map((one) => (one.ok ? 'taken' : one.problem.code)).toSorted()).toEqual([
      'statistics_changed',
      'taken',
    ])
    const wanted = [
      ['990201 东区', '990202 西区', '990203 南区', '990204 北区'],
      ['990201 东城区', '990202 西区', '990203 南区', '990205 中区'],
    ]
    expect(await listed()).toEqual(wanted[taken])
  })

  test('the same list confirmed twice at once is one list and one entry of the audit', async () => {
    const text = list(...before, '990206,新区,甲市,,,')
    const digest = await digestOf(text)
    const told = imports()
    const were = await told
    const both = await Promise.all([ask(text, digest), ask(text, digest)])
    expect(both.map(({ ok }) => ok)).toEqual([true, true])
    expect(await listed()).toEqual(['990201 东区', '990202 西区', '990203 南区', '990206 新区'])
    expect(await imports()).toBe(were + 1)
  })

  test('a list that drops a code and a table that names it at once: values never stand without their division', async () => {
    const table = '区县,人口\n单位,人\n新区,7\n'
    const without = list(...before)
    const tried = await site.tried(table, { period: '2024' })
    const digest = await digestOf(without)
    const [replaced, imported] = await Promise.all([
      ask(without, digest),
      site.ask(table, { period: '2024', digest: tried.digest }),
    ])
    expect([replaced.ok, imported.ok].filter((one) => one)).toHaveLength(1)
    const params = { indicator: 'people' }
    const values = await desk.as('leader').call('statistic.values', { params, query: {} })
    const codes = values.ok ? values.value.rows.map(({ unit }) => unit) : []
    const known = (await listed()).map((one) => one.slice(0, 6))
    expect(known).toEqual(expect.arrayContaining(codes))
    expect(codes).toHaveLength(imported.ok ? 1 : 0)
  })

  test('a split and a merge on one day, under the same code: each table is read by the year it is of', async () => {
    const text = list(
      '990201,东区,甲市,,2019,990211;990212',
      '990201,新城区,甲市,2020,,',
      '990202,西区,甲市,,2019,990201',
      '990203,南区,甲市,,2019,990201',
      '990206,新区,甲市,,,',
      '990211,东一区,甲市,2020,,',
      '990212,东二区,甲市,2020,,',
    )
    expect(await ask(text, await digestOf(text))).toMatchObject({ ok: true, value: { findings: [] } })
    const old = await site.taken(
      '区县,代码,人口\n单位,,人\n东区,990201,10\n西区,990202,20\n南区,990203,30\n',
      {
        period: '2019',
      },
    )
    expect(old).toMatchObject({ added: 3, findings: [] })
    const report = await site.tried('区县,人口\n单位,人\n东区,11\n西区,21\n新城区,50\n', { period: '2020' })
    expect(report.findings.map(({ row, code }) => [row, code])).toEqual(
      expect.arrayContaining([
        [3, 'name_split'],
        [4, 'name_former'],
      ]),
    )
    await site.taken('区县,人口\n单位,人\n新城区,50\n', { period: '2020' })
    const params = { indicator: 'people' }
    const page = await desk.as('leader').call('statistic.values', { params, query: { unit: '990201' } })
    expect(page).toMatchObject({
      value: {
        rows: [
          { name: '东区', period: '2019', value: 10 },
          { name: '新城区', period: '2020', value: 50 },
        ],
      },
    })
  })

  test('names are those of the year that is asked for', async () => {
    const leader = desk.as('leader')
    const told = await Promise.all(
      [2019, 2020].map((year) => leader.call('statistic_division.names', { query: { year } })),
    )
    expect(told).toMatchObject([
      { value: { names: { '990201': '东区', '990202': '西区' } } },
      { value: { names: { '990201': '新城区', '990202': '西区' } } },
    ])
    const resident = await desk.as('resident').call('statistic_division.names', { query: {} })
    expect(resident).toMatchObject({ problem: { code: 'permission_missing' } })
  })

  test('a year that two rows of a code share, and a successor that is not there, are told', async () => {
    const text = list(
      '990201,东区,甲市,,2020,',
      '990201,新城区,甲市,2020,,',
      '990202,西区,甲市,,2019,990299',
      ...before.slice(2),
      '990206,新区,甲市,,,',
      '990211,东一区,甲市,2020,,',
      '990212,东二区,甲市,2020,,',
    )
    const told = await ask(text)
    expect(told.ok && told.value.findings.map(({ row, code, severity }) => [row, code, severity])).toEqual([
      [3, 'years_shared', 'warning'],
      [4, 'successor_unknown', 'warning'],
    ])
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import type { TestDesk } from './test-desk.ts'
import { openStatisticDesk } from './test-statistic-desk.ts'
import type { StatisticDesk } from './test-statistic-desk.ts'

const divisions = `代码,名称,上级,起始年,终止年,后继代码
990201,东区,甲市,,,
990202,西区,甲市,,,
`

const plan = `nameHeader: 区县
source: 样例统计年鉴
indicators:
  - { code: gdp, headers: [地区生产总值], name: { zh: 地区生产总值, en: Gross regional product }, measure: 万元, direction: more, least: 0 }
  - { code: beds, headers: [床位], name: { zh: 床位, en: Beds }, measure: 张, direction: more, least: 0 }
`

function table(...rows: readonly string[]): string {
  return ['区县,年份,地区生产总值,床位', '单位,,万元,张', ...rows].join('\n')
}

const first = table('东区,2020,3000,30', '西区,2020,5000,20')

describeOnBoth('statistics withdrawn', (open) => {
  let opened: TestDatabase
  let site: StatisticDesk
  let desk: TestDesk

  beforeAll(async () => {
    opened = await open()
    site = await openStatisticDesk(opened.database, { plan, divisions })
    desk = site.desk
    await site.taken(first)
  }, 120_000)

  afterAll(() => desk.close())

  async function values(indicator = 'gdp') {
    const page = await desk.as('leader').call('statistic.values', { params: { indicator }, query: {} })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    return page.value.rows.map(({ name, value, import: number }) => [name, value, number])
  }

  async function revisions() {
    const params = { indicator: 'gdp' }
    const page = await desk.as('leader').call('statistic.revisions', { params, query: {} })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    return page.value.rows.map(({ name, before, after, reason, by }) => [name, before, after, reason, by])
  }

  async function read(number: number) {
    const told = await desk.as('leader').call('statistic_import.read', { params: { import: number } })
    if (!told.ok) throw new Error(JSON.stringify(told.problem))
    return told.value
  }

  test('other values than were meant are not withdrawn, nor without a reason, nor by whom it is none of the business', async () => {
    const analyst = desk.as('analyst')
    const params = { import: 1 }
    expect(
      await analyst.call('statistic.withdraw', { params, body: { reason: '错', values: 3 } }),
    ).toMatchObject({
      problem: { code: 'statistics_changed' },
    })
    expect(
      await analyst.call('statistic.withdraw', { params, body: { reason: '', values: 4 } }),
    ).toMatchObject({
      problem: { code: 'request_malformed' },
    })
    const leader = await desk
      .as('leader')
      .call('statistic.withdraw', { params, body: { reason: '错', values: 4 } })
    expect(leader).toMatchObject({ problem: { code: 'permission_missing' } })
    const none = await analyst.call('statistic.withdraw', {
      params: { import: 9 },
      body: { reason: '错', values: 1 },
    })
    expect(none).toMatchObject({ problem: { code: 'resource_missing' } })
    expect(await values()).toHaveLength(2)
    expect(await read(1)).toMatchObject({ standing: 4, withdrawn: 0, withdrawals: [] })
  })

  test('one value is withdrawn with its reason, which its revision tells; the others stand', async () => {
    const told = await desk.as('analyst').call('statistic.withdraw', {
      params: { import: 1 },
      body: {
        reason: '发布单位勘误',
        values: 1,
        only: [{ indicator: 'gdp', period: '2020', unit: '990201' }],
      },
    })
    expect(told).toMatchObject({ ok: true, value: { withdrawn: 1 } })
    expect(await values()).toEqual([['西区', 5000, 1]])
    expect(await values('beds')).toHaveLength(2)
    expect(await revisions()).toEqual([['东区', 3000, undefined, '发布单位勘误', 'feng']])
    expect(await read(1)).toMatchObject({
      standing: 3,
      withdrawn: 1,
      withdrawals: [{ reason: '发布单位勘误', withdrawn: 1, by: 'feng' }],
    })
    const [event] = await opened.database.query<{ readonly kind: string; readonly detail: unknown }>(
      `select kind, detail from audit_event where district_id = $1 and kind = 'data.withdrawn'`,
      [1],
    )
    expect(JSON.stringify(event)).toContain('发布单位勘误')
    // The same once more means nothing that stands.
    const again = await desk.as('analyst').call('statistic.withdraw', {
      params: { import: 1 },
      body: { reason: '再来', values: 1, only: [{ indicator: 'gdp', period: '2020', unit: '990201' }] },
    })
    expect(again).toMatchObject({ problem: { code: 'statistics_changed' } })
  })

  test('a whole import is withdrawn: what later imports brought stands, and nothing comes back by itself', async () => {
    await site.taken(table('西区,2020,5500,20'))
    expect(await read(1)).toMatchObject({ standing: 2 })
    const told = await desk.as('analyst').call('statistic.withdraw', {
      params: { import: 2 },
      body: { reason: '错用了上一年的表', values: 1 },
    })
    expect(told).toMatchObject({ value: { withdrawn: 1 } })
    expect(await values()).toEqual([])
    expect((await revisions()).slice(0, 2)).toEqual([
      ['西区', 5500, undefined, '错用了上一年的表', 'feng'],
      ['西区', 5000, 5500, undefined, 'feng'],
    ])
    const spans = await desk.as('leader').call('statistic.list', {})
    expect(spans).toMatchObject({
      value: {
        rows: [
          { code: 'beds', spans: [{ first: '2020' }] },
          { code: 'gdp', spans: [] },
        ],
      },
    })
  })

  test('the file brought in again is an import that brings its values back, each with a revision', async () => {
    const done = await site.taken(first)
    expect(done).toMatchObject({ import: 3, added: 2, changed: 0, unchanged: 2 })
    expect(await values()).toEqual([
      ['东区', 3000, 3],
      ['西区', 5000, 3],
    ])
    expect((await revisions()).slice(0, 2).map(([name, before, after]) => [name, before, after])).toEqual(
      expect.arrayContaining([
        ['东区', undefined, 3000],
        ['西区', undefined, 5000],
      ]),
    )
  })

  test('a withdrawal past the application leaves its revision, and one without a number is no withdrawal', async () => {
    const before = (await revisions()).length
    await opened.database.execute(
      `update statistic_value set value = null, withdrawal = 1 where indicator = 'gdp' and unit = '990201'`,
    )
    expect(await revisions()).toHaveLength(before + 1)
    const silent = opened.database.execute(
      `update statistic_value set value = null where indicator = 'gdp' and unit = '990202'`,
    )
    await expect(silent).rejects.toThrow()
  })

  test('of an import and a withdrawal at once, the one that comes second does not rest on what is no more', async () => {
    const next = table('西区,2020,5000,21')
    const { digest } = await site.tried(next)
    const standing = (await read(3)).standing
    const body = { reason: '重复', values: standing }
    const [imported, withdrawn] = await Promise.all([
      site.ask(next, { digest }),
      desk.as('analyst').call('statistic.withdraw', { params: { import: 3 }, body }),
    ])
    // The import says that a value is there as it is: either it came first, or it is refused.
    expect(withdrawn).toMatchObject({ ok: true })
    if (!imported.ok) expect(imported.problem).toMatchObject({ code: 'statistics_changed' })
    expect(await values()).toEqual([])
  })
})

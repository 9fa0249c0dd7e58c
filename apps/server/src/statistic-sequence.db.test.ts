import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { openStatisticDesk } from './test-statistic-desk.ts'
import type { StatisticDesk } from './test-statistic-desk.ts'

const counties = ['东县', '南县', '西县', '北县']
const divisions = ['代码,名称', ...counties.map((name, place) => `41010${place},${name}`)].join('\n')
const plan = `source: 样例统计年鉴
indicators:
  - { code: people, headers: [人口], name: { zh: 人口, en: People }, measure: 人 }
`

/** A table: of some counties in some year a number. */
const table = fc.record({
  year: fc.constantFrom(2020, 2021),
  rows: fc.uniqueArray(
    fc.record({ county: fc.constantFrom(...counties), value: fc.integer({ min: 0, max: 3 }) }),
    { selector: ({ county }) => county, minLength: 1 },
  ),
})

describeOnBoth('tables one after another', (open) => {
  let opened: TestDatabase
  let site: StatisticDesk
  /** What was told last, by county and year. */
  const told = new Map<string, number>()
  let changes = 0

  beforeAll(async () => {
    opened = await open()
    site = await openStatisticDesk(opened.database, { plan, divisions })
  }, 120_000)

  afterAll(() => site.desk.close())

  async function countOf(name: string): Promise<number> {
    const [row] = await opened.database.query<{ readonly count: number }>(
      `select count(*)::int as count from ${name}`,
    )
    return row?.count ?? -1
  }

  test('leave what was told last, a revision for each change, and nothing when they come again', async () => {
    const property = fc.asyncProperty(fc.array(table, { minLength: 1, maxLength: 4 }), async (tables) => {
      for (const { year, rows } of tables) {
        const text = ['名称,人口', ...rows.map(({ county, value }) => `${county},${value}`)].join('\n')
        const before = changes
        for (const { county, value } of rows) {
          const place = `${county} ${year}`
          if (told.has(place) && told.get(place) !== value) changes += 1
          told.set(place, value)
        }
        const done = await site.taken(text, { period: String(year) })
        expect(done.changed).toBe(changes - before)
        const imports = await countOf('statistic_import')
        const again = await site.taken(text, { period: String(year) })
        expect(again).toMatchObject({ added: 0, changed: 0, unchanged: rows.length })
        expect(await countOf('statistic_import')).toBe(imports)
        expect(await countOf('statistic_revision')).toBe(changes)
      }
    })
    await fc.assert(property, { numRuns: 15, endOnFailure: true })
    const query = { limit: 200 }
    const page = await site.desk
      .as('leader')
      .call('statistic.values', { params: { indicator: 'people' }, query })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    const kept = page.value.rows.map(({ name, period, value }) => [`${name} ${period}`, value] as const)
    expect(new Map(kept)).toEqual(told)
  }, 120_000)
})

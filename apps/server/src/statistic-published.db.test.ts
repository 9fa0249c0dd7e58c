import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import { openStatisticDesk } from './test-statistic-desk.ts'

const shared = fileURLToPath(new URL('../../../../shared/data/stats/', import.meta.url))
const isThere = existsSync(shared)
if (!isThere) console.log('skipped: the folder ../shared with published tables is not here')

const yearbook = 'cn_county_yearbook_2020/county_yearbook_gai.csv'

function textOf(name: string): string {
  return readFileSync(`${shared}${name}`, 'utf8')
}

/** A plan for every column of the yearbook, in the units of measure of the yearbook. */
function planOf(table: string): string {
  const [head = [], measures = []] = table.split('\n', 2).map((line) => line.trim().split(','))
  const indicators = head.slice(2).map((header, place) => ({
    code: `county_${place + 1}`,
    headers: [header],
    name: { zh: header, en: `Column ${place + 3}` },
    measure: measures[place + 2],
  }))
  const units = {
    code: '区划代码',
    name: '区县',
    parents: ['省', '市'],
    codes: { length: 6, notEnding: ['00'] },
  }
  return JSON.stringify({ year: 2020, source: '中国县域统计年鉴 2021', indicators, units })
}

describeOnBoth('the county yearbook in a district', (open) => {
  test.skipIf(!isThere)(
    'comes in whole but for what is in doubt, and a second time changes nothing',
    async () => {
      const table = textOf(yearbook)
      const divisions = textOf('cn_census/census_county_2020.csv')
      const opened = await open()
      const given = { plan: planOf(table), divisions, limit: 10_000_000 }
      const site = await openStatisticDesk(opened.database, given)
      const tried = await site.tried(table)
      expect(tried.rows).toBe(2075)
      expect(tried.units).toBeGreaterThanOrEqual(2050)
      const codes = Map.groupBy(tried.findings, ({ code }) => code)
      expect(codes.get('cells_shifted')).toHaveLength(1)
      expect(codes.get('value_not_number')).toMatchObject([{ message: { zh: '“e”不是数字' } }])
      expect(codes.get('parent_block')).toHaveLength(23)
      const { digest } = tried
      const done = await site.tried(table, { digest, partial: true })
      expect(done).toMatchObject({ is_applied: true, import: 1, added: tried.added, changed: 0 })
      const [kept] = await opened.database.query<{ readonly count: number }>(
        'select count(*)::int as count from statistic_value',
      )
      expect(kept?.count).toBe(tried.added)
      const again = await site.tried(table)
      expect(again).toMatchObject({ added: 0, changed: 0, unchanged: tried.added })
      const params = { indicator: 'county_6' }
      const page = await site.desk
        .as('leader')
        .call('statistic.values', { params, query: { unit: '310120' } })
      expect(page).toMatchObject({
        value: {
          rows: [{ name: '奉贤区', period: '2020', value: 11_901_900, import: 1, row: 4, column: 8 }],
        },
      })
      await site.desk.close()
    },
    180_000,
  )
})

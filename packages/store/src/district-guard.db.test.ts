import { beforeAll, expect, test } from 'vitest'
import { parseDistrictId } from '@duibiao/base'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import type { Database } from './database.ts'
import { readMigrations } from './migrate.ts'
import { receiptOf } from './order.ts'
import { listStatements } from './statement-list.ts'

const [one, other] = [parseDistrictId(1), parseDistrictId(2)]

describeOnBoth('a session bound to a district', (open) => {
  let opened: TestDatabase
  let bound: Database

  beforeAll(async () => {
    opened = await open()
    for (const district of [one, other]) {
      const { engine } = await openSampleEngine(opened, {
        district,
        database: opened.database.forDistrict(district),
      })
      for (const round of [1, 2]) {
        const key = `${district}-${round}`
        const start = {
          procedure: 'sample',
          title: `of ${district}`,
          variables: { amount: 1 },
          key,
          actor: { person: 'li' },
        }
        receiptOf(await engine.start(start))
      }
    }
    bound = opened.database.forDistrict(one)
  }, 60_000)

  test('sees nothing of another district with a statement that forgot its condition [V8.4.1]', async () => {
    const titles = await bound.query(`select distinct district_id, title from matter`)
    expect(titles).toEqual([{ district_id: 1, title: 'of 1' }])
    expect(await bound.query(`select distinct district_id from entry`)).toEqual([{ district_id: 1 }])
    expect(await bound.query(`select distinct district_id from every_entry`)).toEqual([{ district_id: 1 }])
    expect(await bound.query('select from task where district_id = $1', [other])).toEqual([])
    await bound.transaction(async (transaction) => {
      expect(await transaction.query('select distinct district_id from receipt')).toEqual([
        { district_id: 1 },
      ])
    })
  })

  test('changes and adds nothing there [V8.4.1]', async () => {
    expect(await bound.execute(`update matter set title = 'taken' where true`)).toBe(2)
    expect(await bound.execute(`delete from task where district_id = 2`)).toBe(0)
    const add = `insert into rate (district_id, key, count, period_at) values ($1, 'k', 1, now())`
    await expect(bound.execute(add, [other])).rejects.toMatchObject({ code: '42501' })
    const rows = await opened.database.query(
      `select distinct district_id, title from matter order by district_id`,
    )
    expect(rows).toEqual([
      { district_id: 1, title: 'taken' },
      { district_id: 2, title: 'of 2' },
    ])
  })

  test('goes back and forth between districts at the same time without mixing them up [V8.4.1]', async () => {
    const asked = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? one : other))
    const seen = await Promise.all(
      asked.map(async (district) => {
        const rows = await opened.database
          .forDistrict(district)
          .query<{ readonly district_id: number }>(`select distinct district_id from matter`)
        return rows.map((row) => row.district_id)
      }),
    )
    expect(seen).toEqual(asked.map((district) => [district]))
  })

  test('costs no statement while one district is at work', async () => {
    const database = opened.database.forDistrict(other)
    await database.query('select from matter')
    const before = database.statementCount
    for (let round = 0; round < 5; round += 1) await database.query('select from matter')
    expect(database.statementCount - before).toBe(5)
  })

  test('a session that was never told is refused, and tells no row', async () => {
    await expect(
      opened.database.transaction(async (transaction) => {
        await transaction.execute(`select set_config('app.district', '', true)`)
        return transaction.query('select from matter')
      }),
    ).rejects.toMatchObject({ code: '22P02' })
  })

  test('every table of districts that the application may touch is bound, for its owner too', async () => {
    const loose = await opened.asOwner((owner) =>
      owner.query(
        `
        select c.oid::regclass::text as name
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'rebuilt')
          and c.relkind in ('r', 'p')
          and c.relname <> 'district'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'district_id')
          and has_table_privilege('duibiao_app', c.oid, 'select, insert, update, delete')
          and not (c.relrowsecurity and (c.relforcerowsecurity or c.relname = any($1)) and 4 = (
            select count(*) from pg_policy p where p.polrelid = c.oid and p.polname like 'district_%'
          ))
        order by 1`,
        [loosely],
      ),
    )
    expect(loose).toEqual([])
  })

  test('every view reads with the rights of who asks', async () => {
    const views = await opened.asOwner((owner) =>
      owner.query(`
        select relname
        from pg_class
        where relkind = 'v'
          and relnamespace = 'public'::regnamespace
          and not coalesce(reloptions @> array['security_invoker=true'], false)`),
    )
    expect(views).toEqual([])
  })
})

/** Tables that bind the application and not their owner: one function with the owner's rights reads them, and holds the bond itself. */
const loosely = ['search_document']

/** Statements that are about no district, or about all of them. */
const exceptions: Readonly<Record<string, string>> = {
  list_districts: 'the tenants themselves are a reference table',
  enter_district: 'writes the reference table of tenants',
  find_district: 'reads the reference table of tenants',
  add_pack_contents: 'contents of packs are kept once for all districts, by their hash',
  add_entry_months: 'parts of the record hold all districts',
  archive_entry_month: 'parts of the record hold all districts',
}

const scripts = readMigrations().map(({ text }) => text)
const tables = new Set(
  scripts.flatMap((text) =>
    [...text.matchAll(/^create (?:unlogged )?table (?:rebuilt\.)?(\w+) \(\n  district_id/gm)].map(
      ([, name = '']) => name,
    ),
  ),
)
tables.delete('district')

test('every statement of the program names the district first, but for those with a reason [V8.4.1] [V1.2.4]', () => {
  expect(tables.size).toBeGreaterThan(40)
  const loose: string[] = []
  for (const [file, statements] of listStatements()) {
    for (const { name = '', text } of statements) {
      if (exceptions[name] !== undefined) continue
      const read = [...text.matchAll(/\b(?:from|join|update|using)\s+(?:only\s+)?(?:\w+\.)?(\w+)/g)]
      const named = read.filter(([, table = '']) => tables.has(table)).length
      const bound = [...text.matchAll(/\bdistrict_id = (?:\$1|\w+\.district_id)\b/g)].length
      if (named > bound) loose.push(`${file}: ${name}: ${named} tables, ${bound} conditions`)
    }
  }
  expect(loose).toEqual([])
})

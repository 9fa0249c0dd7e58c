import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeOnBoth, openTestDatabase } from '@duibiao/testkit'
import type { Migration } from './migrate.ts'
import { migrate, readMigrations } from './migrate.ts'
import { migrationFiles } from './migration-index.ts'
import { openPostgres } from './postgres.ts'

const steps: readonly Migration[] = [
  { version: 1, name: '0001-first', text: 'create table first (id int primary key);' },
  { version: 2, name: '0002-second', text: 'create table second (id int primary key);' },
]

describeOnBoth('migrations', (open) => {
  test('the schema is brought to the newest version once, and the second run finds nothing to do', async () => {
    const { database } = await open({ migrated: false })
    const newest = readMigrations().at(-1)?.version
    expect(await migrate(database)).toEqual({ from: 0, to: newest })
    expect(await migrate(database)).toEqual({ from: newest, to: newest })
  })

  test('an older program stops at a newer schema and says so', async () => {
    const { database } = await open({ migrated: false })
    await migrate(database, steps)
    await expect(migrate(database, steps.slice(0, 1))).rejects.toMatchObject({
      code: 'database_schema_newer',
      params: { found: 2, known: 1 },
    })
  })

  test('a lower number that comes later is run too, and nothing is run twice', async () => {
    const { database } = await open({ migrated: false })
    const third = { version: 3, name: '0003-third', text: 'create table third (id int primary key);' }
    expect(await migrate(database, [...steps.slice(0, 1), third])).toEqual({ from: 0, to: 3 })
    expect(await migrate(database, [...steps, third])).toEqual({ from: 3, to: 3 })
    expect(await database.query(`select to_regclass('second') is not null as there`)).toEqual([
      { there: true },
    ])
  })

  test('a migration that was edited after it was run is found', async () => {
    const { database } = await open({ migrated: false })
    await migrate(database, steps.slice(0, 1))
    const edited = steps.map((step) => ({ ...step, text: `${step.text} -- edited` }))
    await expect(migrate(database, edited)).rejects.toMatchObject({
      code: 'database_migration_changed',
      params: { version: 1 },
    })
  })

  test('a migration that fails leaves nothing of itself and can be run again', async () => {
    const { database } = await open({ migrated: false })
    const broken = {
      version: 2,
      name: '0002-second',
      text: 'create table second (id int); select no_such_column;',
    }
    await expect(migrate(database, [...steps.slice(0, 1), broken])).rejects.toThrow('no_such_column')
    expect(await database.query(`select to_regclass('second') is null as gone`)).toEqual([{ gone: true }])
    expect(await migrate(database, steps)).toEqual({ from: 1, to: 2 })
  })

  test('every table and every column is explained in the database', async () => {
    const { asOwner } = await open()
    const unexplained = await asOwner((owner) =>
      owner.query(`
        select c.relname as name, a.attname as column
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum >= 0 and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and col_description(c.oid, a.attnum) is null
        union all
        select relname, null from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and obj_description(oid) is null`),
    )
    expect(unexplained).toEqual([])
  })

  test('every key of a table that belongs to a district begins with district_id', async () => {
    const { asOwner } = await open()
    const keys = await asOwner((owner) =>
      owner.query<{ readonly name: string; readonly table: string; readonly columns: readonly string[] }>(`
        select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table,
          array(select a.attname::text from unnest(i.indkey) with ordinality as k(attnum, place)
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place) as columns
        from pg_index i join pg_class c on c.oid = i.indrelid
        where c.relnamespace = 'public'::regnamespace and (i.indisunique or i.indisexclusion)`),
    )
    expect(keys.length).toBeGreaterThan(0)
    const reference = new Set(await asOwner(readReferenceTables))
    const wrong = keys.filter((key) => !reference.has(key.table) && key.columns[0] !== 'district_id')
    expect(wrong).toEqual([])
  })

  test('the application may enter and correct a district, and never delete one', async () => {
    const { database } = await open()
    await database.execute(`insert into district (district_id, code, name) values (1, '120101', '和平区')`)
    expect(await database.execute(`update district set name_en = 'Heping'`)).toBe(1)
    await expect(database.execute('delete from district')).rejects.toMatchObject({ code: '42501' })
    await expect(database.execute('delete from schema_migration')).rejects.toMatchObject({ code: '42501' })
  })
})

describe('migrations of several programs at once (PostgreSQL)', () => {
  test('ten programs that start together all succeed and run each step once', async () => {
    const { url, asOwner, close } = await openTestDatabase({ kind: 'postgres', migrated: false })
    const programs = await Promise.all(
      Array.from({ length: 10 }, () => openPostgres({ url: url ?? '', connections: 1 })),
    )
    const counted: readonly Migration[] = steps.map((step) => ({
      ...step,
      text: `${step.text} create table if not exists run (step int); insert into run values (${step.version});`,
    }))
    const reports = await Promise.all(programs.map((program) => migrate(program, counted)))
    expect(reports.map((report) => report.to)).toEqual(Array.from({ length: 10 }, () => 2))
    expect(await asOwner((owner) => owner.query('select step from run order by step'))).toEqual([
      { step: 1 },
      { step: 2 },
    ])
    await Promise.all(programs.map((program) => program.close()))
    await close()
  })
})

test('the index names every file of the folder, in the order of their numbers', () => {
  const files = readdirSync(new URL('../migrations/', import.meta.url)).toSorted()
  expect(migrationFiles.map((file) => `${file}.sql`)).toEqual(files)
  const numbers = readMigrations().map((migration) => Number(migration.name.slice(0, 4)))
  expect(new Set(numbers).size).toBe(numbers.length)
})

/** Tables shared by all districts say so in their comment. */
async function readReferenceTables(owner: {
  query<R extends object>(text: string): Promise<readonly R[]>
}): Promise<readonly string[]> {
  const rows = await owner.query<{ readonly name: string }>(`
    select oid::regclass::text as name from pg_class
    where relnamespace = 'public'::regnamespace and obj_description(oid) like '%Reference table%'`)
  return rows.map((row) => row.name)
}

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFixedClock } from '@duibiao/testkit'
import { openEmbedded } from './embedded.ts'
import { maintenanceRule } from './maintenance.ts'
import type { EmbeddedDatabase } from './pglite-database.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-maintenance-'))
const clock = makeFixedClock()
const rows = 20_000
const rounds = 70
let database: EmbeddedDatabase

beforeAll(async () => {
  database = await openEmbedded({ folder, scheduler: clock })
  await database.runScript(`
    create table busy (id int primary key, value int not null, filler text not null);
    insert into busy select id, 0, repeat('x', 200) from generate_series(1, ${rows}) as id;
    create role worker; grant all on busy to worker;
  `)
  // Maintenance has to work while the session is bound to a role that may not do any of it.
  await database.assumeRole('worker')
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

test('log and dead rows stay small while a table is rewritten again and again', async () => {
  const logSizes: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await database.execute('update busy set value = value + 1')
    await clock.advance(maintenanceRule.interval)
    logSizes.push(readdirSync(path.join(folder, 'postgres', 'pg_wal')).filter(isLogFile).length * 16)
  }
  const [log] = await database.asOwner((owner) =>
    owner.query<{ readonly megabytes: number }>(
      `select ((pg_current_wal_lsn() - '0/0') / 1048576)::float8 as megabytes`,
    ),
  )
  // More than the limit was written, so that staying below it is somebody's doing.
  expect(log?.megabytes).toBeGreaterThan(400)
  expect(Math.max(...logSizes)).toBeLessThan(300)
  const [table] = await database.asOwner((owner) =>
    owner.query<{ readonly bytes: number }>(`select pg_table_size('busy')::int as bytes`),
  )
  expect(table?.bytes).toBeLessThan(4 * rows * 250)
  const [dead] = await database.asOwner((owner) =>
    owner.query<{ readonly share: number }>(
      `select n_dead_tup::float8 / greatest(n_live_tup, 1) as share from pg_stat_user_tables where relname = 'busy'`,
    ),
  )
  expect(dead?.share).toBeLessThan(0.2)
})

test('the session is bound to its role again afterwards', async () => {
  expect(await database.query('select current_user::text as name')).toEqual([{ name: 'worker' }])
  await expect(database.query('create table forbidden ()')).rejects.toThrow('permission denied')
})

test('a database that is closed while it is looked after ends that first', async () => {
  await database.execute('update busy set value = value + 1')
  const looking = clock.advance(maintenanceRule.interval)
  await Promise.all([looking, database.close()])
  await expect(clock.advance(10 * maintenanceRule.interval)).resolves.toBeUndefined()
})

function isLogFile(name: string): boolean {
  return /^[0-9A-F]{24}$/.test(name)
}

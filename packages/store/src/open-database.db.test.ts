import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFixedClock, openTestDatabase, startPostgresServer } from '@duibiao/testkit'
import type { Database } from './database.ts'
import type { DatabaseSettings } from './open-database.ts'
import { openDatabase } from './open-database.ts'
import { openPostgres } from './postgres.ts'

describe('the database of a program', () => {
  test('is a folder when no URL is given, migrated, kept, and bound to the grants', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-open-'))
    await proveReady({ folder: path.join(folder, 'new', 'deeper'), scheduler: makeFixedClock() })
    rmSync(folder, { recursive: true })
  })

  test('is a server when a URL is given, also for a user who is no superuser', async () => {
    const server = await startPostgresServer({ fsync: false })
    const administrator = await openPostgres({ url: server.url, connections: 1 })
    await administrator.execute(`create role office login createrole password 'office'`)
    await administrator.execute('create database duibiao owner office')
    await administrator.close()
    const url = new URL(server.url)
    Object.assign(url, { username: 'office', password: 'office', pathname: '/duibiao' })
    await proveReady({ url: url.href })
    await server.stop()
  })

  test.each([
    ['a wrong password', { password: 'wrong' }],
    ['a database that is not there', { pathname: '/nowhere' }],
  ])('%s is told as database_unavailable', async (_, change) => {
    const { url = '', close } = await openTestDatabase({ kind: 'postgres', migrated: false })
    const wrong = Object.assign(new URL(url), change)
    await expect(openDatabase({ url: wrong.href })).rejects.toMatchObject({ code: 'database_unavailable' })
    await close()
  })
})

async function proveReady(settings: DatabaseSettings): Promise<void> {
  const first = await openDatabase(settings)
  await first.execute(`insert into district (district_id, code, name) values (7, '120101', '和平区')`)
  await expect(first.execute('delete from district')).rejects.toMatchObject({ code: '42501' })
  await expect(first.execute('drop table district')).rejects.toMatchObject({ code: '42501' })
  await first.close()
  const second: Database = await openDatabase(settings)
  expect(await second.query('select name from district where district_id = 7')).toEqual([{ name: '和平区' }])
  await second.close()
}

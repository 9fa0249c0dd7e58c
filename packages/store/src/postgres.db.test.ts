import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@duibiao/base'
import { openTestDatabase, startPostgresServer } from '@duibiao/testkit'
import type { PostgresServer, TestDatabase } from '@duibiao/testkit'
import type { Database } from './database.ts'
import { openPostgres } from './postgres.ts'

describe('statements that wait (PostgreSQL)', () => {
  let opened: TestDatabase
  let database: Database
  beforeAll(async () => {
    opened = await openTestDatabase({ kind: 'postgres', migrated: false })
    await opened.database.runScript('create table sample (id int primary key, value int not null)')
    await opened.database.execute('insert into sample values (1, 0)')
    // Long enough for any statement that does not wait, on a machine with too much to do as well.
    database = await openPostgres({ url: opened.url ?? '', connections: 2, statementTimeout: 1_000 })
  })
  afterAll(async () => {
    await database.close()
    await opened.close()
  })

  test('a statement beyond its time is cancelled as statement_timeout, and the connection serves on', async () => {
    const error = await database.query('select pg_sleep(60)').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'statement_timeout', cause: { code: '57014' } })
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a write that waits for another’s lock is cancelled without effect', async () => {
    await opened.database.transaction(async (holder) => {
      await holder.execute('update sample set value = 1 where id = 1')
      const waiting = database.transaction((waiter) =>
        waiter.execute('update sample set value = 2 where id = 1'),
      )
      await expect(waiting).rejects.toMatchObject({ code: 'statement_timeout' })
    })
    expect(await database.query('select value from sample')).toEqual([{ value: 1 }])
  })

  test('more callers than connections wait for their turn', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => database.query('select $1::int as number', [index])),
    )
    expect(answers.map((rows) => rows[0]?.['number'])).toEqual(
      Array.from({ length: 40 }, (_, index) => index),
    )
  })

  test('a server that only reads is one that cannot be used, until another session comes to one that writes', async () => {
    // As the old primary after a failover: the sessions live, and nothing can be written in them.
    const url = opened.url ?? ''
    const name = new URL(url).pathname.slice(1)
    await opened.database.runScript(`alter database ${name} set default_transaction_read_only = on`)
    const demoted = await openPostgres({ url, connections: 1 })
    const refusal = { code: 'database_unavailable' }
    await expect(demoted.execute('update sample set value = 5 where id = 1')).rejects.toMatchObject(refusal)
    const writing = demoted.transaction((one) => one.execute('update sample set value = 5 where id = 1'))
    await expect(writing).rejects.toMatchObject(refusal)
    await opened.database.runScript(`
      set default_transaction_read_only = off;
      alter database ${name} reset default_transaction_read_only;`)
    expect(await demoted.execute('update sample set value = 5 where id = 1')).toBe(1)
    await demoted.close()
  })

  test('two transactions that block each other end as database_conflict for one of them', async () => {
    await opened.database.execute('insert into sample values (2, 0), (3, 0)')
    const other = await openPostgres({ url: opened.url ?? '', connections: 2 })
    const { promise: firstLock, resolve: firstHasLocked } = Promise.withResolvers<void>()
    const { promise: secondLock, resolve: secondHasLocked } = Promise.withResolvers<void>()
    const results = await Promise.allSettled([
      other.transaction(async (transaction) => {
        await transaction.execute('update sample set value = 1 where id = 2')
        firstHasLocked()
        await secondLock
        await transaction.execute('update sample set value = 1 where id = 3')
      }),
      other.transaction(async (transaction) => {
        await transaction.execute('update sample set value = 2 where id = 3')
        secondHasLocked()
        await firstLock
        await transaction.execute('update sample set value = 2 where id = 2')
      }),
    ])
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'database_conflict' } }])
    await other.close()
  })
})

describe('a server that goes away (PostgreSQL)', () => {
  let server: PostgresServer
  let database: Database
  beforeAll(async () => {
    server = await startPostgresServer()
    // However long the server takes: what waits is ended by it and not by its time.
    database = await openPostgres({ url: server.url, connections: 4, statementTimeout: 0 })
    await database.runScript('create table kept (id int primary key)')
  })
  afterAll(async () => {
    await database.close()
    await server.stop()
  })

  test.each([
    ['is restarted', () => server.restart()],
    ['crashes', () => server.crashAndRestart()],
  ])(
    'when it %s, running callers are told, later ones are served, and what was acknowledged is there',
    async (_, end) => {
      await database.execute('delete from kept')
      const running = Array.from({ length: 3 }, () =>
        database.query('select pg_sleep(60)').catch((e: unknown) => e),
      )
      const { promise: underWay, resolve: tellUnderWay } = Promise.withResolvers<void>()
      const acknowledged = writeUntilLost(database, tellUnderWay)
      await underWay
      await end()
      for (const error of await Promise.all(running))
        expect(error).toMatchObject({ code: 'database_unavailable' })
      const count = await acknowledged
      const rows = await database.query<{ readonly id: number }>('select id from kept')
      // One more may be there: its commit was done and the answer lost.
      expect(count).toBeGreaterThanOrEqual(50)
      expect([count, count + 1]).toContain(rows.length)
    },
  )

  test('a session that breaks between two statements fails its transaction and not the process', async () => {
    const other = await openPostgres({ url: server.url, connections: 1, statementTimeout: 0 })
    const work = database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ readonly pid: number }>('select pg_backend_pid() as pid')
      const kill = 'select pg_terminate_backend($1, 30000) as done'
      expect(await other.query(kill, [row?.pid ?? 0])).toEqual([{ done: true }])
      // The news arrives while nobody waits for this session.
      await setTimeout(50)
      await transaction.query('select 1')
    })
    await expect(work).rejects.toMatchObject({ code: 'database_unavailable' })
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
    await other.close()
  })

  test('no server at all is database_unavailable', async () => {
    const nowhere = openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none' })
    await expect(nowhere).rejects.toMatchObject({
      code: 'database_unavailable',
      cause: { code: 'ECONNREFUSED' },
    })
  })
})

/** Inserts rows one by one until the connection breaks, and returns how many were acknowledged. */
async function writeUntilLost(database: Database, tellUnderWay: () => void): Promise<number> {
  for (let id = 0; ; id += 1) {
    if (id === 50) tellUnderWay()
    try {
      await database.execute('insert into kept values ($1)', [id])
    } catch {
      return id
    }
  }
}

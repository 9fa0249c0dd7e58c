import { beforeAll, expect, test } from 'vitest'
import { AppError, instantOf } from '@duibiao/base'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { sqlStateOf } from './fault.ts'
import type { Parameter } from './parameter.ts'
import { toTimestamp } from './parameter.ts'

describeOnBoth('database', (open) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await open({ migrated: false })
    await opened.database.runScript(`
      create table sample (id int primary key, text text not null);
      create table other (id int primary key);
    `)
  })

  const instant = instantOf(Date.UTC(2026, 2, 2, 1, 30, 15, 7))
  const roundTrips: readonly (readonly [type: string, sent: Parameter, read: unknown])[] = [
    ['int', 42, 42],
    ['bigint', 9_007_199_254_740_991n, 9_007_199_254_740_991],
    ['bigint', 9_007_199_254_740_993n, 9_007_199_254_740_993n],
    ['numeric', '12.340', '12.340'],
    ['float8', 0.1, 0.1],
    ['boolean', true, true],
    ['text', '和平区 "a\\b" \u{2000b}', '和平区 "a\\b" \u{2000b}'],
    ['text', '', ''],
    ['text', null, null],
    ['bytea', new Uint8Array([0, 255, 92]), new Uint8Array([0, 255, 92])],
    ['timestamptz', toTimestamp(instant), instant],
    ['timestamptz', '0044-03-15T12:00:00Z', Date.parse('0044-03-15T12:00:00Z')],
    ['date', '2026-02-28', '2026-02-28'],
    ['uuid', '0195e3a0-0000-7000-8000-000000000001', '0195e3a0-0000-7000-8000-000000000001'],
    ['jsonb', '{"b":[1,null,"和"]}', { b: [1, null, '和'] }],
    ['text[]', ['a,b', '"', '\\', '', null, 'NULL'], ['a,b', '"', '\\', '', null, 'NULL']],
    [
      'int[]',
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['bigint[]', [1, 9_007_199_254_740_993n], [1, 9_007_199_254_740_993n]],
    ['bytea[]', [new Uint8Array([1]), null], [new Uint8Array([1]), null]],
    ['timestamptz[]', [toTimestamp(instant)], [instant]],
    ['int[]', [], []],
  ]
  test.each(roundTrips)('%s %s is read as it was written', async (type, sent, read) => {
    const [row] = await opened.database.query(`select $1::${type} as value`, [sent])
    expect(row).toEqual({ value: read })
  })

  test('a JSON column arrives as text when the statement says so', async () => {
    const statement = { name: 'json_text', text: `select '{"a": 1}'::jsonb as value`, json: 'text' } as const
    expect(await opened.database.query(statement)).toEqual([{ value: '{"a": 1}' }])
    expect(await opened.database.query(statement)).toEqual([{ value: '{"a": 1}' }])
  })

  test('a named statement may be repeated, also after it failed, and after a script', async () => {
    const insert = { name: 'insert_other', text: 'insert into other values ($1) returning id' }
    expect(await opened.database.query(insert, [1])).toEqual([{ id: 1 }])
    await expect(opened.database.query(insert, [1])).rejects.toMatchObject({ code: 'row_exists' })
    expect(await opened.database.query(insert, [2])).toEqual([{ id: 2 }])
    await opened.database.runScript('alter table other add column later text')
    expect(await opened.database.query(insert, [3])).toEqual([{ id: 3 }])
  })

  test('execute tells how many rows were touched', async () => {
    await opened.database.execute(`insert into sample select n, 'x' from generate_series(100, 104) as n`)
    expect(await opened.database.execute('delete from sample where id >= $1', [102])).toBe(3)
  })

  test('a transaction that throws leaves nothing, one that returns leaves all', async () => {
    const { database } = opened
    await expect(
      database.transaction(async (transaction) => {
        await transaction.execute(`insert into sample values (1, 'undone')`)
        throw new Error('enough')
      }),
    ).rejects.toThrow('enough')
    const result = await database.transaction(async (transaction) => {
      await transaction.execute(`insert into sample values (2, 'kept')`)
      return 'done'
    })
    expect(result).toBe('done')
    expect(await database.query('select id from sample where id in (1, 2)')).toEqual([{ id: 2 }])
  })

  test('a transaction that goes on after a failed statement is told that it was undone', async () => {
    const { database } = opened
    const swallowed = database.transaction(async (transaction) => {
      await transaction.execute(`insert into sample values (10, 'lost')`)
      await transaction.execute('select no_such_column').catch(() => {})
    })
    await expect(swallowed).rejects.toThrow('undone')
    expect(await database.query('select id from sample where id = 10')).toEqual([])
  })

  test('the database itself refuses to be asked inside its transaction, and an ended transaction any more', async () => {
    const { database } = opened
    let kept: { query(text: string): Promise<unknown> } | undefined
    await expect(
      database.transaction(async (transaction) => {
        kept = transaction
        await database.query('select 1')
      }),
    ).rejects.toThrow('use the transaction')
    await expect(kept?.query('select 1')).rejects.toThrow('has ended')
    await expect(database.query('select 1 as one')).resolves.toEqual([{ one: 1 }])
  })

  test('statements are counted, begin and commit among them', async () => {
    const { database } = opened
    const before = database.statementCount
    await database.query('select 1')
    await database.transaction(async (transaction) => transaction.query('select 1'))
    expect(database.statementCount - before).toBe(4)
  })

  test('a duplicate key is row_exists and keeps the cause and the name of the constraint', async () => {
    const { database } = opened
    await database.execute(`insert into sample values (20, 'once')`)
    const error = await database.execute(`insert into sample values (20, 'twice')`).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'row_exists', params: { constraint: 'sample_pkey' } })
    expect(sqlStateOf(error)).toBe('23505')
  })

  test('a mistake in a statement stays the error of the driver', async () => {
    const error = await opened.database.query('selec 1').catch((e: unknown) => e)
    expect(error).not.toBeInstanceOf(AppError)
    expect(sqlStateOf(error)).toBe('42601')
  })

  test('the server is PostgreSQL 15 or newer', () => {
    expect(opened.database.serverVersion).toBeGreaterThanOrEqual(150_000)
  })
})

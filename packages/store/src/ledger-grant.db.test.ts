import { beforeAll, describe, expect, test } from 'vitest'
import { describeOnBoth, openSampleEngine, openTestDatabase } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { sealEntries } from './checkpoint.ts'
import { sqlStateOf } from './fault.ts'
import { receiptOf } from './order.ts'
import { generateSigner } from './signer.ts'

const tables = ['entry', 'checkpoint', 'ledger_key'] as const
const changes = tables.flatMap((table) => [
  [table, `update ${table} set district_id = district_id`],
  [table, `delete from ${table}`],
  [table, `truncate ${table}`],
])

async function fill(opened: TestDatabase): Promise<void> {
  const { engine, clock } = await openSampleEngine(opened)
  receiptOf(await engine.start({ procedure: 'sample', key: 'one', actor: {} }))
  const { signer } = generateSigner()
  await sealEntries(opened.database, engine.setting.district, { signer, at: clock.now() })
}

async function stateOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return 'done'
  } catch (error) {
    return sqlStateOf(error)
  }
}

describeOnBoth('append-only', (open) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await open()
    await fill(opened)
  })

  test.each(changes)('the application may not change %s: %s', async (table, change) => {
    expect(await stateOf(opened.database.execute(change))).toBe('42501')
    expect(await opened.database.query(`select count(*)::int as rows from ${table}`)).toEqual([{ rows: 1 }])
  })

  test.each(changes)('the trigger of %s refuses even the owner: %s', async (table, change) => {
    expect(await opened.asOwner((owner) => stateOf(owner.execute(change)))).toBe('42501')
    expect(await opened.database.query(`select count(*)::int as rows from ${table}`)).toEqual([{ rows: 1 }])
  })

  test('the application may add to the record', async () => {
    const given = `'00000000-0000-7000-8000-000000000001', 1, 'note', now(), '{}', sha256('a'), sha256('b')`
    const columns = 'district_id, matter_id, seq, kind, recorded_at, body, previous, hash'
    expect(
      await stateOf(opened.database.execute(`insert into entry (${columns}) values (1, ${given})`)),
    ).toBe('done')
  })
})

describe('append-only (PostgreSQL, real boundary)', () => {
  test('the application can neither disable the trigger nor give itself rights [V13.2.2]', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    try {
      await fill(opened)
      expect(await stateOf(opened.database.execute('alter table entry disable trigger entry_sealed'))).toBe(
        '42501',
      )
      expect(await stateOf(opened.database.execute('drop table entry'))).toBe('42501')
      // Without the right to grant, this is a warning and grants nothing.
      await opened.database.execute('grant update on entry to duibiao_app')
      expect(await stateOf(opened.database.execute('update entry set seq = seq'))).toBe('42501')
    } finally {
      await opened.close()
    }
  })
})

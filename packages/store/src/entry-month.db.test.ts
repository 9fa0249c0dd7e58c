import { beforeAll, describe, expect, test } from 'vitest'
import { instantOf, matterIdOf, parseLegalDate, parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { formatExportLine, verifyExport } from '@duibiao/kernel'
import { describeOnBoth, makeFixedClock, openSampleEngine, openTestDatabase } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { sealEntries } from './checkpoint.ts'
import type { Queryable } from './database.ts'
import type { Engine } from './engine.ts'
import { readEntries } from './entry.ts'
import { addEntryMonths, archiveEntryMonth } from './entry-month.ts'
import { sqlStateOf } from './fault.ts'
import { exportLedger, proveSealed, verifyLedger } from './ledger.ts'
import { migrate, readMigrations } from './migrate.ts'
import { receiptOf } from './order.ts'
import { rebuild } from './rebuild.ts'
import { generateSigner, verificationPort } from './signer.ts'

const { signer } = generateSigner()
const columns = 'district_id, matter_id, seq, kind, recorded_at, body, previous, hash'
let keys = 0
const circumstances = () => ({ key: `test:${(keys += 1)}`, actor: { person: 'li' } })

/** An id of a matter opened at a time. */
function idAt(year: number, month: number, more = 0): MatterId {
  return matterIdOf(instantOf(Date.UTC(year, month - 1, 2)), new Uint8Array(10).fill(more))
}

function addEntry(queryable: Queryable, matter: string, seq = 1): Promise<number> {
  return queryable.execute(
    `insert into entry (${columns}) values (1, $1, $2, 'note', now(), '{}', sha256('a'), sha256('b'))`,
    [matter, seq],
  )
}

async function partOf(queryable: Queryable, matter: string): Promise<readonly unknown[]> {
  const rows = await queryable.query(
    'select distinct tableoid::regclass::text as part from entry where matter_id = $1',
    [matter],
  )
  return rows.map((row) => row['part'])
}

async function stateOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return 'done'
  } catch (error) {
    return sqlStateOf(error)
  }
}

describeOnBoth('months of the record', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    ;({ engine } = await openSampleEngine(opened, { clock }))
  })

  test('the first matter of a month makes the part of that month, and all its entries lie in there', async () => {
    clock.jumpTo(instantOf(Date.UTC(2026, 2, 31, 23, 59)))
    const last = receiptOf(await engine.start({ procedure: 'sample', ...circumstances() })).matter
    clock.jumpTo(instantOf(Date.UTC(2026, 3, 1)))
    const first = receiptOf(await engine.start({ procedure: 'sample', ...circumstances() })).matter
    await engine.act(last, { kind: 'note', text: '四月' }, circumstances())
    expect(await partOf(opened.database, last)).toEqual(['entry_2026_03'])
    expect(await partOf(opened.database, first)).toEqual(['entry_2026_04'])
    expect(await readEntries(opened.database, engine.setting.district, last)).toHaveLength(2)
  })

  test('parts are made ahead of time, once, also when two ask at the same time', async () => {
    const at = instantOf(Date.UTC(2027, 10, 30, 23))
    const ask = () => addEntryMonths(opened.database, at, 2)
    expect(await Promise.all([ask(), ask()])).toEqual([true, true])
    for (const [year, month] of [
      [2027, 11],
      [2027, 12],
      [2028, 1],
    ] as const) {
      await addEntry(opened.database, idAt(year, month))
      const name = `entry_${year}_${String(month).padStart(2, '0')}`
      expect(await partOf(opened.database, idAt(year, month))).toEqual([name])
    }
  })

  test('an insert never fails for want of a part: the net takes it, and such a month stays in the net', async () => {
    const matter = idAt(2031, 5)
    await addEntry(opened.database, matter)
    expect(await partOf(opened.database, matter)).toEqual(['entry_other'])
    expect(await addEntryMonths(opened.database, instantOf(Date.UTC(2031, 4, 9)))).toBe(false)
    clock.jumpTo(instantOf(Date.UTC(2031, 4, 9)))
    const started = receiptOf(await engine.start({ procedure: 'sample', ...circumstances() }))
    expect(await partOf(opened.database, started.matter)).toEqual(['entry_other'])
  })

  test('seq is unique in a matter over the whole record', async () => {
    for (const matter of [idAt(2027, 12, 1), idAt(2032, 1)]) {
      await addEntry(opened.database, matter)
      await expect(addEntry(opened.database, matter)).rejects.toMatchObject({ code: 'row_exists' })
    }
    const keysOf = await opened.asOwner((owner) =>
      owner.query(
        `select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = 'entry'::regclass and contype = 'p'`,
      ),
    )
    // The constraint of the whole, not only of each part.
    expect(keysOf).toEqual([{ text: 'PRIMARY KEY (district_id, matter_id, seq)' }])
  })

  const changes = ['update', 'delete', 'truncate'] as const
  test.each(changes)(
    'each part refuses %s to the owner, and everything to the application',
    async (change) => {
      const parts = await opened.asOwner((owner) =>
        owner.query<{ readonly part: string }>(
          `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'entry'::regclass`,
        ),
      )
      expect(parts.length).toBeGreaterThan(3)
      for (const { part } of parts) {
        const text = {
          update: `update ${part} set seq = seq`,
          delete: `delete from ${part}`,
          truncate: `truncate ${part}`,
        }[change]
        expect(await opened.asOwner((owner) => stateOf(owner.execute(text)))).toBe('42501')
        expect(await stateOf(opened.database.execute(text))).toBe('42501')
        expect(await stateOf(opened.database.query(`select from ${part}`))).toBe('42501')
      }
    },
  )
})

describeOnBoth('archive of the record', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  let matters: readonly MatterId[]
  const march = parseLegalDate('2026-03-17')
  const district = () => engine.setting.district
  const seal = () => sealEntries(opened.database, district(), { signer, at: clock.now() })
  const archive = () => archiveEntryMonth(opened.database, march)
  const cancel = (matter: MatterId) =>
    engine.act(matter, { kind: 'cancel', reason: '重复' }, circumstances()).then(receiptOf)

  async function exportTexts(): Promise<readonly string[]> {
    const texts: string[] = []
    for await (const line of exportLedger(opened.database, district(), instantOf(0)))
      texts.push(formatExportLine(line))
    return texts
  }

  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    ;({ engine } = await openSampleEngine(opened, { clock }))
    const start = () => engine.start({ procedure: 'sample', ...circumstances() })
    const march = await Promise.all([start(), start(), start()])
    await clock.advance(40 * 86_400_000)
    const later = await start()
    matters = [...march, later].map((answer) => receiptOf(answer).matter)
  })

  test('a month leaves the daily work when all its matters have ended and all its entries are sealed', async () => {
    const [first, second, third, april] = matters
    if (first === undefined || second === undefined || third === undefined || april === undefined)
      return expect.unreachable()
    await cancel(first)
    await cancel(second)
    await seal()
    expect(await archive()).toBe('open')
    await cancel(third)
    expect(await archive()).toBe('unsealed')
    await seal()
    await engine.act(april, { kind: 'note', text: '未封存' }, circumstances())
    const before = {
      texts: await exportTexts(),
      entries: await readEntries(opened.database, district(), first),
      proof: await proveSealed(opened.database, district(), { matter: second, seq: 2 }),
    }
    expect(await archive()).toBe('archived')
    expect(await archive()).toBe('absent')
    expect(
      await opened.database.query(`select count(*)::int as rows from entry where matter_id < $1`, [
        idAt(2026, 4),
      ]),
    ).toEqual([{ rows: 0 }])
    expect(await exportTexts()).toEqual(before.texts)
    expect(await readEntries(opened.database, district(), first)).toEqual(before.entries)
    expect(await proveSealed(opened.database, district(), { matter: second, seq: 2 })).toEqual(before.proof)
    const whole = { ok: true, entries: 8, matters: 4, sealed: 7 }
    expect(verifyExport(before.texts, verificationPort, { keys: [signer.key.id] })).toMatchObject(whole)
    expect(await verifyLedger(opened.database, district())).toMatchObject(whole)
  })

  test('work goes on: sealing, and the projections of archived matters can be rebuilt', async () => {
    expect(await seal()).toHaveLength(1)
    await opened.asOwner((owner) => owner.execute(`update matter set title = 'x', revision = 9`))
    const setting = { district: district(), find: engine.workshop.around.find }
    expect(await rebuild(opened.database, setting)).toMatchObject({
      entries: 8,
      matters: 4,
      broken: [],
      corrected: { matter: 4 },
    })
  })

  test('nothing can be added to an archived month or changed in it, not even by its owner', async () => {
    const { database } = opened
    const insert = `insert into archived_entry select * from archived_entry limit 1`
    for (const change of [
      insert,
      'update archived_entry set seq = seq',
      'delete from archived_entry',
      'truncate archived_entry',
    ]) {
      expect(await stateOf(database.execute(change))).toBe('42501')
      expect(await opened.asOwner((owner) => stateOf(owner.execute(change)))).toBe('42501')
    }
    const direct = 'update entry_2026_03 set seq = seq'
    expect(await opened.asOwner((owner) => stateOf(owner.execute(direct)))).toBe('42501')
  })

  test('a late matter of an archived month is taken by the net', async () => {
    clock.jumpTo(instantOf(Date.UTC(2026, 2, 20)))
    const late = receiptOf(await engine.start({ procedure: 'sample', ...circumstances() })).matter
    expect(await partOf(opened.database, late)).toEqual(['entry_other'])
    await seal()
    expect(await verifyLedger(opened.database, district())).toMatchObject({ ok: true, matters: 5 })
  })

  test('what stands in the archive is verified too', async () => {
    const [first] = matters
    await opened.asOwner(async (owner) => {
      await owner.runScript(`alter table archived_entry disable trigger entry_sealed`)
      await owner.execute(`update archived_entry set kind = 'note' where matter_id = $1 and seq = 2`, [
        first ?? '',
      ])
    })
    expect(await verifyLedger(opened.database, district())).toMatchObject({
      ok: false,
      fault: { kind: 'changed', matter: first, seq: 2 },
    })
  })
})

describe('archive of the record while others use it (PostgreSQL)', () => {
  test('whoever reads the record for long is not disturbed: the month waits for the next time', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    try {
      const march = instantOf(Date.UTC(2026, 2, 2))
      await addEntryMonths(opened.database, march)
      await opened.asOwner((owner) =>
        owner.runScript(`alter function archive_entry_month(date) set lock_timeout = '50ms'`),
      )
      await opened.database.transaction(async (transaction) => {
        await transaction.query('select from entry limit 1')
        const outcome = opened.asOwner((owner) => archiveEntryMonth(owner, parseLegalDate('2026-03-01')))
        expect(await outcome).toBe('busy')
      })
      expect(await archiveEntryMonth(opened.database, parseLegalDate('2026-03-01'))).toBe('archived')
    } finally {
      await opened.close()
    }
  })
})

describeOnBoth('a record from before the months', (open) => {
  test('is moved into them byte for byte, with its order', async () => {
    const { database } = await open({ migrated: false })
    const all = readMigrations()
    const step = all.findIndex(({ text }) => text.includes('create table archived_entry'))
    await migrate(database, all.slice(0, step))
    const named = [idAt(2025, 12), idAt(2026, 1), idAt(2026, 1, 1), parseMatterId(idAt(2024, 2))]
    for (const matter of [...named, 'ff9ca000-0000-4000-8000-000000000000']) {
      await addEntry(database, matter)
      await addEntry(database, matter, 2)
    }
    const read = () => database.query(`select *, hash::text as same from entry order by position`)
    const before = await read()
    expect(before).toHaveLength(10)
    await migrate(database, all)
    expect(await read()).toEqual(before)
    expect(await partOf(database, idAt(2025, 12))).toEqual(['entry_2025_12'])
    expect(await partOf(database, idAt(2024, 2))).toEqual(['entry_2024_02'])
    expect(await partOf(database, 'ff9ca000-0000-4000-8000-000000000000')).toEqual(['entry_other'])
    await addEntry(database, idAt(2026, 1), 3)
    expect((await read()).at(-1)).toMatchObject({ seq: 3, position: 11 })
  })
})

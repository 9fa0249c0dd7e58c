import { beforeAll, expect, test } from 'vitest'
import type { MatterId } from '@duibiao/base'
import { findProofFault, formatExportLine, verifyExport } from '@duibiao/kernel'
import { describeOnBoth, makeFixedClock, openSampleEngine } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { sealEntries } from './checkpoint.ts'
import type { Engine } from './engine.ts'
import { runGroup, writeTogether } from './group.ts'
import { exportLedger, proveSealed, verifyLedger } from './ledger.ts'
import { receiptOf } from './order.ts'
import { generateSigner, verificationPort } from './signer.ts'

let keys = 0
const circumstances = () => ({ key: `test:${(keys += 1)}`, actor: { person: 'li' } })
const { signer } = generateSigner()

describeOnBoth('ledger', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    ;({ engine } = await openSampleEngine(opened, { clock }))
  })
  const district = () => engine.setting.district
  const seal = (size?: number) =>
    sealEntries(opened.database, district(), { signer, at: clock.now(), ...(size !== undefined && { size }) })

  async function write(count: number): Promise<readonly MatterId[]> {
    const started = await Promise.all(
      Array.from({ length: count }, () => engine.start({ procedure: 'sample', ...circumstances() })),
    )
    const matters = started.map((answer) => receiptOf(answer).matter)
    await clock.advance(1000)
    await Promise.all(
      matters.map((matter) => engine.act(matter, { kind: 'note', text: '和平区' }, circumstances())),
    )
    return matters
  }
  async function exportTexts(): Promise<readonly string[]> {
    const texts: string[] = []
    for await (const line of exportLedger(opened.database, district(), clock.now()))
      texts.push(formatExportLine(line))
    return texts
  }

  test('entries are sealed in the order of their arrival, once, in checkpoints of bounded size', async () => {
    await write(7)
    const made = await seal(5)
    expect(made.map(({ number, first, size }) => [number, first, size])).toEqual([
      [1, 0, 5],
      [2, 5, 10],
      [3, 10, 14],
    ])
    expect(await seal()).toEqual([])
    await write(3)
    expect(await seal()).toMatchObject([{ number: 4, first: 14, size: 20 }])
    const verdict = { ok: true, matters: 10, entries: 20, sealed: 20, checkpoints: 4 }
    expect(await verifyLedger(opened.database, district())).toMatchObject(verdict)
    expect(verifyExport(await exportTexts(), verificationPort, { keys: [signer.key.id] })).toMatchObject(
      verdict,
    )
  })

  test('entries that no checkpoint seals yet are exported after the last one', async () => {
    await write(2)
    expect(await verifyLedger(opened.database, district())).toMatchObject({
      ok: true,
      entries: 24,
      sealed: 20,
    })
    expect(verifyExport(await exportTexts(), verificationPort)).toMatchObject({
      ok: true,
      entries: 24,
      sealed: 20,
    })
    await seal()
  })

  test('two processes that seal at once make one checkpoint', async () => {
    await write(2)
    const both = await Promise.all([seal(), seal()])
    expect(both.flat()).toHaveLength(1)
    expect(await verifyLedger(opened.database, district())).toMatchObject({ ok: true })
  })

  test('nothing that is still being written can be passed over: writers hold the lock that sealing takes', async () => {
    const order = {
      matter: engine.makeId(),
      command: { kind: 'start' as const, procedure: engine.setting.library.latest('sample')?.hash ?? '' },
      opening: { number: 'locked', title: '' },
      ...circumstances(),
    }
    const modes = await opened.database.transaction(async (transaction) => {
      await runGroup(engine.workshop, [{ order, read: false }], {
        queryable: transaction,
        write: (bundles) => writeTogether(transaction, district(), bundles),
      })
      return transaction.query(
        `select mode, granted from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`,
      )
    })
    expect(modes).toEqual([{ mode: 'ShareLock', granted: true }])
    expect(await seal()).toHaveLength(1)
  })

  test('one entry is proved without showing another', async () => {
    const [matter] = await write(2)
    if (matter === undefined) return expect.unreachable()
    expect(await proveSealed(opened.database, district(), { matter, seq: 2 })).toBeUndefined()
    await seal()
    const proof = await proveSealed(opened.database, district(), { matter, seq: 2 })
    if (proof === undefined) return expect.unreachable()
    expect(findProofFault(proof, verificationPort)).toBeUndefined()
    const forged = { ...proof, entry: { ...proof.entry, actor: { person: 'wang' } } }
    expect(findProofFault(forged, verificationPort)).toMatchObject({ kind: 'changed', matter, seq: 2 })
  })

  const body = `body = replace(body, '和平区', '和平')`
  const tamperings: readonly (readonly [title: string, sql: string, kind: string, seq: number])[] = [
    ['change', `update entry set ${body} where matter_id = '$1' and seq = 2`, 'changed', 2],
    [
      'back-date',
      `update entry set recorded_at = recorded_at - interval '1 day' where matter_id = '$1' and seq = 2`,
      'backdated',
      2,
    ],
    ['delete', `delete from entry where matter_id = '$1' and seq = 2`, 'missing', 2],
    [
      'insert',
      `insert into entry (district_id, matter_id, seq, position, kind, recorded_at, body, previous, hash)
      overriding system value
      select district_id, matter_id, 3, -1, kind, recorded_at, body, hash, previous from entry where matter_id = '$1' and seq = 2`,
      'inserted',
      3,
    ],
    [
      'reorder',
      `create temp table swapped as select seq, position from entry where matter_id = '$1';
       update entry set position = -seq where matter_id = '$1';
       update entry set position = swapped.position from swapped where matter_id = '$1' and swapped.seq = 3 - entry.seq;
       drop table swapped`,
      'reordered',
      1,
    ],
  ]
  test.each(tamperings)('%s in the database is found and named', async (...[, sql, kind, seq]) => {
    const [, matter = ''] = await write(3)
    await seal()
    await opened.asOwner(async (owner) => {
      await owner.runScript(
        `create table kept as select * from entry; alter table entry disable trigger entry_sealed;
        alter table entry alter position set generated by default`,
      )
      await owner.runScript(sql.replaceAll('$1', matter))
    })
    const verdict = await verifyLedger(opened.database, district())
    await opened.asOwner((owner) =>
      owner.runScript(`delete from entry; insert into entry overriding system value select * from kept; drop table kept;
        alter table entry enable trigger entry_sealed;
        alter table entry alter position set generated always`),
    )
    expect(verdict).toMatchObject({ ok: false })
    expect(verdict.ok ? undefined : verdict.fault).toMatchObject({ kind, matter, seq })
    expect(await verifyLedger(opened.database, district())).toMatchObject({ ok: true })
  })
})

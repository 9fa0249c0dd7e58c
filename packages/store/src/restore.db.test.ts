import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MatterId } from '@duibiao/base'
import {
  enterDistrict,
  makeFixedClock,
  openEngine,
  openSampleEngine,
  openTestDatabase,
} from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { sealEntries } from './checkpoint.ts'
import type { Database } from './database.ts'
import { dumpDatabase, formatDumpLine } from './dump.ts'
import type { DumpLine } from './dump.ts'
import type { Engine } from './engine.ts'
import { archiveEntryMonth } from './entry-month.ts'
import { verifyLedger } from './ledger.ts'
import { receiptOf } from './order.ts'
import { openPostgres } from './postgres.ts'
import { restoreDatabase } from './restore.ts'
import { generateSigner } from './signer.ts'

let keys = 0
const circumstances = () => ({ key: `test:${(keys += 1)}`, actor: { person: 'li' } })
const { signer } = generateSigner()

/** What a dump gives back after its way through text. */
async function* replay(lines: readonly DumpLine[]): AsyncGenerator<DumpLine> {
  for (const line of lines) yield JSON.parse(formatDumpLine(line))
}

/** Every row of every table as text, to compare two databases by. */
async function contentsOf(owner: Database): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables: Record<string, string[]> = {}
  let table = ''
  await dumpDatabase(owner, 0 as never, async (line) => {
    if (line.line === 'table') table = line.table
    if (line.line === 'rows') (tables[table] ??= []).push(...line.rows.map((row) => JSON.stringify(row)))
  })
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.toSorted()]))
}

describe.each([
  { from: 'embedded', to: 'postgres' },
  { from: 'postgres', to: 'embedded' },
] as const)('a dump of a database of the kind $from', ({ from, to }) => {
  const closers: (() => Promise<void>)[] = []
  let opened: TestDatabase
  let owner: Database
  let engine: Engine
  let clock: FixedClock
  let matters: readonly MatterId[]

  async function openOwner(database: TestDatabase): Promise<Database> {
    if (database.url === undefined) return database.database
    const made = await openPostgres({ url: database.url })
    closers.unshift(() => made.close())
    return made
  }

  async function openEmpty(): Promise<Database> {
    const target = await openTestDatabase({ kind: to, migrated: false })
    closers.push(() => target.close())
    return target.database
  }

  async function dump(): Promise<readonly DumpLine[]> {
    const lines: DumpLine[] = []
    await dumpDatabase(owner, clock.now(), async (line) => void lines.push(line))
    return lines
  }

  beforeAll(async () => {
    opened = await openTestDatabase({ kind: from })
    closers.push(() => opened.close())
    owner = await openOwner(opened)
    clock = makeFixedClock()
    ;({ engine } = await openSampleEngine(opened, { clock }))
    const started = Array.from({ length: 30 }, () =>
      engine.start({ procedure: 'sample', ...circumstances() }),
    )
    matters = (await Promise.all(started)).map((answer) => receiptOf(answer).matter)
    const text = '和平区 "\\{},NULL\t\n\u2028 𠮷'
    await Promise.all(matters.map((matter) => engine.act(matter, { kind: 'note', text }, circumstances())))
  }, 60_000)
  afterAll(async () => {
    for (const close of closers) await close()
  })

  test(`fills an empty one of the kind ${to} with the same rows, and work goes on there`, async () => {
    await sealEntries(opened.database, engine.setting.district, { signer, at: clock.now() })
    const target = await openEmpty()
    const counts = await restoreDatabase(target, replay(await dump()))
    expect(counts['matter']).toBe(30)
    expect(await contentsOf(target)).toEqual(await contentsOf(owner))
    expect(await verifyLedger(target, engine.setting.district)).toMatchObject({ ok: true, sealed: 60 })
    const { district, now } = engine.setting
    const other = await openEngine(target, { district, now })
    const [matter] = matters
    if (matter === undefined) throw new Error('no matter')
    receiptOf(await other.act(matter, { kind: 'note', text: '续办' }, circumstances()))
    receiptOf(await other.start({ procedure: 'sample', ...circumstances() }))
    await sealEntries(target, district, { signer, at: now() })
    expect(await verifyLedger(target, district)).toMatchObject({ ok: true })
  }, 60_000)

  test('made at a random moment of the work holds one state, whose ledger verifies [F16]', async () => {
    const acts = Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        await new Promise((resolve) => setImmediate(resolve))
        const matter = matters[index % matters.length]
        if (matter === undefined) throw new Error('no matter')
        return engine.act(matter, { kind: 'note', text: `${index}` }, circumstances())
      }),
    )
    const lines = await dump()
    await acts
    const target = await openEmpty()
    await restoreDatabase(target, replay(lines))
    expect(await verifyLedger(target, engine.setting.district)).toMatchObject({ ok: true })
  }, 60_000)

  test('keeps months that left the daily work apart', async () => {
    for (const matter of matters)
      await engine.act(matter, { kind: 'cancel', reason: '样例' }, circumstances())
    await clock.advance(40 * 86_400_000)
    await sealEntries(opened.database, engine.setting.district, { signer, at: clock.now() })
    expect(await archiveEntryMonth(opened.database, '2026-03-01' as never)).toBe('archived')
    const target = await openEmpty()
    await restoreDatabase(target, replay(await dump()))
    expect(await contentsOf(target)).toEqual(await contentsOf(owner))
    const [row] = await target.query<{ readonly count: number }>('select count(*)::int from archived_entry')
    expect(row?.count).toBeGreaterThan(60)
  }, 60_000)

  test('that was cut, or says other counts than it holds, leaves the database empty', async () => {
    const lines = await dump()
    const target = await openEmpty()
    await expect(restoreDatabase(target, replay(lines.slice(0, -1)))).rejects.toMatchObject({
      code: 'backup_broken',
    })
    expect(await target.query('select from matter')).toEqual([])
    const index = lines.findIndex((line) => line.line === 'rows')
    await expect(restoreDatabase(target, replay(lines.toSpliced(index, 1)))).rejects.toMatchObject({
      code: 'backup_broken',
    })
    await restoreDatabase(target, replay(lines))
    expect(await contentsOf(target)).toEqual(await contentsOf(owner))
  }, 60_000)

  test('does not go into a database that holds anything', async () => {
    const target = await openTestDatabase({ kind: to })
    closers.push(() => target.close())
    await enterDistrict(target)
    await expect(restoreDatabase(await openOwner(target), replay(await dump()))).rejects.toMatchObject({
      code: 'restore_target_filled',
    })
  }, 60_000)
})

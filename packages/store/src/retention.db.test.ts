import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { MatterId } from '@duibiao/base'
import { describeOnBoth, makeFixedClock, openSampleEngine } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import type { Engine } from './engine.ts'
import { readEntries } from './entry.ts'
import { receiptOf } from './order.ts'
import { clearReceipts, retentionRule } from './retention.ts'

const actor = { person: 'li', post: 'clerk' }
// The token of the start event has number 1.
const task = 2
let matters = 0

describeOnBoth('retention of receipts', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  let matter: MatterId
  let prefix: string
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    ;({ engine } = await openSampleEngine(opened, { clock }))
  })
  beforeEach(async () => {
    prefix = `r${(matters += 1)}`
    matter = receiptOf(await start()).matter
  })

  const start = () => engine.start({ procedure: 'sample', key: `${prefix}:start`, actor })
  const complete = () => engine.act(matter, { kind: 'completeTask', task }, { key: `${prefix}:done`, actor })
  const note = () => engine.act(matter, { kind: 'note', text: '记' }, { key: `${prefix}:note`, actor })
  const clear = (batch = retentionRule.batch) =>
    clearReceipts(opened.database, engine.setting.district, { ...retentionRule, batch })
  const age = (days: number) =>
    opened.asOwner((owner) =>
      owner.execute(
        `update receipt set written_at = now() - make_interval(days => $1) where matter_id = $2`,
        [days, matter],
      ),
    )
  const keysLeft = async () =>
    (await opened.database.query('select key from receipt where matter_id = $1 order by seq', [matter])).map(
      (row) => row['key'],
    )

  test('within the span a command given again has the same receipt and does nothing', async () => {
    const answers = [await start(), await complete()]
    await age(29)
    expect(await clear()).toBe(0)
    expect([await start(), await complete()]).toEqual(answers)
    expect(await readEntries(opened.database, engine.setting.district, matter)).toHaveLength(2)
  })

  test('after the span a task that was completed is not completed again: the command is refused', async () => {
    await complete()
    await age(31)
    expect(await clear()).toBe(1)
    const again = await complete()
    expect(again).toMatchObject({ ok: false, refusal: { code: expect.stringMatching(/^(task|matter)_/) } })
    expect(await readEntries(opened.database, engine.setting.district, matter)).toHaveLength(2)
  })

  test('after the span a command that can be carried out twice is, as a note', async () => {
    const first = receiptOf(await note())
    await age(31)
    await clear()
    expect(receiptOf(await note()).seq).toBe(first.seq + 1)
  })

  test('a command that opened a matter keeps its receipt for good: it never opens a second one', async () => {
    const first = await start()
    await age(4000)
    await clear()
    expect(await start()).toEqual(first)
    expect(await keysLeft()).toEqual([`${prefix}:start`])
  })

  test('the receipt of an effect that still waits in the outbox stays: it may have been delivered', async () => {
    const key = `outbox:${matter}:1:0`
    await engine.act(matter, { kind: 'note', text: '送达' }, { key, actor })
    await opened.asOwner((owner) =>
      owner.execute(
        `insert into outbox (district_id, matter_id, seq, number, kind, body, created_at, due_at)
         values (1, $1, 1, 0, 'message', '{}', now(), now())`,
        [matter],
      ),
    )
    await age(31)
    await clear()
    expect(await keysLeft()).toEqual([`${prefix}:start`, key])
    await opened.database.execute('delete from outbox where matter_id = $1', [matter])
    await clear()
    expect(await keysLeft()).toEqual([`${prefix}:start`])
  })

  test('clearing goes through the whole district in batches, and leaves other districts alone', async () => {
    await opened.asOwner((owner) =>
      owner.execute(
        `insert into receipt (district_id, key, matter_id, seq, recorded_at, written_at)
         select district, 'old:' || number, $1, 2, now(), now() - interval '31 days'
         from generate_series(1, 2) as district, generate_series(1, 25) as number`,
        [matter],
      ),
    )
    const before = opened.database.statementCount
    expect(await clear(10)).toBe(25)
    expect(opened.database.statementCount - before).toBeGreaterThan(2)
    const left = await opened.database.query(
      `select district_id, count(*)::int as rows from receipt where key like 'old:%' group by district_id`,
    )
    expect(left).toEqual([{ district_id: 2, rows: 25 }])
  })
})

import { changeWebhook, listDeliveries, receiptOf } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, openSampleEngine, sketchRow } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { beforeEach, expect, test } from 'vitest'
import { makeEntryTelling } from './entry-telling.ts'
import type { Tenant } from './tenant.ts'
import { addTestWebhook } from './test-receiver.ts'
import { makeTestTenant } from './test-tenant.ts'

const work = sketchRow('work', { id: 'handle', kind: 'user' })

describeOnBoth('entries told to webhooks', (open) => {
  let opened: TestDatabase
  let tenant: Tenant
  let clock: FixedClock
  let keys = 0

  beforeEach(async () => {
    opened ??= await open()
    clock = makeFixedClock()
    const describe = () => ({ pack: 'hotline', process: 'work', area: 'grid-1', sights: [] })
    const { engine } = await openSampleEngine(opened, { clock, procedures: [work], describe })
    tenant = makeTestTenant(engine)
    for (const table of ['delivery', 'webhook', 'webhook_progress'])
      await opened.database.execute(`delete from ${table}`)
  })
  const circumstances = () => ({ key: `telling:${(keys += 1)}`, actor: { person: 'li' } })
  const start = async () =>
    receiptOf(await tenant.engine.start({ procedure: 'work', ...circumstances() })).matter
  const told = async () =>
    (await listDeliveries(opened.database, tenant.district, { state: 'pending', limit: 200 })).map(
      ({ receiver, body }) => ({ receiver, event: JSON.parse(body) }),
    )
  const hook = (types: readonly string[]) => addTestWebhook(tenant, { port: 1 }, types)

  test('each entry is told once, with how the matter stands and nothing of what was written', async () => {
    const id = await hook(['duibiao.matter.entry'])
    const [telling, again] = [makeEntryTelling(tenant), makeEntryTelling(tenant)]
    await telling.run()
    const matter = await start()
    const note = { kind: 'note', text: '张三来电' } as const
    receiptOf(await tenant.engine.act(matter, note, circumstances()))
    const cancel = { kind: 'cancel', reason: 'test' } as const
    receiptOf(await tenant.engine.act(matter, cancel, circumstances()))
    await Promise.all([telling.run(), again.run()])
    await telling.run()
    const events = (await told()).filter(({ receiver }) => receiver === id).map(({ event }) => event)
    expect(new Set(events.map(({ sequence, data }) => `${sequence} ${data.kind}`))).toEqual(
      new Set(['0000000001 start', '0000000002 note', '0000000003 cancel']),
    )
    expect(events).toHaveLength(3)
    expect(events[0]).toMatchObject({
      type: 'duibiao.matter.entry',
      subject: matter,
      data: { status: 'cancelled', area: 'grid-1' },
    })
    expect(JSON.stringify(events)).not.toContain('张三')
  })

  test('a webhook hears the kinds it asks for, and nothing from before it was made', async () => {
    await hook(['duibiao.matter.signal'])
    const telling = makeEntryTelling(tenant)
    await start()
    await telling.run()
    await clock.advance(1000)
    const ends = await hook(['duibiao.matter.entry:cancel'])
    await telling.run()
    const matter = await start()
    receiptOf(await tenant.engine.act(matter, { kind: 'cancel', reason: 'test' }, circumstances()))
    await telling.run()
    expect((await told()).map(({ receiver, event }) => [receiver, event.data.kind])).toEqual([
      [ends, 'cancel'],
    ])
  })

  test('what happens while nobody hears is told to nobody later', async () => {
    const id = await hook(['*'])
    const telling = makeEntryTelling(tenant)
    await telling.run()
    const off = { id, change: { disabledAt: clock.now() }, now: clock.now() }
    await changeWebhook(opened.database, tenant.district, off)
    await start()
    await telling.run()
    const on = { id, change: { disabledAt: null }, now: clock.now() }
    await changeWebhook(opened.database, tenant.district, on)
    await telling.run()
    expect(await told()).toEqual([])
    const matter = await start()
    await telling.run()
    expect((await told()).map(({ event }) => event.subject)).toEqual([matter])
  })

  test('more entries than are told at once are told all the same', async () => {
    await hook(['*'])
    const telling = makeEntryTelling(tenant)
    await telling.run()
    await Promise.all(Array.from({ length: 520 }, start))
    await telling.run()
    const rows = await opened.database.query<{ readonly count: number }>(
      'select count(*)::int as count from delivery where number = -1',
    )
    expect(rows).toEqual([{ count: 520 }])
  })
})

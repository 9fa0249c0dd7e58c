import type { ServerResponse } from 'node:http'
import { assert } from '@duibiao/base'
import {
  changeWebhook,
  dispatchOutbox,
  listDeliveries,
  listOutbox,
  listWebhooks,
  receiptOf,
  resendDeliveries,
} from '@duibiao/store'
import {
  describeOnBoth,
  literal,
  makeFixedClock,
  makeRandom,
  openSampleEngine,
  sketchRow,
} from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Courier, CourierParts } from './courier.ts'
import { makeOutboxPort } from './outbox-port.ts'
import type { Tenant } from './tenant.ts'
import { addTestWebhook, closeReceivers, openReceiver, openTestCourier } from './test-receiver.ts'
import type { Answering, TestReceiver } from './test-receiver.ts'
import { makeTestTenant } from './test-tenant.ts'

const orders = sketchRow('orders', {
  id: 'throw',
  kind: 'throw',
  results: [{ kind: 'message', name: literal('order_issued') }],
})

const taken: Answering = (_, response) => void response.writeHead(204).end()

describeOnBoth('courier', (open) => {
  let opened: TestDatabase
  let tenant: Tenant
  let clock: FixedClock
  let faults: unknown[]
  const receivers: TestReceiver[] = []
  let keys = 0

  beforeEach(async () => {
    opened ??= await open()
    clock = makeFixedClock()
    faults = []
    const { engine } = await openSampleEngine(opened, { clock, procedures: [orders] })
    tenant = makeTestTenant(engine)
    for (const table of ['delivery', 'webhook', 'outbox'])
      await opened.database.execute(`delete from ${table}`)
  })
  afterEach(() => closeReceivers(receivers))

  async function listen(answer: Answering): Promise<TestReceiver> {
    const receiver = await openReceiver(answer)
    receivers.push(receiver)
    return receiver
  }
  const hook = (receiver: TestReceiver, types?: readonly string[]) => addTestWebhook(tenant, receiver, types)
  const openCourier = (parts: Partial<CourierParts> = {}) =>
    openTestCourier(tenant, receivers, { onFault: (error) => faults.push(error), ...parts })
  const start = async () =>
    receiptOf(
      await tenant.engine.start({
        procedure: 'orders',
        key: `courier:${(keys += 1)}`,
        actor: { person: 'li' },
      }),
    )
  async function issue(count = 1): Promise<void> {
    for (let index = 0; index < count; index += 1) await start()
    const report = await dispatchOutbox(tenant.engine, makeOutboxPort(tenant, { sendsMail: false }))
    expect(report).toEqual({ delivered: count, failed: 0 })
  }
  async function run(courier: Courier): Promise<void> {
    await courier.poll()
    await courier.settle()
    expect(faults).toEqual([])
  }
  const listState = async (state: 'pending' | 'dead' | 'delivered') =>
    listDeliveries(opened.database, tenant.district, { state, limit: 100 })

  test('an event comes as a CloudEvent, to each webhook that hears it', async () => {
    const [one, other, deaf] = [await listen(taken), await listen(taken), await listen(taken)]
    await hook(one)
    await hook(other, ['duibiao.matter.message:order_issued'])
    await hook(deaf, ['duibiao.matter.signal'])
    await issue()
    await run(openCourier())
    expect([one.ids.length, other.ids.length, deaf.ids.length]).toEqual([1, 1, 0])
    expect(JSON.parse(one.bodies[0] ?? '')).toMatchObject({
      specversion: '1.0',
      type: 'duibiao.matter.message',
      source: '/districts/1',
      sequence: '0000000001.000000',
      data: { kind: 'message', name: 'order_issued' },
    })
    expect(await listState('pending')).toEqual([])
  })

  test('what one receiver refuses is tried again for that one only, later and later, and at last given up', async () => {
    let isUp = false
    const good = await listen(taken)
    const bad = await listen((_, response) => void response.writeHead(isUp ? 200 : 500).end('secret text'))
    await hook(good)
    const id = await hook(bad)
    await issue()
    const rule = { attempts: 3, delay: 1000, longestDelay: 60_000 }
    const courier = openCourier({ rule, jitter: () => 1 })
    await run(courier)
    // Half as long again by the jitter: 1.5 s, then 3 s.
    await clock.advance(1499)
    await run(courier)
    expect(bad.ids).toHaveLength(1)
    await clock.advance(1)
    await run(courier)
    expect(await listWebhooks(opened.database, tenant.district, { id })).toMatchObject([{ failures: 2 }])
    await clock.advance(3000)
    await run(courier)
    const dead = await listState('dead')
    expect(dead).toMatchObject([{ receiver: id, attempts: 3, lastError: 'status 500' }])
    await clock.advance(1_000_000)
    await run(courier)
    expect([good.ids.length, bad.ids.length, new Set(bad.ids).size]).toEqual([1, 3, 1])
    isUp = true
    const ids = dead.map((one) => one.id)
    await resendDeliveries(opened.database, tenant.district, { ids, now: clock.now() })
    await run(courier)
    expect(await listState('delivered')).toHaveLength(2)
    expect(good.ids).toHaveLength(1)
  })

  test('a receiver that never answers keeps nobody else waiting', async () => {
    const quick = await listen(taken)
    const held: ServerResponse[] = []
    let isOver = false
    const slow = await listen((_, response) => {
      if (isOver) response.writeHead(204).end()
      else held.push(response)
    })
    await hook(slow)
    await hook(quick)
    await issue(10)
    const courier = openCourier()
    await courier.poll()
    await expect.poll(() => quick.ids.length).toBe(10)
    // New events go on while the slow one is still at its first ones.
    await issue(5)
    await courier.poll()
    await expect.poll(() => quick.ids.length).toBe(15)
    expect(slow.ids).toHaveLength(4)
    isOver = true
    for (const response of held) response.writeHead(204).end()
    await courier.settle()
    expect(new Set(slow.ids).size).toBe(15)
    expect(faults).toEqual([])
  })

  test('the end of the service waits for the attempts at work and not for all that was taken; another brings the rest', async () => {
    const held: ServerResponse[] = []
    let isOver = false
    const slow = await listen((_, response) => {
      if (isOver) response.writeHead(204).end()
      else held.push(response)
    })
    await hook(slow)
    await issue(12)
    const courier = openCourier()
    await courier.poll(() => isOver)
    await expect.poll(() => held.length).toBe(4)
    isOver = true
    for (const response of held) response.writeHead(204).end()
    await courier.settle()
    expect(slow.ids).toHaveLength(4)
    await clock.advance(300_000)
    await run(openCourier())
    expect(new Set(slow.ids).size).toBe(12)
    expect(slow.ids).toHaveLength(12)
  })

  test('a webhook that says it is gone is switched off', async () => {
    const gone = await listen((_, response) => void response.writeHead(410).end())
    const id = await hook(gone)
    await issue()
    await run(openCourier())
    const [webhook] = await listWebhooks(opened.database, tenant.district, { id })
    expect(webhook?.disabledAt).toBe(clock.now())
    expect(await listState('dead')).toHaveLength(1)
  })

  test('a receiver that asks for time gets it', async () => {
    const busy = await listen((_, response) => void response.writeHead(503, { 'retry-after': '600' }).end())
    await hook(busy)
    await issue()
    await run(openCourier())
    expect(await listState('pending')).toMatchObject([{ dueAt: clock.now() + 600_000 }])
  })

  test('[V1.3.6] a webhook whose address has become private gets nothing', async () => {
    const receiver = await listen(taken)
    await hook(receiver)
    await issue()
    await run(openTestCourier(tenant, []))
    expect(receiver.ids).toEqual([])
    expect((await listState('pending'))[0]?.lastError).toContain('address_refused')
  })

  test('a secret that was sealed for one webhook opens for no other', async () => {
    const receiver = await listen(taken)
    const [one, other] = [await hook(receiver), await hook(receiver)]
    const [first] = await listWebhooks(opened.database, tenant.district, { id: one })
    assert(first !== undefined, 'it was made')
    const change = { renewed: { secret: first.secret } }
    await changeWebhook(opened.database, tenant.district, { id: other, change, now: clock.now() })
    await issue()
    const courier = openCourier()
    await courier.poll()
    await courier.settle()
    expect(faults).toHaveLength(1)
    expect(receiver.ids).toHaveLength(1)
  })

  test('F4: delivered twice or more, out of order, by processes that die: each effect once by its id', async () => {
    const random = makeRandom('F4 of webhooks')
    const effects = new Map<string, string>()
    const attempts = new Map<string, number>()
    const receiver = await listen((request, response, body) => {
      const id = String(request.headers['webhook-id'])
      const count = (attempts.get(id) ?? 0) + 1
      attempts.set(id, count)
      // The consumer's own effect, once by id; the answer is lost up to four times afterwards.
      if (!effects.has(id)) effects.set(id, body)
      const isLost = count < 1 + Math.floor(random.next() * 5)
      setTimeout(() => {
        if (isLost) response.destroy()
        else response.writeHead(204).end()
      }, random.next() * 5)
    })
    await hook(receiver)
    const matters = 40
    for (let index = 0; index < matters; index += 1) await start()
    const copies = await opened.database.query<{ matter_id: string; seq: number; body: string }>(
      'select matter_id, seq, body from outbox',
    )
    const port = makeOutboxPort(tenant, { sendsMail: false })
    await dispatchOutbox(tenant.engine, port)
    // A process died after it had handed the effects over and before they left the outbox: they are there again.
    for (const { matter_id: matter, seq, body } of copies)
      await opened.database.execute(
        `insert into outbox (district_id, matter_id, seq, number, kind, body, created_at, due_at, attempts)
         values (1, $1, $2, 0, 'message', $3, now(), $4, 1)`,
        [matter, seq, body, new Date(clock.now()).toISOString()],
      )
    await dispatchOutbox(tenant.engine, port)
    expect(await listOutbox(opened.database, tenant.district)).toEqual([])
    const couriers = [openCourier(), openCourier()]
    for (let round = 0; round < 20 && (await listState('pending')).length > 0; round += 1) {
      await Promise.all(couriers.map(run))
      await clock.advance(3_600_000)
    }
    expect(await listState('delivered')).toHaveLength(matters)
    expect(effects.size).toBe(matters)
    const subjects = [...effects.values()].map((body) => JSON.parse(body).subject)
    expect(new Set(subjects).size).toBe(matters)
    expect(receiver.ids.length).toBeGreaterThan(matters)
  })
})

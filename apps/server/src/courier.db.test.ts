import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { assert } from '@duibiao/base'
import {
  addWebhook,
  changeWebhook,
  dispatchOutbox,
  keepConnector,
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
import { makeCourier } from './courier.ts'
import type { Courier, CourierParts } from './courier.ts'
import { connectorPurpose, webhookPurpose } from './delivery-attempt.ts'
import { makePost } from './outbound.ts'
import { makeOutboxPort } from './outbox-port.ts'
import type { Tenant } from './tenant.ts'
import { makeTestTenant } from './test-tenant.ts'
import { makeWebhookSecret } from './webhook-signature.ts'

const orders = sketchRow('orders', {
  id: 'throw',
  kind: 'throw',
  results: [{ kind: 'message', name: literal('order_issued') }],
})
const calls = sketchRow('calls', { id: 'service', kind: 'service', service: 'register', wait: true })

type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void
const taken: Answering = (_, response) => void response.writeHead(204).end()

interface Listener {
  readonly port: number
  /** Ids of what came, in order. */
  readonly ids: string[]
  readonly bodies: string[]
}

describeOnBoth('courier', (open) => {
  let opened: TestDatabase
  let tenant: Tenant
  let clock: FixedClock
  let faults: unknown[]
  const servers: Server[] = []
  let keys = 0

  beforeEach(async () => {
    opened ??= await open()
    clock = makeFixedClock()
    faults = []
    const { engine } = await openSampleEngine(opened, { clock, procedures: [orders, calls] })
    tenant = makeTestTenant(engine)
    for (const table of ['delivery', 'webhook', 'connector', 'outbox'])
      await opened.database.execute(`delete from ${table}`)
  })
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  async function listen(answer: Answering): Promise<Listener> {
    const [ids, bodies]: [string[], string[]] = [[], []]
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        ids.push(String(request.headers['webhook-id']))
        bodies.push(body)
        answer(request, response, body)
      })
    })
    servers.push(server)
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    return { port: (server.address() as AddressInfo).port, ids, bodies }
  }
  async function hook({ port }: Listener, types: readonly string[] = ['*']): Promise<string> {
    const secret = makeWebhookSecret(tenant.random)
    return addWebhook(opened.database, tenant.district, {
      name: 'test',
      address: `http://127.0.0.1:${port}/hook`,
      types,
      sealFor: (id) => tenant.secrets.seal(secret, webhookPurpose(id)),
      now: clock.now(),
      random: tenant.random,
    })
  }
  function openCourier(
    listeners: readonly Listener[],
    parts: Partial<CourierParts> & { readonly milliseconds?: number } = {},
  ): Courier {
    const allowed = listeners.map(({ port }) => ({ district: undefined, host: '127.0.0.1', port }))
    const { milliseconds = 5000, ...rest } = parts
    return makeCourier({
      tenant,
      post: makePost({ district: 1, allowed, milliseconds, answerBytes: 10_000 }),
      sendMail: async () => {},
      jitter: () => 0,
      onFault: (error) => faults.push(error),
      ...rest,
    })
  }
  const circumstances = () => ({ key: `courier:${(keys += 1)}`, actor: { person: 'li' } })
  async function issue(count = 1): Promise<void> {
    for (let index = 0; index < count; index += 1)
      receiptOf(await tenant.engine.start({ procedure: 'orders', ...circumstances() }))
    const report = await dispatchOutbox(tenant.engine, makeOutboxPort(tenant, { sendsMail: false }))
    expect(report).toEqual({ delivered: count, failed: 0 })
  }
  async function run(courier: Courier): Promise<void> {
    await courier.poll()
    await courier.settle()
    expect(faults).toEqual([])
  }
  const listState = async (state: 'pending' | 'dead' | 'delivered' | 'unanswered') =>
    listDeliveries(opened.database, tenant.district, { state, limit: 100 })

  test('an event comes as a CloudEvent, to each webhook that hears it', async () => {
    const [one, other, deaf] = [await listen(taken), await listen(taken), await listen(taken)]
    await hook(one)
    await hook(other, ['duibiao.matter.message:order_issued'])
    await hook(deaf, ['duibiao.matter.signal'])
    await issue()
    await run(openCourier([one, other, deaf]))
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
    const courier = openCourier([good, bad], { rule, jitter: () => 1 })
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
    await resendDeliveries(opened.database, tenant.district, {
      ids: dead.map((one) => one.id),
      now: clock.now(),
    })
    await run(courier)
    expect(await listState('delivered')).toHaveLength(2)
    expect(good.ids).toHaveLength(1)
  })

  test('a receiver that never answers keeps nobody else waiting', async () => {
    const quick = await listen(taken)
    const held: ServerResponse[] = []
    const slow = await listen((_, response) => void held.push(response))
    await hook(slow)
    await hook(quick)
    await issue(10)
    const courier = openCourier([quick, slow])
    await courier.poll()
    await expect.poll(() => quick.ids.length).toBe(10)
    // New events go on while the slow one is still at its first ones.
    await issue(5)
    await courier.poll()
    await expect.poll(() => quick.ids.length).toBe(15)
    expect(slow.ids).toHaveLength(4)
    for (const response of held) response.writeHead(204).end()
    servers[1]?.on('request', (_, response) => response.writeHead(204).end())
    const answering = setInterval(
      () => held.forEach((response) => response.writableEnded || response.writeHead(204).end()),
      5,
    )
    await courier.settle()
    clearInterval(answering)
    expect(new Set(slow.ids).size).toBe(15)
    expect(faults).toEqual([])
  })

  test('a webhook that says it is gone is switched off', async () => {
    const gone = await listen((_, response) => void response.writeHead(410).end())
    const id = await hook(gone)
    await issue()
    await run(openCourier([gone]))
    const [webhook] = await listWebhooks(opened.database, tenant.district, { id })
    expect(webhook?.disabledAt).toBe(clock.now())
    expect(await listState('dead')).toHaveLength(1)
  })

  test('a receiver that asks for time gets it', async () => {
    const busy = await listen((_, response) => void response.writeHead(503, { 'retry-after': '600' }).end())
    await hook(busy)
    await issue()
    await run(openCourier([busy]))
    expect(await listState('pending')).toMatchObject([{ dueAt: clock.now() + 600_000 }])
  })

  test('[V1.3.6] a webhook whose address has become private gets nothing', async () => {
    const listener = await listen(taken)
    await hook(listener)
    await issue()
    await run(openCourier([]))
    expect(listener.ids).toEqual([])
    expect((await listState('pending'))[0]?.lastError).toContain('address_refused')
  })

  test('a secret that was sealed for one webhook opens for no other', async () => {
    const listener = await listen(taken)
    const [one, other] = [await hook(listener), await hook(listener)]
    const [first] = await listWebhooks(opened.database, tenant.district, { id: one })
    assert(first !== undefined, 'it was made')
    const change = { secret: first.secret }
    await changeWebhook(opened.database, tenant.district, { id: other, change, now: clock.now() })
    await issue()
    const courier = openCourier([listener])
    await courier.poll()
    await courier.settle()
    expect(faults).toHaveLength(1)
    expect(listener.ids).toHaveLength(1)
  })

  test('F4: delivered twice or more, out of order, by processes that die: each effect once by its id', async () => {
    const random = makeRandom('F4 of webhooks')
    const effects = new Map<string, string>()
    const attempts = new Map<string, number>()
    const listener = await listen((request, response, body) => {
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
    await hook(listener)
    const matters = 40
    for (let index = 0; index < matters; index += 1)
      receiptOf(await tenant.engine.start({ procedure: 'orders', ...circumstances() }))
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
    const couriers = [openCourier([listener]), openCourier([listener])]
    for (let round = 0; round < 20 && (await listState('pending')).length > 0; round += 1) {
      await Promise.all(couriers.map(run))
      await clock.advance(3_600_000)
    }
    expect(await listState('delivered')).toHaveLength(matters)
    expect(effects.size).toBe(matters)
    const subjects = [...effects.values()].map((body) => JSON.parse(body).subject)
    expect(new Set(subjects).size).toBe(matters)
    expect(listener.ids.length).toBeGreaterThan(matters)
  })

  test('a service is called signed, and what it says at once goes to the task', async () => {
    const listener = await listen(
      (_, response) => void response.writeHead(200).end('{"variables":{"receipt":"R-1"}}'),
    )
    await connect(listener)
    const { matter } = receiptOf(await tenant.engine.start({ procedure: 'calls', ...circumstances() }))
    await dispatchOutbox(tenant.engine, makeOutboxPort(tenant, { sendsMail: false }))
    await run(openCourier([listener]))
    const [row] = await opened.database.query('select data from matter_data where matter_id = $1', [matter])
    expect(JSON.parse(String(row?.['data']))['0']).toEqual({ receipt: 'R-1' })
    expect(await listState('delivered')).toMatchObject([{ receiver: 'register', answeredAt: clock.now() }])
  })

  test('a service that has only taken the call is not done', async () => {
    const listener = await listen((_, response) => void response.writeHead(202).end('thanks'))
    await connect(listener)
    receiptOf(await tenant.engine.start({ procedure: 'calls', ...circumstances() }))
    await dispatchOutbox(tenant.engine, makeOutboxPort(tenant, { sendsMail: false }))
    await run(openCourier([listener]))
    expect(await listState('unanswered')).toMatchObject([{ receiver: 'register', answeredAt: undefined }])
  })

  test('a service that nothing is connected to stays in the outbox and says so', async () => {
    receiptOf(await tenant.engine.start({ procedure: 'calls', ...circumstances() }))
    const report = await dispatchOutbox(tenant.engine, makeOutboxPort(tenant, { sendsMail: false }))
    expect(report).toEqual({ delivered: 0, failed: 1 })
    expect((await listOutbox(opened.database, tenant.district))[0]?.lastError).toContain('register')
  })

  async function connect({ port }: Listener): Promise<void> {
    const service = 'register'
    const secret = tenant.secrets.seal(makeWebhookSecret(tenant.random), connectorPurpose(service))
    await keepConnector(opened.database, tenant.district, {
      service,
      address: `http://127.0.0.1:${port}/call`,
      secret,
      now: clock.now(),
    })
  }
})

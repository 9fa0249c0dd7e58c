import {
  addAccounts,
  dispatchOutbox,
  findMatter,
  keepConnector,
  listDeliveries,
  listOutbox,
  receiptOf,
} from '@duibiao/store'
import { describeOnBoth, makeFixedClock, openSampleEngine, sketchRow } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { makeClient } from '@duibiao/contract'
import type { Client } from '@duibiao/contract'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeApplication } from './application.ts'
import type { Caller } from './caller.ts'
import { deliveryRoutes } from './delivery-route.ts'
import { requestLimits } from './limit.ts'
import { makeOutboxPort } from './outbox-port.ts'
import { permit } from './permit.ts'
import type { Tenant } from './tenant.ts'
import { closeReceivers, connectService, openReceiver, openTestCourier } from './test-receiver.ts'
import type { Answering, TestReceiver } from './test-receiver.ts'
import { makeTestTenant } from './test-tenant.ts'

const calls = sketchRow('calls', { id: 'service', kind: 'service', service: 'register', wait: true })

describeOnBoth('calls of services', (open) => {
  let opened: TestDatabase
  let tenant: Tenant
  let clock: FixedClock
  let application: FastifyInstance
  let keys = 0
  const receivers: TestReceiver[] = []

  beforeEach(async () => {
    opened ??= await open()
    clock = makeFixedClock()
    const { engine } = await openSampleEngine(opened, { clock, procedures: [calls] })
    tenant = makeTestTenant(engine)
    for (const table of ['delivery', 'connector', 'outbox'])
      await opened.database.execute(`delete from ${table}`)
    application = await makeApplication({
      operations: deliveryRoutes.map(({ operation }) => operation),
      routes: deliveryRoutes,
      authenticate: async ({ bearer }) => ({ caller: callerOf(bearer ?? ''), tenant }),
      permit,
      observe: () => {},
      limits: requestLimits,
      logger: pino({ level: 'silent' }),
      makeRequestId: () => 'r-1',
    })
  })
  afterEach(async () => {
    closeReceivers(receivers)
    await application.close()
  })

  /** An access token of an account, with its one scope. */
  function callerOf(bearer: string): Caller {
    const [account = '', scope = ''] = bearer.split('~')
    const person = { kind: 'person', person: 'system', name: 'system', accountName: account } as const
    return { ...person, account, session: 't', posts: [], roles: ['administrator'], scopes: [scope] }
  }
  function asSystem(account: string, scope = 'service.answer'): Client {
    return makeClient(
      async ({ method, path, headers, body }) => {
        const request = {
          method: method as 'POST',
          url: path,
          headers,
          ...(body !== undefined && { payload: body }),
        }
        const answer = await application.inject(request)
        return { status: answer.statusCode, headers: {}, text: answer.body }
      },
      { authorization: `Bearer ${account}~${scope}` },
    )
  }
  async function connect(answer: Answering): Promise<void> {
    const receiver = await openReceiver(answer)
    receivers.push(receiver)
    await connectService(tenant, receiver, 'register')
  }
  /** A matter that waits for the service, which was called. */
  async function call(): Promise<string> {
    const circumstances = { key: `call:${(keys += 1)}`, actor: { person: 'li' } }
    const { matter } = receiptOf(await tenant.engine.start({ procedure: 'calls', ...circumstances }))
    await dispatchOutbox(tenant.engine, makeOutboxPort(tenant, { sendsMail: false }))
    const courier = openTestCourier(tenant, receivers)
    await courier.poll()
    await courier.settle()
    return matter
  }
  const listState = async (state: 'pending' | 'delivered' | 'unanswered') =>
    listDeliveries(opened.database, tenant.district, { state, limit: 100 })
  const dataOf = async (matter: string) =>
    (await findMatter(opened.database, tenant.district, matter))?.data['0']
  const answers = { params: { call: '' }, body: { variables: { receipt: 'R-2' } } }
  const waitingCall = async () => ({
    ...answers,
    params: { call: (await listState('unanswered'))[0]?.id ?? '' },
  })

  test('what a service says at once goes to the task', async () => {
    await connect((_, response) => void response.writeHead(200).end('{"variables":{"receipt":"R-1"}}'))
    const matter = await call()
    expect(await dataOf(matter)).toEqual({ receipt: 'R-1' })
    expect(await listState('delivered')).toMatchObject([{ receiver: 'register', answeredAt: clock.now() }])
  })

  test('a service that has only taken the call is not done until it answers, once', async () => {
    await connect((_, response) => void response.writeHead(202).end('thanks'))
    const matter = await call()
    const given = await waitingCall()
    expect(receivers[0]?.ids).toEqual([given.params.call])
    const client = asSystem('outside')
    expect(await client.call('service.answer', given)).toMatchObject({ ok: true, status: 204 })
    expect(await dataOf(matter)).toEqual({ receipt: 'R-2' })
    const again = { ...given, body: { variables: { receipt: 'R-3' } } }
    expect(await client.call('service.answer', again)).toMatchObject({ ok: true })
    expect(await dataOf(matter)).toEqual({ receipt: 'R-2' })
    expect(await listState('unanswered')).toEqual([])
  })

  test('people answer by hand what no system does', async () => {
    await keepConnector(opened.database, tenant.district, { service: 'register', now: clock.now() })
    const matter = await call()
    expect(await asSystem('clerk').call('service.answer', await waitingCall())).toMatchObject({ ok: true })
    expect(await dataOf(matter)).toEqual({ receipt: 'R-2' })
  })

  test('[V8.2.2] another account, another scope and another id get nowhere', async () => {
    const { database, district, random } = tenant
    const accounts = [{ name: 'outside', person: 'outside', displayName: '外部系统' }]
    const [account = ''] = await addAccounts(database, district, { accounts, now: clock.now(), random })
    await keepConnector(database, district, { service: 'register', account, now: clock.now() })
    const matter = await call()
    const given = await waitingCall()
    expect(await asSystem('other').call('service.answer', given)).toMatchObject({ status: 404 })
    expect(await asSystem(account, 'matter.list').call('service.answer', given)).toMatchObject({
      status: 403,
    })
    const unknown = { ...given, params: { call: '0190d9f0-0000-7000-8000-000000000001' } }
    expect(await asSystem(account).call('service.answer', unknown)).toMatchObject({ status: 404 })
    expect(await dataOf(matter)).toBeUndefined()
    expect(await asSystem(account).call('service.answer', given)).toMatchObject({ ok: true })
  })

  test('an answer that comes after the matter has ended is told so', async () => {
    await keepConnector(opened.database, tenant.district, { service: 'register', now: clock.now() })
    const matter = await call()
    const [waiting] = await listState('unanswered')
    if (waiting === undefined) throw new Error('one waits')
    const cancel = { kind: 'cancel', reason: 'withdrawn' } as const
    receiptOf(await tenant.engine.act(waiting.matter, cancel, { key: 'c', actor: { person: 'li' } }))
    expect(waiting.matter).toBe(matter)
    const given = { ...answers, params: { call: waiting.id } }
    expect(await asSystem('clerk').call('service.answer', given)).toMatchObject({
      ok: false,
      problem: { code: 'call_over', status: 409 },
    })
  })

  test('a service that nothing is connected to stays in the outbox and says so', async () => {
    await call()
    expect((await listOutbox(opened.database, tenant.district))[0]?.lastError).toContain('register')
  })
})

import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { formatInstant, instantOf, millisecondsPerHour } from '@duibiao/base'
import { dispatchOutbox, listAuditEvents } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { readPackFiles } from '@duibiao/packfile'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeConnectorRoutes } from './connector-route.ts'
import { deliveryRoutes } from './delivery-route.ts'
import { notificationRoutes } from './notification-route.ts'
import { makeOutboxPort } from './outbox-port.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import { closeReceivers, openReceiver, openTestCourier } from './test-receiver.ts'
import type { TestReceiver } from './test-receiver.ts'
import { makeWebhookRoutes } from './webhook-route.ts'

describeOnBoth('webhooks, deliveries and notifications over HTTP', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let receiver: TestReceiver
  let keys = 0
  const requests: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = []

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    receiver = await openReceiver((request, response, body) => {
      requests.push({ headers: request.headers, body })
      response.writeHead(500).end()
    })
    const allowed = { district: undefined, host: '127.0.0.1', port: receiver.port }
    const parts = { config: { allowedTargets: [allowed] } }
    desk = await openTestDesk({
      database,
      now: () => clock.now(),
      packs: [pack],
      routes: [
        ...makeWebhookRoutes(parts),
        ...makeConnectorRoutes(parts),
        ...deliveryRoutes,
        ...notificationRoutes,
      ],
    })
  }, 120_000)
  afterAll(async () => {
    closeReceivers([receiver])
    await desk.close()
  })

  const bodyOf = (address: string) => ({ name: 'open data', address, types: ['duibiao.matter.*'] })
  const own = () => `http://127.0.0.1:${receiver.port}/hook`

  test('an administrator makes, lists, changes and removes a webhook; the secret is shown once', async () => {
    const admin = desk.as('administrator')
    const made = await admin.call('webhook.create', { body: bodyOf(own()) })
    if (!made.ok) throw new Error(made.problem.detail)
    expect(made.value.secret).toMatch(/^whsec_/)
    const params = { webhook: made.value.webhook }
    const listed = await admin.call('webhook.list', {})
    expect(JSON.stringify(listed)).not.toContain('whsec_')
    expect(listed).toMatchObject({ ok: true, value: { rows: [{ name: 'open data', is_active: true }] } })
    const change = { params, body: { is_active: false, name: 'off' } }
    expect(await admin.call('webhook.change', change)).toMatchObject({ ok: true })
    expect(await admin.call('webhook.list', {})).toMatchObject({ value: { rows: [{ is_active: false }] } })
    const renewed = await admin.call('webhook.renew_secret', { params, query: {} })
    expect(renewed.ok && renewed.value.secret !== made.value.secret).toBe(true)
    expect(await admin.call('webhook.remove', { params })).toMatchObject({ ok: true })
    expect(await admin.call('webhook.remove', { params })).toMatchObject({ status: 404 })
    const events = await listAuditEvents(desk.tenant.database, desk.tenant.district, { limit: 10 })
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['webhook.created', 'webhook.changed', 'webhook.removed']),
    )
    expect(JSON.stringify(events)).not.toContain('whsec_')
  })

  test.each(['http://169.254.169.254/latest/', 'http://localhost:1/', 'http://0x7f.1/', 'ftp://x.example/'])(
    '[V1.3.6] %s is no address for a webhook or a connector',
    async (address) => {
      const admin = desk.as('administrator')
      const webhook = await admin.call('webhook.create', { body: bodyOf(address) })
      const connector = await admin.call('connector.keep', { params: { service: 'x' }, body: { address } })
      for (const answer of [webhook, connector])
        expect(answer.ok ? '' : answer.problem.code).toMatch(/^(address_refused|request_malformed)$/)
    },
  )

  test('only administrators may, and not by a token [V8.2.1]', async () => {
    for (const name of ['clerk', 'leader', 'resident', 'register'] as const) {
      const answer = await desk.as(name).call('webhook.create', { body: bodyOf(own()) })
      expect(answer).toMatchObject({ ok: false, status: 403 })
    }
    expect(await desk.as('nobody').call('delivery.list', { query: {} })).toMatchObject({ status: 401 })
  })

  test('a trial tells what came of it', async () => {
    const admin = desk.as('administrator')
    const made = await admin.call('webhook.create', { body: bodyOf(own()) })
    if (!made.ok) throw new Error(made.problem.detail)
    const params = { webhook: made.value.webhook }
    expect(await admin.call('webhook.test', { params })).toMatchObject({
      value: { is_taken: false, status: 500 },
    })
    expect(JSON.parse(receiver.bodies.at(-1) ?? '')).toMatchObject({ type: 'duibiao.webhook.test' })
    await admin.call('webhook.remove', { params })
  })

  /** What a receiver finds that has a secret: the place of its signature among those of the last request, or -1. */
  function findSignature(secret: string): number {
    const { headers, body } = requests.at(-1) ?? { headers: {}, body: '' }
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
    const wanted = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    return String(headers['webhook-signature']).split(' ').indexOf(wanted)
  }

  test('a secret that is renewed signs beside the new one for as long as was said, and no longer', async () => {
    const admin = desk.as('administrator')
    const made = await admin.call('webhook.create', { body: bodyOf(own()) })
    if (!made.ok) throw new Error(made.problem.detail)
    const params = { webhook: made.value.webhook }
    const renewed = await admin.call('webhook.renew_secret', { params, query: { overlap_hours: 2 } })
    if (!renewed.ok) throw new Error(renewed.problem.detail)
    const until = formatInstant(instantOf(clock.now() + 2 * millisecondsPerHour))
    expect(renewed.value.old_secret_until).toBe(until)
    expect(await admin.call('webhook.list', {})).toMatchObject({
      value: { rows: [{ old_secret_until: until }] },
    })
    async function placesAfter(hours: number): Promise<readonly number[]> {
      await clock.advance(hours * millisecondsPerHour)
      await desk.as('administrator').call('webhook.test', { params })
      return [renewed, made].map((one) => (one.ok ? findSignature(one.value.secret) : -2))
    }
    expect(await placesAfter(0)).toEqual([0, 1])
    expect(await placesAfter(1.99)).toEqual([0, 1])
    expect(await placesAfter(0.01)).toEqual([0, -1])
    await admin.call('webhook.remove', { params })
  })

  test('a secret that others know signs nothing from its renewal on', async () => {
    const admin = desk.as('administrator')
    const made = await admin.call('webhook.create', { body: bodyOf(own()) })
    if (!made.ok) throw new Error(made.problem.detail)
    const params = { webhook: made.value.webhook }
    const renewed = await admin.call('webhook.renew_secret', { params, query: { overlap_hours: 0 } })
    expect(renewed.ok && renewed.value.old_secret_until).toBeUndefined()
    await admin.call('webhook.test', { params })
    expect(findSignature(made.value.secret)).toBe(-1)
    expect(renewed.ok && findSignature(renewed.value.secret)).toBe(0)
    await admin.call('webhook.remove', { params })
  })

  test('connectors say what answers a service', async () => {
    const admin = desk.as('administrator')
    const params = { service: 'issue_order' }
    const first = await admin.call('connector.keep', { params, body: { address: own() } })
    expect(first.ok && first.value.secret).toMatch(/^whsec_/)
    expect(await admin.call('connector.keep', { params, body: { address: `${own()}2` } })).toMatchObject({
      value: {},
    })
    expect(await admin.call('connector.list', {})).toMatchObject({
      value: { rows: [{ service: 'issue_order', kind: 'http', address: `${own()}2` }] },
    })
    await admin.call('connector.keep', { params, body: {} })
    expect(await admin.call('connector.list', {})).toMatchObject({ value: { rows: [{ kind: 'manual' }] } })
    const account = '0190d9f0-0000-7000-8000-000000000001'
    expect(await admin.call('connector.keep', { params, body: { account } })).toMatchObject({ status: 404 })
    expect(await admin.call('connector.remove', { params })).toMatchObject({ ok: true })
  })

  test('an urged handler is told; dead letters are listed and sent again', async () => {
    const admin = desk.as('administrator')
    const made = await admin.call('webhook.create', { body: bodyOf(own()) })
    if (!made.ok) throw new Error(made.problem.detail)
    const { tenant } = desk
    const started = await desk.as('clerk').call('matter.start', {
      body: { pack: 'hotline', title: '路灯不亮' },
      key: `webhook-${(keys += 1)}`,
    })
    if (!started.ok) throw new Error(started.problem.detail)
    const { id: matter, number } = started.value
    const page = await desk.as('clerk').call('matter.read', { params: { matter } })
    const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
    const urging = { params: { matter }, body: { kind: 'urge', task, text: '请尽快' } as const }
    expect(await desk.as('clerk').call('matter.act', { ...urging, key: 'urge-key-1' })).toMatchObject({
      ok: true,
    })
    await dispatchOutbox(tenant.engine, makeOutboxPort(tenant, { sendsMail: false }))
    expect(await desk.as('clerk').call('notification.count', {})).toMatchObject({
      value: { unread: 1, kinds: { urge: 1, warn: 0 } },
    })
    const told = await desk.as('clerk').call('notification.list', { query: { is_unread: true } })
    expect(told).toMatchObject({
      value: { rows: [{ number, kind: 'urge', text: '请尽快', is_shared: true }] },
    })
    expect(told.ok && told.value.rows[0]?.sentence.zh).toContain(number)
    expect(await desk.as('stranger').call('notification.list', { query: {} })).toMatchObject({
      value: { rows: [] },
    })
    expect(await desk.as('stranger').call('notification.read', { body: {} })).toMatchObject({
      value: { count: 0 },
    })
    expect(await desk.as('clerk').call('notification.read', { body: {} })).toMatchObject({
      value: { count: 1 },
    })
    const rule = { attempts: 1, delay: 1, longestDelay: 1 }
    const courier = openTestCourier(tenant, [receiver], { rule })
    await courier.poll()
    await courier.settle()
    const dead = await admin.call('delivery.list', { query: {} })
    expect(dead).toMatchObject({ value: { rows: [{ matter, last_error: 'status 500', attempts: 1 }] } })
    expect(JSON.stringify(dead)).not.toContain('请尽快')
    const ids = dead.ok ? dead.value.rows.map(({ delivery }) => delivery) : []
    expect(await admin.call('delivery.resend', { body: { deliveries: ids } })).toMatchObject({
      value: { count: 1 },
    })
    const pending = await admin.call('delivery.list', { query: { state: 'pending', matter } })
    expect(pending.ok && pending.value.rows).toHaveLength(1)
  })

  test('what cannot leave the outbox is listed and can be tried again', async () => {
    const admin = desk.as('administrator')
    const waiting = await admin.call('outbox.list', { query: {} })
    expect(waiting.ok).toBe(true)
    const matter = '0190d9f0-0000-7000-8000-000000000001'
    expect(await admin.call('outbox.resend', { body: { matter } })).toMatchObject({ value: { count: 0 } })
  })
})

import { randomBytes } from 'node:crypto'
import { instantOf, parseDistrictId, parseMatterId } from '@duibiao/base'
import { beforeEach, expect, test } from 'vitest'
import { describeOnBoth, enterDistrict } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { clearConnectorSecrets, keepConnector, listConnectors, removeConnector } from './connector.ts'
import {
  addDeliveries,
  clearDeliveries,
  fanOut,
  findDelivery,
  keepAnswered,
  listDeliveries,
  listReceivers,
  resendDeliveries,
  settleDelivery,
  takeDeliveries,
} from './delivery.ts'
import { addNotifications, countUnread, listNotifications, markRead } from './notification.ts'
import { addWebhook, changeWebhook, listWebhooks, removeWebhook } from './webhook.ts'

const district = parseDistrictId(1)
const matter = parseMatterId('0190d9f0-0000-7000-8000-000000000001')
const now = instantOf(Date.UTC(2026, 10, 22, 8))
const later = (milliseconds: number) => instantOf(now + milliseconds)
const random = (length: number) => new Uint8Array(randomBytes(length))
const sealFor = (id: string) => `sealed for ${id}`
const place = (seq: number, number = 0) => ({ matter, seq, number })
const message = ['*', 'duibiao.matter.message', 'duibiao.matter.message:order']

describeOnBoth('deliveries', (open) => {
  let opened: TestDatabase
  beforeEach(async () => {
    opened ??= await open()
    await enterDistrict(opened)
    await opened.database.execute('delete from delivery')
    await opened.database.execute('delete from webhook')
    await opened.database.execute('delete from connector')
    await opened.database.execute('delete from notification')
  })
  const addHook = async (name: string, types: readonly string[]) =>
    addWebhook(opened.database, district, {
      name,
      address: `https://${name}.example/hook`,
      types,
      sealFor,
      now,
      random,
    })
  const send = async (seq: number, topics: readonly string[] = message) =>
    fanOut(opened.database, district, { place: place(seq), body: `{"seq":${seq}}`, topics, now })
  const take = async (receiver: string, at = now) =>
    takeDeliveries(opened.database, district, {
      kind: 'webhook',
      receiver,
      now: at,
      limit: 10,
      lease: 60_000,
    })

  test('an event goes to each webhook that hears it, once however often it is handed over', async () => {
    const [all, orders, signals] = [
      await addHook('all', ['*']),
      await addHook('orders', ['duibiao.matter.message:order']),
      await addHook('signals', ['duibiao.matter.signal']),
    ]
    expect([await send(1), await send(1)]).toEqual([2, 2])
    expect((await take(all)).map(({ seq }) => seq)).toEqual([1])
    expect(await take(orders)).toHaveLength(1)
    expect(await take(signals)).toEqual([])
    // What was taken is on its way until the lease is over.
    expect(await take(all)).toEqual([])
    expect(await take(all, later(60_000))).toMatchObject([{ attempts: 2, body: '{"seq":1}' }])
  })

  test('a webhook counts its failures, forgets them with a success, and is switched off when it is gone', async () => {
    const id = await addHook('orders', message)
    await send(1)
    await send(2)
    const [first, second] = await take(id)
    if (first === undefined || second === undefined) throw new Error('two are due')
    const failed = { kind: 'failed', reason: 'status 500', retryAt: later(10_000) } as const
    await settleDelivery(opened.database, district, { delivery: first, outcome: failed, now })
    expect(await listWebhooks(opened.database, district)).toMatchObject([{ failures: 1, failedAt: now }])
    await settleDelivery(opened.database, district, {
      delivery: second,
      outcome: { kind: 'delivered', isAnswered: false },
      now,
    })
    expect(await listWebhooks(opened.database, district, { id })).toMatchObject([{ failures: 0 }])
    expect(await listReceivers(opened.database, district, { now })).toEqual([])
    expect(await listReceivers(opened.database, district, { now: later(10_000) })).toEqual([
      { kind: 'webhook', receiver: id },
    ])
    const [again] = await take(id, later(10_000))
    if (again === undefined) throw new Error('one is due')
    const outcome = { kind: 'dead', reason: 'status 410', isGone: true } as const
    await settleDelivery(opened.database, district, { delivery: again, outcome, now: later(11_000) })
    expect(await listWebhooks(opened.database, district)).toMatchObject([{ disabledAt: later(11_000) }])
    expect(await send(3)).toBe(0)
    const dead = await listDeliveries(opened.database, district, { state: 'dead', limit: 10 })
    expect(dead).toMatchObject([{ id: again.id, lastError: 'status 410', attempts: 2 }])
    const ids = dead.map((delivery) => delivery.id)
    expect(await resendDeliveries(opened.database, district, { ids, now })).toBe(1)
    // It waits until somebody switches the webhook on again.
    expect(await listReceivers(opened.database, district, { now: later(20_000) })).toEqual([])
    await changeWebhook(opened.database, district, { id, change: { disabledAt: null }, now })
    expect(await listReceivers(opened.database, district, { now: later(20_000) })).toHaveLength(1)
    expect(await removeWebhook(opened.database, district, id)).toBe(true)
    expect(await listDeliveries(opened.database, district, { state: 'pending', limit: 10 })).toEqual([])
  })

  test('lists go on after the last one of a page', async () => {
    await addHook('all', ['*'])
    for (const seq of [1, 2, 3]) await send(seq)
    const page = await listDeliveries(opened.database, district, { state: 'pending', limit: 2 })
    const after = page.at(-1)?.id ?? ''
    const rest = await listDeliveries(opened.database, district, { state: 'pending', after, limit: 2 })
    expect(new Set([...page, ...rest].map(({ seq }) => seq))).toEqual(new Set([1, 2, 3]))
  })

  test('a call waits for its answer after it was delivered, and is cleared only then', async () => {
    const call = { kind: 'connector', receivers: ['register'], place: place(4), body: '{}', now } as const
    await addDeliveries(opened.database, district, { ...call, token: 7, isByHand: true })
    await addDeliveries(opened.database, district, { ...call, token: 7, isByHand: true })
    expect(await listReceivers(opened.database, district, { now })).toEqual([])
    const waiting = await listDeliveries(opened.database, district, { state: 'unanswered', limit: 10 })
    expect(waiting).toMatchObject([{ receiver: 'register', token: 7, deliveredAt: now }])
    const id = waiting[0]?.id ?? ''
    expect(await clearDeliveries(opened.database, district, { before: later(1) })).toBe(0)
    await keepAnswered(opened.database, district, { id, now })
    expect(await findDelivery(opened.database, district, id)).toMatchObject({ answeredAt: now })
    expect(await clearDeliveries(opened.database, district, { before: later(1) })).toBe(1)
  })

  test('a connector keeps its secret when only its address changes, and the one before a new one for a time', async () => {
    const service = 'register'
    await keepConnector(opened.database, district, {
      service,
      address: 'https://a.example',
      renewed: { secret: 's' },
      now,
    })
    await keepConnector(opened.database, district, { service, address: 'https://b.example', now })
    expect(await listConnectors(opened.database, district, { service })).toMatchObject([
      { kind: 'http', address: 'https://b.example', secret: 's', oldSecret: undefined },
    ])
    const until = later(60_000)
    const wish = { service, address: 'https://b.example', now }
    await keepConnector(opened.database, district, { ...wish, renewed: { secret: 't', until } })
    await keepConnector(opened.database, district, wish)
    await clearConnectorSecrets(opened.database, district, later(59_999))
    expect(await listConnectors(opened.database, district, { service })).toMatchObject([
      { secret: 't', oldSecret: { secret: 's', until } },
    ])
    await clearConnectorSecrets(opened.database, district, until)
    expect(await listConnectors(opened.database, district, { service })).toMatchObject([
      { secret: 't', oldSecret: undefined },
    ])
    await keepConnector(opened.database, district, { service, now })
    expect(await listConnectors(opened.database, district)).toMatchObject([{ service, kind: 'manual' }])
    expect(await removeConnector(opened.database, district, service)).toBe(true)
  })

  test('people and posts read what they were told, and nobody else does', async () => {
    const li = { kind: 'person', person: 'li' } as const
    const handlers = { kind: 'post', role: 'department_handler', office: 'parks' } as const
    const tell = { place: place(5), kind: 'urge', textKey: 'urge', textValues: { number: 'A-1' } } as const
    const making = { now, random }
    await addNotifications(opened.database, district, { ...tell, ...making, recipients: [li, handlers] })
    await addNotifications(opened.database, district, { ...tell, ...making, recipients: [li] })
    const mine = await listNotifications(opened.database, district, { recipients: [li], limit: 10 })
    expect(mine).toMatchObject([{ textKey: 'urge', textValues: { number: 'A-1' }, readAt: undefined }])
    expect(await countUnread(opened.database, district, [li, handlers])).toEqual(new Map([['urge', 2]]))
    const others = [{ kind: 'person', person: 'wang' }] as const
    const ids = mine.map(({ id }) => id)
    expect(await markRead(opened.database, district, { recipients: others, ids, now })).toBe(0)
    expect(await markRead(opened.database, district, { recipients: [li], ids, now })).toBe(1)
    expect(await markRead(opened.database, district, { recipients: [li, handlers], now })).toBe(1)
    expect(await countUnread(opened.database, district, [li, handlers])).toEqual(new Map())
    const unread = { recipients: [li], isUnread: true, limit: 10 }
    expect(await listNotifications(opened.database, district, unread)).toEqual([])
  })
})

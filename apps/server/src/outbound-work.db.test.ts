import { addWebhook, receiptOf } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { afterAll, expect, test } from 'vitest'
import { webhookPurpose } from './delivery-attempt.ts'
import { closeReceivers, openReceiver } from './test-receiver.ts'
import type { TestReceiver } from './test-receiver.ts'
import { openTestService } from './test-service.ts'
import { makeWebhookSecret } from './webhook-signature.ts'

const receivers: TestReceiver[] = []
afterAll(() => closeReceivers(receivers))

describeOnBoth('the service at work', (open) => {
  test('what happens to a matter comes to a webhook by itself, and closing waits for what is on its way', async () => {
    const { database } = await open()
    const scheduler = makeFixedClock()
    const receiver = await openReceiver((_, response) => {
      setTimeout(() => response.writeHead(204).end(), 20)
    })
    receivers.push(receiver)
    const environment = { DUIBIAO_OUTBOUND_ALLOWED: `1@127.0.0.1:${receiver.port}` }
    const service = await openTestService({ database, scheduler }, { environment })
    const [tenant] = service.tenants.values()
    if (tenant === undefined) throw new Error('the home district is there')
    const { district, secrets, random, engine, packs } = tenant
    await addWebhook(database, district, {
      name: 'open data',
      address: `http://127.0.0.1:${receiver.port}/hook`,
      types: ['duibiao.matter.entry:start'],
      sealFor: (id) => secrets.seal(makeWebhookSecret(random), webhookPurpose(id)),
      now: scheduler.now(),
      random,
    })
    await scheduler.advance(1000)
    const { entry } = packs.newest('hotline').manifest
    const started = await engine.start({ procedure: entry, key: 'outbound-work', actor: { person: 'li' } })
    const { matter } = receiptOf(started)
    await scheduler.advance(3000)
    await service.close()
    expect(receiver.bodies.map((body) => JSON.parse(body).subject)).toEqual([matter])
    const delivered = await database.query('select delivered_at is not null as is_there from delivery')
    expect(delivered).toEqual([{ is_there: true }])
  }, 120_000)
})

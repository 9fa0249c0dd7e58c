import { createHmac } from 'node:crypto'
import { instantOf } from '@duibiao/base'
import { expect, test } from 'vitest'
import { makeWebhookSecret, signWebhook } from './webhook-signature.ts'

test('a body is signed as the specification Standard Webhooks shows it', () => {
  const headers = signWebhook(['whsec_plJ3nmyCDGBKInavdOK15jsl'], {
    id: 'msg_loFOjxBNrRLzqYUf',
    body: '{"event_type":"ping","data":{"success":true}}',
    at: instantOf(1_731_705_121_000),
  })
  expect(headers).toEqual({
    'webhook-id': 'msg_loFOjxBNrRLzqYUf',
    'webhook-timestamp': '1731705121',
    'webhook-signature': 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
  })
})

test('a receiver that has the secret finds the same signature', () => {
  const secret = makeWebhookSecret((length) => new Uint8Array(length).fill(7))
  const headers = signWebhook([secret], { id: 'a', body: '{"数":1}', at: instantOf(999) })
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  expect(key).toHaveLength(32)
  const wanted = createHmac('sha256', key).update('a.0.{"数":1}').digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${wanted}`)
})

test('while a secret is renewed both sign, the new one first, divided by a space', () => {
  const [fresh, old] = [1, 2].map((byte) => makeWebhookSecret((length) => new Uint8Array(length).fill(byte)))
  if (fresh === undefined || old === undefined) throw new Error('two secrets')
  const sent = { id: 'a', body: '{}', at: instantOf(0) }
  const both = signWebhook([fresh, old], sent)['webhook-signature']
  const each = [fresh, old].map((secret) => signWebhook([secret], sent)['webhook-signature'])
  expect(both).toBe(each.join(' '))
})

test('an empty secret signs nothing', () => {
  expect(() => signWebhook(['whsec_'], { id: 'a', body: '', at: instantOf(0) })).toThrow('empty')
})

import { createHmac } from 'node:crypto'
import { AppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'

const prefix = 'whsec_'

/** A new key for signatures, in the form of the specification Standard Webhooks. */
export function makeWebhookSecret(random: (length: number) => Uint8Array): string {
  return prefix + Buffer.from(random(32)).toString('base64')
}

/**
 * The headers that prove where a body comes from and when it was sent (Standard Webhooks 1.0): HMAC-SHA256 over id, time and
 * body. A receiver that keeps the ids takes each body once, and refuses times long past.
 * @param secrets the present one first; a receiver takes the body when one of the signatures is right
 * @throws AppError `request_malformed` when a secret is not of the form
 */
export function signWebhook(
  secrets: readonly string[],
  { id, body, at }: { readonly id: string; readonly body: string; readonly at: Instant },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000))
  const signatures = secrets.map((secret) => {
    const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`)
    return `v1,${signature.digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

function keyOf(secret: string): Buffer {
  const key = Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, 'base64')
  if (key.length > 0) return key
  throw new AppError('request_malformed', { reason: 'the secret of a webhook is empty' })
}

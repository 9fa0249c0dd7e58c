import { instantOf, isAppError } from '@duibiao/base'
import { listConnectors, listWebhooks, settleDelivery } from '@duibiao/store'
import type { Delivery, DeliveryOutcome, Receiver, RetryRule, Webhook } from '@duibiao/store'
import type { OutboundAnswer, Post } from './outbound.ts'
import { answerCall, readServiceAnswer } from './service-call.ts'
import type { CallTenant } from './service-call.ts'
import type { Tenant } from './tenant.ts'
import { signWebhook } from './webhook-signature.ts'

/** What an attempt works with. */
export interface AttemptParts {
  readonly tenant: CallTenant & Pick<Tenant, 'secrets'>
  readonly post: Post
  /** Sends an e-mail to a person; one who has no address gets none. @throws when the mail server does not take it */
  readonly sendMail: (delivery: Delivery) => Promise<void>
  /** From 0 to 1: spreads what failed together, so that it does not come back together. */
  readonly jitter: () => number
  readonly rule: RetryRule
}

/** Where a receiver listens, with the secrets that sign in clear: the present one, and for a time the one before it. */
export interface Endpoint {
  readonly address: string
  readonly secrets: readonly string[]
}

/** The purpose that binds the sealed secret of a webhook to it. */
export function webhookPurpose(id: string): string {
  return `webhook:${id}`
}

/** The purpose that binds the sealed secret of a connector to it. */
export function connectorPurpose(service: string): string {
  return `connector:${service}`
}

/** Where a receiver listens; undefined for people, and for what was removed. */
export async function findEndpoint(
  tenant: AttemptParts['tenant'],
  { kind, receiver }: Receiver,
): Promise<Endpoint | undefined> {
  const { database, district } = tenant
  switch (kind) {
    case 'webhook': {
      const [found] = await listWebhooks(database, district, { id: receiver })
      return found && endpointOf(tenant, found, webhookPurpose(receiver))
    }
    case 'connector': {
      const [found] = await listConnectors(database, district, { service: receiver })
      if (found?.kind !== 'http') return undefined
      return endpointOf(tenant, found, connectorPurpose(receiver))
    }
    case 'email':
      return undefined
  }
}

/** Opens what is kept sealed of a receiver. */
export function endpointOf(
  { secrets, now }: Pick<Tenant, 'secrets' | 'now'>,
  { address, secret, oldSecret }: Pick<Webhook, 'address' | 'secret' | 'oldSecret'>,
  purpose: string,
): Endpoint {
  const sealed = oldSecret !== undefined && now() < oldSecret.until ? [secret, oldSecret.secret] : [secret]
  return { address, secrets: sealed.map((one) => secrets.open(one, purpose)) }
}

/** Tries a delivery and records what came of it. @throws AppError of the database */
export async function attemptDelivery(
  parts: AttemptParts,
  delivery: Delivery,
  endpoint: Endpoint | undefined,
): Promise<void> {
  const { database, district, now } = parts.tenant
  const outcome = await deliver(parts, delivery, endpoint).catch((error: unknown) =>
    failureOf(parts, delivery, { reason: reasonOf(error) }),
  )
  await settleDelivery(database, district, { delivery, outcome, now: now() })
}

/** Sends the body of an event, signed. */
export function sendSigned(
  post: Post,
  { address, secrets }: Endpoint,
  signed: { readonly id: string; readonly body: string; readonly at: ReturnType<Tenant['now']> },
): Promise<OutboundAnswer> {
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'duibiao',
    ...signWebhook(secrets, signed),
  }
  return post({ address, headers, body: signed.body })
}

async function deliver(
  parts: AttemptParts,
  delivery: Delivery,
  endpoint: Endpoint | undefined,
): Promise<DeliveryOutcome> {
  if (delivery.kind === 'email') {
    await parts.sendMail(delivery)
    return { kind: 'delivered', isAnswered: false }
  }
  if (endpoint === undefined) return { kind: 'dead', reason: 'the receiver was removed', isGone: false }
  const { id, body } = delivery
  const answer = await sendSigned(parts.post, endpoint, { id, body, at: parts.tenant.now() })
  const { status, retryAfter } = answer
  if (status === 410) return { kind: 'dead', reason: 'status 410', isGone: true }
  if (status < 200 || status > 299)
    return failureOf(parts, delivery, { reason: `status ${status}`, retryAfter })
  const spoken = delivery.kind === 'connector' ? readServiceAnswer(answer.text) : undefined
  if (spoken !== undefined) await answerCall(parts.tenant, delivery, spoken)
  return { kind: 'delivered', isAnswered: spoken !== undefined }
}

/** Tried again later and later, not before the receiver wishes, until it was tried too often. */
function failureOf(
  { rule, jitter, tenant }: AttemptParts,
  { attempts }: Delivery,
  { reason, retryAfter = 0 }: { readonly reason: string; readonly retryAfter?: number | undefined },
): DeliveryOutcome {
  if (attempts >= rule.attempts) return { kind: 'dead', reason, isGone: false }
  const delay = rule.delay * 2 ** (attempts - 1) * (1 + jitter() / 2)
  const wished = Math.max(delay, retryAfter * 1000)
  const retryAt = instantOf(tenant.now() + Math.ceil(Math.min(wished, rule.longestDelay)))
  return { kind: 'failed', reason, retryAt }
}

/** Why it failed, in a form that an administrator may read: no text of the other side, which may hold anything. */
function reasonOf(error: unknown): string {
  if (isAppError(error)) return `${error.code}: ${error.message}`
  if (!(error instanceof Error)) return 'failed without a reason'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

import { AppError, formatInstant, instantOf, isAppError } from '@duibiao/base'
import {
  changeWebhook,
  createWebhook,
  listWebhooks,
  removeWebhook,
  renewWebhookSecret,
  testWebhook,
} from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited } from './audit.ts'
import type { Audited } from './audit.ts'
import { endpointOf, sendSigned, webhookPurpose } from './delivery-attempt.ts'
import { makePost, outboundLimits } from './outbound.ts'
import type { Post } from './outbound.ts'
import { resolveTarget } from './outbound-target.ts'
import { actOf, oldSecretLine, overlapOf, ruleFor } from './outbound-change.ts'
import type { OutboundParts, RuleOf } from './outbound-change.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { requireFresh } from './session-route.ts'
import type { Tenant } from './tenant.ts'
import { makeWebhookSecret } from './webhook-signature.ts'

/** Where events go. Every change is audited and asks for a fresh proof of who one is. */
export function makeWebhookRoutes({ config }: OutboundParts): readonly Route[] {
  const ruleOf = ruleFor(config)
  return [
    route(listWebhooks, async ({ tenant }) => {
      const rows = await store.listWebhooks(tenant.database, tenant.district)
      return { value: { rows: rows.map(webhookRow) } }
    }),
    makeCreation(ruleOf),
    route(changeWebhook, async (asking) => {
      const { tenant, params, body } = asking
      const { is_active: isActive, ...rest } = body
      if (rest.address !== undefined) await resolveTarget(rest.address, ruleOf(tenant))
      const disabledAt = isActive === true ? null : tenant.now()
      const change = { ...rest, ...(isActive !== undefined && { disabledAt }) }
      await changeOne(asking, { id: params.webhook, change, detail: body })
      return { value: undefined }
    }),
    route(renewWebhookSecret, async (asking) => {
      const { tenant, params, query } = asking
      const id = params.webhook
      const secret = makeWebhookSecret(tenant.random)
      const overlap = overlapOf(tenant, query.overlap_hours)
      const renewed = { secret: tenant.secrets.seal(secret, webhookPurpose(id)), ...overlap }
      const detail = { renews_secret: true, ...oldSecretLine(overlap) }
      await changeOne(asking, { id, change: { renewed }, detail })
      return { value: { secret, ...oldSecretLine(overlap) } }
    }),
    route(removeWebhook, async (asking) => {
      const { tenant, caller, params } = asking
      requireFresh(caller, tenant.now())
      await changeAudited(asking, async (transaction) => {
        if (!(await store.removeWebhook(transaction, tenant.district, params.webhook)))
          throw new AppError('resource_missing')
        return { value: undefined, act: actOf('webhook.removed', params.webhook, {}) }
      })
      return { value: undefined }
    }),
    route(testWebhook, async ({ tenant, params, request }) => {
      const [found] = await store.listWebhooks(tenant.database, tenant.district, { id: params.webhook })
      if (found === undefined) throw new AppError('resource_missing')
      const post = makePost({ ...ruleOf(tenant), ...outboundLimits })
      return { value: await tryWebhook(tenant, found, { post, request }) }
    }),
  ]
}

function makeCreation(ruleOf: RuleOf): Route {
  return route(createWebhook, async (asking) => {
    const { tenant, caller, body } = asking
    const { district, secrets, random } = tenant
    const now = tenant.now()
    requireFresh(caller, now)
    await resolveTarget(body.address, ruleOf(tenant))
    const secret = makeWebhookSecret(random)
    function sealFor(id: string): string {
      return secrets.seal(secret, webhookPurpose(id))
    }
    const webhook = await changeAudited(asking, async (transaction) => {
      const id = await store.addWebhook(transaction, district, { ...body, sealFor, now, random })
      return { value: id, act: actOf('webhook.created', id, body) }
    })
    return { value: { webhook, secret } }
  })
}

interface OneChange {
  readonly id: string
  readonly change: store.WebhookChange
  readonly detail: Parameters<typeof actOf>[2]
}

/** @throws AppError `reauthentication_required`, `resource_missing` */
async function changeOne(asked: Audited, { id, change, detail }: OneChange): Promise<void> {
  const { district, now } = asked.tenant
  requireFresh(asked.caller, now())
  await changeAudited(asked, async (transaction) => {
    if (!(await store.changeWebhook(transaction, district, { id, change, now: now() })))
      throw new AppError('resource_missing')
    return { value: undefined, act: actOf('webhook.changed', id, detail) }
  })
}

/** Sends a signed event that is about nothing, once, and tells what came of it. */
async function tryWebhook(
  tenant: Tenant,
  webhook: store.Webhook,
  { post, request }: { readonly post: Post; readonly request: string },
) {
  const at = tenant.now()
  const body = JSON.stringify({
    specversion: '1.0',
    id: request,
    source: `/districts/${tenant.district}`,
    type: 'duibiao.webhook.test',
    time: formatInstant(instantOf(at)),
    datacontenttype: 'application/json',
    data: {},
  })
  const endpoint = endpointOf(tenant, webhook, webhookPurpose(webhook.id))
  try {
    const { status } = await sendSigned(post, endpoint, { id: request, body, at })
    return { is_taken: status >= 200 && status < 300, status }
  } catch (error) {
    return { is_taken: false, reason: isAppError(error) ? error.code : 'unreachable' }
  }
}

function webhookRow({ id, name, address, types, failures, ...rest }: store.Webhook) {
  const { failedAt, disabledAt, createdAt, changedAt, oldSecret } = rest
  return {
    webhook: id,
    name,
    address,
    types: [...types],
    is_active: disabledAt === undefined,
    failures,
    ...(failedAt !== undefined && { failed_at: formatInstant(failedAt) }),
    ...oldSecretLine(oldSecret),
    created_at: formatInstant(createdAt),
    changed_at: formatInstant(changedAt),
  }
}

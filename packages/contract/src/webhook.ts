import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

const Address = Type.String({
  minLength: 8,
  maxLength: 1000,
  pattern: '^https?://',
  description: 'A public web address, at port 80 or 443',
})

/** A topic of events: a type, a type and a name, or all that begin so. */
const Topic = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^(\\*|[a-z_]+(\\.[a-z_]+)*(\\.\\*|:[^\\s*]+)?)$',
  description:
    '`*`, `duibiao.matter.*`, `duibiao.matter.entry`, or with a name `duibiao.matter.entry:completeTask`, `duibiao.matter.message:order_issued`',
})

const Secret = Type.String({ description: 'Key of the signatures (Standard Webhooks); shown this once' })

const Overlap = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 168,
    default: 24,
    description: 'Hours for which the old secret signs beside the new one; 0 when it is known to others',
  }),
)

/** A webhook without its secret. */
export const WebhookRow = Type.Object(
  {
    webhook: Id,
    name: Name,
    address: Address,
    types: Type.Array(Topic),
    is_active: Type.Boolean(),
    failures: Type.Integer({ minimum: 0, description: 'Attempts in a row that failed' }),
    failed_at: Type.Optional(InstantText),
    old_secret_until: Type.Optional(InstantText),
    created_at: InstantText,
    changed_at: InstantText,
  },
  { $id: 'WebhookRow' },
)

const types = Type.Array(Topic, { minItems: 1, maxItems: 50, uniqueItems: true })
const params = Type.Object({ webhook: Id })

export const listWebhooks = defineOperation({
  id: 'webhook.list',
  method: 'GET',
  path: '/api/v1/webhooks',
  summary: { zh: '事件推送列表', en: 'Webhooks of the district' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(WebhookRow) }) },
})

export const createWebhook = defineOperation({
  id: 'webhook.create',
  method: 'POST',
  path: '/api/v1/webhooks',
  summary: {
    zh: '新建事件推送',
    en: 'Have events sent to another system, as CloudEvents signed in the form of Standard Webhooks',
  },
  body: Type.Object({ name: Name, address: Address, types }, { additionalProperties: false }),
  answer: { kind: 'json', status: 201, schema: Type.Object({ webhook: Id, secret: Secret }) },
  errors: ['address_refused', 'reauthentication_required'],
})

export const changeWebhook = defineOperation({
  id: 'webhook.change',
  method: 'PATCH',
  path: '/api/v1/webhooks/{webhook}',
  summary: { zh: '修改、停用或启用事件推送', en: 'Change a webhook, switch it off or on' },
  params,
  body: Type.Object(
    {
      name: Type.Optional(Name),
      address: Type.Optional(Address),
      types: Type.Optional(types),
      is_active: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'address_refused', 'reauthentication_required'],
})

export const renewWebhookSecret = defineOperation({
  id: 'webhook.renew_secret',
  method: 'POST',
  path: '/api/v1/webhooks/{webhook}/secrets',
  summary: {
    zh: '更换事件推送的密钥',
    en: 'Give a webhook a new secret; for a time events carry a signature by the old one too',
  },
  params,
  query: Type.Object({ overlap_hours: Overlap }, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({ secret: Secret, old_secret_until: Type.Optional(InstantText) }),
  },
  errors: ['resource_missing', 'reauthentication_required'],
})

export const removeWebhook = defineOperation({
  id: 'webhook.remove',
  method: 'DELETE',
  path: '/api/v1/webhooks/{webhook}',
  summary: { zh: '删除事件推送', en: 'Remove a webhook with all that waits for it' },
  params,
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'reauthentication_required'],
})

export const testWebhook = defineOperation({
  id: 'webhook.test',
  method: 'POST',
  path: '/api/v1/webhooks/{webhook}/tests',
  summary: { zh: '试投一次', en: 'Send an event of the type duibiao.webhook.test now, once' },
  params,
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      is_taken: Type.Boolean(),
      status: Type.Optional(Type.Integer({ description: 'Of the answer, when there was one' })),
      reason: Type.Optional(Type.String()),
    }),
  },
  errors: ['resource_missing'],
})

/** A connector without its secret. */
export const ConnectorRow = Type.Object(
  {
    service: Name,
    kind: Type.Enum(['http', 'manual']),
    address: Type.Optional(Address),
    account: Type.Optional(Id),
    old_secret_until: Type.Optional(InstantText),
    created_at: InstantText,
    changed_at: InstantText,
  },
  { $id: 'ConnectorRow' },
)

const service = Type.Object({ service: Name })

export const listConnectors = defineOperation({
  id: 'connector.list',
  method: 'GET',
  path: '/api/v1/connectors',
  summary: { zh: '对接系统列表', en: 'What answers the services that procedures call' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(ConnectorRow) }) },
})

export const keepConnector = defineOperation({
  id: 'connector.keep',
  method: 'PUT',
  path: '/api/v1/connectors/{service}',
  summary: {
    zh: '登记服务的对接系统；不填地址则由人工答复',
    en: 'Say what answers a service: a system with an address, or people by hand without',
  },
  params: service,
  body: Type.Object(
    {
      address: Type.Optional(Address),
      account: Type.Optional(Id),
      renews_secret: Type.Optional(Type.Boolean({ default: false })),
      overlap_hours: Overlap,
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ secret: Type.Optional(Secret) }),
  },
  errors: ['address_refused', 'resource_missing', 'reauthentication_required'],
})

export const removeConnector = defineOperation({
  id: 'connector.remove',
  method: 'DELETE',
  path: '/api/v1/connectors/{service}',
  summary: { zh: '删除对接系统', en: 'Remove what answers a service; its calls wait and fail from then on' },
  params: service,
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'reauthentication_required'],
})

export const webhookOperations = [
  listWebhooks,
  createWebhook,
  changeWebhook,
  renewWebhookSecret,
  removeWebhook,
  testWebhook,
  listConnectors,
  keepConnector,
  removeConnector,
] as const satisfies readonly Operation[]

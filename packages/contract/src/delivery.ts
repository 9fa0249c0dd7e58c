import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Id, InstantText, Name, Variables } from './scalar.ts'

/** One effect on its way to one receiver. What it says is for the receiver and is not shown. */
export const DeliveryRow = Type.Object(
  {
    delivery: Id,
    kind: Type.Enum(['webhook', 'connector', 'email']),
    receiver: Type.String({ description: 'Id of the webhook, name of the service, or id of the person' }),
    matter: Id,
    created_at: InstantText,
    due_at: InstantText,
    attempts: Type.Integer({ minimum: 0 }),
    last_error: Type.Optional(Type.String()),
    delivered_at: Type.Optional(InstantText),
    answered_at: Type.Optional(InstantText),
    dead_at: Type.Optional(InstantText),
  },
  { $id: 'DeliveryRow' },
)

export const listDeliveries = defineOperation({
  id: 'delivery.list',
  method: 'GET',
  path: '/api/v1/deliveries',
  summary: {
    zh: '投递情况（含死信）',
    en: 'Deliveries of a state, the oldest first; those given up are `dead`',
  },
  query: listQuery({
    after: Type.Optional(Id),
    state: Type.Optional(Type.Enum(['pending', 'delivered', 'unanswered', 'dead'], { default: 'dead' })),
    receiver: Type.Optional(Name),
    matter: Type.Optional(Id),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(DeliveryRow) },
})

export const resendDeliveries = defineOperation({
  id: 'delivery.resend',
  method: 'POST',
  path: '/api/v1/deliveries/resends',
  summary: {
    zh: '重新投递',
    en: 'Have deliveries sent once more that were given up, or that a receiver has lost',
  },
  body: Type.Object(
    { deliveries: Type.Array(Id, { minItems: 1, maxItems: 200 }) },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ count: Type.Integer({ minimum: 0 }) }) },
})

/** An effect that has not left the outbox. */
export const OutboxRow = Type.Object(
  {
    matter: Id,
    seq: Type.Integer({ minimum: 1 }),
    number: Type.Integer({ minimum: 0 }),
    kind: Name,
    name: Type.Optional(Type.String({ description: 'Of the message, the signal or the service' })),
    created_at: InstantText,
    due_at: InstantText,
    attempts: Type.Integer({ minimum: 0 }),
    last_error: Type.Optional(Type.String()),
    dead_at: Type.Optional(InstantText),
  },
  { $id: 'OutboxRow' },
)

export const listOutbox = defineOperation({
  id: 'outbox.list',
  method: 'GET',
  path: '/api/v1/outbox',
  summary: { zh: '发件箱（含死信）', en: 'Effects that wait in the outbox, or were given up' },
  query: Type.Object(
    {
      is_dead: Type.Optional(Type.Boolean({ default: false })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(OutboxRow) }) },
})

export const resendOutbox = defineOperation({
  id: 'outbox.resend',
  method: 'POST',
  path: '/api/v1/outbox/resends',
  summary: { zh: '重发某事项的死信', en: 'Have the effects of a matter tried again that were given up' },
  body: Type.Object({ matter: Id }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ count: Type.Integer({ minimum: 0 }) }) },
})

export const answerService = defineOperation({
  id: 'service.answer',
  method: 'POST',
  path: '/api/v1/service-calls/{call}/answer',
  summary: {
    zh: '答复服务请求',
    en: 'Answer the call of a service; `call` is the webhook-id it came with. Given again it changes nothing',
  },
  params: Type.Object({ call: Id }),
  body: Type.Object(
    {
      variables: Type.Optional(Variables),
      error: Type.Optional(
        Type.String({ minLength: 1, maxLength: 200, description: 'Code of an error of the procedure' }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'call_over'],
})

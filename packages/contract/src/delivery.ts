import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Id, InstantText, Name, Sentence, Variables } from './scalar.ts'

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

const count = Type.Integer({ minimum: 0 })

export const readDelivery = defineOperation({
  id: 'delivery.read',
  method: 'GET',
  path: '/api/v1/deliveries/{delivery}',
  summary: {
    zh: '查看一次投递：发往何处、是什么事件；事件内容不显示',
    en: 'One delivery with its request: where to and which event; what the event says is for its receiver',
  },
  params: Type.Object({ delivery: Id }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        ...DeliveryRow.properties,
        request: Type.Object({
          /** Left out for e-mail, and when the receiver was removed. */
          address: Type.Optional(Type.String()),
          bytes: count,
          /** The head of the CloudEvent; left out for e-mail. */
          event: Type.Optional(
            Type.Object({ id: Name, type: Name, source: Name, time: InstantText, name: Type.Optional(Name) }),
          ),
        }),
        /** A call of a service: the matter waits for its answer. */
        awaits_answer: Type.Boolean(),
      },
      { $id: 'Delivery' },
    ),
  },
  errors: ['resource_missing'],
})

export const dropDeliveries = defineOperation({
  id: 'delivery.drop',
  method: 'POST',
  path: '/api/v1/deliveries/drops',
  summary: {
    zh: '放弃死信，须说明理由',
    en: 'Give up deliveries for good, with a reason that is kept; only those that are dead',
  },
  body: Type.Object(
    { deliveries: Type.Array(Id, { minItems: 1, maxItems: 200 }), reason: Sentence },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ count }) },
})

/** How what leaves the district stands. */
export const DeliveryCount = Type.Object(
  {
    /** Effects in the outbox, and since when the oldest is due. */
    waiting: count,
    waiting_since: Type.Optional(InstantText),
    dead_effects: count,
    deliveries: count,
    deliveries_since: Type.Optional(InstantText),
    dead_deliveries: count,
    /** Timers that were set aside. */
    incidents: count,
    /** Jobs whose last run failed. */
    failing_jobs: count,
  },
  { $id: 'DeliveryCount' },
)

export const countDeliveries = defineOperation({
  id: 'delivery.count',
  method: 'GET',
  path: '/api/v1/delivery-counts',
  summary: { zh: '发件、死信和后台任务计数', en: 'What waits, what was given up, and which jobs fail' },
  answer: { kind: 'json', status: 200, schema: DeliveryCount },
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

export const dropOutbox = defineOperation({
  id: 'outbox.drop',
  method: 'POST',
  path: '/api/v1/outbox/drops',
  summary: {
    zh: '放弃一条发件箱死信，须说明理由',
    en: 'Give up a dead letter of the outbox for good, with a reason that is kept',
  },
  body: Type.Object(
    {
      matter: Id,
      seq: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
      number: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
      reason: Sentence,
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
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

export const deliveryOperations = [
  listDeliveries,
  readDelivery,
  countDeliveries,
  resendDeliveries,
  dropDeliveries,
  listOutbox,
  resendOutbox,
  dropOutbox,
  answerService,
] as const satisfies readonly Operation[]

import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Id, InstantText, Wording } from './scalar.ts'

/**
 * Why somebody is told: urged, sent a copy, a clock gives warning, or one is overdue; a task is theirs to do, or came back; what
 * they reported asks for their word, or was answered.
 */
export const notificationKinds = [
  'urge',
  'copy',
  'warn',
  'breach',
  'offer',
  'return',
  'ask',
  'answer',
] as const

/** What a person, or whoever holds a post, is told of a matter. */
export const NotificationRow = Type.Object(
  {
    notification: Id,
    matter: Id,
    number: Type.String({ description: 'Of the matter' }),
    kind: Type.Enum([...notificationKinds]),
    issue: Type.Optional(Id),
    search: Type.Optional(Type.String({ description: 'The address of the search that found it' })),
    sentence: Wording,
    text: Type.Optional(Type.String({ description: 'What a colleague wrote with it' })),
    /** To a post and not to the person alone: read by one it is read for all who hold it. */
    is_shared: Type.Boolean(),
    created_at: InstantText,
    read_at: Type.Optional(InstantText),
  },
  { $id: 'NotificationRow' },
)

export const listNotifications = defineOperation({
  id: 'notification.list',
  method: 'GET',
  path: '/api/v1/notifications',
  summary: { zh: '站内通知', en: 'What one is told, in person and by one’s posts, the newest first' },
  query: listQuery({
    after: Type.Optional(Id),
    is_unread: Type.Optional(Type.Boolean({ default: false })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(NotificationRow) },
})

export const countNotifications = defineOperation({
  id: 'notification.count',
  method: 'GET',
  path: '/api/v1/notification-counts',
  summary: { zh: '未读通知数', en: 'How much is unread, by kind' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      unread: Type.Integer({ minimum: 0 }),
      kinds: Type.Record(Type.Enum([...notificationKinds]), Type.Integer({ minimum: 0 })),
    }),
  },
})

export const readNotifications = defineOperation({
  id: 'notification.read',
  method: 'POST',
  path: '/api/v1/notifications/reads',
  summary: { zh: '标记已读', en: 'Mark notifications as read: those named, or all' },
  body: Type.Object(
    { notifications: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })) },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ count: Type.Integer({ minimum: 0 }) }) },
})

export const notificationOperations = [
  listNotifications,
  countNotifications,
  readNotifications,
] as const satisfies readonly Operation[]

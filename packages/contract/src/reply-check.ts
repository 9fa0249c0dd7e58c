import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

/** What rules find in a reply. */
export const replyFindingKinds = [
  'only_acknowledges',
  'forwards_without_answer',
  'same_as_another',
  'demand_not_met',
  'promise_without_date',
  'remedy_missing',
] as const
export type ReplyFindingKind = (typeof replyFindingKinds)[number]

/** Something to look at again before a reply is sent, with the words it was found in; it stops nothing. */
export const ReplyFindingLine = Type.Object(
  {
    kind: Type.Enum([...replyFindingKinds]),
    /** The sentence of the reply, or of the message, that it is about. */
    text: Type.Optional(Type.String()),
    /** The matter that was answered with the same words; left out where the asker may not see it. */
    matter: Type.Optional(Type.Object({ id: Id, number: Name, title: Type.String() })),
  },
  { $id: 'ReplyFinding' },
)

export const checkReply = defineOperation({
  id: 'reply.check',
  method: 'POST',
  path: '/api/v1/matters/{matter}/reply-checks',
  summary: {
    zh: '发出前检查答复：逐条说明理由，不打分，也不阻止发出',
    en: 'Look through a reply before it is sent: findings with their reasons, no score, and nothing is stopped',
  },
  params: Type.Object({ matter: Id }),
  body: Type.Object(
    { field: Name, text: Type.String({ maxLength: 20_000 }) },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ findings: Type.Array(ReplyFindingLine) }),
  },
  errors: ['resource_missing'],
})

/** Replies that an office sent in a time, and with which findings. */
export const ReplyCount = Type.Object(
  {
    /** Left out for replies of nobody's office. */
    office: Type.Optional(Name),
    office_name: Type.Optional(Type.String()),
    replies: Type.Integer({ minimum: 0 }),
    /** In which no rule found anything. */
    without: Type.Integer({ minimum: 0 }),
    findings: Type.Array(
      Type.Object({ kind: Type.Enum([...replyFindingKinds]), replies: Type.Integer({ minimum: 1 }) }),
    ),
  },
  { $id: 'ReplyCount' },
)

export const countReplies = defineOperation({
  id: 'reply.count',
  method: 'GET',
  path: '/api/v1/reply-counts',
  summary: {
    zh: '一段时间内各单位发出的答复及检查提示的件数',
    en: 'Replies that were sent in a time, by office and kind of finding at sending',
  },
  query: Type.Object(
    { from: Type.Optional(InstantText), to: Type.Optional(InstantText) },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(ReplyCount) }) },
})

export const replyCheckOperations = [checkReply, countReplies] as const satisfies readonly Operation[]

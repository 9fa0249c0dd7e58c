import { Type } from 'typebox'
import { Lamp, Remaining } from './due.ts'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Form } from './pack.ts'
import { InstantText, Name, Variables, Wording } from './scalar.ts'

/** What somebody shows who has no account: the number of their matter and the code that was given with it. */
const shown = {
  number: Type.String({ minLength: 1, maxLength: 100 }),
  code: Type.String({
    minLength: 1,
    maxLength: 40,
    description: 'As it was given; case and hyphens do not count',
  }),
} as const

/** A matter as everybody may see it who has its code: how far it is, by when, why, and nothing of anybody. */
export const FollowedMatter = Type.Object(
  {
    number: Name,
    status: MatterStatus,
    opened_at: InstantText,
    ended_at: Type.Optional(InstantText),
    lamp: Lamp,
    /** By when it has to be done, by law or by promise. */
    due_at: Type.Optional(InstantText),
    remaining: Type.Optional(Remaining),
    is_provisional: Type.Boolean(),
    /** Why it is due then, day by day, in the language asked for. */
    explanation: Type.Array(Type.String()),
    steps: Type.Array(Type.Object({ at: InstantText, name: Wording })),
    /** What the pack lets whoever reported it ask for now. */
    asks: Type.Array(
      Type.Object({
        name: Name,
        form: Type.Optional(Name),
        /** The form itself, which needs an account elsewhere; files come from accounts only, so it asks for none. */
        definition: Type.Optional(Form),
      }),
    ),
  },
  { $id: 'FollowedMatter' },
)

export const followMatter = defineOperation({
  id: 'matter.follow',
  method: 'POST',
  path: '/api/v1/followed-matters',
  summary: {
    zh: '凭编号和查询码查看办理进度',
    en: 'How far a matter is, by its number and the code given with it',
  },
  body: Type.Object(shown, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: FollowedMatter },
  errors: ['resource_missing', 'requests_too_many'],
})

export const actOnFollowed = defineOperation({
  id: 'matter.follow_act',
  method: 'POST',
  path: '/api/v1/followed-matters/commands',
  summary: {
    zh: '凭编号和查询码确认、评价或要求重办',
    en: 'What the pack lets a reporter ask for: to confirm, to rate, to have it done again',
  },
  body: Type.Object(
    {
      ...shown,
      name: Type.String({ minLength: 1, maxLength: 200, description: 'One of the `asks` of the matter' }),
      variables: Type.Optional(Variables),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ seq: Type.Integer({ minimum: 1 }) }) },
  errors: [
    'resource_missing',
    'requests_too_many',
    'permission_missing',
    'form_refused',
    'evidence_unattached',
  ],
  isKeyed: true,
})

export const followOperations = [followMatter, actOnFollowed] as const satisfies readonly Operation[]

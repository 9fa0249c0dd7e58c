import { Type } from 'typebox'
import { dueFields } from './due.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name, Wording } from './scalar.ts'

const Answers = Type.Array(Type.Object({ name: Name, label: Type.String(), text: Type.String() }))

/** A task that an office had or has in a matter. */
export const PartTask = Type.Object(
  {
    task: Type.Integer({ minimum: 1 }),
    element: Name,
    name: Wording,
    state: Type.Enum(['untaken', 'held', 'done']),
    person_name: Type.Optional(Type.String()),
    opened_at: Type.Optional(InstantText),
    done_at: Type.Optional(InstantText),
    /** Of an open one. */
    ...dueFields,
    /** What was filled in when it was done, in words and as far as the asker may see it. */
    answers: Answers,
    /** What was asked for, of an open task that decides about it. */
    asked: Type.Optional(
      Type.Object({ by: Type.Optional(Type.String()), at: InstantText, name: Wording, answers: Answers }),
    ),
  },
  { $id: 'PartTask' },
)

/** What an office has to do with a matter. */
export const MatterPart = Type.Object(
  {
    office: Type.Optional(Name),
    office_name: Type.Optional(Type.String()),
    is_lead: Type.Boolean({ description: '主办' }),
    tasks: Type.Array(PartTask, { description: 'In the order of the record; open ones last' }),
  },
  { $id: 'MatterPart' },
)

export const listParts = defineOperation({
  id: 'matter.parts',
  method: 'GET',
  path: '/api/v1/matters/{matter}/parts',
  summary: {
    zh: '各单位的办理情况',
    en: 'What each office has to do with a matter: the leading one first',
  },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(MatterPart) }) },
  errors: ['resource_missing'],
})

export const partOperations = [listParts] as const satisfies readonly Operation[]

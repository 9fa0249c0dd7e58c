import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Name, Sentence } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })

/** Open tasks of one step that lie alike. Nothing of the matters is told: who keeps the registry sees none. */
export const OpenWorkLine = Type.Object(
  {
    pack: Name,
    element: Name,
    name: Type.String({ description: 'Of the step, as the procedure has it' }),
    posts: Type.Array(Name),
    office: Type.Optional(Name),
    office_name: Type.Optional(Type.String()),
    is_held: Type.Boolean({ description: 'Somebody has them in hand' }),
    tasks: Type.Integer({ minimum: 1 }),
  },
  { $id: 'OpenWorkLine' },
)

/** What hangs on a row of the registry now. */
export const OpenWork = Type.Object(
  {
    matters: count,
    tasks: count,
    rows: Type.Array(OpenWorkLine, { description: 'The most tasks first' }),
  },
  { $id: 'OpenWork' },
)

export const readOpenWork = defineOperation({
  id: 'open_work.read',
  method: 'GET',
  path: '/api/v1/open-work/{part}/{subject}',
  summary: {
    zh: '某人员、机构或区域名下的在办量',
    en: 'How much open work a person holds, an office has, or lies in an area: numbers only',
  },
  params: Type.Object({ part: Type.Enum(['person', 'office', 'area']), subject: Name }),
  answer: { kind: 'json', status: 200, schema: OpenWork },
  errors: ['resource_missing'],
})

export const handOnWork = defineOperation({
  id: 'open_work.hand_on',
  method: 'POST',
  path: '/api/v1/people/{person}/handovers',
  summary: {
    zh: '移交某人在办的任务：交还岗位，或交给指定人员',
    en: 'Pass on what somebody has in hand: offered to its posts again, or held by somebody else from now on',
  },
  params: Type.Object({ person: Name }),
  body: Type.Object(
    {
      to: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          description: 'A person; offered to its posts again when not said',
        }),
      ),
      reason: Sentence,
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      handed_on: count,
      stayed: Type.Integer({
        minimum: 0,
        description: 'Without a post they can be offered to: they need a person',
      }),
    }),
  },
  errors: ['resource_missing'],
  isKeyed: true,
})

export const openWorkOperations = [readOpenWork, handOnWork] as const satisfies readonly Operation[]

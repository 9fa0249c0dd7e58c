import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { registryPartNames } from './registry.ts'
import { DateText, Name } from './scalar.ts'

/** What needs somebody who keeps the registry; the most pressing first. */
export const findingKinds = [
  'left_with_work',
  'pack_post_vacant',
  'post_vacant',
  'office_empty',
  'grid_without_worker',
  'shift_of_left',
  'duty_astray',
  'list_missing',
  'area_without_office',
  'area_without_shape',
  'ending_soon',
] as const
export type FindingKind = (typeof findingKinds)[number]

const Kind = Type.Enum([...findingKinds])

/** Something in the registry that needs somebody. */
export const FindingLine = Type.Object(
  {
    kind: Kind,
    part: Type.Enum([...registryPartNames, 'pack_post']),
    subject: Type.String({ description: 'Key of the row; of a post of a pack `pack/post`' }),
    name: Type.String(),
    office: Type.Optional(Name),
    office_name: Type.Optional(Type.String()),
    tasks: Type.Optional(Type.Integer({ minimum: 1, description: 'Open ones that they still have' })),
    on: Type.Optional(DateText),
  },
  { $id: 'FindingLine' },
)

export const listFindings = defineOperation({
  id: 'registry.findings',
  method: 'GET',
  path: '/api/v1/registry/findings',
  summary: {
    zh: '基础库待处理问题',
    en: 'What in the registry needs somebody: vacant posts, people who left with open work, areas without an office …',
  },
  query: listQuery({ kind: Type.Optional(Kind) }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...pageOf(FindingLine).properties,
      counts: Type.Array(Type.Object({ kind: Kind, count: Type.Integer({ minimum: 1 }) }), {
        description: 'Of all there are, whatever was asked for',
      }),
    }),
  },
})

export const registryFindingOperations = [listFindings] as const satisfies readonly Operation[]

import { Type } from 'typebox'
import { OnDay, PathNode, validityFields } from './area.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { DateText, Name } from './scalar.ts'

export const OfficeKind = Type.Enum([
  'department',
  'street_office',
  'community',
  'window',
  'supervision_office',
  'operator',
])

/** An office as lists show it. */
export const OfficeLine = Type.Object(
  {
    id: Name,
    parent: Type.Optional(Name),
    kind: OfficeKind,
    name: Type.String(),
    credit_code: Type.Optional(Name),
    area: Type.Optional(Name),
    ...validityFields,
    successors: Type.Optional(Type.Array(Name)),
  },
  { $id: 'OfficeLine' },
)

export const listOffices = defineOperation({
  id: 'office.list',
  method: 'GET',
  path: '/api/v1/offices',
  summary: { zh: '查询机构', en: 'List offices, what is above before what is below' },
  query: listQuery({
    on: Type.Optional(OnDay),
    below: Type.Optional(Type.String({ description: 'An office: it and all below it' })),
    parent: Type.Optional(Type.String({ description: 'An office: those right below it' })),
    kind: Type.Optional(OfficeKind),
    area: Type.Optional(Type.String({ description: 'The area an office is there for' })),
    in_area: Type.Optional(
      Type.String({ description: 'An area: offices there for it or for what lies in it' }),
    ),
    name: Type.Optional(Type.String({ maxLength: 100, description: 'A part of the name' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(OfficeLine) },
})

export const readOffice = defineOperation({
  id: 'office.read',
  method: 'GET',
  path: '/api/v1/offices/{office}',
  summary: { zh: '查看机构', en: 'Read an office' },
  params: Type.Object({ office: Name }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ ...OfficeLine.properties, path: Type.Array(PathNode) }, { $id: 'Office' }),
  },
  errors: ['resource_missing'],
})

/** A post with those who may act in it. */
export const PostLine = Type.Object(
  {
    id: Name,
    office: Name,
    name: Type.String(),
    role: Type.Optional(Name),
    ...validityFields,
    holders: Type.Array(
      Type.Object({
        person: Name,
        name: Type.String(),
        since: Type.Optional(DateText),
        until: Type.Optional(DateText),
        deputy_for: Type.Optional(Name),
      }),
    ),
  },
  { $id: 'PostLine' },
)

export const listPosts = defineOperation({
  id: 'post.list',
  method: 'GET',
  path: '/api/v1/posts',
  summary: { zh: '查询岗位和任职', en: 'List posts and who may act in them' },
  query: listQuery({
    on: Type.Optional(OnDay),
    office: Type.Optional(Type.String({ description: 'An office: posts in it' })),
    below: Type.Optional(Type.String({ description: 'An office: posts in it and in those below it' })),
    role: Type.Optional(Name),
    person: Type.Optional(Type.String({ description: 'Posts that this person may act in' })),
    name: Type.Optional(
      Type.String({ maxLength: 100, description: 'A part of the name of the post or its office' }),
    ),
    vacant: Type.Optional(Type.Boolean({ description: 'Those in which nobody may act, or somebody may' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(PostLine) },
})

export const officeOperations = [listOffices, readOffice, listPosts] as const satisfies readonly Operation[]

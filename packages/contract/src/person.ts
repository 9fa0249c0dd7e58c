import { Type } from 'typebox'
import { OnDay } from './area.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { DateText, Name, Sentence } from './scalar.ts'

/** How somebody is reached or told apart. */
export const ContactKind = Type.Enum(['office_phone', 'email', 'mobile', 'address', 'identity_number'])

/** A person of the registry. Contacts are in clear up to the level of the asker, and masked above it. */
export const PersonLine = Type.Object(
  {
    id: Name,
    name: Type.String(),
    office: Type.Optional(Name),
    left: Type.Optional(DateText),
    posts: Type.Array(Name, { description: 'Posts they may act in on the day' }),
    post_names: Type.Array(Type.String(), { description: 'What these are called, in the same order' }),
    contacts: Type.Array(Type.Object({ kind: ContactKind, value: Type.String(), is_masked: Type.Boolean() })),
  },
  { $id: 'PersonLine' },
)

export const listPeople = defineOperation({
  id: 'person.list',
  method: 'GET',
  path: '/api/v1/people',
  summary: { zh: '查询人员', en: 'List people of the offices' },
  query: listQuery({
    on: Type.Optional(OnDay),
    office: Type.Optional(Type.String({ description: 'An office: people of it and of those below it' })),
    post: Type.Optional(Type.String({ description: 'Who may act in this post' })),
    in_area: Type.Optional(
      Type.String({ description: 'An area: people of the offices there for it or for what lies in it' }),
    ),
    name: Type.Optional(Type.String({ maxLength: 100, description: 'A part of the name, or the id' })),
    has_left: Type.Optional(Type.Boolean({ default: false, description: 'Those who left instead' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(PersonLine) },
})

export const readPerson = defineOperation({
  id: 'person.read',
  method: 'GET',
  path: '/api/v1/people/{person}',
  summary: { zh: '查看人员', en: 'Read a person' },
  params: Type.Object({ person: Name }),
  answer: { kind: 'json', status: 200, schema: PersonLine },
  errors: ['resource_missing'],
})

export const revealContact = defineOperation({
  id: 'person.reveal',
  method: 'POST',
  path: '/api/v1/people/{person}/reveals',
  summary: {
    zh: '查看人员联系方式明文（留痕）',
    en: 'See a masked contact; who saw it and why is kept',
  },
  params: Type.Object({ person: Name }),
  body: Type.Object({ contact: ContactKind, reason: Sentence }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ value: Type.String() }) },
  errors: ['resource_missing'],
})

export const personOperations = [
  listPeople,
  readPerson,
  revealContact,
] as const satisfies readonly Operation[]

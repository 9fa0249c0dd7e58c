import { Type } from 'typebox'
import { Flag, OnDay, validityFields } from './area.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Name } from './scalar.ts'

/** Article of a statute, and its wording where it was given. */
export const Basis = Type.Object({
  law: Type.String(),
  article: Type.String(),
  text: Type.Optional(Type.String()),
})

/** A version of an item of the catalogue. */
export const ItemLine = Type.Object(
  {
    code: Name,
    version: Type.Integer({ minimum: 1 }),
    name: Type.String(),
    kind: Name,
    parent: Type.Optional(Name),
    authority: Type.String(),
    office: Type.Optional(Name),
    level: Type.Enum(['province', 'city', 'district', 'street']),
    legal_basis: Type.Array(Basis),
    adjustment: Type.Optional(Type.Object({ kind: Name, document: Type.String() })),
    ...validityFields,
  },
  { $id: 'ItemLine' },
)

export const listItems = defineOperation({
  id: 'item.list',
  method: 'GET',
  path: '/api/v1/items',
  summary: { zh: '查询事项目录', en: 'List the catalogue of items' },
  query: listQuery({
    on: Type.Optional(OnDay),
    all: Type.Optional(Type.Boolean({ default: false, description: 'Every version, whatever the day' })),
    code: Type.Optional(Type.String({ description: 'The beginning of a code' })),
    kind: Type.Optional(Name),
    office: Type.Optional(Name),
    name: Type.Optional(Type.String({ maxLength: 100, description: 'A part of the name' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(ItemLine) },
})

export const readItem = defineOperation({
  id: 'item.read',
  method: 'GET',
  path: '/api/v1/items/{item}',
  summary: { zh: '查看事项目录项及其各版本', en: 'Read an item with all its versions, the newest first' },
  params: Type.Object({ item: Name }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(ItemLine) }) },
  errors: ['resource_missing'],
})

/** A row of a duty list. */
export const DutyLine = Type.Object(
  {
    id: Name,
    item: Name,
    name: Type.String(),
    list: Type.Enum(['street', 'community']),
    kind: Type.Enum(['basic', 'assisting', 'taken_back']),
    office: Type.Optional(Name),
    lead_office: Type.Optional(Name),
    act: Type.Optional(Type.String({ description: 'The only thing that is asked' })),
    manner: Type.Optional(Type.String({ description: 'How the department does it now' })),
    legal_basis: Type.Array(Basis),
    ...validityFields,
  },
  { $id: 'DutyLine' },
)

export const listDuties = defineOperation({
  id: 'duty.list',
  method: 'GET',
  path: '/api/v1/duties',
  summary: { zh: '查询履职清单', en: 'List the duties of streets and communities' },
  query: listQuery({
    on: Type.Optional(OnDay),
    all: Type.Optional(Flag),
    id: Type.Optional(Type.String({ description: 'Number of one row' })),
    item: Type.Optional(Name),
    list: Type.Optional(Type.Enum(['street', 'community'])),
    kind: Type.Optional(Type.Enum(['basic', 'assisting', 'taken_back'])),
    office: Type.Optional(
      Type.String({ description: 'Rows that bind this office: its own and those of all' }),
    ),
    name: Type.Optional(Type.String({ maxLength: 100, description: 'A part of the name' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(DutyLine) },
})

/** Whether an office may be given an item, with the row of the list that says so. */
export const DutyCheck = Type.Object(
  {
    is_allowed: Type.Boolean(),
    row: Type.Optional(DutyLine),
    act: Type.Optional(Type.String({ description: 'Nothing but this may be asked' })),
    code: Type.Optional(Type.String({ description: 'Of the catalogue of errors, when it is not allowed' })),
    reason: Type.Optional(Type.String()),
    /** Whom to turn to instead: the department of the row, or the consultation of the district. */
    next: Type.Optional(
      Type.Object({ kind: Type.Enum(['department', 'consultation']), office: Type.Optional(Name) }),
    ),
  },
  { $id: 'DutyCheck' },
)

export const checkDuty = defineOperation({
  id: 'duty.check',
  method: 'GET',
  path: '/api/v1/duty-checks',
  summary: { zh: '核对某机构可否办理某事项', en: 'Whether an office may be given an item' },
  query: Type.Object(
    {
      office: Name,
      item: Type.String({ minLength: 1, maxLength: 200, description: 'Code of the item, or id of a row' }),
      as: Type.Optional(Type.Enum(['lead', 'assist'], { default: 'lead' })),
      on: Type.Optional(OnDay),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: DutyCheck },
  errors: ['resource_missing'],
})

export const itemOperations = [
  listItems,
  readItem,
  listDuties,
  checkDuty,
] as const satisfies readonly Operation[]

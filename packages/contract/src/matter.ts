import { Type } from 'typebox'
import { MatterCommand } from './matter-command.ts'
import { defineOperation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { AnyValue, Id, InstantText, Name, Variables, Wording } from './scalar.ts'

export const matterStatuses = ['open', 'suspended', 'completed', 'terminated', 'cancelled', 'failed'] as const

export const MatterStatus = Type.Enum([...matterStatuses])

/** The lamp of a matter: how near the most urgent of its running clocks is to its end. */
export const Lamp = Type.Enum(['none', 'green', 'yellow', 'red'])

/** A matter as a list shows it. */
export const MatterLine = Type.Object(
  {
    id: Id,
    number: Name,
    title: Type.String(),
    status: MatterStatus,
    pack: Name,
    procedure: Name,
    category: Type.Optional(Name),
    urgency: Type.Optional(Name),
    area: Type.Optional(Name),
    office: Type.Optional(Name),
    place: Type.Optional(Type.Object({ longitude: Type.Number(), latitude: Type.Number() })),
    lamp: Lamp,
    opened_at: InstantText,
    due_at: Type.Optional(InstantText),
    ended_at: Type.Optional(InstantText),
  },
  { $id: 'MatterLine' },
)

const Task = Type.Object({
  task: Type.Integer({ minimum: 1 }),
  element: Name,
  name: Wording,
  posts: Type.Array(Name),
  office: Type.Optional(Name),
  person: Type.Optional(Name),
  opened_at: InstantText,
  form: Type.Optional(Name),
  /** What the asker may do with it now. */
  allowed: Type.Array(Name),
})

/** A matter as its page shows it. Fields the asker may see masked are strings with `＊`; those hidden are left out. */
export const Matter = Type.Object(
  {
    ...MatterLine.properties,
    revision: Type.Integer({ minimum: 1 }),
    variables: Variables,
    /** Names of variables that are shown masked; each can be revealed as an act of record. */
    masked: Type.Array(Name),
    tasks: Type.Array(Task),
    allowed: Type.Array(Name),
  },
  { $id: 'Matter' },
)

const filters = {
  status: Type.Optional(Type.Union([MatterStatus, Type.Literal('any')], { default: 'any' })),
  pack: Type.Optional(Name),
  procedure: Type.Optional(Name),
  category: Type.Optional(Name),
  area: Type.Optional(Type.String({ description: 'An area; those below it count as well' })),
  office: Type.Optional(Name),
  urgency: Type.Optional(Name),
  number: Type.Optional(Type.String({ description: 'The beginning of a number' })),
  due_before: Type.Optional(InstantText),
  opened_from: Type.Optional(InstantText),
  opened_before: Type.Optional(InstantText),
} as const

export const listMatters = defineOperation({
  id: 'matter.list',
  method: 'GET',
  path: '/api/v1/matters',
  summary: { zh: '查询事项', en: 'List matters, the newest first' },
  query: listQuery(filters),
  answer: { kind: 'json', status: 200, schema: pageOf(MatterLine) },
})

export const countMatters = defineOperation({
  id: 'matter.count',
  method: 'GET',
  path: '/api/v1/matter-counts',
  summary: { zh: '事项计数', en: 'Count matters by status' },
  query: Type.Object(filters, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ counts: Type.Record(Type.String(), Type.Integer({ minimum: 0 })) }),
  },
})

export const startMatter = defineOperation({
  id: 'matter.start',
  method: 'POST',
  path: '/api/v1/matters',
  summary: { zh: '发起事项', en: 'Open a matter' },
  body: Type.Object(
    {
      pack: Name,
      procedure: Type.Optional(Type.String({ description: 'Of the pack; its entry when not said' })),
      title: Type.Optional(Type.String({ maxLength: 200 })),
      variables: Type.Optional(Variables),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 201, schema: Type.Object({ id: Id, number: Name, seq: Type.Integer() }) },
  errors: ['pack_missing', 'procedure_unknown'],
  isKeyed: true,
})

export const readMatter = defineOperation({
  id: 'matter.read',
  method: 'GET',
  path: '/api/v1/matters/{matter}',
  summary: { zh: '查看事项', en: 'Read a matter' },
  params: Type.Object({ matter: Type.String({ minLength: 1, maxLength: 100, description: 'Id or number' }) }),
  answer: { kind: 'json', status: 200, schema: Matter },
  errors: ['resource_missing'],
})

const Receipt = Type.Object({ matter: Id, seq: Type.Integer({ minimum: 1 }), revision: Type.Integer() })

export const actOnMatter = defineOperation({
  id: 'matter.act',
  method: 'POST',
  path: '/api/v1/matters/{matter}/commands',
  summary: { zh: '办理事项', en: 'Give a matter a command' },
  params: Type.Object({ matter: Id }),
  body: MatterCommand,
  answer: { kind: 'json', status: 200, schema: Receipt },
  errors: ['resource_missing', 'precondition_failed'],
  isKeyed: true,
})

const Entry = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  kind: Name,
  recorded_at: InstantText,
  actor: Type.Record(Type.String(), Type.String()),
  facts: Type.Array(AnyValue),
  hash: Type.String({ description: 'SHA-256 of the entry, hexadecimal' }),
})

export const listEntries = defineOperation({
  id: 'matter.entries',
  method: 'GET',
  path: '/api/v1/matters/{matter}/entries',
  summary: { zh: '查看事项记录', en: 'Read the record of a matter' },
  params: Type.Object({ matter: Id }),
  query: listQuery({}),
  answer: { kind: 'json', status: 200, schema: pageOf(Entry) },
  errors: ['resource_missing'],
})

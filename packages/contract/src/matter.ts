import { Type } from 'typebox'
import { Due, dueFields, Lamp, Remaining } from './due.ts'
import { MatterAsk } from './matter-ask.ts'
import { MatterCommand } from './matter-command.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Problem } from './problem.ts'
import { AutomaticDispatch, Danger } from './suggestion.ts'
import { AnyValue, Id, InstantText, Name, Sentence, Variables, Wording } from './scalar.ts'

export const matterStatuses = ['open', 'suspended', 'completed', 'terminated', 'cancelled', 'failed'] as const

export const MatterStatus = Type.Enum([...matterStatuses])

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
    /** Decided by the pack, such as 蓝橙红 of orders of supervision; no lamp. */
    colour: Type.Optional(Name),
    area: Type.Optional(Name),
    office: Type.Optional(Name),
    place: Type.Optional(Type.Object({ longitude: Type.Number(), latitude: Type.Number() })),
    ...dueFields,
    opened_at: InstantText,
    ended_at: Type.Optional(InstantText),
    is_automatic: Type.Optional(
      Type.Boolean({ description: 'Dispatched without a person, and not taken back' }),
    ),
  },
  { $id: 'MatterLine' },
)

/** An open task on the page of its matter. */
export const MatterTask = Type.Object({
  ...dueFields,
  is_returned: Type.Boolean({ description: '退回: it was sent back' }),
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
  /** 退回: whereto the pack lets it be sent back, for whoever may do so; `previous` and `first` have no name of their own. */
  return_to: Type.Optional(Type.Array(Type.Object({ to: Name, name: Type.Optional(Wording) }))),
})

/** A matter as its page shows it. Fields the asker may see masked are strings with `＊`; those hidden are left out. */
export const Matter = Type.Object(
  {
    ...MatterLine.properties,
    revision: Type.Integer({ minimum: 1 }),
    variables: Variables,
    /** Names of variables that are shown masked; each can be revealed as an act of record. */
    masked: Type.Array(Name),
    /** What the forms of its pack have been answered, in words of the language asked for and in their order. */
    details: Type.Array(
      Type.Object({
        name: Name,
        label: Type.String(),
        text: Type.String(),
        widget: Name,
        is_personal: Type.Boolean({ description: 'It names or reaches a person' }),
      }),
    ),
    tasks: Type.Array(MatterTask),
    asks: Type.Array(MatterAsk),
    allowed: Type.Array(Name),
    /** 撤回: tasks that the asker completed and may take back now. */
    withdrawable: Type.Array(Type.Object({ task: Type.Integer({ minimum: 1 }), name: Wording })),
    is_secret: Type.Boolean({ description: 'Whoever reported it asked for secrecy' }),
    /** 自动派单: how it was dispatched without a person, also when that was taken back. */
    automatic: Type.Optional(AutomaticDispatch),
    is_watched: Type.Boolean({ description: 'Whether the asker follows it' }),
  },
  { $id: 'Matter' },
)

/** By what open matters are narrowed and counted. */
export const matterFilters = {
  status: Type.Optional(MatterStatus),
  open: Type.Optional(Type.Boolean({ description: 'Neither ended nor cancelled' })),
  pack: Type.Optional(Name),
  procedure: Type.Optional(Name),
  category: Type.Optional(Name),
  area: Type.Optional(Type.String({ description: 'An area; those below it count as well' })),
  office: Type.Optional(Name),
  urgency: Type.Optional(Name),
  colour: Type.Optional(Name),
  lamp: Type.Optional(Lamp),
  due: Type.Optional(Due),
  watched: Type.Optional(Type.Boolean({ description: 'Those the asker follows' })),
  box: Type.Optional(
    Type.String({
      pattern: '^-?\\d{1,3}(\\.\\d+)?(,-?\\d{1,3}(\\.\\d+)?){3}$',
      maxLength: 100,
      description: 'West, south, east, north in degrees, CGCS2000: those with a place in it',
    }),
  ),
  number: Type.Optional(Type.String({ description: 'The beginning of a number' })),
  due_before: Type.Optional(InstantText),
  opened_from: Type.Optional(InstantText),
  opened_before: Type.Optional(InstantText),
} as const

export const listMatters = defineOperation({
  id: 'matter.list',
  method: 'GET',
  path: '/api/v1/matters',
  summary: { zh: '查询事项', en: 'List matters, the newest first; those before a time by when they are due' },
  query: listQuery(matterFilters),
  answer: { kind: 'json', status: 200, schema: pageOf(MatterLine) },
})

const count = Type.Integer({ minimum: 0 })

/** Open matters, and how near their clocks are to their ends. */
export const MatterCounts = Type.Object({
  open: count,
  suspended: count,
  overdue: count,
  due_soon: Type.Integer({ minimum: 0, description: 'Due within 24 hours' }),
  warned: Type.Integer({ minimum: 0, description: 'With a yellow lamp' }),
})

export const countMatters = defineOperation({
  id: 'matter.count',
  method: 'GET',
  path: '/api/v1/matter-counts',
  summary: { zh: '在办事项计数', en: 'Count open matters' },
  query: Type.Object(matterFilters, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: MatterCounts },
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
      title: Type.Optional(
        Type.String({ maxLength: 200, description: 'What people wrote of it first when not said' }),
      ),
      variables: Type.Optional(Variables),
      evidence: Type.Optional(
        Type.Array(Id, { maxItems: 20, description: 'Uploads of one’s own that belong to it' }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({
      id: Id,
      number: Name,
      seq: Type.Integer(),
      /** With it the matter is followed without an account. */
      follow_code: Type.Optional(Type.String()),
      dangers: Type.Optional(
        Type.Array(Danger, {
          description: 'Dangers in its words: whoever reports it calls for help at once',
        }),
      ),
      /** By when something is owed to whoever reported it, and why then, day by day. */
      due_at: Type.Optional(InstantText),
      lamp: Type.Optional(Lamp),
      remaining: Type.Optional(Remaining),
      is_provisional: Type.Boolean(),
      explanation: Type.Array(Type.String()),
    }),
  },
  errors: ['pack_missing', 'procedure_unknown', 'evidence_unknown', 'form_refused'],
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

const Given = Type.Object(
  { matter: Id, command: MatterCommand, key: Type.String({ minLength: 8, maxLength: 100 }) },
  { additionalProperties: false },
)

export const actOnMatters = defineOperation({
  id: 'matter.act_many',
  method: 'POST',
  path: '/api/v1/commands',
  summary: { zh: '批量办理', en: 'Give many matters a command each; every row is answered for itself' },
  body: Type.Object(
    { rows: Type.Array(Given, { minItems: 1, maxItems: 200 }) },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({ ok: Type.Boolean(), receipt: Type.Optional(Receipt), problem: Type.Optional(Problem) }),
      ),
    }),
  },
})

export const revealVariable = defineOperation({
  id: 'matter.reveal',
  method: 'POST',
  path: '/api/v1/matters/{matter}/reveals',
  summary: { zh: '查看个人信息明文（留痕）', en: 'See a masked value; who saw it and why is kept' },
  params: Type.Object({ matter: Id }),
  body: Type.Object({ variable: Name, reason: Sentence }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ value: AnyValue }) },
  errors: ['resource_missing'],
})

const Clock = Type.Object({
  clock: Name,
  key: Name,
  name: Wording,
  kind: Type.Enum(['legal', 'pledged', 'internal']),
  status: Type.Enum(['running', 'paused', 'stopped']),
  ...dueFields,
  started_at: InstantText,
  /** It reaches into a year whose calendar has not been announced. */
  is_provisional: Type.Boolean(),
  /** Whether the pack lets it be extended once more. */
  is_extendable: Type.Boolean(),
  breached_at: Type.Optional(InstantText),
  stopped_at: Type.Optional(InstantText),
  /** Law and article its length rests on, or that it is a default nobody confirmed; in the language asked for. */
  ground: Type.String(),
  /** Why it ends when it does, day by day, in the language asked for. */
  explanation: Type.Array(Type.String()),
})

export const listClocks = defineOperation({
  id: 'matter.clocks',
  method: 'GET',
  path: '/api/v1/matters/{matter}/clocks',
  summary: { zh: '查看时限及其由来', en: 'The clocks of a matter and why they end when they do' },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(Clock) }) },
  errors: ['resource_missing'],
})

const Entry = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  kind: Name,
  recorded_at: InstantText,
  actor: Type.Record(Type.String(), Type.String()),
  /** Office, post and person, as far as the asker may know them. */
  actor_name: Type.Optional(Type.String()),
  facts: Type.Array(AnyValue),
  /** What the elements and clocks of the facts are called, by their ids. */
  names: Type.Record(Type.String(), Wording),
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

export const matterOperations = [
  listMatters,
  countMatters,
  startMatter,
  readMatter,
  actOnMatter,
  actOnMatters,
  revealVariable,
  listClocks,
  listEntries,
] as const satisfies readonly Operation[]

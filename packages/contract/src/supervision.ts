import { Type } from 'typebox'
import { dueFields, Lamp, Remaining } from './due.ts'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { AnyValue, DateText, Id, InstantText, Name, Variables, Wording } from './scalar.ts'

/** How an order of supervision climbs: what happened to it on its ladder, from the mildest on. */
export const ladderKinds = [
  /** 到期前催办: the procedure reminded the unit before the end. */
  'reminder',
  /** 催办: somebody urged it. */
  'urge',
  'overdue',
  /** 发单: an order of a colour was issued. */
  'colour',
  /** Somebody decided, with a reason, that none is issued. */
  'waived',
  'missed',
  /** 出事实清单: what follows is studied by people. */
  'proposal',
  'closed',
] as const

const Colour = Type.Object({ colour: Name, name: Wording })

/** Why a colour: the row of the decision table that hit. */
const Ground = Type.Object({ rule: Name, text: Wording })

/** One step of the ladder of an order. */
export const LadderStep = Type.Object(
  {
    seq: Type.Integer({ minimum: 1, description: 'The entry of the record' }),
    kind: Type.Enum([...ladderKinds]),
    at: InstantText,
    colour: Type.Optional(Colour),
    ground: Type.Optional(Ground),
    is_by_rule: Type.Boolean({ description: 'By time or by the procedure, and by nobody' }),
    who: Type.Optional(Type.String({ description: 'Office, post and person' })),
    note: Type.Optional(Type.String({ description: 'What they wrote' })),
  },
  { $id: 'LadderStep' },
)

const OfficeName = Type.Object({ office: Name, name: Type.String() })
const Count = Type.Integer({ minimum: 0 })

/** An order of supervision, as the board shows it. Its end, lamp and what is left are those of the time it is to be done in. */
export const SupervisionOrder = Type.Object(
  {
    id: Id,
    number: Name,
    title: Type.String(),
    status: MatterStatus,
    ...dueFields,
    kind: Type.Optional(Type.Object({ kind: Name, name: Wording })),
    office: Type.Optional(OfficeName),
    assisting: Type.Array(OfficeName),
    leader: Type.Optional(Type.Object({ person: Name, name: Type.String() })),
    opened_at: InstantText,
    issued_at: Type.Optional(InstantText),
    done_at: Type.Optional(InstantText),
    /** In force: issued, and neither answered nor taken back. */
    colour: Type.Optional(Colour),
    ground: Type.Optional(Ground),
    /** What the decision table says and nobody has decided on yet. */
    proposed: Type.Optional(Ground),
    colour_due_at: Type.Optional(InstantText),
    feedback: Type.Optional(
      Type.Object({ at: InstantText, step: Wording, text: Type.Optional(Type.String()) }),
    ),
    reminders: Count,
    returned: Count,
    extended: Count,
    steps: Type.Array(Wording, { description: 'What is to be done now' }),
    /** Tasks that the asker may urge (催办). */
    urgeable: Type.Array(Type.Integer({ minimum: 1 })),
    ladder: Type.Array(LadderStep),
  },
  { $id: 'SupervisionOrder' },
)

/** Lists that the weekly sheet counts. */
export const weekParts = ['due', 'overdue', 'done', 'returned'] as const

/** By what the board is narrowed. */
export const supervisionFilters = {
  state: Type.Optional(
    Type.Enum(['open', 'done', 'all'], { description: 'Open when not said: neither found done nor ended' }),
  ),
  kind: Type.Optional(Type.String({ description: '来源: the kind of the order' })),
  leader: Type.Optional(Type.String({ description: 'The leader who answers for it' })),
  office: Type.Optional(Type.String({ description: 'The office that leads' })),
  colour: Type.Optional(Type.String({ description: 'A colour in force; `none` for those without' })),
  lamp: Type.Optional(Lamp),
  due: Type.Optional(
    Type.Enum(['overdue', 'soon', 'week'], { description: 'Soon: within 24 hours; week: in this one' }),
  ),
  week: Type.Optional(
    Type.String({ format: 'date', description: 'A day of a week, Monday to Sunday; with `part`' }),
  ),
  part: Type.Optional(
    Type.Enum([...weekParts], { description: 'Of the week: one of the lists of the weekly sheet' }),
  ),
} as const

export const listOrders = defineOperation({
  id: 'supervision.list',
  method: 'GET',
  path: '/api/v1/supervision-orders',
  summary: { zh: '督查事项台账', en: 'Orders of supervision, those due first first' },
  query: listQuery(supervisionFilters),
  answer: { kind: 'json', status: 200, schema: pageOf(SupervisionOrder) },
})

const Tally = {
  open: Count,
  overdue: Count,
  due_soon: Count,
  /** By colour, from the mildest on; the first, without a colour, are those without an order. */
  colours: Type.Array(
    Type.Object({ colour: Type.Optional(Name), name: Type.Optional(Wording), count: Count }),
  ),
} as const

export const countOrders = defineOperation({
  id: 'supervision.count',
  method: 'GET',
  path: '/api/v1/supervision-counts',
  summary: {
    zh: '督查事项按单位和颜色计数',
    en: 'Count orders by office and colour, and what they can be narrowed by',
  },
  query: Type.Object(supervisionFilters, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...Tally,
      offices: Type.Array(
        Type.Object({ office: Type.Optional(Name), name: Type.Optional(Type.String()), ...Tally }),
      ),
      kinds: Type.Array(Type.Object({ kind: Name, name: Wording, count: Count })),
      leaders: Type.Array(Type.Object({ person: Name, name: Type.String(), count: Count })),
    }),
  },
})

const WeekCounts = { due: Count, overdue: Count, done: Count, returned: Count } as const

export const readWeek = defineOperation({
  id: 'supervision.week',
  method: 'GET',
  path: '/api/v1/supervision-weeks/{day}',
  summary: {
    zh: '每周督查清单',
    en: 'A week by office: due in it, overdue at its end or now, found done, sent back',
  },
  params: Type.Object({ day: Type.String({ format: 'date', description: 'A day of the week' }) }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      from: DateText,
      to: DateText,
      ...WeekCounts,
      offices: Type.Array(
        Type.Object({ office: Type.Optional(Name), name: Type.Optional(Type.String()), ...WeekCounts }),
      ),
    }),
  },
})

export const printWeek = defineOperation({
  id: 'supervision.sheet',
  method: 'GET',
  path: '/api/v1/supervision-weeks/{day}/sheet',
  summary: {
    zh: '打印每周督查清单',
    en: 'The weekly sheet with its orders, as a page in the measures of GB/T 9704',
  },
  params: Type.Object({ day: Type.String({ format: 'date', description: 'A day of the week' }) }),
  answer: { kind: 'bytes', status: 200, media: 'text/html; charset=utf-8' },
})

export const exportOrders = defineOperation({
  id: 'supervision.export',
  method: 'GET',
  path: '/api/v1/supervision-export',
  summary: { zh: '导出督查事项', en: 'Export the orders that are filtered, as the board shows them' },
  query: Type.Object(
    { ...supervisionFilters, format: Type.Enum(['csv', 'xlsx'], { default: 'xlsx' }) },
    { additionalProperties: false },
  ),
  answer: { kind: 'bytes', status: 200, media: 'application/octet-stream' },
  errors: ['reauthentication_required'],
})

export const readLadder = defineOperation({
  id: 'matter.ladder',
  method: 'GET',
  path: '/api/v1/matters/{matter}/ladder',
  summary: {
    zh: '督办阶梯',
    en: 'The ladder of an order of supervision: what was done about it, by whom or by what rule',
  },
  params: Type.Object({ matter: Id }),
  /** Matters of packs without a ladder have no order. */
  answer: { kind: 'json', status: 200, schema: Type.Object({ order: Type.Optional(SupervisionOrder) }) },
  errors: ['resource_missing'],
})

const Trial = Type.Object({
  /** Decisions that were made, with the rows that hit and what came of them. */
  decisions: Type.Array(
    Type.Object({
      decision: Name,
      name: Wording,
      rules: Type.Array(Ground),
      result: Type.Optional(AnyValue),
    }),
  ),
  /** Limits that would run. */
  clocks: Type.Array(
    Type.Object({
      key: Name,
      name: Wording,
      kind: Type.Enum(['legal', 'pledged', 'internal']),
      due_at: Type.Optional(InstantText),
      remaining: Type.Optional(Remaining),
      is_provisional: Type.Boolean(),
      ground: Type.String(),
      explanation: Type.Array(Type.String()),
    }),
  ),
  steps: Type.Array(Wording, { description: 'What would be to do then' }),
  is_ended: Type.Boolean(),
})

export const previewMatter = defineOperation({
  id: 'matter.preview',
  method: 'POST',
  path: '/api/v1/matter-previews',
  summary: {
    zh: '预演：第一步这样填写会怎样',
    en: 'What would come of opening a matter and filling in its first step so; nothing is kept',
  },
  body: Type.Object({ pack: Name, variables: Variables }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: Trial },
  errors: ['pack_missing', 'form_refused'],
})

export const supervisionOperations = [
  listOrders,
  countOrders,
  readWeek,
  printWeek,
  exportOrders,
  readLadder,
  previewMatter,
] as const satisfies readonly Operation[]

import { Type } from 'typebox'
import { dueFields } from './due.ts'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { DateText, Id, InstantText, Name, Wording } from './scalar.ts'

const Count = Type.Integer({ minimum: 0 })

/** How the actions (行动) of a visit or of one of its findings stand. */
export const ActionProgress = Type.Object(
  {
    planned: Type.Integer({ minimum: 0, description: 'Not an order yet' }),
    open: Count,
    overdue: Type.Integer({ minimum: 0, description: 'Of the open ones' }),
    done: Count,
    late: Type.Integer({ minimum: 0, description: 'Of those done' }),
    withdrawn: Count,
    share: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Done of all that were not withdrawn' }),
    ),
  },
  { $id: 'ActionProgress' },
)

const OfficeName = Type.Object({ office: Name, name: Type.String() })

const lineFields = {
  id: Id,
  number: Name,
  title: Type.String(),
  status: MatterStatus,
  topic: Type.Optional(Type.String()),
  lead: Type.Optional(OfficeName),
  peers: Type.Array(Type.String(), { description: 'Where to' }),
  /** Of the visit as it was held, else as it is planned. */
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  is_held: Type.Boolean(),
  steps: Type.Array(Wording, { description: 'What is to be done now' }),
  ...dueFields,
  findings: Count,
  progress: ActionProgress,
  next_due_at: Type.Optional(
    Type.String({ format: 'date-time', description: 'When an open action falls due next' }),
  ),
  opened_at: InstantText,
  ended_at: Type.Optional(InstantText),
} as const

/** A study visit (对标考察) as a list shows it. */
export const VisitLine = Type.Object(lineFields, { $id: 'VisitLine' })

export const listVisits = defineOperation({
  id: 'visit.list',
  method: 'GET',
  path: '/api/v1/study-visits',
  summary: { zh: '对标考察', en: 'Study visits with the progress of their actions, the newest first' },
  query: listQuery({ open: Type.Optional(Type.Boolean({ description: 'Neither ended nor cancelled' })) }),
  answer: { kind: 'json', status: 200, schema: pageOf(VisitLine) },
})

/** An indicator as somebody wrote it. */
export const NamedIndicator = Type.Object(
  {
    name: Type.String(),
    is_known: Type.Boolean({ description: 'One of that name is counted or imported' }),
    indicator: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Of a counted one: its page' }),
    ),
  },
  { $id: 'NamedIndicator' },
)

/** The order of supervision of an action or a gap. */
export const LinkedOrder = Type.Object(
  {
    number: Name,
    /** Only where the asker may see the order. */
    id: Type.Optional(Id),
    title: Type.Optional(Type.String()),
    steps: Type.Optional(Type.Array(Wording)),
    ...dueFields,
  },
  { $id: 'LinkedOrder' },
)

/** How an action stands: with nobody yet, waiting to be set up as an order, under way, done, refused as an order, dropped. */
export const actionStates = ['planned', 'proposed', 'issued', 'closed', 'refused', 'dropped'] as const

export const VisitFinding = Type.Object(
  {
    no: Type.Integer({ minimum: 1 }),
    seen_at: Type.Optional(Type.String()),
    question: Type.Optional(Type.String()),
    experience: Type.String(),
    insight: Type.String(),
    action: Type.Object({
      title: Type.String(),
      detail: Type.Optional(Type.String()),
      owner: Type.Optional(OfficeName),
      due_on: Type.Optional(Type.String()),
      indicator: Type.Optional(NamedIndicator),
      target_value: Type.Optional(Type.Number()),
      target_unit: Type.Optional(Type.String()),
      state: Type.Enum([...actionStates]),
      is_overdue: Type.Boolean(),
      outcome: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String({ description: 'Why it was dropped or proposed again' })),
      order: Type.Optional(LinkedOrder),
    }),
  },
  { $id: 'VisitFinding' },
)

/** An action of a visit that names an indicator, with the visit it came of. */
const VisitAction = Type.Object(
  {
    visit: Id,
    number: Name,
    topic: Type.Optional(Type.String()),
    /** When it was found: the last day of the visit. */
    since: Type.Optional(Type.String()),
    ...VisitFinding.properties,
  },
  { $id: 'VisitAction' },
)

export const listVisitActions = defineOperation({
  id: 'visit.actions',
  method: 'GET',
  path: '/api/v1/study-visit-actions',
  summary: {
    zh: '对标考察中以某指标为目标的行动',
    en: 'Actions of study visits that name an indicator; a page covers so many visits, the newest first',
  },
  query: listQuery({
    indicator: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Of the indicator with this id or name',
    }),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(VisitAction) },
})

export const readVisit = defineOperation({
  id: 'visit.read',
  method: 'GET',
  path: '/api/v1/study-visits/{visit}',
  summary: {
    zh: '一次对标考察：经验、启示、行动',
    en: 'A study visit: where, who, what was found, and each action with its order',
  },
  params: Type.Object({ visit: Id }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...lineFields,
      findings: Type.Array(VisitFinding),
      sites: Type.Array(Type.String(), { description: 'Seen, else to be seen' }),
      indicators: Type.Array(NamedIndicator),
      questions: Type.Array(Type.String()),
      members: Type.Optional(Type.Integer()),
      hosts: Type.Optional(Type.String()),
      letter: Type.Optional(Type.String()),
      budget: Type.Optional(Type.Number()),
      cost: Type.Optional(Type.Number()),
      note: Type.Optional(Type.String()),
      overall: Type.Optional(Type.String()),
      gaps: Type.Optional(Type.String()),
      summary: Type.Optional(Type.String()),
      results: Type.Array(Type.String()),
    }),
  },
  errors: ['resource_missing'],
})

const GapWork = Type.Object(
  {
    id: Id,
    number: Name,
    title: Type.String(),
    status: MatterStatus,
    indicator: Type.String(),
    better: Type.Optional(Type.Enum(['higher', 'lower'])),
    period: Type.Optional(Type.String()),
    own_value: Type.Optional(Type.Number()),
    peer: Type.Optional(Type.String()),
    peer_value: Type.Optional(Type.Number()),
    target_value: Type.Optional(Type.Number()),
    value_unit: Type.Optional(Type.String()),
    by_when: Type.Optional(DateText),
    owner: Type.Optional(OfficeName),
    reached_value: Type.Optional(Type.Number()),
    steps: Type.Array(Wording, { description: 'What is to be done now' }),
    ...dueFields,
    order: Type.Optional(LinkedOrder),
    opened_at: InstantText,
    ended_at: Type.Optional(InstantText),
  },
  { $id: 'GapWork' },
)

export const listGapWork = defineOperation({
  id: 'gap_work.list',
  method: 'GET',
  path: '/api/v1/gap-work',
  summary: { zh: '差距转成的改进任务', en: 'Gaps that became work, with target and date, the newest first' },
  query: listQuery({
    open: Type.Optional(Type.Boolean({ description: 'Neither ended nor cancelled' })),
    indicator: Type.Optional(
      Type.String({ maxLength: 200, description: 'Of the indicator with this id or name' }),
    ),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(GapWork) },
})

export const listIndicatorNames = defineOperation({
  id: 'indicator.names',
  method: 'GET',
  path: '/api/v1/indicator-names',
  summary: { zh: '指标名称', en: 'What indicators are called, for forms that name one' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({ indicator: Name, name: Wording, unit_of_measure: Type.Optional(Type.String()) }),
      ),
    }),
  },
})

export const visitOperations = [
  listVisits,
  listVisitActions,
  readVisit,
  listGapWork,
  listIndicatorNames,
] as const satisfies readonly Operation[]

import { Type } from 'typebox'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name, Sentence } from './scalar.ts'

const weight = Type.Number({ minimum: 0, maximum: 1000 })

/** Who may be told that an issue grows: roles that see every matter of the district, for the number counts them all. */
export const hotIssueRecipients = ['leader', 'district_dispatcher', 'supervision_officer'] as const
export type HotIssueRecipient = (typeof hotIssueRecipients)[number]

/** The formula of the heat, and when people are told that an issue grows. */
export const HotRule = Type.Object(
  {
    formula: Type.Object(
      {
        person: weight,
        growing: weight,
        liking: weight,
        half_life_days: Type.Number({ minimum: 1, maximum: 3650 }),
      },
      { additionalProperties: false },
    ),
    alert: Type.Object(
      {
        people: Type.Integer({ minimum: 2, maximum: 100_000 }),
        days: Type.Integer({ minimum: 1, maximum: 365 }),
        told: Type.Optional(
          Type.Array(Type.Enum([...hotIssueRecipients]), {
            uniqueItems: true,
            description: 'Besides those who follow one of its matters; all of these roles when left out',
          }),
        ),
      },
      { additionalProperties: false },
    ),
  },
  { $id: 'HotRule', additionalProperties: false },
)

const count = Type.Integer({ minimum: 0 })

/** Reports about one thing. Everything is counted from matters that the asker may see, and from no other. */
export const HotIssue = Type.Object(
  {
    issue: Id,
    name: Type.String({
      description: 'As a person called it, else the title of the report that most others resemble',
    }),
    is_named: Type.Boolean({ description: 'A person called it so' }),
    number: Type.String({ description: 'Of that report' }),
    matters: count,
    open: count,
    people: count,
    people_this_week: count,
    people_last_week: count,
    likes: Type.Integer({ minimum: 0, description: 'People who joined what another had reported' }),
    first_at: InstantText,
    last_at: InstantText,
    areas: Type.Array(Type.Object({ area: Name, name: Type.Optional(Type.String()) })),
    place: Type.Optional(Type.Object({ longitude: Type.Number(), latitude: Type.Number() })),
    heat: Type.Number(),
    terms: Type.Object({
      people: Type.Number(),
      growth: Type.Number(),
      likes: Type.Number(),
      recency: Type.Number({ description: 'Multiplies the sum of the others' }),
    }),
  },
  { $id: 'HotIssue' },
)

export const listHotIssues = defineOperation({
  id: 'hot_issue.list',
  method: 'GET',
  path: '/api/v1/hot-issues',
  summary: { zh: '热点问题，最热的在前', en: 'Hot issues, the hottest first, counted from what one may see' },
  query: Type.Object(
    {
      area: Type.Optional(Name),
      least_people: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 2 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(HotIssue) }) },
})

export const readHotIssue = defineOperation({
  id: 'hot_issue.read',
  method: 'GET',
  path: '/api/v1/hot-issues/{issue}',
  summary: {
    zh: '一个热点问题',
    en: 'An issue: how it grew, where it lies, and its reports as far as one may see them',
  },
  params: Type.Object({ issue: Id }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...HotIssue.properties,
      days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), people: count }), {
        description: 'New people on each day on which there were any',
      }),
      rows: Type.Array(
        Type.Object({
          id: Id,
          number: Name,
          title: Type.String(),
          status: MatterStatus,
          area: Type.Optional(Name),
          area_name: Type.Optional(Type.String()),
          at: InstantText,
          people: count,
          is_placed: Type.Boolean({ description: 'A person put it here' }),
        }),
      ),
    }),
  },
  errors: ['resource_missing'],
})

export const nameHotIssue = defineOperation({
  id: 'hot_issue.name',
  method: 'PUT',
  path: '/api/v1/hot-issues/{issue}/name',
  summary: {
    zh: '给热点命名',
    en: 'Call an issue by a name; an empty one gives it that of its middle report again',
  },
  params: Type.Object({ issue: Id }),
  body: Type.Object({ name: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const placeHotReports = defineOperation({
  id: 'hot_issue.place',
  method: 'POST',
  path: '/api/v1/hot-issues/{issue}/placements',
  summary: {
    zh: '把事项移出成为新热点，或并入另一热点',
    en: 'Split matters off an issue, or put them into another; they stay where they were put',
  },
  params: Type.Object({ issue: Id }),
  body: Type.Object(
    {
      matters: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
      /** Another issue; without it they become a new one. */
      into: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ issue: Id, matters: count }) },
  errors: ['resource_missing'],
})

export const readHotRule = defineOperation({
  id: 'hot_rule.read',
  method: 'GET',
  path: '/api/v1/hot-rule',
  summary: { zh: '热度公式与提醒规则', en: 'How heat is reckoned and when people are told' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...HotRule.properties,
      version: count,
      kept_at: Type.Optional(InstantText),
    }),
  },
})

export const previewHotRule = defineOperation({
  id: 'hot_rule.preview',
  method: 'POST',
  path: '/api/v1/hot-rule/previews',
  summary: { zh: '试算热度公式', en: 'What the heat would be by another rule; nothing is kept' },
  body: HotRule,
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({
          issue: Id,
          name: Type.String(),
          heat: Type.Number(),
          heat_then: Type.Number(),
          rank: Type.Integer({ minimum: 1 }),
          rank_then: Type.Integer({ minimum: 1 }),
          step: Type.Integer({ minimum: 0, description: 'Of growth by the rule in force' }),
          step_then: count,
        }),
      ),
    }),
  },
})

export const keepHotRule = defineOperation({
  id: 'hot_rule.keep',
  method: 'PUT',
  path: '/api/v1/hot-rule',
  summary: { zh: '修改热度公式', en: 'Reckon heat by another rule from now on' },
  body: Type.Object(
    {
      ...HotRule.properties,
      version: Type.Integer({ minimum: 0, description: 'The one that was looked at' }),
      reason: Sentence,
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ version: count }) },
  errors: ['plan_changed'],
})

export const hotIssueOperations = [
  listHotIssues,
  readHotIssue,
  nameHotIssue,
  placeHotReports,
  readHotRule,
  previewHotRule,
  keepHotRule,
] as const satisfies readonly Operation[]

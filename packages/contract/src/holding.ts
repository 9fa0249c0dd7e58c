import { Type } from 'typebox'
import { OnDay } from './area.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { DateText, Name, Wording } from './scalar.ts'

/** Somebody in a post for a time, or acting in it for who holds it. */
export const HoldingLine = Type.Object(
  {
    kind: Type.Enum(['holding', 'deputy']),
    post: Name,
    post_name: Type.String(),
    office: Type.Optional(Name),
    office_name: Type.Optional(Type.String()),
    person: Name,
    name: Type.String(),
    deputy_for: Type.Optional(Name),
    deputy_for_name: Type.Optional(Type.String()),
    valid_from: DateText,
    valid_until: Type.Optional(DateText),
  },
  { $id: 'HoldingLine' },
)

export const listHoldings = defineOperation({
  id: 'holding.list',
  method: 'GET',
  path: '/api/v1/holdings',
  summary: {
    zh: '查询任职和代理（含起止日期）',
    en: 'Who has, had or will have which post, with the days; deputies as well',
  },
  query: listQuery({
    on: Type.Optional(
      Type.String({ format: 'date', description: 'Those that hold on this day; all when not said' }),
    ),
    post: Type.Optional(Type.String({ description: 'A post' })),
    person: Type.Optional(Type.String({ description: 'A person: their own posts and those they act in' })),
    office: Type.Optional(Type.String({ description: 'An office: posts in it' })),
    kind: Type.Optional(Type.Enum(['holding', 'deputy'])),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(HoldingLine) },
})

/** A shift as it stands in the registry. */
export const DutyTimeLine = Type.Object(
  {
    id: Name,
    office: Name,
    office_name: Type.String(),
    person: Name,
    name: Type.String(),
    kind: Type.Enum(['recurring', 'rostered']),
    days: Type.Optional(Type.Enum(['every_day', 'working_day', 'day_off'])),
    on: Type.Optional(DateText),
    from: Type.String(),
    to: Type.String(),
    valid_from: Type.Optional(DateText),
    valid_until: Type.Optional(DateText),
  },
  { $id: 'DutyTimeLine' },
)

export const listDutyTimes = defineOperation({
  id: 'duty_time.list',
  method: 'GET',
  path: '/api/v1/duty-times',
  summary: { zh: '查询值班安排', en: 'Shifts of offices: those that recur, and those of one day' },
  query: listQuery({
    on: Type.Optional(OnDay),
    office: Type.Optional(Type.String({ description: 'An office' })),
    person: Type.Optional(Type.String({ description: 'A person' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(DutyTimeLine) },
})

/** A post of a pack that an office serves (docs/decisions/0042). */
export const ServedPost = Type.Object(
  {
    pack: Name,
    title: Wording,
    post: Name,
    name: Wording,
    role: Type.Optional(Name),
    within: Type.Optional(Type.Enum(['area', 'lead', 'district'])),
    people: Type.Integer({ minimum: 0, description: 'How many of the office may act in it today' }),
  },
  { $id: 'ServedPost' },
)

export const listServedPosts = defineOperation({
  id: 'office.served_posts',
  method: 'GET',
  path: '/api/v1/offices/{office}/served-posts',
  summary: {
    zh: '机构承担的治理包岗位',
    en: 'Posts of packs that an office serves by the posts it has, with how many people may act in them',
  },
  params: Type.Object({ office: Name }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(ServedPost) }) },
  errors: ['resource_missing'],
})

export const holdingOperations = [
  listHoldings,
  listDutyTimes,
  listServedPosts,
] as const satisfies readonly Operation[]

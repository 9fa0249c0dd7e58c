import { Type } from 'typebox'
import { OnDay } from './area.ts'
import { Basis } from './item.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { packErrors, PackParam, PostHolder } from './pack-post.ts'
import { listQuery, pageOf } from './page.ts'
import { DateText, InstantText, Name, Wording } from './scalar.ts'

const ParameterValue = Type.Union([Type.Number(), Type.String(), Type.Boolean()])
const SettingKind = Type.Enum(['parameter', 'preset', 'place', 'post'])

/** A decision of the district about a pack. */
export const SettingLine = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    kind: SettingKind,
    name: Type.Optional(Name),
    value: Type.Union([ParameterValue, Type.Null()]),
    /** Of a post; without it as the pack says. */
    holder: Type.Optional(PostHolder),
    unit: Type.Optional(Name),
    from: DateText,
    to: Type.Optional(DateText),
    legal_basis: Basis,
    recorded_at: InstantText,
    recorded_by: Type.String(),
  },
  { $id: 'SettingLine' },
)

export const listPackSettings = defineOperation({
  id: 'pack.settings',
  method: 'GET',
  path: '/api/v1/packs/{pack}/settings',
  summary: { zh: '本区县对治理包的设置', en: 'What the district has settled for a pack' },
  params: PackParam,
  query: listQuery({}),
  answer: { kind: 'json', status: 200, schema: pageOf(SettingLine) },
  errors: packErrors,
})

export const setPack = defineOperation({
  id: 'pack.set',
  method: 'POST',
  path: '/api/v1/packs/{pack}/settings',
  summary: {
    zh: '设置参数值、预设、所在地或岗位的对应人员，自生效日起有效',
    en: 'Settle a parameter, the preset, the place or who holds a post; it acts from its first day on',
  },
  params: PackParam,
  body: Type.Object(
    {
      kind: SettingKind,
      name: Type.Optional(Type.String({ maxLength: 100, description: 'Of the parameter or the post' })),
      /** As text; null: what the pack says counts again. */
      value: Type.Union([Type.String({ minLength: 1, maxLength: 500 }), Type.Null()]),
      /** Of a post, whose value is null. */
      holder: Type.Optional(PostHolder),
      unit: Type.Optional(Name),
      from: DateText,
      to: Type.Optional(DateText),
      legal_basis: Type.Object(
        {
          law: Type.String({ minLength: 1, maxLength: 500 }),
          article: Type.String({ minLength: 1, maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({
      setting: SettingLine,
      /** Own values that do not count any more, because a law is in the way. */
      without_effect: Type.Array(Name),
    }),
  },
  errors: [
    ...packErrors,
    'parameter_unknown',
    'parameter_fixed',
    'parameter_value_invalid',
    'parameter_loosens_law',
    'preset_unknown',
    'post_unknown',
    'office_unknown',
    'setting_incomplete',
  ],
})

const DatedValue = Type.Object({
  value: ParameterValue,
  unit: Type.Optional(Name),
  from: DateText,
  to: Type.Optional(DateText),
  legal_basis: Type.Optional(Basis),
  /** The pack, a preset of it, or the district. */
  origin: Type.Enum(['pack', 'preset', 'district']),
  preset: Type.Optional(Name),
  /** Shown as 默认值，未经确认: nothing is cited, or a statute of another place. */
  is_unconfirmed: Type.Boolean(),
  /** Of a law in force at the place: what it is for the district. */
  bound: Type.Optional(Type.Enum(['maximum', 'minimum', 'exact'])),
  /** The place where a local statute binds. */
  binds: Type.Optional(Type.String()),
  /** Where a value that nobody confirmed comes from. */
  source: Type.Optional(Type.String()),
  note: Type.Optional(Wording),
})

/** A parameter with everything that is said of it, by day. */
export const ParameterLine = Type.Object(
  {
    name: Name,
    title: Wording,
    fixed: Type.Optional(Wording),
    /** What counts on the day. */
    current: Type.Optional(DatedValue),
    values: Type.Array(DatedValue),
  },
  { $id: 'ParameterLine' },
)

export const listParameters = defineOperation({
  id: 'parameter.list',
  method: 'GET',
  path: '/api/v1/packs/{pack}/parameters',
  summary: {
    zh: '治理包的参数、依据和本区县的取值',
    en: 'Parameters with their dates, legal basis and own values',
  },
  params: PackParam,
  query: listQuery({ on: Type.Optional(OnDay) }),
  answer: { kind: 'json', status: 200, schema: pageOf(ParameterLine) },
  errors: packErrors,
})

export const packSettingOperations = [
  listPackSettings,
  setPack,
  listParameters,
] as const satisfies readonly Operation[]

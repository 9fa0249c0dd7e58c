import { Type } from 'typebox'
import { OnDay } from './area.ts'
import { Basis } from './item.ts'
import { defineOperation } from './operation.ts'
import { packErrors, PackParam, PostHolder } from './pack-post.ts'
import { listQuery, pageOf } from './page.ts'
import { AnyValue, DateText, InstantText, Name, Wording } from './scalar.ts'

/** A version of a pack as it was installed. */
export const PackLine = Type.Object(
  {
    pack: Name,
    number: Type.Integer({ minimum: 1 }),
    version: Name,
    hash: Name,
    title: Wording,
    is_newest: Type.Boolean({ description: 'New matters begin with it' }),
    installed_at: InstantText,
    installed_by: Type.String(),
  },
  { $id: 'PackLine' },
)

export const listPacks = defineOperation({
  id: 'pack.list',
  method: 'GET',
  path: '/api/v1/packs',
  summary: { zh: '已安装的治理包', en: 'List the packs that are installed' },
  query: listQuery({
    name: Type.Optional(Name),
    all: Type.Optional(Type.Boolean({ default: false, description: 'Older versions as well' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(PackLine) },
})

const Part = Type.Object({ id: Name, name: Type.String(), file: Type.String() })

export const readPack = defineOperation({
  id: 'pack.read',
  method: 'GET',
  path: '/api/v1/packs/{pack}',
  summary: { zh: '查看治理包', en: 'Read a pack: manifest, versions, what is in it, its texts' },
  params: PackParam,
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        ...PackLine.properties,
        manifest: Type.Record(Type.String(), AnyValue),
        versions: Type.Array(PackLine),
        procedures: Type.Array(Part),
        decisions: Type.Array(Part),
        forms: Type.Array(Name),
        parameters: Type.Array(Name),
        documents: Type.Array(Name),
        /** In the language asked for, by key. */
        texts: Type.Record(Type.String(), Type.String()),
      },
      { $id: 'Pack' },
    ),
  },
  errors: packErrors,
})

export const readProcedure = defineOperation({
  id: 'pack.procedure',
  method: 'GET',
  path: '/api/v1/packs/{pack}/procedures/{procedure}',
  summary: { zh: '查看流程图（BPMN）', en: 'The BPMN of a procedure' },
  params: Type.Object({ ...PackParam.properties, procedure: Name }),
  answer: { kind: 'bytes', status: 200, media: 'application/xml; charset=utf-8' },
  errors: [...packErrors, 'resource_missing'],
})

/** A decision table, every cell as it is written. */
export const DecisionTable = Type.Object(
  {
    hit_policy: Name,
    aggregation: Type.Optional(Name),
    inputs: Type.Array(
      Type.Object({
        label: Type.Optional(Type.String()),
        expression: Type.String(),
        type: Type.Optional(Name),
      }),
    ),
    outputs: Type.Array(
      Type.Object({ label: Type.Optional(Type.String()), name: Type.String(), type: Type.Optional(Name) }),
    ),
    rules: Type.Array(
      Type.Object({
        id: Name,
        description: Type.Optional(Type.String()),
        inputs: Type.Array(Type.String()),
        outputs: Type.Array(Type.String()),
      }),
    ),
  },
  { $id: 'DecisionTable' },
)

export const readDecision = defineOperation({
  id: 'pack.decision',
  method: 'GET',
  path: '/api/v1/packs/{pack}/decisions/{decision}',
  summary: { zh: '查看决策（DMN 和决策表）', en: 'A decision: its DMN, and its table where it is one' },
  params: Type.Object({ ...PackParam.properties, decision: Name }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      id: Name,
      name: Type.String(),
      description: Type.Optional(Type.String()),
      table: Type.Optional(DecisionTable),
      /** The file that it stands in. */
      dmn: Type.String(),
    }),
  },
  errors: [...packErrors, 'resource_missing'],
})

/** A form of a pack: what is asked, how it is shown, and its words. */
export const Form = Type.Object(
  {
    id: Name,
    schema: Type.Record(Type.String(), AnyValue),
    fields: Type.Array(
      Type.Object({
        name: Name,
        order: Type.Integer({ minimum: 1 }),
        widget: Name,
        level: Type.Enum(['public', 'internal', 'sensitive', 'important']),
        choices: Type.Array(Type.String()),
      }),
    ),
    /** In the language asked for, by key. */
    texts: Type.Record(Type.String(), Type.String()),
  },
  { $id: 'Form' },
)

export const readForm = defineOperation({
  id: 'form.read',
  method: 'GET',
  path: '/api/v1/packs/{pack}/forms/{form}',
  summary: { zh: '查看表单', en: 'A form: JSON Schema, how its fields are shown, its texts' },
  params: Type.Object({ ...PackParam.properties, form: Name }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Form,
  },
  errors: [...packErrors, 'resource_missing'],
})

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

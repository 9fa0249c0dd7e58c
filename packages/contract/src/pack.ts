import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { packErrors, PackParam } from './pack-post.ts'
import { listQuery, pageOf } from './page.ts'
import { AnyValue, InstantText, Name, Wording } from './scalar.ts'

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
        /** The code list of the pack whose codes are answers. */
        list: Type.Optional(Name),
        /** A text about the message, and the fields that hold the message: replies are checked, and all may be drafted. */
        composed: Type.Optional(
          Type.Object({
            as: Type.Enum(['reply', 'summary', 'title']),
            from: Type.Array(Name),
            using: Type.Optional(Type.Array(Name)),
          }),
        ),
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

/** A code of a list of a pack, as people choose it. */
export const CodeLine = Type.Object(
  {
    /** The answer to a field of the list. */
    value: Type.String(),
    name: Type.String(),
    /** What else people see of it. */
    beside: Type.Array(Type.String()),
    /** The other columns of its key: answers to the fields of these names. */
    with: Type.Record(Type.String(), Type.String()),
    is_common: Type.Boolean({ description: 'Wanted often: offered first' }),
  },
  { $id: 'CodeLine' },
)

export const listCodes = defineOperation({
  id: 'pack.codes',
  method: 'GET',
  path: '/api/v1/packs/{pack}/codes/{list}',
  summary: { zh: '治理包的代码表', en: 'A code list of a pack, in the order of its file' },
  params: Type.Object({ ...PackParam.properties, list: Name }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ title: Wording, standard: Type.String(), rows: Type.Array(CodeLine) }),
  },
  errors: [...packErrors, 'resource_missing'],
})

export const packOperations = [
  listPacks,
  readPack,
  readProcedure,
  readDecision,
  readForm,
  listCodes,
] as const satisfies readonly Operation[]

import { Type } from 'typebox'
import { CoordinateSystem, OnDay } from './area.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { InstantText, Name, Wording } from './scalar.ts'

/** The files that the registry takes and gives, by the word of the command. */
export const registryKinds = ['areas', 'offices', 'posts', 'people', 'items', 'duties'] as const
export type RegistryKind = (typeof registryKinds)[number]

const Kind = Type.Enum([...registryKinds])
const count = Type.Integer({ minimum: 0 })
const digest = Type.String({ pattern: '^[0-9a-f]{64}$' })
const place = { sheet: Type.String(), row: count } as const

/** A fault of a file, by row and column; row 0 is the file as a whole, column 0 the row. */
export const ImportFault = Type.Object(
  {
    ...place,
    column: count,
    code: Name,
    severity: Type.Enum(['error', 'warning']),
    message: Wording,
  },
  { $id: 'ImportFault' },
)

const Outcome = Type.Enum(['added', 'changed', 'unchanged', 'refused', 'ended'])

/** What an import would do, or did. */
export const ImportReport = Type.Object(
  {
    kind: Kind,
    is_applied: Type.Boolean({ description: 'False for a dry run' }),
    digest: Type.String({ description: 'Of the plan: given back, it is carried out' }),
    counts: Type.Object({ added: count, changed: count, unchanged: count, refused: count, ended: count }),
    findings: Type.Array(ImportFault),
    lines: Type.Array(
      Type.Object({ ...place, subject: Type.String(), outcome: Outcome, fields: Type.Array(Name) }),
      { description: 'Every row but the unchanged ones' },
    ),
    /** What is beyond the limits of a report. */
    left_out: Type.Object({ findings: count, lines: count }),
  },
  { $id: 'ImportReport' },
)

export const importRegistry = defineOperation({
  id: 'registry.import',
  method: 'POST',
  path: '/api/v1/registry/imports',
  summary: {
    zh: '导入基础库文件：先试运行，再凭摘要确认',
    en: 'Import a file into the registry: first as a dry run, then confirmed by the digest of its plan',
  },
  query: Type.Object(
    {
      kind: Kind,
      name: Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Name of the file; its ending says what it is: .csv, .xlsx, .jsonl, .geojson',
      }),
      complete: Type.Optional(
        Type.Boolean({ default: false, description: 'What the file does not name ends' }),
      ),
      partial: Type.Optional(
        Type.Boolean({ default: false, description: 'Rows without a fault are imported without the others' }),
      ),
      coordinates: Type.Optional(CoordinateSystem),
      on: Type.Optional(OnDay),
      digest: Type.Optional(digest),
    },
    { additionalProperties: false },
  ),
  media: 'bytes',
  answer: { kind: 'json', status: 200, schema: ImportReport },
  errors: [
    'file_kind_unknown',
    'sheet_unreadable',
    'sheet_too_large',
    'registry_changed',
    'registry_import_refused',
  ],
})

export const readTemplate = defineOperation({
  id: 'registry.template',
  method: 'GET',
  path: '/api/v1/registry/templates/{kind}',
  summary: { zh: '下载导入模板', en: 'A template to fill in (XLSX)' },
  params: Type.Object({ kind: Kind }),
  answer: {
    kind: 'bytes',
    status: 200,
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
})

export const exportRegistry = defineOperation({
  id: 'registry.export',
  method: 'GET',
  path: '/api/v1/registry/exports/{kind}',
  summary: {
    zh: '导出基础库（不含个人联系方式）',
    en: 'Export what is filtered, in the form that imports read; personal contacts are left out',
  },
  params: Type.Object({ kind: Kind }),
  query: Type.Object(
    {
      format: Type.Enum(['csv', 'xlsx', 'geojson'], { default: 'xlsx' }),
      on: Type.Optional(OnDay),
      below: Type.Optional(
        Type.String({
          description: 'Of areas and offices: those below; of posts and people: of the offices below',
        }),
      ),
      office: Type.Optional(Name),
      name: Type.Optional(Type.String({ maxLength: 100 })),
      level: Type.Optional(Type.String({ maxLength: 20, description: 'Of areas and items' })),
      kind: Type.Optional(Type.String({ maxLength: 40, description: 'Of offices, items and duties' })),
      role: Type.Optional(Type.String({ maxLength: 40, description: 'Of posts' })),
      list: Type.Optional(Type.String({ maxLength: 20, description: 'Of duties' })),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'bytes', status: 200, media: 'application/octet-stream' },
  errors: ['format_unavailable', 'reauthentication_required'],
})

/** The parts that the registry keeps. */
export const registryPartNames = [
  'area',
  'office',
  'person',
  'contact',
  'post',
  'holding',
  'deputy',
  'duty_time',
  'item',
  'duty',
] as const

const Part = Type.Enum([...registryPartNames])

/** A row of the registry as it is kept. */
const StoredRow = Type.Record(Type.String(), Type.Unknown())

/** A change as the log has it; of personal data without the value. */
export const ChangeLine = Type.Object(
  {
    part: Part,
    version: Type.Integer({ minimum: 1 }),
    subject: Type.String(),
    act: Type.Enum(['added', 'changed', 'ended']),
    before: Type.Optional(StoredRow),
    after: StoredRow,
    at: InstantText,
    by: Type.String(),
    file: Type.Optional(Type.String()),
  },
  { $id: 'ChangeLine' },
)

export const listRegistryChanges = defineOperation({
  id: 'registry.changes',
  method: 'GET',
  path: '/api/v1/registry/changes',
  summary: { zh: '基础库变更记录', en: 'What was changed in a part of the registry, the latest first' },
  query: listQuery({
    part: Part,
    subject: Type.Optional(Type.String({ maxLength: 500, description: 'Key of one row' })),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(ChangeLine) },
})

export const readRegistryRow = defineOperation({
  id: 'registry.read',
  method: 'GET',
  path: '/api/v1/registry/rows/{part}/{subject}',
  summary: {
    zh: '读取基础库一行及其版本标记',
    en: 'Read one row, with the tag that a change of it asks for',
  },
  params: Type.Object({ part: Part, subject: Type.String({ minLength: 1, maxLength: 500 }) }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ row: StoredRow }) },
  errors: ['resource_missing'],
})

/** What can be changed row by row: what files hold, and deputies and shifts, which no file holds. */
export const editKinds = [...registryKinds, 'deputies', 'duty_times'] as const
export type EditKind = (typeof editKinds)[number]

export const changeRegistryRow = defineOperation({
  id: 'registry.change',
  method: 'POST',
  path: '/api/v1/registry/rows/{kind}',
  summary: {
    zh: '手工增改基础库一行（已有的行须带 If-Match）',
    en: 'Add or change one row by hand, under the rules of imports; of a row that is there with If-Match',
  },
  params: Type.Object({ kind: Type.Enum([...editKinds]) }),
  body: Type.Object(
    {
      /** Cells by the names of the columns of imports; one that is not named stays as it stands, an empty one is cleared. */
      row: Type.Record(Type.String({ maxLength: 100 }), Type.String({ maxLength: 4000 })),
      geometry: Type.Optional(Type.Unknown({ description: 'GeoJSON, of an area' })),
      coordinates: Type.Optional(CoordinateSystem),
      on: Type.Optional(OnDay),
      is_trial: Type.Optional(
        Type.Boolean({ default: false, description: 'Says what would change and changes nothing' }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      subject: Type.String(),
      outcome: Outcome,
      changes: Type.Array(
        Type.Object({
          part: Part,
          subject: Type.String(),
          /** Of the row, or of the post that a holding is about. */
          name: Type.Optional(Type.String()),
          act: Type.Enum(['added', 'changed', 'ended']),
          fields: Type.Array(Name),
        }),
      ),
    }),
  },
  errors: ['precondition_failed', 'registry_changed'],
})

export const registryOperations = [
  importRegistry,
  readTemplate,
  exportRegistry,
  listRegistryChanges,
  readRegistryRow,
  changeRegistryRow,
] as const satisfies readonly Operation[]

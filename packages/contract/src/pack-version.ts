import { Type } from 'typebox'
import { Basis } from './item.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { PackLine } from './pack.ts'
import { packErrors, PackParam } from './pack-post.ts'
import { InstantText, Name, Wording } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })
const Titled = Type.Object({ id: Name, title: Type.String() })

/** A clock of a procedure, with what its limit is today and what that rests on. */
export const PackClock = Type.Object(
  {
    procedure: Name,
    clock: Name,
    name: Type.String(),
    kind: Type.Enum(['legal', 'pledged', 'internal']),
    unit: Name,
    /** The parameter that holds the limit. */
    parameter: Type.Optional(Name),
    /** Where there is no parameter: the expression that chooses the limit. */
    chosen_by: Type.Optional(Type.String()),
    /** What the parameter says today. */
    limit: Type.Optional(
      Type.Object({
        value: Type.Union([Type.Number(), Type.String(), Type.Boolean()]),
        unit: Type.Optional(Name),
        legal_basis: Type.Optional(Basis),
        is_unconfirmed: Type.Boolean(),
      }),
    ),
    /** The law by which days are counted. */
    statute: Type.Optional(Type.String()),
    consequence: Name,
    /** What a deemed consequence rests on. */
    consequence_basis: Type.Optional(Basis),
    warn_at: Type.Array(Type.String()),
    extensions_max: count,
  },
  { $id: 'PackClock' },
)

export const readPackContent = defineOperation({
  id: 'pack.content',
  method: 'GET',
  path: '/api/v1/packs/{pack}/content',
  summary: {
    zh: '治理包的内容：岗位、时限、表单、文书、代码表、算例',
    en: 'What is in a pack, for people: posts, clocks with their grounds, forms, documents, code lists, worked examples',
  },
  params: PackParam,
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        /** Matters under way that run on this version. */
        running: count,
        posts: Type.Array(Type.Object({ id: Name, title: Wording, role: Type.Optional(Name) })),
        clocks: Type.Array(PackClock),
        forms: Type.Array(Type.Object({ ...Titled.properties, fields: count })),
        documents: Type.Array(Titled),
        codes: Type.Array(Type.Object({ id: Name, title: Wording, standard: Type.String(), rows: count })),
        cases: Type.Array(Type.Object({ id: Name, title: Wording, steps: count })),
        /** What the pack says of its sources, as text. */
        sources: Type.String(),
      },
      { $id: 'PackContent' },
    ),
  },
  errors: packErrors,
})

export const readPackDocument = defineOperation({
  id: 'pack.document',
  method: 'GET',
  path: '/api/v1/packs/{pack}/documents/{document}',
  summary: { zh: '查看文书模板', en: 'The template of a printed document, as text' },
  params: Type.Object({ ...PackParam.properties, document: Name }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ id: Name, title: Type.String(), text: Type.String() }),
  },
  errors: [...packErrors, 'resource_missing'],
})

/** A part that one version has otherwise than another. */
export const PackChange = Type.Object(
  {
    part: Type.Enum(['manifest', 'procedure', 'decision', 'parameter', 'form', 'text', 'file']),
    name: Type.String(),
    kind: Type.Enum(['added', 'removed', 'changed']),
    /** A line each: `+` is new, `-` is gone, `~` is otherwise. */
    details: Type.Array(Type.String()),
  },
  { $id: 'PackChange' },
)

export const comparePack = defineOperation({
  id: 'pack.compare',
  method: 'GET',
  path: '/api/v1/packs/{pack}/changes',
  summary: { zh: '与另一版本比较', en: 'What a version has otherwise than another one of the same pack' },
  params: PackParam,
  query: Type.Object({ since: Name }, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ old: PackLine, new: PackLine, changes: Type.Array(PackChange) }),
  },
  errors: packErrors,
})

/** Something that a pack has wrong, or that somebody should look at. */
export const PackFinding = Type.Object(
  {
    file: Type.String(),
    line: count,
    code: Name,
    severity: Type.Enum(['error', 'warning']),
    message: Wording,
  },
  { $id: 'PackFinding' },
)

export const checkPack = defineOperation({
  id: 'pack.check',
  method: 'GET',
  path: '/api/v1/packs/{pack}/findings',
  summary: {
    zh: '按当前软件的规则检查已安装的治理包',
    en: 'Hold an installed version against the checks of this version of the software',
  },
  params: PackParam,
  answer: { kind: 'json', status: 200, schema: Type.Object({ findings: Type.Array(PackFinding) }) },
  errors: packErrors,
})

export const downloadPack = defineOperation({
  id: 'pack.archive',
  method: 'GET',
  path: '/api/v1/packs/{pack}/archive',
  summary: { zh: '下载治理包（ZIP）', en: 'The files of an installed version, byte for byte (ZIP)' },
  params: PackParam,
  answer: { kind: 'bytes', status: 200, media: 'application/zip' },
  errors: packErrors,
})

/** What installing a pack does, or would do. */
export const PackReport = Type.Object(
  {
    is_applied: Type.Boolean({ description: 'False for a dry run, and when there are errors' }),
    findings: Type.Array(PackFinding),
    /** Left out when there are errors. */
    pack: Type.Optional(
      Type.Object({
        name: Name,
        version: Name,
        title: Wording,
        hash: Name,
        /** Given back, the pack is installed. */
        digest: Type.String(),
        /** The same content is installed already: nothing changes. */
        is_known: Type.Boolean(),
        /** The number that it has or would have: new matters begin with the highest. */
        number: Type.Integer({ minimum: 1 }),
        is_newest: Type.Boolean(),
        /** The version that new matters begin with now, and what is otherwise in this one. */
        newest: Type.Optional(PackLine),
        changes: Type.Array(PackChange),
        /** Versions on which matters are under way: they stay on them. */
        running: Type.Array(
          Type.Object({ number: Type.Integer({ minimum: 1 }), version: Name, matters: count }),
        ),
        /** Own values of the district that do not count under this version, because a law is in the way. */
        without_effect: Type.Array(Name),
        /** Posts that nobody would hold. */
        vacant_posts: Type.Array(Name),
      }),
    ),
    looked_at: InstantText,
  },
  { $id: 'PackReport' },
)

export const installPack = defineOperation({
  id: 'pack.install',
  method: 'POST',
  path: '/api/v1/packs',
  summary: {
    zh: '安装治理包（ZIP）：先试运行，再凭摘要确认；在办事项仍按原版办理',
    en: 'Install a pack (ZIP): first as a dry run, then confirmed by its digest; running matters stay on their version',
  },
  query: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200, description: 'Name of the file' }),
      digest: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    },
    { additionalProperties: false },
  ),
  media: 'bytes',
  answer: { kind: 'json', status: 200, schema: PackReport },
  errors: ['archive_unreadable', 'plan_changed', 'reauthentication_required'],
})

export const packVersionOperations = [
  readPackContent,
  readPackDocument,
  comparePack,
  checkPack,
  downloadPack,
  installPack,
] as const satisfies readonly Operation[]

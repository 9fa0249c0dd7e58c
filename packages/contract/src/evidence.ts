import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

export const DataLevel = Type.Enum(['public', 'internal', 'sensitive', 'important'])

/** A file that somebody uploaded. */
export const Evidence = Type.Object(
  {
    id: Id,
    /** SHA-256 of its content, hexadecimal. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    name: Name,
    media: Name,
    bytes: Type.Integer({ minimum: 1 }),
    level: DataLevel,
    uploaded_at: InstantText,
  },
  { $id: 'Evidence' },
)

/** Evidence of a matter, as somebody may see it. */
export const AttachedEvidence = Type.Object(
  {
    ...Evidence.properties,
    /** Left out where the content is shown without its metadata: the digest of the record is that of the whole. */
    digest: Type.Optional(Evidence.properties.digest),
    /** Left out where it is not for the asker to know. */
    uploader: Type.Optional(Name),
    attached_at: InstantText,
    /** The entry that names it first. */
    seq: Type.Integer({ minimum: 1 }),
    /** It is shown with a reason only, which is kept. */
    needs_reason: Type.Boolean(),
  },
  { $id: 'AttachedEvidence' },
)

export const addEvidence = defineOperation({
  id: 'evidence.add',
  method: 'POST',
  path: '/api/v1/evidence',
  summary: {
    zh: '上传证据文件',
    en: 'Upload a file; a note then attaches it to a matter, within a day',
  },
  query: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 400, description: 'As it is called, with its extension' }),
      level: Type.Optional(DataLevel),
    },
    { additionalProperties: false },
  ),
  media: 'bytes',
  answer: { kind: 'json', status: 201, schema: Evidence },
  errors: [
    'evidence_empty',
    'evidence_name_refused',
    'evidence_type_refused',
    'evidence_type_mismatch',
    'evidence_image_too_large',
    'evidence_archive_refused',
    'evidence_infected',
    'evidence_quota_reached',
    'database_full',
  ],
})

export const listEvidence = defineOperation({
  id: 'evidence.list',
  method: 'GET',
  path: '/api/v1/matters/{matter}/evidence',
  summary: { zh: '事项的证据', en: 'The evidence of a matter' },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(AttachedEvidence) }) },
  errors: ['resource_missing'],
})

export const readEvidence = defineOperation({
  id: 'evidence.read',
  method: 'GET',
  path: '/api/v1/matters/{matter}/evidence/{evidence}',
  summary: { zh: '下载证据', en: 'Download evidence of a matter; it is never shown in place' },
  params: Type.Object({ matter: Id, evidence: Id }),
  query: Type.Object(
    {
      reason: Type.Optional(
        Type.String({ minLength: 1, maxLength: 500, description: 'Where `needs_reason`; it is kept' }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'bytes', status: 200, media: 'application/octet-stream' },
  errors: ['resource_missing', 'evidence_reason_missing'],
})

export const evidenceOperations = [
  addEvidence,
  listEvidence,
  readEvidence,
] as const satisfies readonly Operation[]

import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

/** An official form of the pack of a matter. */
export const MatterDocument = Type.Object(
  {
    document: Name,
    title: Type.String(),
    /** When the step that makes it was last come to; left out while it was not. */
    made_at: Type.Optional(InstantText),
  },
  { $id: 'MatterDocument' },
)

export const listDocuments = defineOperation({
  id: 'matter.documents',
  method: 'GET',
  path: '/api/v1/matters/{matter}/documents',
  summary: { zh: '事项的文书', en: 'The printed forms of a matter' },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(MatterDocument) }) },
  errors: ['resource_missing'],
})

export const readDocument = defineOperation({
  id: 'document.read',
  method: 'GET',
  path: '/api/v1/matters/{matter}/documents/{document}',
  summary: {
    zh: '打印文书',
    en: 'A printed form, filled with what the asker may see, as a page in the measures of GB/T 9704',
  },
  params: Type.Object({ matter: Id, document: Name }),
  answer: { kind: 'bytes', status: 200, media: 'text/html; charset=utf-8' },
  errors: ['resource_missing'],
})

export const documentOperations = [listDocuments, readDocument] as const satisfies readonly Operation[]

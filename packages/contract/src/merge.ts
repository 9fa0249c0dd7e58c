import { Type } from 'typebox'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name, Sentence } from './scalar.ts'

const MergedLine = Type.Object({ id: Id, number: Name, title: Type.String(), status: MatterStatus })

export const readMerge = defineOperation({
  id: 'merge.read',
  method: 'GET',
  path: '/api/v1/matters/{matter}/merge',
  summary: {
    zh: '并案情况：并入了谁，谁并入了它，能否撤销',
    en: 'What a matter was merged into and what was merged into it, as far as one may see that',
  },
  params: Type.Object({ matter: Id }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      into: Type.Optional(MergedLine),
      merged_at: Type.Optional(InstantText),
      until: Type.Optional(InstantText),
      may_undo: Type.Boolean(),
      merged: Type.Array(MergedLine),
    }),
  },
  errors: ['resource_missing'],
})

export const undoMerge = defineOperation({
  id: 'merge.undo',
  method: 'POST',
  path: '/api/v1/matters/{matter}/merge-undoing',
  summary: {
    zh: '撤销并案：恢复单独办理，上报人各自得到答复',
    en: 'Undo a merge: the matter goes on by itself with the clocks it had, and its reporters are answered for it',
  },
  params: Type.Object({ matter: Id }),
  body: Type.Object({ reason: Sentence }, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ matter: Id, revision: Type.Integer({ minimum: 1 }) }),
  },
  errors: ['resource_missing', 'merge_missing', 'merge_settled'],
  isKeyed: true,
})

export const mergeOperations = [readMerge, undoMerge] as const satisfies readonly Operation[]

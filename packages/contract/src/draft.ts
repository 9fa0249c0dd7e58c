import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name, Variables } from './scalar.ts'

/** The language model of the district; its key is never shown. */
export const DraftModel = Type.Object(
  {
    is_on: Type.Boolean({ description: 'Off until the administrator turns it on' }),
    address: Type.Optional(Type.String()),
    model: Type.Optional(Type.String()),
    has_key: Type.Boolean(),
    seconds: Type.Integer({ description: 'After which a draft is given up' }),
    changed_at: Type.Optional(InstantText),
  },
  { $id: 'DraftModel' },
)

const path = '/api/v1/draft-model'

export const readDraftModel = defineOperation({
  id: 'draft_model.read',
  method: 'GET',
  path,
  summary: { zh: '语言模型设置', en: 'The language model that may draft texts' },
  answer: { kind: 'json', status: 200, schema: DraftModel },
})

export const keepDraftModel = defineOperation({
  id: 'draft_model.keep',
  method: 'PUT',
  path,
  summary: {
    zh: '设置起草用的语言模型（兼容 OpenAI 的对话接口）；不填密钥则沿用原来的',
    en: 'Set the language model that may draft texts, an endpoint as OpenAI has it; without a key the one before is kept',
  },
  body: Type.Object(
    {
      is_on: Type.Boolean(),
      address: Type.String({
        minLength: 8,
        maxLength: 1000,
        pattern: '^https?://',
        description: 'To which chats are posted, such as https://models.example/v1/chat/completions',
      }),
      model: Type.String({ minLength: 1, maxLength: 200 }),
      /** Null takes the key away. */
      key: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 1000 }), Type.Null()])),
      seconds: Type.Integer({ minimum: 1, maximum: 120 }),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'empty', status: 204 },
  errors: ['address_refused', 'reauthentication_required'],
})

export const removeDraftModel = defineOperation({
  id: 'draft_model.remove',
  method: 'DELETE',
  path,
  summary: { zh: '删除语言模型设置', en: 'Forget the language model with its key' },
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'reauthentication_required'],
})

export const testDraftModel = defineOperation({
  id: 'draft_model.test',
  method: 'POST',
  path: '/api/v1/draft-model/tests',
  summary: {
    zh: '试连语言模型：发送一句不含任何事项内容的话',
    en: 'Try the language model with a sentence that is about nothing',
  },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      is_taken: Type.Boolean(),
      reason: Type.Optional(Type.String({ description: 'Why there is no answer' })),
    }),
  },
  errors: ['resource_missing'],
})

const matter = Type.Object({ matter: Id })

export const offerDrafts = defineOperation({
  id: 'draft.offer',
  method: 'GET',
  path: '/api/v1/matters/{matter}/draft-offer',
  summary: {
    zh: '这件事项能否由软件起草',
    en: 'Whether texts of a matter may be drafted: a model is on, and its reporter asked for no secrecy',
  },
  params: matter,
  answer: { kind: 'json', status: 200, schema: Type.Object({ is_open: Type.Boolean() }) },
  errors: ['resource_missing'],
})

export const writeDraft = defineOperation({
  id: 'draft.write',
  method: 'POST',
  path: '/api/v1/matters/{matter}/drafts',
  summary: {
    zh: '请语言模型起草一个字段；个人信息遮盖后才发出，草稿只供人修改采用',
    en: 'Have a field of a form drafted: personal data is covered before anything leaves, and a person takes the draft over or not',
  },
  params: matter,
  body: Type.Object(
    {
      form: Name,
      field: Name,
      /** What stands in the form so far: it goes before what the matter holds. */
      answers: Type.Optional(Variables),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({
      draft: Id,
      text: Type.String({ description: 'Written by software; nobody has looked at it' }),
      covered: Type.Integer({ minimum: 0, description: 'Pieces of personal data that were covered' }),
    }),
  },
  errors: ['resource_missing', 'draft_refused', 'draft_unavailable'],
})

export const takeDraft = defineOperation({
  id: 'draft.take',
  method: 'POST',
  path: '/api/v1/drafts/{draft}/taking',
  summary: {
    zh: '采用草稿：记录是谁把它用进了表单',
    en: 'Take a draft over into a form; who did it is kept',
  },
  params: Type.Object({ draft: Id }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const draftOperations = [
  readDraftModel,
  keepDraftModel,
  removeDraftModel,
  testDraftModel,
  offerDrafts,
  writeDraft,
  takeDraft,
] as const satisfies readonly Operation[]

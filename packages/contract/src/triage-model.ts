import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name, Sentence, Wording } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })
const share = Type.Number({ minimum: 0, maximum: 1 })

/** What a model reached on matters that it had not learnt. Shares between 0 and 1. */
export const ModelScoreAnswer = Type.Object(
  {
    asked: count,
    /** Mean of the F1 of the categories, each counting the same. */
    macro_f1: share,
    accuracy: share,
    /** The category that people confirmed is among the first two. */
    top_2: share,
    /** Mean gap between said and true share of right answers. */
    calibration_error: share,
    sure_share: share,
    sure_right: share,
  },
  { $id: 'ModelScore' },
)

/** A version of a model of categories. */
export const ModelVersionRow = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    state: Type.Enum(['current', 'refused', 'replaced']),
    reason: Type.Enum([
      'first',
      'learnt',
      'unreadable',
      'categories_changed',
      'better',
      'taken_back',
      'not_better',
      'not_compared',
    ]),
    trained_at: InstantText,
    /** Texts it learnt, each once; 0: names of categories only, and it is never sure. */
    learnt: count,
    held: count,
    /** When the oldest and the newest matter it was made from were opened. */
    first_at: Type.Optional(InstantText),
    last_at: Type.Optional(InstantText),
    bytes: count,
    /** Whether it can be taken back into use. */
    is_kept: Type.Boolean(),
    score: Type.Optional(ModelScoreAnswer),
    /** The version it was compared with, on the same matters. */
    rival: Type.Optional(
      Type.Object({ version: Type.Integer({ minimum: 1 }), score: Type.Optional(ModelScoreAnswer) }),
    ),
    used_since: Type.Optional(InstantText),
    used_by: Type.Optional(Type.String()),
    used_reason: Type.Optional(Type.String()),
  },
  { $id: 'ModelVersionRow' },
)

/** The models of a pack, the newest first. */
export const PackModelRow = Type.Object(
  {
    pack: Name,
    title: Wording,
    /** Categories of its list; 0 where people may write any. */
    categories: count,
    /** When it is trained anew: after so many new confirmed matters, or so many days with any. */
    train: Type.Object({ after: count, days: Type.Number(), held: share, gain: share, most: count }),
    /** Matters confirmed since the last training. */
    fresh: count,
    /** Somebody waits for a training, or one is under way. */
    training: Type.Object({
      asked_at: Type.Optional(InstantText),
      asked_by: Type.Optional(Type.String()),
      started_at: Type.Optional(InstantText),
      failed_at: Type.Optional(InstantText),
      failed_code: Type.Optional(Name),
      failed_what: Type.Optional(Type.String()),
    }),
    versions: Type.Array(ModelVersionRow),
  },
  { $id: 'PackModelRow' },
)

export const listTriageModels = defineOperation({
  id: 'triage_model.list',
  method: 'GET',
  path: '/api/v1/triage-models',
  summary: { zh: '分类模型的各个版本和得分', en: 'The models of categories with their versions and scores' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(PackModelRow) }) },
})

const version = { pack: Name, version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) } as const

export const readTriageModel = defineOperation({
  id: 'triage_model.read',
  method: 'GET',
  path: '/api/v1/triage-models/{pack}/{version}',
  summary: {
    zh: '一个版本各类别的得分，以及哪些类别被判成了别的',
    en: 'The score of a version by categories, and which were taken for which, the most frequent first',
  },
  params: Type.Object(version),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        categories: Type.Array(
          Type.Object({
            category: Type.String(),
            name: Type.String(),
            asked: count,
            precision: share,
            recall: share,
            f1: share,
          }),
        ),
        pairs: Type.Array(
          Type.Object({
            truth: Type.String(),
            truth_name: Type.String(),
            answer: Type.String(),
            answer_name: Type.String(),
            count,
            /** Some of the matters; only for those who may see them. */
            matters: Type.Array(Type.Object({ id: Id, number: Type.String(), title: Type.String() })),
          }),
        ),
      },
      { $id: 'ModelDetail' },
    ),
  },
  errors: ['resource_missing'],
})

/** What people made of the suggestions of a category or an office. */
const CorrectionRow = Type.Object(
  {
    /** What was suggested. */
    key: Name,
    name: Type.String(),
    suggested: count,
    accepted: count,
    corrected: count,
    /** What they chose instead, the most frequent first. */
    chosen: Type.Array(Type.Object({ key: Name, name: Type.String(), count })),
  },
  { $id: 'CorrectionRow' },
)

export const listTriageCorrections = defineOperation({
  id: 'triage_model.corrections',
  method: 'GET',
  path: '/api/v1/triage-models/{pack}/corrections',
  summary: {
    zh: '人对建议的采纳和改正，按类别或机构',
    en: 'What people made of suggestions, by category or by office, the most often corrected first',
  },
  params: Type.Object({ pack: Name }),
  query: Type.Object(
    {
      by: Type.Enum(['category', 'office']),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, default: 90 })),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(CorrectionRow) }) },
  errors: ['resource_missing'],
})

export const trainTriageModel = defineOperation({
  id: 'triage_model.train',
  method: 'POST',
  path: '/api/v1/triage-models/{pack}/trainings',
  summary: {
    zh: '请求重新训练；由后台任务完成，更好才启用',
    en: 'Ask for a training; a job does it, and what it makes is used when it is better',
  },
  params: Type.Object({ pack: Name }),
  answer: { kind: 'json', status: 202, schema: Type.Object({ asked_at: InstantText }) },
  errors: ['resource_missing'],
})

export const takeBackTriageModel = defineOperation({
  id: 'triage_model.take_back',
  method: 'POST',
  path: '/api/v1/triage-models/{pack}/{version}/uses',
  summary: { zh: '改用之前的版本', en: 'Take an earlier version back into use' },
  params: Type.Object(version),
  body: Type.Object({ reason: Sentence }, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'model_not_kept'],
})

export const triageModelOperations = [
  listTriageModels,
  readTriageModel,
  listTriageCorrections,
  trainTriageModel,
  takeBackTriageModel,
] as const satisfies readonly Operation[]

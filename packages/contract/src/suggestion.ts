import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name, Sentence, Variables, Wording } from './scalar.ts'

const Probability = Type.Number({ minimum: 0, maximum: 1 })

/** A piece of a field as it was written: `from` and `to` count UTF-16 units. */
const placed = {
  field: Name,
  from: Type.Integer({ minimum: 0 }),
  to: Type.Integer({ minimum: 0 }),
  text: Type.String(),
} as const

/** A danger to life or safety, and whom people call at once. */
export const Danger = Type.Object({ danger: Name, name: Wording, line: Type.String() }, { $id: 'Danger' })

/** Who might do it, and why. */
export const SuggestedOffice = Type.Object(
  {
    office: Name,
    name: Type.String(),
    ground: Type.Enum(['listed', 'lead', 'alike']),
    row: Type.Optional(Name),
    open: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Where it follows from open matters; a duty list says it or says it not. */
    probability: Type.Optional(Probability),
  },
  { $id: 'SuggestedOffice' },
)

/** 分办建议: where a message belongs, why, and whether it cannot wait. A person confirms it. */
export const Suggestion = Type.Object(
  {
    model: Type.Optional(Type.Integer({ minimum: 1, description: 'Version of the model that was asked' })),
    is_sure: Type.Boolean({ description: 'Whether there is no doubt about the first category' }),
    categories: Type.Array(
      Type.Object({
        category: Name,
        name: Type.String(),
        probability: Probability,
        /** Who would have it, if it is this one. */
        office: Type.Optional(SuggestedOffice),
      }),
      { description: 'The most probable first' },
    ),
    doubts: Type.Array(
      Type.Object({
        kind: Type.Enum(['nothing_known', 'close', 'category_removed', 'no_model']),
        /** Of `close`: from which probability on it would be sure. */
        needed: Type.Optional(Probability),
        /** Of `category_removed`: the answer of the model. */
        category: Type.Optional(Name),
      }),
    ),
    pieces: Type.Array(Type.Object({ ...placed, share: Probability }), {
      description: 'Words that speak for the first category, of fields that the asker sees in clear',
    }),
    /** For the category that is known, else for the first. */
    office: Type.Optional(SuggestedOffice),
    emergency: Type.Object({
      dangers: Type.Array(Danger, { description: 'With any it is an emergency' }),
      mentions: Type.Array(
        Type.Object({
          ...placed,
          danger: Name,
          excuse: Type.Optional(
            Type.Object({
              kind: Type.Enum(['negated', 'supposed', 'past', 'over', 'drill', 'quoted']),
              text: Type.String(),
            }),
          ),
        }),
        { description: 'Words of danger; those with an excuse do not count' },
      ),
      /** Which task is answered how, to send it the way of emergencies. */
      route: Type.Optional(Type.Object({ task: Name, answers: Variables })),
    }),
  },
  { $id: 'Suggestion' },
)

export const readSuggestion = defineOperation({
  id: 'suggestion.read',
  method: 'GET',
  path: '/api/v1/matters/{matter}/suggestion',
  summary: { zh: '查看一件事项的分办建议', en: 'Where a matter seems to belong, and why; nothing is kept' },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'json', status: 200, schema: Suggestion },
  errors: ['resource_missing'],
})

export const askSuggestion = defineOperation({
  id: 'suggestion.ask',
  method: 'POST',
  path: '/api/v1/suggestions',
  summary: {
    zh: '受理之前的分办建议',
    en: 'Where a message seems to belong before its matter is opened; nothing is kept',
  },
  body: Type.Object({ pack: Name, variables: Variables }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: Suggestion },
  errors: ['pack_not_installed'],
})

export const listEmergencies = defineOperation({
  id: 'emergency.list',
  method: 'GET',
  path: '/api/v1/emergencies',
  summary: {
    zh: '还没有人处置的紧急情形',
    en: 'Open matters with danger in their words that nobody has decided on, the oldest first',
  },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({ matter: Id, pack: Name, found_at: InstantText, dangers: Type.Array(Danger) }),
      ),
    }),
  },
})

/** 自动派单: a dispatch that no person made. */
export const AutomaticDispatch = Type.Object(
  {
    category: Name,
    category_name: Type.String(),
    office: Name,
    office_name: Type.String(),
    probability: Probability,
    model: Type.Integer({ minimum: 1 }),
    dispatched_at: InstantText,
    take_back_until: InstantText,
    taken_back_at: Type.Optional(InstantText),
  },
  { $id: 'AutomaticDispatch' },
)

export const listAutomaticDispatches = defineOperation({
  id: 'automatic_dispatch.list',
  method: 'GET',
  path: '/api/v1/automatic-dispatches',
  summary: {
    zh: '自动派出、还能撤回的事项',
    en: 'Matters dispatched without a person that can still be taken back, the newest first',
  },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({ matter: Id, number: Name, title: Type.String(), ...AutomaticDispatch.properties }),
      ),
    }),
  },
})

export const takeAutomaticDispatchBack = defineOperation({
  id: 'automatic_dispatch.take_back',
  method: 'POST',
  path: '/api/v1/matters/{matter}/automatic-dispatch/take-back',
  summary: {
    zh: '撤回自动派单',
    en: 'Take an automatic dispatch back: the matter waits for a dispatcher again',
  },
  params: Type.Object({ matter: Id }),
  body: Type.Object({ reason: Sentence }, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'take_back_too_late', 'take_back_acted_on'],
  isKeyed: true,
})

export const suggestionOperations = [
  readSuggestion,
  askSuggestion,
  listEmergencies,
  listAutomaticDispatches,
  takeAutomaticDispatchBack,
] as const satisfies readonly Operation[]

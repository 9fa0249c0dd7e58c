import { Type } from 'typebox'
import { MatterStatus } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { DateText, InstantText, Name } from './scalar.ts'

/** What one box finds. Duties of the lists of streets and communities count as items, papers and parameters of packs as policies. */
export const searchKinds = ['matter', 'item', 'procedure', 'policy', 'place', 'office', 'person'] as const
export type SearchKind = (typeof searchKinds)[number]

/** By which way something matches what was typed. */
export const searchWays = [
  'number',
  'text',
  'words',
  'pinyin',
  'initials',
  'sound',
  'alike',
  'apart',
] as const

/** Something that was found, and why. */
export const SearchRow = Type.Object(
  {
    kind: Type.Enum([...searchKinds]),
    /** What it is inside its kind: an item or a duty, an area or a landmark, a parameter or a paper. */
    sort: Type.Enum([
      'matter',
      'item',
      'duty',
      'procedure',
      'parameter',
      'document',
      'area',
      'landmark',
      'office',
      'person',
    ]),
    /** By which its page is opened: of a landmark that of the smallest area it lies in, of what is in a pack that of the pack. */
    id: Name,
    /** A code or number that people know it by. */
    number: Type.Optional(Name),
    name: Type.String(),
    /** What tells it from others of its name. */
    beside: Type.Optional(Type.String()),
    status: Type.Optional(MatterStatus),
    opened_at: Type.Optional(InstantText),
    /** It holds no more; what came after it. */
    is_over: Type.Optional(Type.Boolean()),
    successors: Type.Optional(Type.Array(Type.Object({ id: Name, name: Type.String() }))),
    why: Type.Array(
      Type.Object({
        /** `name`, `english`, `number`, `code`, `office`, `area`, `basis`, `category`, or a field of a form. */
        field: Name,
        label: Type.Optional(Type.String({ description: 'Of a field of a form' })),
        way: Type.Enum([...searchWays]),
        /** The piece of the text that matches, with something around it. */
        text: Type.String(),
        /** Places in that piece, in UTF-16 units. */
        marks: Type.Array(
          Type.Object({ from: Type.Integer({ minimum: 0 }), to: Type.Integer({ minimum: 0 }) }),
        ),
      }),
    ),
  },
  { $id: 'SearchRow' },
)

/** Why nothing was looked for. */
export const searchNotes = ['nothing_to_find', 'one_character'] as const

export const findInOneNet = defineOperation({
  id: 'search.find',
  method: 'GET',
  path: '/api/v1/search',
  summary: {
    zh: '一网速查：事项、事项目录、流程、政策、地点、机构、人员',
    en: 'Find anything one may see: matters, items, procedures, policies, places, offices, people',
  },
  query: Type.Object(
    {
      text: Type.String({
        maxLength: 200,
        description: 'Characters, words, pinyin in full or by first letters, numbers or parts of them',
      }),
      kind: Type.Optional(Type.Enum([...searchKinds])),
      area: Type.Optional(
        Type.String({ maxLength: 200, description: 'An area; what lies below it counts as well' }),
      ),
      office: Type.Optional(
        Type.String({ maxLength: 200, description: 'The office that leads, or that something belongs to' }),
      ),
      status: Type.Optional(MatterStatus),
      opened_from: Type.Optional(DateText),
      opened_until: Type.Optional(DateText),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, default: 1 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(SearchRow),
      /** How much of each kind the asker may see; `is_at_least`: there may be more, the search went no further. */
      counts: Type.Array(
        Type.Object({
          kind: Type.Enum([...searchKinds]),
          count: Type.Integer({ minimum: 0 }),
          is_at_least: Type.Boolean(),
        }),
      ),
      has_more: Type.Boolean({ description: 'Another page can be asked for' }),
      note: Type.Optional(Type.Enum([...searchNotes])),
    }),
  },
})

/** How often somebody is told of what is new in a search they saved. */
export const searchNotices = ['hourly', 'daily', 'weekly'] as const

const params = Type.Object({ view: Type.String({ pattern: '^[0-9a-z-]{1,64}$' }) })

export const listSearchNotices = defineOperation({
  id: 'search.notices',
  method: 'GET',
  path: '/api/v1/search-notices',
  summary: { zh: '我的检索提醒', en: 'Which of the searches one saved notify, and how often' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({
          view: Name,
          notice: Type.Enum([...searchNotices]),
          looked_at: Type.Optional(InstantText),
        }),
      ),
    }),
  },
})

export const notifyOfSearch = defineOperation({
  id: 'search.notify',
  method: 'PUT',
  path: '/api/v1/views/{view}/notice',
  summary: {
    zh: '开启检索提醒',
    en: 'Be told of what is new in a search one saved, once in an interval at most',
  },
  params,
  body: Type.Object({ notice: Type.Enum([...searchNotices]) }, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const unnotifyOfSearch = defineOperation({
  id: 'search.unnotify',
  method: 'DELETE',
  path: '/api/v1/views/{view}/notice',
  summary: { zh: '关闭检索提醒', en: 'Be told no longer' },
  params,
  answer: { kind: 'empty', status: 204 },
})

export const searchOperations = [
  findInOneNet,
  listSearchNotices,
  notifyOfSearch,
  unnotifyOfSearch,
] as const satisfies readonly Operation[]

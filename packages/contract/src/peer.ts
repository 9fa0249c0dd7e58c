import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { RecipeFinding } from './recipe.ts'
import { RecipeCode } from './recipe-step.ts'
import { InstantText } from './scalar.ts'

const closed = { additionalProperties: false } as const
const count = Type.Integer({ minimum: 0 })
const real = Type.Union([Type.Number(), Type.Null()])

/** A year of the statistics. */
export const StatisticYear = Type.Integer({ minimum: 1900, maximum: 2999 })

/** Which statistics: of what they are, and of which period. */
export const StatisticPlace = Type.Object(
  {
    units: Type.Enum(['division', 'area', 'office']),
    period: Type.String({ pattern: '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$' }),
  },
  closed,
)

/** A place or office by its code, as people call it. */
export const NamedUnit = Type.Object({ code: Type.String(), name: Type.String() })

/** What a place is like; never an outcome that is judged. */
const characteristicFields = {
  indicator: RecipeCode,
  per: Type.Optional(RecipeCode),
  weight: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1000, description: '1 when not said; 0 leaves it out' }),
  ),
  scale: Type.Optional(
    Type.Enum(['plain', 'log'], {
      description: 'By how much or by how many times; people and money by the latter',
    }),
  ),
} as const

/** How peers are chosen. */
export const PeerChoice = Type.Object(
  {
    ...StatisticPlace.properties,
    characteristics: Type.Array(Type.Object(characteristicFields, closed), { minItems: 1, maxItems: 50 }),
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: '15 when not said' })),
    known: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Share of the weights that must be known of both; 0.5 when not said',
      }),
    ),
  },
  closed,
)

/** A list of places that somebody keeps under a name. */
const Units = Type.Array(RecipeCode, { minItems: 1, maxItems: 3000, uniqueItems: true })
const ListName = Type.String({ minLength: 1, maxLength: 100 })
const ListId = Type.String({ pattern: '^[0-9a-z-]{1,64}$' })

/** One characteristic within a distance. */
const PeerPart = Type.Object({
  indicator: Type.String(),
  per: Type.Optional(Type.String()),
  /** Standard deviations from the mean of all places. */
  own: Type.Number(),
  other: Type.Number(),
  own_value: real,
  other_value: real,
  share: Type.Number({ description: 'Of the squared distance; shares add up to 1 unless the distance is 0' }),
})

export const findPeers = defineOperation({
  id: 'peer.find',
  method: 'POST',
  path: '/api/v1/peers',
  summary: {
    zh: '按特征选对标地区，并列出距离的组成',
    en: 'The places most like one, by chosen characteristics, with the parts of each distance',
  },
  body: Type.Object(
    {
      unit: RecipeCode,
      choice: PeerChoice,
      among: Type.Optional(
        Type.Union([Type.Object({ units: Units }, closed), Type.Object({ list: ListId }, closed)], {
          description: 'An own list to choose from; all places when not said',
        }),
      ),
    },
    closed,
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        unit: NamedUnit,
        /** Places that were looked at, the one itself included. */
        places: count,
        /** What places were compared by, with the weights that were used. */
        characteristics: Type.Array(
          Type.Object({
            indicator: Type.String(),
            per: Type.Optional(Type.String()),
            weight: Type.Number(),
          }),
        ),
        peers: Type.Array(
          Type.Object({
            ...NamedUnit.properties,
            distance: Type.Number(),
            rebased: Type.Number({ description: 'Distance when the farthest place is at 1' }),
            compared: count,
            parts: Type.Array(PeerPart),
          }),
        ),
        /** Of the own list those of which the year knows nothing. */
        unknown: Type.Array(Type.String()),
        findings: Type.Array(RecipeFinding),
      },
      { $id: 'FoundPeers' },
    ),
  },
  errors: ['resource_missing', 'peers_refused', 'ranking_too_long'],
})

const listFields = { name: ListName, units: Units } as const

export const listPeerLists = defineOperation({
  id: 'peer_list.list',
  method: 'GET',
  path: '/api/v1/peer-lists',
  summary: { zh: '自定对标名单', en: 'Own lists of peers, by name' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object(
          {
            list: ListId,
            ...listFields,
            kept_at: InstantText,
            kept_by: Type.String({ description: 'Name of the account' }),
          },
          { $id: 'PeerList' },
        ),
      ),
    }),
  },
})

export const keepPeerList = defineOperation({
  id: 'peer_list.keep',
  method: 'PUT',
  path: '/api/v1/peer-lists/{list}',
  summary: {
    zh: '保存对标名单',
    en: 'Keep an own list of peers, a new one or in the place of the one of that id',
  },
  params: Type.Object({ list: ListId }),
  body: Type.Object(listFields, closed),
  answer: { kind: 'empty', status: 204 },
  errors: ['peer_lists_too_many', 'peer_list_named'],
})

export const removePeerList = defineOperation({
  id: 'peer_list.remove',
  method: 'DELETE',
  path: '/api/v1/peer-lists/{list}',
  summary: { zh: '删除对标名单', en: 'Remove an own list of peers' },
  params: Type.Object({ list: ListId }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const listWorsening = defineOperation({
  id: 'peer.worsening',
  method: 'POST',
  path: '/api/v1/worsening-units',
  summary: {
    zh: '落后于对标地区且仍在变差的名单',
    en: 'Places that are worse than their peers and get worse, the farthest behind first',
  },
  body: Type.Object(
    { indicator: RecipeCode, better: Type.Enum(['higher', 'lower']), choice: PeerChoice },
    closed,
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        /** Places whose series could be judged. */
        judged: count,
        rows: Type.Array(
          Type.Object({
            ...NamedUnit.properties,
            year: StatisticYear,
            value: Type.Number(),
            peer_median: Type.Number(),
            peers: count,
            worse_by: Type.Number(),
            slope: Type.Number({ description: 'Change in a year' }),
            chance: Type.Number({ description: 'Of so steady a change if there were none' }),
            is_steady: Type.Boolean(),
          }),
        ),
        findings: Type.Array(RecipeFinding),
      },
      { $id: 'WorseningUnits' },
    ),
  },
  errors: ['resource_missing', 'peers_refused', 'ranking_too_long'],
})

export const readPeerGround = defineOperation({
  id: 'peer.ground',
  method: 'GET',
  path: '/api/v1/peer-grounds/{units}',
  summary: {
    zh: '可以比较的单位、指标和时期',
    en: 'What can be compared: units, indicators, and the periods that have numbers',
  },
  params: Type.Object({ units: StatisticPlace.properties.units }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        indicators: Type.Array(
          Type.Object({
            code: Type.String(),
            name: Type.Object({ zh: Type.String(), en: Type.String() }),
            source: Type.Enum(['computed', 'imported']),
            /** Unit of measure; values of a share are parts of one. */
            measure: Type.String(),
            is_share: Type.Boolean(),
            /** Which way is better; neither for what only says what a place is like. */
            better: Type.Optional(Type.Enum(['higher', 'lower'])),
            first: StatisticPlace.properties.period,
            last: StatisticPlace.properties.period,
          }),
        ),
        places: Type.Array(NamedUnit),
        /** The district itself, where it is one of them. */
        own: Type.Optional(Type.String()),
      },
      { $id: 'PeerGround' },
    ),
  },
})

export const readPeerValues = defineOperation({
  id: 'peer.values',
  method: 'GET',
  path: '/api/v1/peer-values',
  summary: {
    zh: '一个指标在一个时期各单位的数值，由事项计算的和导入的都算',
    en: 'The values of an indicator in a period over all units, computed or imported; who has none is left out',
  },
  query: Type.Object({ ...StatisticPlace.properties, indicator: RecipeCode }, closed),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        rows: Type.Array(Type.Object({ code: Type.String(), value: Type.Number() })),
      },
      { $id: 'PeerValues' },
    ),
  },
  errors: ['peers_refused'],
})

export const peerOperations = [
  readPeerGround,
  readPeerValues,
  findPeers,
  listWorsening,
  listPeerLists,
  keepPeerList,
  removePeerList,
] as const satisfies readonly Operation[]

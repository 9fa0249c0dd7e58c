import { Type } from 'typebox'
import { MarkDetail, MarkTable } from './mark-sheet.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { RankingSource, RankingTable } from './ranking-input.ts'
import { RecipeContent } from './recipe-content.ts'
import { RecipeFinding } from './recipe.ts'
import { RecipeCode } from './recipe-step.ts'
import { Id, InstantText } from './scalar.ts'

const closed = { additionalProperties: false } as const
const count = Type.Integer({ minimum: 0 })
const real = Type.Union([Type.Number(), Type.Null()])
const version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
/** 5 and 95 of 100 repetitions. */
const limits = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })
const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })

/** The place of a unit and what must be said beside it. */
const RankedRow = Type.Object({
  unit: Type.String(),
  group: Type.Optional(Type.String()),
  score: real,
  rank: Type.Union([count, Type.Null()]),
  /** Others that share the rank. */
  tied: count,
  band: Type.Union([count, Type.Null()], {
    description:
      'Place of its band from 0, the best; by intervals those of its group, by scores the limits from the highest',
  }),
  also_in: Type.Array(count, {
    description: 'Other bands by intervals that it may belong to as well',
  }),
  /** Indicators of which nothing is known. */
  missing: count,
  interval: Type.Union([
    Type.Object({ mean: Type.Number(), median: Type.Number(), low: Type.Number(), high: Type.Number() }),
    Type.Null(),
  ]),
  above_next: Type.Union([Type.Number(), Type.Null()], {
    description: 'Share of the runs in which it stands above the next; null for the last and for ties',
  }),
  flags: Type.Array(Type.Enum(['tied', 'at_ceiling', 'same_as_better', 'same_as_worse'])),
})

/** What a recipe gave. The same recipe and table give the same bytes. */
export const RankingResult = Type.Object(
  {
    form: Type.Literal(1),
    shown: Type.Enum(['bands', 'ranks']),
    units: Type.Array(RankedRow),
    apart: Type.Array(
      Type.Object({
        unit: Type.String(),
        step: count,
        reason: Type.Enum(['no_values', 'few_values', 'not_eligible']),
      }),
    ),
    weights: Type.Record(Type.String(), Type.Number()),
    stages: Type.Array(
      Type.Object({
        step: count,
        kind: Type.String(),
        units: count,
        columns: Type.Array(Type.String()),
        digest: hash,
      }),
    ),
    treatments: Type.Array(Type.Unknown()),
    /** Warnings: nothing is ranked beside an error. */
    findings: Type.Array(
      Type.Object({
        path: Type.String(),
        code: Type.String(),
        severity: Type.Enum(['error', 'warning']),
        zh: Type.String(),
        en: Type.String(),
      }),
    ),
    runs: Type.Object({ seed: count, asked: count, done: count, refused: count }),
    /** The ranking without one indicator after another; null where the rest cannot be ranked. */
    left_out: Type.Array(
      Type.Object({
        indicator: Type.String(),
        mean_shift: real,
        most: Type.Union([Type.Object({ unit: Type.String(), change: Type.Integer() }), Type.Null()]),
      }),
    ),
    /** By uncertainty, in the order of the recipe: its share of the spread, alone and with the others. */
    shares: Type.Union([
      Type.Array(
        Type.Object({
          first: Type.Number(),
          total: Type.Number(),
          interval: Type.Union([Type.Object({ first: limits, total: limits }), Type.Null()]),
        }),
      ),
      Type.Null(),
    ]),
    /** Of a mark sheet. */
    marks: Type.Optional(MarkDetail),
  },
  { $id: 'RankingResult' },
)

/** A run of a recipe. */
const RankingRow = Type.Object(
  {
    ranking: Id,
    recipe: RecipeCode,
    version,
    recipe_hash: hash,
    input: hash,
    result: hash,
    units: count,
    ran_at: InstantText,
    ran_by: Type.String({ description: 'Name of the account' }),
  },
  { $id: 'RankingRow' },
)

export const listRankings = defineOperation({
  id: 'ranking.list',
  method: 'GET',
  path: '/api/v1/rankings',
  summary: { zh: '评价结果', en: 'Runs of recipes, the newest first' },
  query: listQuery({ recipe: Type.Optional(RecipeCode) }),
  answer: { kind: 'json', status: 200, schema: pageOf(RankingRow) },
})

export const runRanking = defineOperation({
  id: 'ranking.run',
  method: 'POST',
  path: '/api/v1/rankings',
  summary: {
    zh: '按审定的方案计算评价结果',
    en: 'Run an approved recipe over a table and keep what comes of it',
  },
  body: Type.Object({ recipe: RecipeCode, version, source: RankingSource }, closed),
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({
      ranking: Id,
      recipe_hash: hash,
      input: hash,
      result: hash,
      /** An earlier run of the same recipe over the same table, and whether it gave the same bytes. */
      earlier: Type.Optional(Type.Object({ ranking: Id, is_same: Type.Boolean() })),
      findings: Type.Array(RecipeFinding),
    }),
  },
  errors: ['resource_missing', 'recipe_not_ready', 'ranking_refused', 'ranking_too_long'],
})

export const readRanking = defineOperation({
  id: 'ranking.read',
  method: 'GET',
  path: '/api/v1/rankings/{ranking}',
  summary: {
    zh: '评价结果：得分、位次及其区间、并列、提示',
    en: 'What a run gave: scores, ranks with their intervals, ties, flags and units apart',
  },
  params: Type.Object({ ranking: Id }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...RankingRow.properties,
      content: RankingResult,
      names: Type.Record(Type.String(), Type.String(), {
        description: 'Of its units, by code, as they were called at the end of the period',
      }),
    }),
  },
  errors: ['resource_missing', 'ranking_damaged'],
})

export const readRankingStage = defineOperation({
  id: 'ranking.stage',
  method: 'GET',
  path: '/api/v1/rankings/{ranking}/stages/{step}',
  summary: { zh: '某一步骤之后的数据表', en: 'The table that a step of a run gave' },
  params: Type.Object({ ranking: Id, step: Type.Integer({ minimum: 0, maximum: 49 }) }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        units: Type.Array(Type.String()),
        columns: Type.Array(Type.String()),
        values: Type.Array(Type.Array(real)),
      },
      { $id: 'RankingStage' },
    ),
  },
  errors: ['resource_missing', 'ranking_damaged'],
})

export const readRankingInput = defineOperation({
  id: 'ranking.input',
  method: 'GET',
  path: '/api/v1/rankings/{ranking}/input',
  summary: { zh: '计算所用的数据表', en: 'The table that was ranked, as it was handed in' },
  params: Type.Object({ ranking: Id }),
  answer: { kind: 'json', status: 200, schema: Type.Union([RankingTable, MarkTable]) },
  errors: ['resource_missing', 'ranking_damaged'],
})

export const compareRankedUnits = defineOperation({
  id: 'ranking.compare',
  method: 'GET',
  path: '/api/v1/rankings/{ranking}/comparisons/{other}',
  summary: {
    zh: '同一数据、两个方案的位次变化表',
    en: 'The rank-change table of two recipes over the same table, the largest movements first',
  },
  params: Type.Object({ ranking: Id, other: Id }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({
          unit: Type.String(),
          before: Type.Union([count, Type.Null()]),
          after: Type.Union([count, Type.Null()]),
          change: Type.Union([Type.Integer(), Type.Null()], { description: 'Places it rises' }),
        }),
        { $id: 'RankChanges' },
      ),
    }),
  },
  errors: ['resource_missing', 'rankings_unlike', 'ranking_damaged'],
})

export const previewRanking = defineOperation({
  id: 'ranking.preview',
  method: 'POST',
  path: '/api/v1/ranking-previews',
  summary: {
    zh: '试算草案，不保存任何内容',
    en: 'What a draft would give, with how sure it is; nothing is kept',
  },
  body: Type.Object({ content: RecipeContent, source: RankingSource }, closed),
  answer: { kind: 'json', status: 200, schema: RankingResult },
  errors: ['resource_missing', 'ranking_refused', 'ranking_too_long'],
})

export const rankingOperations = [
  listRankings,
  runRanking,
  readRanking,
  readRankingStage,
  readRankingInput,
  compareRankedUnits,
  previewRanking,
] as const satisfies readonly Operation[]

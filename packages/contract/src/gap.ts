import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { NamedUnit, StatisticPlace, StatisticYear } from './peer.ts'
import { RecipeFinding } from './recipe.ts'
import { RecipeCode } from './recipe-step.ts'
import { Id } from './scalar.ts'

const closed = { additionalProperties: false } as const
const count = Type.Integer({ minimum: 0 })
const real = Type.Union([Type.Number(), Type.Null()])
const Better = Type.Enum(['higher', 'lower'])

/** By what units are compared: a result that is kept, or indicators of the statistics without a recipe. */
const GapBasis = Type.Union([
  Type.Object({ kind: Type.Literal('ranking'), ranking: Id }, closed),
  Type.Object(
    {
      kind: Type.Literal('indicators'),
      ...StatisticPlace.properties,
      indicators: Type.Array(
        Type.Object(
          {
            code: RecipeCode,
            better: Better,
            weight: Type.Optional(Type.Number({ minimum: 0, maximum: 1000, description: '1 when not said' })),
          },
          closed,
        ),
        { minItems: 1, maxItems: 200 },
      ),
      method: Type.Enum(['arithmetic', 'geometric']),
      among: Type.Optional(
        Type.Array(RecipeCode, {
          minItems: 2,
          maxItems: 3000,
          uniqueItems: true,
          description: 'Places whose least and greatest values make the scale; all when not said',
        }),
      ),
    },
    { ...closed, description: 'Scores from 0 (1 for a geometric mean) to 100 between worst and best place' },
  ),
])

const HasScores = Type.Boolean({
  description: 'Whether scores and places may be made known: not where the recipe makes bands known only',
})

const ScoredUnit = Type.Object({ ...NamedUnit.properties, score: Type.Number() })

export const splitGap = defineOperation({
  id: 'gap.split',
  method: 'POST',
  path: '/api/v1/gaps',
  summary: {
    zh: '把与对标单位的差距精确分解到各指标',
    en: 'The gap to a peer, split exactly into indicators; missing data are named',
  },
  body: Type.Object({ basis: GapBasis, own: RecipeCode, peer: RecipeCode }, closed),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        own: ScoredUnit,
        peer: ScoredUnit,
        has_scores: HasScores,
        /** Peer less own; the parts add up to it. */
        gap: Type.Number(),
        method: Type.Enum(['arithmetic', 'geometric']),
        period: Type.String({ description: 'Of the values: a period, or the months of a recipe' }),
        parts: Type.Array(
          Type.Object({
            /** Code of an indicator, or of a part of the recipe that takes the mean of a group. */
            indicator: Type.String(),
            name: Type.Optional(Type.Object({ zh: Type.String(), en: Type.String() })),
            better: Type.Optional(Better),
            own: real,
            peer: real,
            own_value: real,
            peer_value: real,
            by_score: Type.Number(),
            by_coverage: Type.Number({ description: 'What comes of being known of one of the two only' }),
            part: Type.Number(),
          }),
        ),
        /** Indicators of which a value is missing. */
        missing: Type.Array(
          Type.Object({
            indicator: Type.String(),
            name: Type.Optional(Type.Object({ zh: Type.String(), en: Type.String() })),
            of: Type.Enum(['own', 'peer', 'both']),
          }),
        ),
        findings: Type.Array(RecipeFinding),
      },
      { $id: 'SplitGap' },
    ),
  },
  errors: ['resource_missing', 'gap_refused', 'ranking_too_long', 'ranking_damaged'],
})

const Rival = Type.Object({
  ...NamedUnit.properties,
  score: Type.Number(),
  away: Type.Number({ description: 'Never negative' }),
})

export const findRivals = defineOperation({
  id: 'gap.rivals',
  method: 'POST',
  path: '/api/v1/rivals',
  summary: {
    zh: '标兵与追兵：前面和后面最近的单位',
    en: 'Who stands next ahead and next behind, in an indicator or in scores',
  },
  body: Type.Object(
    {
      basis: Type.Union([
        GapBasis,
        Type.Object(
          {
            kind: Type.Literal('values'),
            ...StatisticPlace.properties,
            indicator: RecipeCode,
            better: Better,
          },
          { ...closed, description: 'The values of one indicator, as they are' },
        ),
      ]),
      unit: RecipeCode,
      count: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, description: '3 when not said' })),
    },
    closed,
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        unit: ScoredUnit,
        has_scores: HasScores,
        /** Units that have a score, the one itself included; those of its group where a recipe ranks within groups. */
        units: count,
        better_ones: count,
        ahead: Type.Array(Rival),
        level: Type.Array(NamedUnit),
        behind: Type.Array(Rival),
        findings: Type.Array(RecipeFinding),
      },
      { $id: 'FoundRivals' },
    ),
  },
  errors: ['resource_missing', 'gap_refused', 'ranking_too_long', 'ranking_damaged'],
})

export const supposeGap = defineOperation({
  id: 'gap.suppose',
  method: 'POST',
  path: '/api/v1/what-ifs',
  summary: {
    zh: '假设推演：指标改变后位次如何变化；不保存',
    en: 'What the ranks would be if these indicators moved; nothing is kept',
  },
  body: Type.Object(
    {
      basis: GapBasis,
      unit: RecipeCode,
      supposed: Type.Array(Type.Object({ unit: RecipeCode, indicator: RecipeCode, value: real }, closed), {
        minItems: 1,
        maxItems: 200,
      }),
    },
    closed,
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        unit: NamedUnit,
        units: count,
        before: Type.Object({ score: real, rank: real }),
        after: Type.Object({ score: real, rank: real }),
        /** Others whose rank moves, the largest movements first. */
        moved: Type.Array(
          Type.Object({
            ...NamedUnit.properties,
            before: real,
            after: real,
            change: Type.Union([Type.Integer(), Type.Null()], { description: 'Places it rises' }),
          }),
        ),
        findings: Type.Array(RecipeFinding),
      },
      { $id: 'SupposedRanks' },
    ),
  },
  errors: ['resource_missing', 'gap_refused', 'ranking_too_long', 'ranking_damaged'],
})

const Trend = Type.Union([Type.Enum(['on_track', 'improving', 'stagnating', 'falling_back']), Type.Null()])
const Series = Type.Object({
  ...NamedUnit.properties,
  rows: Type.Array(Type.Object({ year: StatisticYear, value: Type.Number() })),
  /** Against the goal, from the first year to the last; null where the years allow no pace. */
  trend: Trend,
})

export const projectCatchUp = defineOperation({
  id: 'gap.catch_up',
  method: 'POST',
  path: '/api/v1/catch-ups',
  summary: {
    zh: '何时追上：趋势、日期与区间，以及以往推算的命中情况',
    en: 'When one catches the other up if both go on as they have, and how earlier projections fared',
  },
  body: Type.Object(
    {
      units: StatisticPlace.properties.units,
      indicator: RecipeCode,
      better: Better,
      own: RecipeCode,
      peer: RecipeCode,
      horizon: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 30, description: 'Years; 5 when not said' }),
      ),
      goal: Type.Optional(
        Type.Object(
          { value: Type.Number({ minimum: -1e15, maximum: 1e15 }), year: StatisticYear },
          { ...closed, description: 'The last value of whoever is ahead, at the horizon, when not said' },
        ),
      ),
    },
    closed,
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        own: Series,
        peer: Series,
        goal: Type.Union([Type.Object({ value: Type.Number(), year: StatisticYear }), Type.Null()]),
        /** Null under four years that both have. */
        catch_up: Type.Union([
          Type.Object({
            behind: Type.Enum(['own', 'peer', 'neither']),
            from: StatisticYear,
            years: count,
            at: real,
            earliest: real,
            latest: real,
            share: Type.Number({ description: 'Of draws in which the order changes; no probability' }),
            slopes: Type.Object({ own: Type.Number(), peer: Type.Number() }),
          }),
          Type.Null(),
        ]),
        /** Projections from the years before the horizon, for the place against all others. */
        back_test: Type.Object({
          until: Type.Union([StatisticYear, Type.Null()]),
          horizon: Type.Integer({ minimum: 0, description: 'Years looked ahead from there' }),
          asked: count,
          said: count,
          said_and_came: count,
          unsaid: count,
          unsaid_but_came: count,
        }),
        findings: Type.Array(RecipeFinding),
      },
      { $id: 'ProjectedCatchUp' },
    ),
  },
  errors: ['resource_missing', 'gap_refused', 'ranking_too_long'],
})

export const gapOperations = [
  splitGap,
  findRivals,
  supposeGap,
  projectCatchUp,
] as const satisfies readonly Operation[]

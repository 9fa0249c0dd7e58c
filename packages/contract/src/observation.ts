import { Type } from 'typebox'
import { AreaLevel } from './area.ts'
import { IndicatorPeriod } from './indicator-field.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { StatisticPlace } from './peer.ts'
import { RankingTable } from './ranking-input.ts'
import { RecipeFinding } from './recipe.ts'
import { RecipeCode } from './recipe-step.ts'

const closed = { additionalProperties: false } as const

export const readObservations = defineOperation({
  id: 'observation.read',
  method: 'POST',
  path: '/api/v1/observations',
  summary: {
    zh: '从统计数据取一张数据表：各单位在一个时期的指标和属性',
    en: 'A table from imported statistics: indicators and attributes of units in a period, as rankings take it',
  },
  body: Type.Object(
    {
      units: StatisticPlace.properties.units,
      period: IndicatorPeriod,
      indicators: Type.Array(RecipeCode, { minItems: 1, maxItems: 1000 }),
      attributes: Type.Optional(Type.Array(RecipeCode, { maxItems: 100 })),
      level: Type.Optional(AreaLevel),
    },
    closed,
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      /** Not there beside an error. */
      table: Type.Optional(RankingTable),
      findings: Type.Array(RecipeFinding),
    }),
  },
})

export const observationOperations = [readObservations] as const satisfies readonly Operation[]

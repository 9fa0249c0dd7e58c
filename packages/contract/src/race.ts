import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Race, raceLine, RaceNumber, RaceObjection, RaceValue } from './race-field.ts'
import { RecipeCode } from './recipe-step.ts'
import { DateText, Id, Name, Sentence } from './scalar.ts'

const closed = { additionalProperties: false } as const
const version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const Short = Type.String({ minLength: 1, maxLength: 200 })

export const listRaces = defineOperation({
  id: 'race.list',
  method: 'GET',
  path: '/api/v1/races',
  summary: { zh: '片区赛马', en: 'Races of zones, the newest first' },
  query: listQuery({ open: Type.Optional(Type.Boolean()) }),
  answer: { kind: 'json', status: 200, schema: pageOf(Type.Object(raceLine, { $id: 'RaceLine' })) },
})

export const readRace = defineOperation({
  id: 'race.read',
  method: 'GET',
  path: '/api/v1/races/{race}',
  summary: {
    zh: '赛马详情：片区及一片一策、阶段结果、点评、异议和更正',
    en: 'A race: zones and policies, results of stages, commentary, objections and corrections',
  },
  params: Type.Object({ race: Id }),
  answer: { kind: 'json', status: 200, schema: Race },
  errors: ['resource_missing'],
})

const changed = {
  kind: 'json',
  status: 200,
  schema: Type.Object({ race: Id, revision: Type.Integer({ minimum: 1 }) }),
} as const

export const announceRace = defineOperation({
  id: 'race.announce',
  method: 'POST',
  path: '/api/v1/races',
  summary: {
    zh: '宣布赛马：片区、一片一策、阶段和已审定的评价方案',
    en: 'Announce a race before its first stage: zones with their policies, stages, and an approved recipe',
  },
  body: Type.Object(
    {
      name: Short,
      lead_office: Name,
      recipe: RecipeCode,
      version,
      zones: Type.Array(
        Type.Object(
          {
            name: Short,
            office: Name,
            group: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
            areas: Type.Array(Name, { minItems: 1, maxItems: 200 }),
            policy: Type.String({ minLength: 1, maxLength: 2000 }),
          },
          closed,
        ),
        { minItems: 2, maxItems: 50 },
      ),
      stages: Type.Array(Type.Object({ name: Short, from: DateText, to: DateText }, closed), {
        minItems: 1,
        maxItems: 24,
      }),
    },
    closed,
  ),
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({ race: Id, number: Type.String() }),
  },
  errors: ['resource_missing', 'recipe_not_ready', 'race_refused'],
  isKeyed: true,
})

export const countRace = defineOperation({
  id: 'race.count',
  method: 'POST',
  path: '/api/v1/races/{race}/counts',
  summary: {
    zh: '按冻结的方案计算本阶段结果',
    en: 'Run the recipe over the zones for the stage that waits; what comes of it is kept',
  },
  params: Type.Object({ race: Id }),
  body: Type.Object(
    {
      stage: RaceNumber,
      /** Of indicators that are not computed from entries. */
      values: Type.Array(RaceValue, { maxItems: 5000 }),
    },
    closed,
  ),
  answer: changed,
  errors: ['resource_missing', 'race_not_waiting', 'ranking_refused', 'ranking_too_long'],
  isKeyed: true,
})

export const correctRace = defineOperation({
  id: 'race.correct',
  method: 'POST',
  path: '/api/v1/races/{race}/corrections',
  summary: {
    zh: '异议成立后更正数据并重新计算；原结果保留',
    en: 'Correct what went in after an objection was upheld, and run the recipe again; the old result stays',
  },
  params: Type.Object({ race: Id }),
  body: Type.Object(
    {
      stage: RaceNumber,
      reason: Sentence,
      /** Without any the computed indicators are counted again from the entries. */
      changes: Type.Array(RaceValue, { maxItems: 5000 }),
    },
    closed,
  ),
  answer: changed,
  errors: ['resource_missing', 'race_not_waiting', 'ranking_refused', 'ranking_too_long'],
  isKeyed: true,
})

export const objectToRace = defineOperation({
  id: 'race.object',
  method: 'POST',
  path: '/api/v1/races/{race}/objections',
  summary: {
    zh: '片区对阶段结果提出异议',
    en: 'Raise an objection of a zone to the result of a stage; the table of the pack says whether it is taken up',
  },
  params: Type.Object({ race: Id }),
  body: Type.Object({ stage: RaceNumber, zone: RaceNumber, text: Sentence }, closed),
  answer: { kind: 'json', status: 201, schema: RaceObjection },
  errors: ['resource_missing', 'race_not_waiting'],
  isKeyed: true,
})

export { objectionStates, raceStageStates } from './race-field.ts'

export const raceOperations = [
  listRaces,
  readRace,
  announceRace,
  countRace,
  correctRace,
  objectToRace,
] as const satisfies readonly Operation[]

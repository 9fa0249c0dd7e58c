import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Name } from './scalar.ts'
import { StatisticFault, StatisticFileName } from './statistic.ts'

const count = Type.Integer({ minimum: 0 })
const digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })

/** A division in the years in which its code holds. */
const StatisticDivision = Type.Object(
  {
    code: Name,
    name: Type.String(),
    parents: Type.Array(Type.String()),
    from: Type.Optional(Type.Integer()),
    to: Type.Optional(Type.Integer()),
    successors: Type.Array(Type.String()),
  },
  { $id: 'StatisticDivision' },
)

export const listStatisticDivisions = defineOperation({
  id: 'statistic_division.list',
  method: 'GET',
  path: '/api/v1/statistics/divisions',
  summary: { zh: '行政区划名录', en: 'The divisions that statistics may name, by code' },
  query: listQuery({}),
  answer: { kind: 'json', status: 200, schema: pageOf(StatisticDivision) },
})

export const nameStatisticDivisions = defineOperation({
  id: 'statistic_division.names',
  method: 'GET',
  path: '/api/v1/statistics/divisions/names',
  summary: {
    zh: '行政区划的名称，按所问年份',
    en: 'What divisions are called in a year: those that held then, and of the others the last name',
  },
  query: Type.Object(
    {
      year: Type.Optional(
        Type.Integer({ minimum: 1900, maximum: 2999, description: 'This year when not said' }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ names: Type.Record(Type.String(), Type.String(), { description: 'By code' }) }),
  },
})

export const replaceStatisticDivisions = defineOperation({
  id: 'statistic_division.replace',
  method: 'POST',
  path: '/api/v1/statistics/divisions',
  summary: {
    zh: '导入行政区划名录，取代原有名录：先试运行，再凭摘要确认',
    en: 'Put another list of divisions in the place of the one before: first as a dry run, then confirmed by its digest',
  },
  query: Type.Object(
    {
      name: StatisticFileName,
      sheet: Type.Optional(
        Type.String({ maxLength: 200, description: 'Of a workbook; the first when not said' }),
      ),
      plan: Type.Optional(digest),
      digest: Type.Optional(digest),
    },
    { additionalProperties: false },
  ),
  media: 'bytes',
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        is_applied: Type.Boolean(),
        digest: Type.String(),
        divisions: Type.Integer({ minimum: 0, description: 'In the list' }),
        passed: Type.Integer({ minimum: 0, description: 'Rows whose code is of another form' }),
        added: count,
        changed: count,
        removed: count,
        findings: Type.Array(StatisticFault),
        left_out: count,
      },
      { $id: 'StatisticDivisionReport' },
    ),
  },
  errors: [
    'resource_missing',
    'file_kind_unknown',
    'sheet_missing',
    'sheet_unreadable',
    'sheet_too_large',
    'statistics_refused',
    'statistics_changed',
  ],
})

export const statisticDivisionOperations = [
  listStatisticDivisions,
  nameStatisticDivisions,
  replaceStatisticDivisions,
] as const satisfies readonly Operation[]

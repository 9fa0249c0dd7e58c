import { Type } from 'typebox'
import { IndicatorPeriod } from './indicator-field.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { RecipeCode } from './recipe-step.ts'
import { InstantText, Name, Wording } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })
const digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })
const number = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Number of an import' })

/** What statistics are about: a division of GB/T 2260 or GB/T 10114, or an area or office of the district. */
export const statisticUnitKinds = ['division', 'area', 'office'] as const
const Units = Type.Enum([...statisticUnitKinds])

/** A table by its name. */
export const StatisticFileName = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Name of the file; its ending says what it is: .csv, .xlsx, .json, .jsonl',
})

/** A fault of a table or of the plan by which it is read; row 0 is the file as a whole, column 0 the row. */
export const StatisticFault = Type.Object(
  {
    file: Type.Enum(['table', 'plan']),
    row: count,
    column: count,
    code: Name,
    severity: Type.Enum(['error', 'warning']),
    message: Wording,
  },
  { $id: 'StatisticFault' },
)

/** What an import would do, or did. */
export const StatisticReport = Type.Object(
  {
    is_applied: Type.Boolean({ description: 'False for a dry run' }),
    digest: Type.String({ description: 'Of what would be changed: given back, it is carried out' }),
    import: Type.Optional(
      Type.Integer({ description: 'Its number; that of an earlier one that brought the same' }),
    ),
    rows: count,
    units: Type.Integer({ minimum: 0, description: 'Units that were told' }),
    added: count,
    changed: Type.Integer({
      minimum: 0,
      description: 'Values that were another before; each leaves a revision',
    }),
    unchanged: count,
    /** Indicators that are new, or defined otherwise than before. */
    defined: Type.Array(Name),
    findings: Type.Array(StatisticFault),
    left_out: Type.Integer({ minimum: 0, description: 'Findings beyond the limit of a report' }),
  },
  { $id: 'StatisticReport' },
)

export const keepStatisticPlan = defineOperation({
  id: 'statistic_plan.keep',
  method: 'POST',
  path: '/api/v1/statistics/plans',
  summary: {
    zh: '提交导入设置（YAML 或 JSON），得到其摘要',
    en: 'Hand in a plan by which tables are read; it is known by its digest from then on',
  },
  media: 'bytes',
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      digest: Type.Optional(digest),
      indicators: Type.Array(Name),
      /** With an error nothing is kept, and there is no digest. */
      findings: Type.Array(StatisticFault),
    }),
  },
})

export const importStatistics = defineOperation({
  id: 'statistic.import',
  method: 'POST',
  path: '/api/v1/statistics/imports',
  summary: {
    zh: '导入统计数据：先试运行，再凭摘要确认',
    en: 'Import a table of statistics: first as a dry run with what is wrong by row and column, then confirmed by its digest',
  },
  query: Type.Object(
    {
      name: StatisticFileName,
      plan: digest,
      units: Type.Optional(Type.Enum([...statisticUnitKinds], { default: 'division' })),
      sheet: Type.Optional(
        Type.String({ maxLength: 200, description: 'Of a workbook; the first when not said' }),
      ),
      period: Type.Optional(IndicatorPeriod),
      partial: Type.Optional(
        Type.Boolean({
          default: false,
          description: 'Values without a fault are imported without the others',
        }),
      ),
      digest: Type.Optional(digest),
    },
    { additionalProperties: false },
  ),
  media: 'bytes',
  answer: { kind: 'json', status: 200, schema: StatisticReport },
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

/** An import. */
export const StatisticImportRow = Type.Object(
  {
    import: number,
    at: InstantText,
    by: Type.String({ description: 'Name of the account' }),
    file: Type.String(),
    file_digest: digest,
    plan: digest,
    units: Units,
    sheet: Type.Optional(Type.String()),
    rows: count,
    units_told: count,
    added: count,
    changed: count,
    unchanged: count,
    withdrawn: Type.Integer({ minimum: 0, description: 'Of its values, those that were withdrawn since' }),
  },
  { $id: 'StatisticImportRow' },
)

export const listStatisticImports = defineOperation({
  id: 'statistic_import.list',
  method: 'GET',
  path: '/api/v1/statistics/imports',
  summary: { zh: '统计数据的历次导入', en: 'Imports of statistics, the newest first' },
  query: listQuery({}),
  answer: { kind: 'json', status: 200, schema: pageOf(StatisticImportRow) },
})

export const readStatisticImport = defineOperation({
  id: 'statistic_import.read',
  method: 'GET',
  path: '/api/v1/statistics/imports/{import}',
  summary: {
    zh: '查看一次导入：问题和导入设置',
    en: 'An import with what was wrong with its file, and its plan',
  },
  params: Type.Object({ import: number }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...StatisticImportRow.properties,
      standing: Type.Integer({
        minimum: 0,
        description: 'Its values that stand: neither changed by a later import nor withdrawn',
      }),
      withdrawals: Type.Array(
        Type.Object({ at: InstantText, by: Type.String(), reason: Type.String(), withdrawn: count }),
      ),
      plan_text: Type.String(),
      findings: Type.Array(StatisticFault),
      left_out: count,
    }),
  },
  errors: ['resource_missing'],
})

export const listStatisticIndicators = defineOperation({
  id: 'statistic.list',
  method: 'GET',
  path: '/api/v1/statistics/indicators',
  summary: { zh: '统计指标目录', en: 'The imported indicators with the periods that have values' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object(
          {
            code: Name,
            name: Wording,
            measure: Type.String({ description: 'Unit of measure' }),
            direction: Type.Enum(['more', 'less', 'none'], {
              description: 'Of which more or less is better',
            }),
            source: Type.String(),
            basis: Type.Optional(Type.String()),
            since: number,
            spans: Type.Array(Type.Object({ units: Units, first: IndicatorPeriod, last: IndicatorPeriod })),
          },
          { $id: 'StatisticIndicator' },
        ),
      ),
    }),
  },
})

const UnitCode = Type.String({ minLength: 1, maxLength: 200 })

export const listStatisticValues = defineOperation({
  id: 'statistic.values',
  method: 'GET',
  path: '/api/v1/statistics/indicators/{indicator}/values',
  summary: {
    zh: '一个统计指标各单位、各期的数值及其来源行列',
    en: 'Values of an imported indicator over units and periods, each with the cell it came from',
  },
  params: Type.Object({ indicator: RecipeCode }),
  query: listQuery({
    units: Type.Optional(Type.Enum([...statisticUnitKinds], { default: 'division' })),
    unit: Type.Optional(UnitCode),
    from: Type.Optional(IndicatorPeriod),
    to: Type.Optional(IndicatorPeriod),
  }),
  answer: {
    kind: 'json',
    status: 200,
    schema: pageOf(
      Type.Object(
        {
          unit: Name,
          name: Type.String(),
          period: IndicatorPeriod,
          value: Type.Number(),
          import: number,
          row: count,
          column: count,
        },
        { $id: 'StatisticValue' },
      ),
    ),
  },
  errors: ['resource_missing'],
})

export const listStatisticRevisions = defineOperation({
  id: 'statistic.revisions',
  method: 'GET',
  path: '/api/v1/statistics/indicators/{indicator}/revisions',
  summary: {
    zh: '统计数值的修订和撤回',
    en: 'Values that a later import changed or that were withdrawn, the newest first',
  },
  params: Type.Object({ indicator: RecipeCode }),
  query: listQuery({
    units: Type.Optional(Type.Enum([...statisticUnitKinds], { default: 'division' })),
    unit: Type.Optional(UnitCode),
  }),
  answer: {
    kind: 'json',
    status: 200,
    schema: pageOf(
      Type.Object(
        {
          unit: Name,
          name: Type.String(),
          period: IndicatorPeriod,
          before: Type.Optional(Type.Number({ description: 'Not there where it had been withdrawn' })),
          after: Type.Optional(Type.Number({ description: 'Not there where it was withdrawn' })),
          reason: Type.Optional(Type.String({ description: 'Why it was withdrawn' })),
          import_before: number,
          import_after: number,
          at: InstantText,
          by: Type.String(),
        },
        { $id: 'StatisticRevision' },
      ),
    ),
  },
  errors: ['resource_missing'],
})

export const statisticOperations = [
  keepStatisticPlan,
  importStatistics,
  listStatisticImports,
  readStatisticImport,
  listStatisticIndicators,
  listStatisticValues,
  listStatisticRevisions,
] as const satisfies readonly Operation[]

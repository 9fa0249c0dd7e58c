import { Type } from 'typebox'
import { compareIndicatorUnits, exportIndicatorUnits } from './indicator-comparison.ts'
import {
  buildFields,
  counted,
  ExportFormat,
  Grain,
  IndicatorId,
  IndicatorPeriod,
  indicatorUnitKinds,
  measured,
  unitFields,
} from './indicator-field.ts'
import { MatterLine } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { DateText, Id, InstantText, Name, Wording } from './scalar.ts'

const amount = Type.Number({ minimum: 0 })

const Exclusion = Type.Object({
  id: Name,
  name: Wording,
  when: Type.String({ description: 'FEEL condition over the record of a matter' }),
})

/** An indicator as lists show it. */
export const IndicatorLine = Type.Object(
  {
    id: IndicatorId,
    pack: Name,
    pack_title: Wording,
    name: Wording,
    description: Wording,
    version: Type.String({ pattern: '^[0-9a-f]{12}$', description: 'Of the formula, by its content' }),
    kind: Type.Enum(['proportion', 'rate'], {
      description: 'Cases among cases (limits of Wilson), or cases for each case (limits of Byar)',
    }),
    unit_of_measure: Type.Enum(['percent', 'per_matter']),
    better: Type.Enum(['higher', 'lower']),
    goalposts: Type.Optional(
      Type.Object({ worst: Type.Number(), best: Type.Number() }, { description: 'What counts as 0 and 100' }),
    ),
    units: Type.Array(Type.Enum(['area', 'office']), { description: 'By what it may be compared' }),
    source: Wording,
    basis: Type.Optional(Wording),
    /** The newest closed month of the district that has cases. */
    latest: Type.Optional(Type.Object({ period: IndicatorPeriod, ...counted, ...measured })),
  },
  { $id: 'IndicatorLine' },
)

export const listIndicators = defineOperation({
  id: 'indicator.list',
  method: 'GET',
  path: '/api/v1/indicators',
  summary: { zh: '指标目录', en: 'The computed indicators of the packs that are installed' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ ...buildFields, rows: Type.Array(IndicatorLine) }),
  },
})

export const readIndicator = defineOperation({
  id: 'indicator.read',
  method: 'GET',
  path: '/api/v1/indicators/{indicator}',
  summary: { zh: '指标定义', en: 'How an indicator is counted, in words and as its conditions' },
  params: Type.Object({ indicator: IndicatorId }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...IndicatorLine.properties,
      ...buildFields,
      numerator: Type.Object({ name: Wording, when: Type.String() }),
      denominator: Type.Object({ name: Wording, when: Type.String() }),
      exclusions: Type.Array(Exclusion),
      /** Matters that are not settled yet. */
      unsettled: Type.Optional(Type.Object({ name: Wording, when: Type.String() })),
      instant: Type.Object({
        kind: Type.Enum(['opened', 'closed', 'due']),
        clock: Type.Optional(Name),
        name: Type.Object(Wording.properties, { description: 'What puts a matter into a period, in words' }),
      }),
      cut_off_days: Type.Integer({
        minimum: 0,
        description: 'Days after its end on which a period is closed; what changes later is a revision',
      }),
      formula: Type.Object(Wording.properties, { description: 'The whole formula in words' }),
      versions: Type.Array(Type.Object({ version: Name, since: InstantText, is_current: Type.Boolean() }), {
        description: 'Formulas by which it was counted, the newest first',
      }),
    }),
  },
  errors: ['resource_missing'],
})

/** One period of a unit. */
export const IndicatorPoint = Type.Object(
  {
    period: IndicatorPeriod,
    from: DateText,
    until: Type.String({ format: 'date', description: 'The first day after it' }),
    ...counted,
    ...measured,
    method: Type.Optional(Type.Enum(['wilson', 'byar', 'exact_poisson'])),
    cut_off: InstantText,
    is_closed: Type.Boolean({ description: 'Its cut-off is past' }),
    revisions: Type.Integer({ minimum: 0, description: 'How often it changed after its cut-off' }),
  },
  { $id: 'IndicatorPoint' },
)

/** A change of a closed period. */
export const IndicatorRevision = Type.Object(
  {
    period: IndicatorPeriod,
    at: InstantText,
    reason: Type.Enum(['late_event', 'other_formula']),
    numerator: Type.Object({ before: amount, after: amount }),
    denominator: Type.Object({ before: amount, after: amount }),
    matter: Type.Optional(
      Type.Object(
        { id: Id, number: Name },
        { description: 'Because of which; absent where the asker may not see it' },
      ),
    ),
  },
  { $id: 'IndicatorRevision' },
)

const seriesFields = {
  ...unitFields,
  grain: Type.Optional(Grain),
  from: Type.Optional(IndicatorPeriod),
  to: Type.Optional(IndicatorPeriod),
} as const

export const readIndicatorSeries = defineOperation({
  id: 'indicator.series',
  method: 'GET',
  path: '/api/v1/indicators/{indicator}/series',
  summary: {
    zh: '指标的时间序列',
    en: 'An indicator of one unit over its periods, with what was counted, left out and changed later',
  },
  params: Type.Object({ indicator: IndicatorId }),
  query: Type.Object(seriesFields, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      version: Name,
      ...buildFields,
      unit: Type.Object({
        kind: Type.Enum([...indicatorUnitKinds]),
        id: Type.Optional(Name),
        name: Type.String(),
      }),
      rows: Type.Array(IndicatorPoint, { description: 'The oldest first, without gaps; at most 120' }),
      /** An individuals chart over the closed periods that have cases; absent below six of them. */
      chart: Type.Optional(
        Type.Object({
          centre: Type.Number(),
          lower: Type.Number(),
          upper: Type.Number(),
          signals: Type.Array(
            Type.Object({
              period: IndicatorPeriod,
              kinds: Type.Array(Type.Enum(['beyond_limits', 'shift', 'trend', 'two_of_three'])),
              is_better: Type.Boolean(),
            }),
          ),
        }),
      ),
      revisions: Type.Array(IndicatorRevision, { description: 'The newest first; at most 100' }),
    }),
  },
  errors: ['resource_missing'],
})

export const exportIndicatorSeries = defineOperation({
  id: 'indicator.series_export',
  method: 'GET',
  path: '/api/v1/indicators/{indicator}/series-export',
  summary: { zh: '导出指标的时间序列', en: 'Export an indicator of one unit over its periods' },
  params: Type.Object({ indicator: IndicatorId }),
  query: Type.Object({ ...seriesFields, format: ExportFormat }, { additionalProperties: false }),
  answer: { kind: 'bytes', status: 200, media: 'application/octet-stream' },
  errors: ['resource_missing'],
})

/** Where a matter stands in a number. `missed`: in the denominator and not wholly in the numerator. */
export const indicatorParts = ['numerator', 'denominator', 'missed', 'excluded', 'pending'] as const

export const listIndicatorMatters = defineOperation({
  id: 'indicator.matters',
  method: 'GET',
  path: '/api/v1/indicators/{indicator}/matters',
  summary: {
    zh: '数字背后的事项',
    en: 'The matters behind a number, as far as one may see them; the newest first',
  },
  params: Type.Object({ indicator: IndicatorId }),
  query: listQuery({
    period: IndicatorPeriod,
    ...unitFields,
    part: Type.Optional(Type.Enum([...indicatorParts])),
    reason: Type.Optional(Name),
  }),
  answer: {
    kind: 'json',
    status: 200,
    schema: pageOf(
      Type.Object({
        ...MatterLine.properties,
        counted_at: Type.String({ format: 'date-time', description: 'What puts it into the period' }),
        numerator: amount,
        denominator: amount,
        excluded: Type.Optional(Type.String({ description: 'Id of the exclusion' })),
      }),
    ),
  },
  errors: ['resource_missing'],
})

export const indicatorOperations = [
  listIndicators,
  readIndicator,
  readIndicatorSeries,
  exportIndicatorSeries,
  compareIndicatorUnits,
  exportIndicatorUnits,
  listIndicatorMatters,
] as const satisfies readonly Operation[]

import { Type } from 'typebox'
import { AreaLevel } from './area.ts'
import {
  buildFields,
  counted,
  ExportFormat,
  IndicatorId,
  IndicatorPeriod,
  measured,
} from './indicator-field.ts'
import { defineOperation } from './operation.ts'
import { InstantText, Name } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })

const limits = Type.Object({
  low_outer: Type.Number(),
  low_inner: Type.Number(),
  high_inner: Type.Number(),
  high_outer: Type.Number(),
})

/** A unit in its place, with all that must be said beside it. */
export const IndicatorStanding = Type.Object(
  {
    unit: Name,
    name: Type.String(),
    rank: Type.Integer({ minimum: 1, description: '1 is the best; ties share the lower number' }),
    tied: Type.Integer({ minimum: 0, description: 'How many others share the rank' }),
    ...counted,
    value: Type.Number(),
    lower: Type.Optional(Type.Number()),
    upper: Type.Optional(Type.Number()),
    /** Drawn towards all units, the more so the fewer cases there are. */
    shrunk: Type.Number(),
    funnel: Type.Enum(['low_outer', 'low_inner', 'inside', 'high_inner', 'high_outer']),
    limits: Type.Optional(limits),
    differs_from_better: Type.Optional(Type.Boolean({ description: 'Absent where nothing stands there' })),
    differs_from_worse: Type.Optional(Type.Boolean()),
    flags: Type.Array(Type.Enum(['few_cases', 'inside_limits', 'same_as_neighbour', 'tied', 'at_ceiling'])),
    may_be_named: Type.Boolean({ description: 'Enough cases, and outside the inner limits' }),
  },
  { $id: 'IndicatorStanding' },
)

const UnitName = Type.Object({ unit: Name, name: Type.String() })

const comparedFields = {
  period: IndicatorPeriod,
  by: Type.Enum(['area', 'office']),
  level: Type.Optional(AreaLevel),
  below: Type.Optional(Type.String({ description: 'An area: those of the level in it' })),
} as const

export const compareIndicatorUnits = defineOperation({
  id: 'indicator.units',
  method: 'GET',
  path: '/api/v1/indicators/{indicator}/units',
  summary: {
    zh: '各区域或各单位的比较',
    en: 'One period of an indicator: all areas of a level, or all offices, ranked with what makes a rank honest',
  },
  params: Type.Object({ indicator: IndicatorId }),
  query: Type.Object(comparedFields, { additionalProperties: false }),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      version: Name,
      ...buildFields,
      period: IndicatorPeriod,
      cut_off: InstantText,
      is_closed: Type.Boolean(),
      /** All units together. */
      whole: Type.Object({ ...counted, ...measured }),
      rows: Type.Array(IndicatorStanding, { description: 'The best first' }),
      without_cases: Type.Array(
        Type.Object({ ...UnitName.properties, excluded: counted.excluded, pending: count }),
      ),
      faults: Type.Array(
        Type.Object(
          {
            ...UnitName.properties,
            fault: Type.Enum([
              'not_finite',
              'denominator_negative',
              'numerator_negative',
              'denominator_zero',
              'no_cases',
              'numerator_above_denominator',
            ]),
          },
          { description: 'Units whose numbers cannot be' },
        ),
      ),
      ceiling: Type.Optional(
        Type.Object(
          { at_ceiling: count, units: count },
          { description: 'A fifth of the units or more stand at the best possible value' },
        ),
      ),
    }),
  },
  errors: ['resource_missing'],
})

export const exportIndicatorUnits = defineOperation({
  id: 'indicator.units_export',
  method: 'GET',
  path: '/api/v1/indicators/{indicator}/units-export',
  summary: {
    zh: '导出各区域或各单位的比较',
    en: 'Export the units of a period with what makes a rank honest, those without cases too',
  },
  params: Type.Object({ indicator: IndicatorId }),
  query: Type.Object({ ...comparedFields, format: ExportFormat }, { additionalProperties: false }),
  answer: { kind: 'bytes', status: 200, media: 'application/octet-stream' },
  errors: ['resource_missing', 'reauthentication_required'],
})

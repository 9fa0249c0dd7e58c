import { Type } from 'typebox'
import { Name } from './scalar.ts'

const count = Type.Integer({ minimum: 0 })
const amount = Type.Number({ minimum: 0 })

/** The lengths of periods; longer ones are sums of months. */
const indicatorGrains = ['month', 'quarter', 'year'] as const

export const Grain = Type.Enum([...indicatorGrains])

/** A period by its name: its length follows from how it is written. */
export const IndicatorPeriod = Type.String({
  pattern: '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$',
  description: 'A month (2026-03), a quarter (2026-Q1) or a year (2026), in the zone of the district',
})

/** Whose number it is: the district's, that of an area with all below it, or that of the office that leads the work. */
export const indicatorUnitKinds = ['district', 'area', 'office'] as const

export const unitFields = {
  unit_kind: Type.Optional(Type.Enum([...indicatorUnitKinds], { default: 'district' })),
  unit: Type.Optional(Type.String({ maxLength: 200, description: 'Id of the area or office' })),
} as const

/** `{pack}.{name}`, as in `hotline.solved`. */
export const IndicatorId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}\\.[a-z][a-z0-9_]{0,63}$' })

/** A number with the limits between which the true one lies. Absent where nothing was counted. */
export const measured = {
  value: Type.Optional(Type.Number({ description: 'Numerator by denominator' })),
  lower: Type.Optional(Type.Number()),
  upper: Type.Optional(Type.Number()),
} as const

/** What was counted. */
export const counted = {
  numerator: amount,
  denominator: amount,
  matters: Type.Integer({ minimum: 0, description: 'Counted in the denominator' }),
  excluded: Type.Array(Type.Object({ reason: Name, matters: count }), {
    description: 'By the ids of the exclusions of the definition; none that is empty',
  }),
  pending: Type.Integer({ minimum: 0, description: 'Neither counted nor excluded yet: not settled' }),
} as const

export const buildFields = {
  is_complete: Type.Boolean({ description: 'No change of a matter waits to be counted' }),
  waiting: Type.Integer({ minimum: 0, description: 'Matters that wait to be counted' }),
} as const

export const ExportFormat = Type.Enum(['csv', 'xlsx'], { default: 'xlsx' })

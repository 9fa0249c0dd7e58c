import { Type } from 'typebox'
import type { TSchema } from 'typebox'

const closed = { additionalProperties: false } as const

/** A code within a recipe: of an indicator, a node, an attribute or a unit. */
export const RecipeCode = Type.String({
  pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}_.:-]{0,63}$',
  description: 'Letters and digits of any script, then also _ . : -',
})

const Real = Type.Number({ minimum: -1e15, maximum: 1e15 })
const Positive = Type.Number({ exclusiveMinimum: 0, maximum: 1e15 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Codes = Type.Array(RecipeCode, { maxItems: 1000 })

/** Values by code; of a name that is no code the fault is told with its place. */
function byCode<const Value extends TSchema>(value: Value) {
  return Type.Record(RecipeCode, value, closed)
}

const Normalisation = Type.Union([
  Type.Object({ kind: Type.Literal('goalposts'), full: Positive, clamp: Type.Boolean() }, closed),
  Type.Object({ kind: Type.Literal('log_goalposts'), full: Positive, clamp: Type.Boolean() }, closed),
  Type.Object(
    {
      kind: Type.Literal('efficacy'),
      floor: Type.Number({ minimum: 0, exclusiveMaximum: 100 }),
      clamp: Type.Boolean(),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('target_distance') }, closed),
  Type.Object({ kind: Type.Literal('reference_distance'), unit: RecipeCode, clamp: Type.Boolean() }, closed),
  Type.Object({ kind: Type.Literal('min_max'), from: Real, to: Real }, closed),
  Type.Object({ kind: Type.Literal('z_score'), mean: Real, deviation: Positive }, closed),
  Type.Object({ kind: Type.Literal('rank') }, closed),
  Type.Object({ kind: Type.Literal('percentile_rank') }, closed),
  Type.Object({ kind: Type.Literal('borda') }, closed),
])

const Method = Type.Enum(['arithmetic', 'geometric', 'harmonic', 'copeland', 'mazziotta_pareto'])

const NodeRule = Type.Object(
  {
    method: Type.Optional(Method),
    leastPresent: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    missing: Type.Optional(
      Type.Union([
        Type.Object({ kind: Type.Literal('reweigh') }, closed),
        Type.Object({ kind: Type.Literal('missing') }, closed),
        Type.Object({ kind: Type.Literal('group_mean'), within: RecipeCode }, closed),
      ]),
    ),
  },
  closed,
)

const Condition = Type.Object(
  {
    attribute: RecipeCode,
    is: Type.Enum(['equal', 'not_equal', 'at_least', 'at_most']),
    value: Type.Union([Type.String({ maxLength: 200 }), Real]),
  },
  closed,
)

/** Steps that choose units and mend values. */
const valueSteps = [
  Type.Object(
    {
      kind: Type.Literal('select'),
      conditions: Type.Array(Condition, { minItems: 1, maxItems: 20 }),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('screen'), leastShare: Share }, closed),
  Type.Object(
    {
      kind: Type.Literal('divide'),
      denominators: byCode(Type.Object({ attribute: RecipeCode, scale: Positive }, closed)),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('fill'),
      method: Type.Enum(['mean', 'median', 'zero']),
      within: Type.Optional(RecipeCode),
      indicators: Type.Optional(Codes),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('cap'),
      limits: byCode(Type.Object({ least: Type.Optional(Real), most: Type.Optional(Real) }, closed)),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('treat'),
      most: Type.Integer({ minimum: 0, maximum: 1000 }),
      skewness: Positive,
      kurtosis: Positive,
      except: Type.Optional(Codes),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('normalise'),
      method: Normalisation,
      goalposts: Type.Optional(byCode(Type.Object({ best: Real, worst: Real }, closed))),
      own: Type.Optional(byCode(Normalisation)),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('round'), decimals: Type.Integer({ minimum: 0, maximum: 12 }) }, closed),
] as const

const weigh = { kind: Type.Literal('weigh') } as const

const weighSteps = [
  Type.Object({ ...weigh, method: Type.Literal('equal') }, closed),
  Type.Object(
    { ...weigh, method: Type.Literal('assigned'), weights: byCode(Real), sum: Type.Optional(Positive) },
    closed,
  ),
  Type.Object(
    {
      ...weigh,
      method: Type.Literal('budget'),
      node: RecipeCode,
      points: Positive,
      experts: Type.Array(byCode(Real), { maxItems: 200 }),
    },
    closed,
  ),
  Type.Object(
    {
      ...weigh,
      method: Type.Literal('pairs'),
      node: RecipeCode,
      comparisons: Type.Array(Type.Object({ a: RecipeCode, b: RecipeCode, value: Real }, closed), {
        maxItems: 500,
      }),
      limit: Positive,
    },
    closed,
  ),
  Type.Object(
    { ...weigh, method: Type.Enum(['entropy', 'critic', 'merec', 'principal_component']), nodes: Codes },
    closed,
  ),
] as const

/** A step of a recipe, with the names that files of recipes have. What each does: docs/reference/measures.md. */
export const RecipeStep = Type.Union(
  [
    ...valueSteps,
    ...weighSteps,
    Type.Object(
      { kind: Type.Literal('aggregate'), method: Method, nodes: Type.Optional(byCode(NodeRule)) },
      closed,
    ),
    Type.Object({ kind: Type.Literal('rank'), within: Type.Optional(RecipeCode) }, closed),
  ],
  { $id: 'RecipeStep' },
)

import { codeFormSchema } from './code-form.ts'

const code = { type: 'string', minLength: 1, maxLength: 200 } as const
const number = { type: 'number' } as const
const truth = { type: 'boolean' } as const
const codes = { type: 'array', items: code } as const

/** A schema of our own making: JSON that the validator compiles. */
export type Schema = { readonly [keyword: string]: unknown }

/** Objects of any names with values of one form. */
export function recordOf(values: Schema): Schema {
  return { type: 'object', propertyNames: { minLength: 1 }, additionalProperties: values }
}

/** An object with the members it must and the members it may have, and no others. */
export function objectOf(required: Schema, optional: Schema = {}): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  }
}

/** One of several forms, told apart by a member: faults are told of the form that is meant, not of all. */
export function oneBy(member: string, forms: Readonly<Record<string, Schema>>): Schema {
  return {
    type: 'object',
    properties: { [member]: { enum: Object.keys(forms) } },
    required: [member],
    allOf: Object.entries(forms).map(([name, schema]) => ({
      if: { properties: { [member]: { const: name } }, required: [member] },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: schema,
    })),
  }
}

/** The member by which a form is told apart. */
export function named(member: string, name: string): Schema {
  return { [member]: { const: name } }
}

const posts = objectOf({ best: number, worst: number })

const normalisation = oneBy('kind', {
  goalposts: objectOf({ ...named('kind', 'goalposts'), full: number, clamp: truth }),
  log_goalposts: objectOf({ ...named('kind', 'log_goalposts'), full: number, clamp: truth }),
  efficacy: objectOf({ ...named('kind', 'efficacy'), floor: number, clamp: truth }),
  target_distance: objectOf(named('kind', 'target_distance')),
  reference_distance: objectOf({ ...named('kind', 'reference_distance'), unit: code, clamp: truth }),
  min_max: objectOf({ ...named('kind', 'min_max'), from: number, to: number }),
  z_score: objectOf({ ...named('kind', 'z_score'), mean: number, deviation: number }),
  rank: objectOf(named('kind', 'rank')),
  percentile_rank: objectOf(named('kind', 'percentile_rank')),
  borda: objectOf(named('kind', 'borda')),
})

const aggregation = { enum: ['arithmetic', 'geometric', 'harmonic', 'copeland', 'mazziotta_pareto'] } as const

const nodeRule = objectOf(
  {},
  {
    method: aggregation,
    leastPresent: { type: 'integer', minimum: 1 },
    missing: oneBy('kind', {
      reweigh: objectOf(named('kind', 'reweigh')),
      missing: objectOf(named('kind', 'missing')),
      group_mean: objectOf({ ...named('kind', 'group_mean'), within: code }),
    }),
  },
)

const weigh = named('kind', 'weigh')
const fromValues = Object.fromEntries(
  ['entropy', 'critic', 'merec', 'principal_component'].map((method) => [
    method,
    objectOf({ ...weigh, ...named('method', method), nodes: { ...codes, minItems: 1 } }),
  ]),
)

const weighing = oneBy('method', {
  equal: objectOf({ ...weigh, ...named('method', 'equal') }),
  assigned: objectOf(
    { ...weigh, ...named('method', 'assigned'), weights: recordOf(number) },
    { sum: number },
  ),
  budget: objectOf({
    ...weigh,
    ...named('method', 'budget'),
    node: code,
    points: number,
    experts: { type: 'array', items: recordOf(number), minItems: 1 },
  }),
  pairs: objectOf(
    {
      ...weigh,
      ...named('method', 'pairs'),
      node: code,
      comparisons: { type: 'array', items: objectOf({ a: code, b: code, value: number }) },
      limit: number,
    },
    { randomIndex: { enum: ['saaty', 'donegan_dodd'] } },
  ),
  ...fromValues,
})

// A step, as `@duibiao/measures` runs it.
const recipeStepSchema: Schema = oneBy('kind', {
  select: objectOf({
    ...named('kind', 'select'),
    conditions: {
      type: 'array',
      minItems: 1,
      items: objectOf({
        attribute: code,
        is: { enum: ['equal', 'not_equal', 'at_least', 'at_most'] },
        value: { type: ['string', 'number'] },
      }),
    },
  }),
  screen: objectOf({ ...named('kind', 'screen'), leastShare: number }),
  divide: objectOf({
    ...named('kind', 'divide'),
    denominators: recordOf(objectOf({ attribute: code, scale: number })),
  }),
  fill: objectOf(
    { ...named('kind', 'fill'), method: { enum: ['mean', 'median', 'zero'] } },
    { within: code, indicators: codes },
  ),
  cap: objectOf({
    ...named('kind', 'cap'),
    limits: recordOf(objectOf({}, { least: number, most: number })),
  }),
  treat: objectOf(
    {
      ...named('kind', 'treat'),
      most: { type: 'integer', minimum: 0 },
      skewness: number,
      kurtosis: number,
    },
    { except: codes },
  ),
  normalise: objectOf(
    { ...named('kind', 'normalise'), method: normalisation },
    { goalposts: recordOf(posts), own: recordOf(normalisation) },
  ),
  round: objectOf({ ...named('kind', 'round'), decimals: { type: 'integer', minimum: 0 } }),
  weigh: weighing,
  aggregate: objectOf({ ...named('kind', 'aggregate'), method: aggregation }, { nodes: recordOf(nodeRule) }),
  rank: objectOf(named('kind', 'rank'), { within: code }),
})

const weight = { type: 'number', minimum: 0 } as const

/** JSON Schema of a file with a recipe and the columns of the table that it reads. */
export const recipeFileSchema: Schema = objectOf(
  {
    recipe: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' },
    version: { type: 'integer', minimum: 1 },
    table: objectOf(
      { unit: code },
      {
        codes: codeFormSchema,
        units: code,
        name: code,
        year: code,
        indicator: code,
        value: code,
        texts: recordOf(code),
        numbers: recordOf(code),
      },
    ),
  },
  {
    nodes: recordOf(objectOf({}, { parent: code, weight })),
    indicators: recordOf(
      objectOf({ direction: { enum: ['more', 'less'] } }, { column: code, parent: code, weight }),
    ),
    steps: { type: 'array', items: recipeStepSchema, minItems: 1 },
    uncertainties: {
      type: 'array',
      items: oneBy('kind', {
        weights: objectOf({ ...named('kind', 'weights'), share: number }, { codes }),
        switch: objectOf({
          ...named('kind', 'switch'),
          step: { type: 'integer', minimum: 1 },
          options: { type: 'array', items: recipeStepSchema, minItems: 1 },
        }),
      }),
    },
    counts: objectOf(
      { kind: { enum: ['proportion', 'rate'] }, better: { enum: ['higher', 'lower'] } },
      {
        numerator: code,
        denominator: code,
        score: code,
        fullMark: code,
        orders: code,
        group: code,
        enough: { type: 'integer', minimum: 1 },
        dispersion: { enum: ['none', 'additive', 'multiplicative'] },
      },
    ),
    characteristics: recordOf(
      objectOf({}, { column: code, per: code, weight, scale: { enum: ['plain', 'log'] } }),
    ),
  },
)

/**
 * What the district learns from matters of the pack whose category a person confirmed, so that it can suggest one for the
 * next (docs/reference/triage.md). The category is the variable of `listing`.
 */
export type TriageRule = {
  /** Variables with what people wrote, the one that says most in fewest words first. */
  readonly text: readonly string[]
  /** The code list of the categories there are; the columns that people see tell of them. Without it: those people chose. */
  readonly list?: string
  /** Parameter with the least share of the open matters of a category by which an office is suggested; without it any share counts. */
  readonly office?: string
  /** Parameters by which a model is trained anew. */
  readonly train: {
    /** Confirmed matters that came since the last training. */
    readonly after: string
    /** Days since the last training, where any came. */
    readonly days: string
    /** Share that is never learnt, by which models are compared: 0 to 0.5. */
    readonly held: string
    /** How much better a new model must be: points of macro-F1, 0 to 1. */
    readonly gain: string
    /** The newest confirmed matters, at most. */
    readonly most: string
  }
}

const variable = { type: 'string', pattern: '^[\\p{L}_][\\p{L}\\p{N}_]*$' } as const
const parameter = { type: 'string', pattern: '^[a-z][a-z0-9_]*$' } as const
const trainKeys = ['after', 'days', 'held', 'gain', 'most'] as const

/** JSON Schema of `triage` in pack.yaml. */
export const triageSchema = {
  type: 'object',
  properties: {
    text: { type: 'array', items: variable, minItems: 1, maxItems: 10, uniqueItems: true },
    list: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' },
    office: parameter,
    train: {
      type: 'object',
      properties: Object.fromEntries(trainKeys.map((key) => [key, parameter])),
      required: [...trainKeys],
      additionalProperties: false,
    },
  },
  required: ['text', 'train'],
  additionalProperties: false,
} as const

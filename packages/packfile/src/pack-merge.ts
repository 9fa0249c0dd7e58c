/** How a matter that was merged into another goes on by itself (撤销并案). */
export type MergeRule = {
  /** The answers by which it is merged, and the variable with the number of the matter that it is merged into. */
  readonly when: { readonly [variable: string]: string }
  readonly into: string
  /** The service task that tells its reporters of the merge: that is no answer. */
  readonly told: string
  /** Of the surviving matter: the variable with the matters merged into it, each with `matter`, `number` and `people`. */
  readonly list: string
  /** Of the surviving matter: true once those who reported it were answered; then nothing is merged or taken out. */
  readonly answered: string
  /** The message that takes one out; it brings `leaving` with its `matter` and the reason. */
  readonly undo: string
  /** The service that the surviving matter calls to have one go on by itself. */
  readonly service: string
  /** The element where it goes on. */
  readonly to: string
  /** The parameter with the time within which a merge can be undone. */
  readonly limit: string
}

const variable = { type: 'string', pattern: '^[\\p{L}_][\\p{L}\\p{N}_]*$' } as const
const element = { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$' } as const

/** JSON Schema of `report/merge` in pack.yaml. */
export const mergeSchema = {
  type: 'object',
  properties: {
    when: {
      type: 'object',
      propertyNames: { pattern: variable.pattern },
      additionalProperties: { type: 'string', minLength: 1 },
      minProperties: 1,
    },
    into: variable,
    told: element,
    list: variable,
    answered: variable,
    undo: { type: 'string', minLength: 1, maxLength: 200 },
    service: element,
    to: element,
    limit: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
  },
  required: ['when', 'into', 'told', 'list', 'answered', 'undo', 'service', 'to', 'limit'],
  additionalProperties: false,
} as const

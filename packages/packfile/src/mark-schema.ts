import { codeFormSchema } from './code-form.ts'
import { named, objectOf, oneBy, recordOf } from './recipe-schema.ts'
import type { Schema } from './recipe-schema.ts'

const text = { type: 'string', minLength: 1, maxLength: 200 } as const
const above = { type: 'number', exclusiveMinimum: 0 } as const
const share = { type: 'number', exclusiveMinimum: 0, maximum: 1 } as const
const codes = { type: 'array', items: text } as const

const condition = objectOf({
  fact: text,
  is: { enum: ['equal', 'not_equal', 'above', 'at_least', 'below', 'at_most'] },
  value: { type: ['string', 'number', 'boolean'] },
})
const conditions = { type: 'array', items: condition } as const
const some = { ...conditions, minItems: 1 } as const

const full = { ...recordOf(above), minProperties: 1 } as const
const points = { fact: text, each: above, most: above } as const
const facts = { texts: recordOf(text), numbers: recordOf(text), truths: recordOf(text) } as const

/** JSON Schema of a file with a mark sheet and the columns of the tables that it reads. */
export const markFileSchema: Schema = objectOf(
  {
    recipe: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' },
    version: { type: 'integer', minimum: 1 },
    table: objectOf({ unit: text }, { codes: codeFormSchema, name: text, group: text, ...facts }),
    items: {
      ...recordOf(
        oneBy('kind', {
          scored: objectOf({ ...named('kind', 'scored'), fact: text, target: above, full }),
          additive: objectOf({ ...named('kind', 'additive'), ...points }),
          deductive: objectOf({ ...named('kind', 'deductive'), ...points }),
          entries: objectOf({
            ...named('kind', 'entries'),
            eligible: conditions,
            amount: text,
            multipliers: { type: 'array', items: objectOf({ anyOf: some, factor: above }) },
            task: text,
            full,
            most: above,
          }),
        }),
      ),
      minProperties: 1,
    },
  },
  {
    entries: objectOf({ id: text, unit: text }, facts),
    flags: recordOf(
      oneBy('kind', {
        last: objectOf({
          ...named('kind', 'last'),
          count: { type: 'integer', minimum: 1 },
          // Nobody is named last by the place alone.
          when: some,
        }),
        veto: objectOf({ ...named('kind', 'veto'), when: some }),
      }),
    ),
    uncertainties: {
      type: 'array',
      items: oneBy('kind', {
        weights: objectOf({ ...named('kind', 'weights'), share }, { codes }),
        entries: objectOf({ ...named('kind', 'entries'), share: { ...share, maximum: 0.5 } }, { codes }),
      }),
    },
  },
)

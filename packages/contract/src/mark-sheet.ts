import { Type } from 'typebox'
import { RecipeCode } from './recipe-step.ts'

const closed = { additionalProperties: false } as const
const Short = Type.String({ minLength: 1, maxLength: 200 })
const Named = Type.Object({ zh: Short, en: Short }, closed)
const Points = Type.Number({ exclusiveMinimum: 0, maximum: 1e9 })
const Size = Type.Number({ exclusiveMinimum: 0, maximum: 1e15 })
const Said = Type.String({ maxLength: 200 })
const Real = Type.Number({ minimum: -1e15, maximum: 1e15 })

/** A fact that is looked at, and how it must stand to a value. A fact that is not known never holds. */
const MarkCondition = Type.Object(
  {
    fact: RecipeCode,
    is: Type.Enum(['equal', 'not_equal', 'above', 'at_least', 'below', 'at_most']),
    value: Type.Union([Said, Real, Type.Boolean()]),
  },
  closed,
)

const Conditions = Type.Array(MarkCondition, { minItems: 1, maxItems: 20 })
const line = { code: RecipeCode, name: Named } as const

const Full = Type.Record(RecipeCode, Points, {
  ...closed,
  minProperties: 1,
  description: 'Full marks by group, since groups may have scales of their own',
})

/** A line of a mark sheet. What each counts: docs/reference/measures.md. */
export const MarkItem = Type.Union(
  [
    Type.Object(
      { kind: Type.Literal('scored'), ...line, fact: RecipeCode, target: Size, full: Full },
      closed,
    ),
    Type.Object(
      { kind: Type.Literal('additive'), ...line, fact: RecipeCode, each: Points, most: Points },
      closed,
    ),
    Type.Object(
      { kind: Type.Literal('deductive'), ...line, fact: RecipeCode, each: Points, most: Points },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('entries'),
        ...line,
        eligible: Type.Array(MarkCondition, { maxItems: 20 }),
        amount: RecipeCode,
        multipliers: Type.Array(
          Type.Object(
            { anyOf: Conditions, factor: Type.Number({ exclusiveMinimum: 0, maximum: 100 }) },
            closed,
          ),
          { maxItems: 10 },
        ),
        task: RecipeCode,
        full: Full,
        most: Points,
      },
      closed,
    ),
  ],
  { $id: 'MarkItem' },
)

/** A reason for people to look at a unit. No mark, no rank and nothing else follows from it. */
export const MarkFlag = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('last'),
        ...line,
        count: Type.Integer({ minimum: 1, maximum: 1000 }),
        when: Conditions,
      },
      { ...closed, description: 'Among the last of its group, and only if its conditions hold' },
    ),
    Type.Object({ kind: Type.Literal('veto'), ...line, when: Conditions }, closed),
  ],
  { $id: 'MarkFlag' },
)

const Facts = Type.Record(RecipeCode, Type.Union([Said, Real, Type.Boolean(), Type.Null()]), closed)

/** What is marked: units with their facts, and what counts for them, each once. */
export const MarkTable = Type.Object(
  {
    units: Type.Array(Type.Object({ code: RecipeCode, group: RecipeCode, facts: Facts }, closed), {
      minItems: 1,
      maxItems: 100_000,
    }),
    entries: Type.Array(Type.Object({ id: RecipeCode, unit: RecipeCode, facts: Facts }, closed), {
      maxItems: 100_000,
    }),
  },
  { ...closed, $id: 'MarkTable' },
)

/** How the marks of a run came about: every line of every unit, with the entries that counted and those that did not. */
export const MarkDetail = Type.Object(
  {
    ceilings: Type.Record(Type.String(), Type.Number(), {
      description: 'The most that a unit can have, by group',
    }),
    units: Type.Array(
      Type.Object({
        unit: Type.String(),
        at_ceiling: Type.Boolean(),
        review: Type.Array(Type.String(), { description: 'Codes of the flags that ask people to look' }),
        items: Type.Array(
          Type.Object({
            code: Type.String(),
            marks: Type.Number(),
            entries: Type.Array(
              Type.Object({ id: Type.String(), amount: Type.Number(), factor: Type.Number() }),
            ),
            left_out: Type.Array(Type.String(), { description: 'Entries of the unit that did not count' }),
          }),
        ),
      }),
    ),
  },
  { $id: 'MarkDetail' },
)

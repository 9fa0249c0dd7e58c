import { Type } from 'typebox'
import type { Static } from 'typebox'
import { MarkFlag, MarkItem } from './mark-sheet.ts'
import { RecipeCode, RecipeStep } from './recipe-step.ts'
import { DateText } from './scalar.ts'

const closed = { additionalProperties: false } as const
const Short = Type.String({ minLength: 1, maxLength: 200 })
const Named = Type.Object({ zh: Short, en: Short }, closed)
const Weight = Type.Number({ minimum: -1e15, maximum: 1e15 })

/** Weights of a recipe, or full marks of a sheet, times 1 ± share. */
const WeightUncertainty = Type.Object(
  {
    kind: Type.Literal('weights'),
    share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
    codes: Type.Optional(Type.Array(RecipeCode, { maxItems: 1000 })),
  },
  closed,
)

/** Something about a recipe that could as well have been otherwise; ranks are drawn by chance over all of them. */
const RecipeUncertainty = Type.Union([
  WeightUncertainty,
  Type.Object(
    {
      kind: Type.Literal('switch'),
      step: Type.Integer({ minimum: 0, maximum: 49 }),
      options: Type.Array(RecipeStep, { minItems: 1, maxItems: 10 }),
    },
    closed,
  ),
])

/** The same about a sheet: its full marks, or each entry not counted with this chance. */
const MarkUncertainty = Type.Union([
  WeightUncertainty,
  Type.Object(
    {
      kind: Type.Literal('entries'),
      share: Type.Number({ exclusiveMinimum: 0, maximum: 0.5 }),
      codes: Type.Optional(Type.Array(RecipeCode, { maxItems: 1000 })),
    },
    closed,
  ),
])

/** How sure ranks are is drawn by chance from these. */
const drawn = {
  seed: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  runs: Type.Integer({ minimum: 0, maximum: 5000 }),
  points: Type.Integer({
    minimum: 0,
    maximum: 512,
    description: 'Of the sample by which each uncertainty is given its share of the spread; 0 for none',
  }),
} as const

/** What every recipe says, however it comes to scores. */
const common = {
  name: Named,
  purpose: Type.Object(
    {
      zh: Type.String({ minLength: 1, maxLength: 2000 }),
      en: Type.String({ minLength: 1, maxLength: 2000 }),
    },
    closed,
  ),
  period: Type.Object({ from: DateText, to: DateText }, closed),
  units: Type.Enum(['area', 'office', 'division'], {
    description: 'What is ranked; of a division the code is that of GB/T 2260 or GB/T 10114',
  }),
  bands: Type.Union(
    [
      Type.Object({ kind: Type.Literal('intervals') }, closed),
      Type.Object(
        {
          kind: Type.Literal('scores'),
          limits: Type.Array(Type.Object({ name: Named, least: Type.Number() }, closed), {
            minItems: 1,
            maxItems: 10,
          }),
        },
        closed,
      ),
    ],
    {
      description:
        'Units whose ranks the numbers cannot tell apart are one band; or bands by written limits of the score, the last of which takes what is left',
    },
  ),
  shown: Type.Optional(
    Type.Enum(['bands', 'ranks'], {
      default: 'bands',
      description: 'What is made known: the band of a unit, or its rank',
    }),
  ),
} as const

/** From observations by steps to an index. */
export const IndexContent = Type.Object(
  {
    ...common,
    indicators: Type.Array(
      Type.Object(
        {
          code: RecipeCode,
          name: Named,
          direction: Type.Enum(['more', 'less']),
          parent: RecipeCode,
          weight: Weight,
          source: Type.Enum(['entered', 'computed', 'imported'], {
            description: 'Entered by hand, computed from entries, or imported from statistics',
          }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 500 },
    ),
    nodes: Type.Array(
      Type.Object(
        { code: RecipeCode, name: Named, parent: Type.Optional(RecipeCode), weight: Weight },
        closed,
      ),
      { minItems: 1, maxItems: 200 },
    ),
    steps: Type.Array(RecipeStep, { minItems: 1, maxItems: 50 }),
    uncertainty: Type.Object({ ...drawn, of: Type.Array(RecipeUncertainty, { maxItems: 10 }) }, closed),
  },
  { ...closed, $id: 'IndexContent' },
)

/** From facts and entries to marks, line by line. */
export const MarkSheetContent = Type.Object(
  {
    kind: Type.Literal('marks'),
    ...common,
    items: Type.Array(MarkItem, { minItems: 1, maxItems: 200 }),
    flags: Type.Array(MarkFlag, { maxItems: 20 }),
    uncertainty: Type.Object({ ...drawn, of: Type.Array(MarkUncertainty, { maxItems: 10 }) }, closed),
  },
  { ...closed, $id: 'MarkSheetContent' },
)

/**
 * What a recipe says: the way to an index, or a sheet of marks. It has no place for people: what is ranked are areas, offices
 * or administrative divisions, and nothing follows from a rank. Faults are told of the form that is meant, not of both.
 */
export const RecipeContent = Type.Unsafe<Static<typeof IndexContent> | Static<typeof MarkSheetContent>>({
  $id: 'RecipeContent',
  type: 'object',
  if: { type: 'object', properties: { kind: { const: 'marks' } }, required: ['kind'] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: MarkSheetContent,
  else: IndexContent,
})

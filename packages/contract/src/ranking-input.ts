import { Type } from 'typebox'
import { AreaLevel } from './area.ts'
import { IndicatorPeriod } from './indicator-field.ts'
import { MarkTable } from './mark-sheet.ts'
import { RecipeCode } from './recipe-step.ts'

const closed = { additionalProperties: false } as const
const real = Type.Union([Type.Number(), Type.Null()])
const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })

/** Observations as they are handed in: a missing one is null and nothing else. */
export const RankingTable = Type.Object(
  {
    units: Type.Array(
      Type.Object(
        {
          code: RecipeCode,
          /** Groups are texts, denominators numbers. */
          attributes: Type.Optional(
            Type.Record(
              RecipeCode,
              Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Null()]),
              closed,
            ),
          ),
        },
        closed,
      ),
      { minItems: 1, maxItems: 100_000 },
    ),
    indicators: Type.Array(RecipeCode, { minItems: 1, maxItems: 1000 }),
    values: Type.Array(Type.Array(real), {
      maxItems: 100_000,
      description: 'A row for each unit, a cell for each indicator',
    }),
  },
  { ...closed, $id: 'RankingTable' },
)

/** From where observations come. */
export const RankingSource = Type.Union([
  Type.Object({ kind: Type.Literal('entered'), table: RankingTable }, closed),
  Type.Object(
    { kind: Type.Literal('facts'), table: MarkTable },
    { ...closed, description: 'For a mark sheet: facts of units, and entries that count for them' },
  ),
  Type.Object(
    {
      kind: Type.Literal('observed'),
      statistics: Type.Optional(
        Type.String({
          ...IndicatorPeriod,
          description: 'Year, quarter or month of imported values; the period of the recipe when not said',
        }),
      ),
      level: Type.Optional(AreaLevel),
      among: Type.Optional(Type.Array(RecipeCode, { minItems: 1, maxItems: 10_000 })),
      /** Values of the indicators that are entered by hand. */
      entered: Type.Optional(RankingTable),
    },
    { ...closed, description: 'What the district knows: computed from entries, imported, entered' },
  ),
  Type.Object(
    { kind: Type.Literal('kept'), input: hash },
    { ...closed, description: 'The table of an earlier run, by its hash' },
  ),
])

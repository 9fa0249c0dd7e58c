import { Type } from 'typebox'
import { RecipeCode } from './recipe-step.ts'
import { DateText, Id, InstantText, Name, Wording } from './scalar.ts'

const closed = { additionalProperties: false } as const
const count = Type.Integer({ minimum: 0 })
/** Of a zone, a stage or an objection in its race. */
export const RaceNumber = Type.Integer({ minimum: 1, maximum: 200 })
const number = RaceNumber
const amount = Type.Number({ minimum: 0, maximum: 1e15 })
const real = Type.Union([Type.Number({ minimum: -1e15, maximum: 1e15 }), Type.Null()])
const version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })

/** Where a stage of a race stands: `open` to objections, `reviewing` them, and only then made known. */
export const raceStageStates = ['planned', 'commenting', 'open', 'reviewing', 'known'] as const
/** `inadmissible` was not taken up, with the reason that the table of the pack gave. */
export const objectionStates = ['open', 'inadmissible', 'upheld', 'rejected'] as const

/** A value that is handed in: of a computed indicator what is above and below, of any other the value itself. */
export const RaceValue = Type.Object(
  {
    zone: number,
    indicator: RecipeCode,
    value: Type.Optional(real),
    numerator: Type.Optional(amount),
    denominator: Type.Optional(amount),
  },
  { ...closed, $id: 'RaceValue' },
)

/** Of a zone in a result. Ranks and scores only where the recipe makes ranks known. */
const RacePlace = Type.Object(
  {
    zone: number,
    /** Place of its band, from 0; null where the recipe could not rank it. */
    band: Type.Union([count, Type.Null()]),
    /** Other bands it may belong to. */
    also_in: Type.Array(count),
    /** The ranks it had in nine of ten runs by chance. */
    low: real,
    high: real,
    rank: Type.Optional(real),
    score: Type.Optional(real),
    tied: count,
    /** Indicators of which nothing is known. */
    missing: count,
    flags: Type.Array(Type.String()),
    /** Why it stands apart. */
    apart: Type.Optional(Type.String()),
    values: Type.Array(
      Type.Object({
        indicator: RecipeCode,
        value: real,
        numerator: Type.Optional(Type.Number()),
        denominator: Type.Optional(Type.Number()),
      }),
    ),
  },
  { $id: 'RacePlace' },
)

/** One result of a stage: the first, or what came of a correction. */
const RaceResult = Type.Object(
  {
    no: number,
    ranking: Id,
    input: hash,
    result: hash,
    at: InstantText,
    /** What is kept is what was computed by the recipe of the race: its digests say so. */
    is_sound: Type.Boolean(),
    bands: Type.Array(Type.Object({ name: Type.Optional(Wording), zones: count })),
    places: Type.Array(RacePlace),
    /** Of a correction: why, after which objection, and what was changed. */
    reason: Type.Optional(Type.String()),
    objection: Type.Optional(number),
    changes: Type.Array(
      Type.Object({ zone: number, indicator: RecipeCode, from: real, to: real }, { $id: 'RaceChange' }),
    ),
  },
  { $id: 'RaceResult' },
)

const RaceComment = Type.Object({
  zone: number,
  /** The leader who commented, as it was written down. */
  by: Type.String(),
  strengths: Type.String(),
  shortfalls: Type.String(),
  requirements: Type.String(),
})

const RaceStage = Type.Object(
  {
    no: number,
    name: Type.String(),
    from: DateText,
    to: DateText,
    state: Type.Enum([...raceStageStates]),
    data_note: Type.Optional(Type.String()),
    known_note: Type.Optional(Type.String()),
    evidence: Type.Array(Type.String(), {
      description: 'Ids of files; who may see the matter may open them',
    }),
    comments: Type.Array(RaceComment),
    /** The last one counts; before the time for objections only those who look over the district see any. */
    results: Type.Array(RaceResult),
    /** By when objections are to be raised, while that time runs. */
    until: Type.Optional(DateText),
  },
  { $id: 'RaceStage' },
)

export const RaceObjection = Type.Object(
  {
    no: number,
    zone: number,
    stage: number,
    text: Type.String(),
    at: InstantText,
    state: Type.Enum([...objectionStates]),
    /** Of one that was not taken up. */
    reason: Type.Optional(Type.String()),
    answer: Type.Optional(Type.String()),
  },
  { $id: 'RaceObjection' },
)

/** Where a zone stood in the stages whose results may be seen, by the last result of each. */
const RaceStanding = Type.Object(
  {
    zone: number,
    stages: Type.Array(
      Type.Object({
        stage: number,
        band: Type.Union([count, Type.Null()]),
        rank: Type.Optional(real),
        score: Type.Optional(real),
        /** Its score became another by a correction: why, and what stood there before. */
        corrected: Type.Optional(
          Type.Object({
            reason: Type.String(),
            band_before: Type.Union([count, Type.Null()]),
            score_before: Type.Optional(real),
          }),
        ),
      }),
    ),
    /** Stages that have a result, and none for this zone. */
    missing: Type.Array(number),
  },
  { $id: 'RaceStanding' },
)

const raceZone = {
  no: number,
  name: Type.String(),
  office: Name,
  office_name: Type.String(),
  /** Zones of a group are ranked among themselves where the recipe ranks within `group`. */
  group: Type.Optional(Type.String()),
  areas: Type.Array(Type.Object({ id: Name, name: Type.String() })),
  /** 一片一策 */
  policy: Type.String(),
}

/** A race in the form of a list. */
export const raceLine = {
  id: Id,
  number: Type.String(),
  name: Type.String(),
  status: Type.Enum(['open', 'suspended', 'completed', 'terminated', 'cancelled', 'failed']),
  lead_office: Name,
  lead_office_name: Type.String(),
  announced_at: InstantText,
  from: DateText,
  to: DateText,
  zones: count,
  stages: Type.Array(
    Type.Object({ no: number, name: Type.String(), state: Type.Enum([...raceStageStates]) }),
  ),
}

/** A race whole: zones with their policies, stages with results, commentary, objections and corrections. */
export const Race = Type.Object(
  {
    ...raceLine,
    zones: Type.Array(Type.Object(raceZone, { $id: 'RaceZone' })),
    stages: Type.Array(RaceStage),
    objections: Type.Array(RaceObjection),
    standings: Type.Array(RaceStanding),
    recipe: Type.Object({
      recipe: RecipeCode,
      version,
      hash,
      name: Wording,
      from: DateText,
      to: DateText,
      approved_at: Type.Optional(InstantText),
      shown: Type.Enum(['bands', 'ranks']),
      indicators: Type.Array(
        Type.Object({
          code: RecipeCode,
          name: Wording,
          source: Type.Enum(['entered', 'computed', 'imported']),
        }),
      ),
    }),
    /** Steps that wait for somebody. */
    steps: Type.Array(Type.Object({ element: Name, name: Wording })),
    /** What the asker may do here now. */
    allowed: Type.Array(Type.Enum(['count', 'correct', 'object'])),
    /** The numbers of the zones for which the asker may object. */
    own_zones: Type.Array(number),
  },
  { $id: 'Race' },
)

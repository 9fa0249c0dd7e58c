import { raceStandings } from '@duibiao/measures'
import type { RaceCorrection, RaceMark } from '@duibiao/measures'
import { readRankedTexts, sha256 } from '@duibiao/store'
import type { RankedTexts } from '@duibiao/store'
import type { AnswerOf, readRace } from '@duibiao/contract'
import { defined } from './defined.ts'
import type { HeldRace, RaceStageRecord, StageResultRecord } from './race-book.ts'
import { partNames, zoneCode } from './race-count.ts'
import type { ObservationTable, RankingOutcome } from './ranking-table.ts'
import type { Content } from './recipe-rule.ts'
import type { Tenant } from './tenant.ts'

type RaceAnswer = AnswerOf<typeof readRace>
type ResultLine = RaceAnswer['stages'][number]['results'][number]
type PlaceLine = ResultLine['places'][number]

/** A kept result of a race, held against the digests that its matter names. */
export interface KeptResult {
  readonly kept: StageResultRecord
  /** Undefined where what is kept is not what was computed for this race. */
  readonly found: { readonly table: ObservationTable; readonly outcome: RankingOutcome } | undefined
}

export type KeptStage = {
  readonly stage: RaceStageRecord
  readonly results: readonly KeptResult[]
}

/** What the rankings that a race names say, all in one statement. */
export async function readKept(
  { database, district }: Tenant,
  { race }: HeldRace,
  stages: readonly RaceStageRecord[],
): Promise<readonly KeptStage[]> {
  const ids = stages.flatMap(({ results }) => results.map(({ ranking }) => ranking)).filter(isId)
  const texts = new Map(
    (await readRankedTexts(database, district, ids)).map((one) => [one.ranking, one] as const),
  )
  return stages.map((stage) => ({
    stage,
    results: stage.results.map((kept) => ({
      kept,
      found: openTexts(texts.get(kept.ranking), kept, race.race_recipe.hash),
    })),
  }))
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

function openTexts(
  texts: RankedTexts | undefined,
  kept: StageResultRecord,
  recipeHash: string,
): KeptResult['found'] {
  if (texts === undefined || texts.recipeHash !== recipeHash) return undefined
  const isNamed = texts.inputDigest === kept.input && texts.resultDigest === kept.result
  const isWhole = sha256.digest(texts.input) === kept.input && sha256.digest(texts.result) === kept.result
  // What is kept was written as a table and its outcome.
  return isNamed && isWhole
    ? { table: JSON.parse(texts.input), outcome: JSON.parse(texts.result) }
    : undefined
}

/** A result on the wire; of one that is not sound nothing but its name. */
export function resultLine(
  race: HeldRace['race'],
  content: Content,
  { kept, found }: KeptResult,
): ResultLine {
  const { no, ranking, input, result, at, changes } = kept
  return {
    no,
    ranking,
    input,
    result,
    at,
    is_sound: found !== undefined,
    bands: found === undefined ? [] : bandLines(content, found.outcome),
    places:
      found === undefined
        ? []
        : race.race_zones.map((zone) => placeLine(zone.no, { ...found, isRanked: isRanked(content) })),
    changes: changes.map((one) => ({ ...one })),
    ...defined({ reason: kept.reason ?? undefined, objection: kept.objection ?? undefined }),
  }
}

function isRanked({ shown }: Content): boolean {
  return shown === 'ranks'
}

function bandLines({ bands }: Content, { units }: RankingOutcome): ResultLine['bands'] {
  const placed = units.flatMap(({ band }) => band ?? [])
  const count = bands.kind === 'scores' ? bands.limits.length : Math.max(-1, ...placed) + 1
  const names = bands.kind === 'scores' ? bands.limits.toSorted((one, other) => other.least - one.least) : []
  return Array.from({ length: count }, (_, band) => ({
    zones: placed.filter((one) => one === band).length,
    ...defined({ name: names[band]?.name }),
  }))
}

interface Placing {
  readonly table: ObservationTable
  readonly outcome: RankingOutcome
  readonly isRanked: boolean
}

/** Of a zone that the outcome does not name. */
const nowhere: Omit<PlaceLine, 'zone' | 'values'> = {
  band: null,
  also_in: [],
  low: null,
  high: null,
  tied: 0,
  missing: 0,
  flags: [],
}

function placeLine(zone: number, { table, outcome, isRanked: withRank }: Placing): PlaceLine {
  const code = zoneCode(zone)
  const found = outcome.units.find(({ unit }) => unit === code)
  const apart = outcome.apart.find(({ unit }) => unit === code)
  return {
    zone,
    ...(found === undefined ? nowhere : placedLine(found, withRank)),
    ...defined({ apart: apart?.reason }),
    values: valueLines(table, code),
  }
}

function placedLine(
  { band, also_in: also, interval, tied, missing, flags, rank, score }: RankingOutcome['units'][number],
  withRank: boolean,
): Omit<PlaceLine, 'zone' | 'values'> {
  return {
    band,
    also_in: [...also],
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    tied,
    missing,
    flags: [...flags],
    ...(withRank && { rank, score }),
  }
}

function valueLines(table: ObservationTable, code: string): PlaceLine['values'] {
  const row = table.units.findIndex((unit) => unit.code === code)
  const attributes = table.units[row]?.attributes ?? {}
  return table.indicators.map((indicator, column) => {
    const { above, below } = partNames(indicator)
    const [numerator, denominator] = [attributes[above], attributes[below]]
    return {
      indicator,
      value: table.values[row]?.[column] ?? null,
      ...defined({
        numerator: typeof numerator === 'number' ? numerator : undefined,
        denominator: typeof denominator === 'number' ? denominator : undefined,
      }),
    }
  })
}

/**
 * Where the zones stood in the stages that have a result. No total is made of several stages: how they count together stands in
 * no recipe; a stage over the whole period does.
 */
export function standingLines(
  { race_zones: zones }: HeldRace['race'],
  stages: readonly KeptStage[],
  content: Content,
): RaceAnswer['standings'] {
  const sound = stages.filter(({ results }) => results.at(-1)?.found !== undefined)
  const marks = sound.flatMap(({ stage, results }) => marksOf(stage, results[0]))
  const corrections = sound.flatMap(({ stage, results }) => correctionsOf(stage, results))
  const plan = {
    zones: zones.map(({ no, group }) => ({ code: zoneCode(no), group: group ?? '' })),
    stages: sound.map(({ stage }) => ({ code: String(stage.no), weight: 1 })),
  }
  const standings = raceStandings(plan, marks, corrections)
  if (standings.kind === 'refused') return []
  return zones.map(({ no }, row) => {
    const standing = standings.zones[row]
    return {
      zone: no,
      missing: standing?.missing.map(Number) ?? [],
      stages: sound.map(({ stage, results }) => {
        const held = standing?.stages.find((one) => one.stage === String(stage.no))
        const before = bandIn(results[0], no)
        return {
          stage: stage.no,
          band: bandIn(results.at(-1), no),
          ...(isRanked(content) && { rank: held?.rank ?? null, score: held?.score ?? null }),
          ...(held?.corrected !== undefined && {
            corrected: {
              reason: held.corrected.reason,
              band_before: before,
              ...(isRanked(content) && { score_before: held.corrected.from }),
            },
          }),
        }
      }),
    }
  })
}

function marksOf({ no }: RaceStageRecord, result: KeptResult | undefined): readonly RaceMark[] {
  return (result?.found?.outcome.units ?? []).flatMap(({ unit, score }) =>
    score === null ? [] : [{ stage: String(no), zone: unit, score }],
  )
}

/** Scores that became others, each with the reason of the correction that changed it. */
function correctionsOf(stage: RaceStageRecord, results: readonly KeptResult[]): readonly RaceCorrection[] {
  return results.flatMap((result, place) => {
    const before = new Map(marksOf(stage, results[place - 1]).map(({ zone, score }) => [zone, score]))
    return place === 0
      ? []
      : marksOf(stage, result).flatMap((mark) =>
          before.get(mark.zone) === mark.score ? [] : [{ ...mark, reason: result.kept.reason ?? '—' }],
        )
  })
}

function bandIn(result: KeptResult | undefined, zone: number): number | null {
  return result?.found?.outcome.units.find(({ unit }) => unit === zoneCode(zone))?.band ?? null
}

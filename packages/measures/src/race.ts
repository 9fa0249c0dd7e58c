import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { rankDown } from './recipe-step.ts'

/** A race of zones (赛马): who runs against whom, and the stages of its period with what each counts. */
export type RacePlan = {
  readonly zones: readonly { readonly code: string; readonly group: string }[]
  readonly stages: readonly { readonly code: string; readonly weight: number }[]
}

/** Score of a zone in a stage, from a frozen recipe; more is better. */
export type RaceMark = { readonly stage: string; readonly zone: string; readonly score: number }

/** What takes the place of a score after an objection, and why. The later one counts. */
export type RaceCorrection = RaceMark & { readonly reason: string }

/** Where a zone stood in one stage. */
export type StageStanding = {
  readonly stage: string
  readonly score: number | null
  readonly rank: number | null
  /** The score before the corrections, and the reason of the last. */
  readonly corrected?: { readonly from: number | null; readonly reason: string }
}

/** Where a zone stands after the stages held so far; ranks within its group, ties share the better one. */
export type ZoneStanding = {
  readonly zone: string
  readonly group: string
  readonly stages: readonly StageStanding[]
  /** Weighted mean of the stages held; null where one of them is missing, which `missing` names. */
  readonly total: number | null
  readonly rank: number | null
  readonly tied: number
  /** Places risen since the stage before; null where there is nothing to compare. */
  readonly risen: number | null
  readonly missing: readonly string[]
}

export type RaceStandings =
  | { readonly kind: 'done'; readonly held: readonly string[]; readonly zones: readonly ZoneStanding[] }
  | { readonly kind: 'refused'; readonly findings: readonly MeasureFinding[] }

/**
 * Standings of a race. A stage is held when any zone has a score in it; a zone that misses one has no total and no rank, since no
 * other stage says what it would have been.
 */
export function raceStandings(
  plan: RacePlan,
  marks: readonly RaceMark[],
  corrections: readonly RaceCorrection[],
): RaceStandings {
  const findings = [...checkPlan(plan), ...checkMarks(plan, marks, corrections)]
  if (findings.length > 0) return { kind: 'refused', findings }
  const scores = new Map([...marks, ...corrections].map((mark) => [keyOf(mark), mark.score]))
  const held = plan.stages.filter(({ code: stage }) =>
    plan.zones.some(({ code: zone }) => scores.has(keyOf({ stage, zone }))),
  )
  const now = totalsOf(plan, held, scores)
  const before = held.length < 2 ? undefined : totalsOf(plan, held.slice(0, -1), scores)
  const inStages = held.map(({ code }) => totalsOf(plan, [{ code, weight: 1 }], scores))
  const given = new Map(marks.map((mark) => [keyOf(mark), mark.score]))
  const changed = new Map(corrections.map((one) => [keyOf(one), one.reason]))
  return {
    kind: 'done',
    held: held.map(({ code }) => code),
    zones: plan.zones.map(({ code: zone, group }, row) => {
      const rank = now.ranks[row] ?? null
      const was = before?.ranks[row] ?? null
      return {
        zone,
        group,
        stages: held.map(({ code: stage }, place) => {
          const reason = changed.get(keyOf({ stage, zone }))
          const from = given.get(keyOf({ stage, zone })) ?? null
          return {
            stage,
            score: inStages[place]?.totals[row] ?? null,
            rank: inStages[place]?.ranks[row] ?? null,
            ...(reason === undefined ? {} : { corrected: { from, reason } }),
          }
        }),
        total: now.totals[row] ?? null,
        rank,
        tied: rank === null ? 0 : countTied(plan, now.ranks, row),
        risen: rank === null || was === null ? null : was - rank,
        missing: held.flatMap(({ code: stage }) => (scores.has(keyOf({ stage, zone })) ? [] : [stage])),
      }
    }),
  }
}

function keyOf({ stage, zone }: Pick<RaceMark, 'stage' | 'zone'>): string {
  return JSON.stringify([stage, zone])
}

type Totals = { readonly totals: readonly (number | null)[]; readonly ranks: readonly (number | null)[] }

function totalsOf(
  { zones }: RacePlan,
  stages: RacePlan['stages'],
  scores: ReadonlyMap<string, number>,
): Totals {
  const weights = stages.reduce((sum, { weight }) => sum + weight, 0)
  const totals = zones.map(({ code: zone }) => {
    const own = stages.map(({ code: stage, weight }) => weight * (scores.get(keyOf({ stage, zone })) ?? NaN))
    const total = own.reduce((sum, one) => sum + one, 0) / weights
    return Number.isNaN(total) ? null : total
  })
  const ranks = rankDown(
    Float64Array.from(totals, (total) => total ?? NaN),
    zones.map(({ group }) => group),
  )
  return { totals, ranks: [...ranks].map((rank) => (Number.isNaN(rank) ? null : rank)) }
}

function countTied({ zones }: RacePlan, ranks: Totals['ranks'], row: number): number {
  return ranks.filter(
    (rank, other) => other !== row && rank === ranks[row] && zones[other]?.group === zones[row]?.group,
  ).length
}

function checkPlan({ zones, stages }: RacePlan): readonly MeasureFinding[] {
  const zoneCodes = zones.map(({ code }) => code)
  const stageCodes = stages.map(({ code }) => code)
  return [
    ...(zones.length === 0 ? [errorAt('no_units', {})] : []),
    ...zoneCodes.flatMap((unit, place) =>
      zoneCodes.indexOf(unit) < place ? [errorAt('duplicate_unit', { unit })] : [],
    ),
    ...stages.flatMap(({ code: indicator, weight }, place) => [
      ...(stageCodes.indexOf(indicator) < place ? [errorAt('duplicate_indicator', { indicator })] : []),
      ...(Number.isFinite(weight) && weight > 0
        ? []
        : [errorAt('weight_not_usable', { indicator }, String(weight))]),
    ]),
  ]
}

function checkMarks(
  { zones, stages }: RacePlan,
  marks: readonly RaceMark[],
  corrections: readonly RaceCorrection[],
): readonly MeasureFinding[] {
  const known = new Set(zones.map(({ code }) => code))
  const stageCodes = new Set(stages.map(({ code }) => code))
  const keys = marks.map(keyOf)
  const seen = new Set<string>()
  return [
    ...[...marks, ...corrections].flatMap(({ stage, zone, score }) => {
      const place = { unit: zone, indicator: stage }
      return [
        ...(known.has(zone) && stageCodes.has(stage) ? [] : [errorAt('unknown_code', place)]),
        ...(Number.isFinite(score) ? [] : [errorAt('not_a_number', place, String(score))]),
      ]
    }),
    ...marks.flatMap(({ stage, zone }, at) => {
      const key = keys[at] ?? ''
      const again = seen.has(key)
      seen.add(key)
      return again ? [errorAt('entry_counted_twice', { unit: zone, indicator: stage })] : []
    }),
    ...corrections.flatMap(({ stage, zone, reason }) =>
      reason.trim() === '' ? [errorAt('reason_missing', { unit: zone, indicator: stage })] : [],
    ),
  ]
}

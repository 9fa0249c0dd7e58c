import { findRivals, projectCatchUp, splitGap, supposeGap } from '@duibiao/contract'
import type { AnswerOf, BodyOf } from '@duibiao/contract'
import { rivalsOf } from '@duibiao/measures'
import type { GapPart, RankedUnit, Rival } from '@duibiao/measures'
import { openBasis } from './gap-basis.ts'
import type { OpenBasis } from './gap-basis.ts'
import { projectPair } from './gap-split-catch-up.ts'
import { unknownOf } from './gap-split-work.ts'
import { loadTable, nameUnits } from './peer-observation.ts'
import type { PeerParts } from './peer-route.ts'
import { unitFault } from './peer-work.ts'
import { isFatal, recipeError } from './recipe-fault.ts'
import { refuseFor, tellFaults } from './recipe-refusal.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'

/** 差距: split into indicators, who stands next, what would be if, and when one catches up. */
export function makeGapRoutes(parts: PeerParts): readonly Route[] {
  return [
    route(splitGap, async (asking) => ({ value: await answerSplit(asking, parts) })),
    route(findRivals, async (asking) => ({ value: await answerRivals(asking, parts) })),
    route(supposeGap, async (asking) => ({ value: await suppose(asking, parts) })),
    route(projectCatchUp, async (asking) => ({ value: await projectPair(asking, parts.aside) })),
  ]
}

type Asked<Body> = Pick<Asking, 'tenant' | 'language'> & { readonly body: Body }

/**
 * The gap of two units, split into indicators.
 * @throws AppError those of `openBasis`, and `gap_refused` with every fault
 */
export async function answerSplit(
  asking: Asked<BodyOf<typeof splitGap>>,
  { rule, aside }: PeerParts,
): Promise<AnswerOf<typeof splitGap>> {
  const { tenant, body, language } = asking
  const { own, peer } = body
  const opened = await openBasis(asking, { basis: body.basis, needed: [own, peer] }, rule)
  const answer = await aside('split', { ...opened.order, own, peer })
  if (answer.kind === 'refused') throw refuseFor('gap_refused', answer.faults, language)
  const { gap, method, counting, faults } = answer
  const named = await nameUnits(tenant, opened, [own, peer])
  const values = valuesIn(opened, { own, peer })
  return {
    own: { ...named(own), score: gap.own },
    peer: { ...named(peer), score: gap.peer },
    has_scores: opened.hasScores,
    gap: gap.gap,
    method,
    period: opened.label,
    parts: gap.parts.map((part) => partLine(part, values, opened)),
    missing: opened.order.table.indicators.flatMap(({ code }) => {
      const of = counting.includes(code) ? missingOf(values(code)) : undefined
      return of === undefined ? [] : [{ ...indicatorLine(code, opened), of }]
    }),
    findings: tellFaults([...opened.faults, ...faults], language),
  }
}

function partLine(
  { indicator, own, peer, byScore, byCoverage, part }: GapPart,
  values: ReturnType<typeof valuesIn>,
  opened: OpenBasis,
): AnswerOf<typeof splitGap>['parts'][number] {
  const known = values(indicator)
  const direction = opened.order.table.indicators.find(({ code }) => code === indicator)?.direction
  return {
    ...indicatorLine(indicator, opened),
    ...(direction !== undefined && {
      better: direction === 'more' ? ('higher' as const) : ('lower' as const),
    }),
    own: own ?? null,
    peer: peer ?? null,
    own_value: known.own,
    peer_value: known.peer,
    by_score: byScore,
    by_coverage: byCoverage,
    part,
  }
}

function indicatorLine(indicator: string, { names }: OpenBasis) {
  const name = names.get(indicator)
  return { indicator, ...(name !== undefined && { name: { ...name } }) }
}

interface PairValues {
  readonly own: number | null
  readonly peer: number | null
}

/** The values of two units as they went in. */
function valuesIn(
  { order: { table } }: OpenBasis,
  { own, peer }: { readonly own: string; readonly peer: string },
): (indicator: string) => PairValues {
  const rows = new Map(table.units.map(({ code }, row) => [code, table.values[row]]))
  const columns = new Map(table.indicators.map(({ code }, column) => [code, column]))
  return (indicator) => {
    const column = columns.get(indicator) ?? -1
    return { own: rows.get(own)?.[column] ?? null, peer: rows.get(peer)?.[column] ?? null }
  }
}

function missingOf({ own, peer }: PairValues): 'own' | 'peer' | 'both' | undefined {
  if (own !== null && peer !== null) return undefined
  return own === null ? (peer === null ? 'both' : 'own') : 'peer'
}

/** Scores of units, the higher or the lower the better. */
interface Field {
  readonly scores: ReadonlyMap<string, number | undefined>
  readonly better: 'higher' | 'lower'
  readonly place: Parameters<typeof nameUnits>[1]
  readonly hasScores: boolean
  readonly findings: ReturnType<typeof tellFaults>
}

/**
 * Who stands next ahead and next behind.
 * @throws AppError those of `openBasis`, and `gap_refused` with every fault
 */
export async function answerRivals(
  asking: Asked<BodyOf<typeof findRivals>>,
  parts: PeerParts,
): Promise<AnswerOf<typeof findRivals>> {
  const { tenant, body, language } = asking
  const { unit, count = 3 } = body
  const field = await openField(asking, parts)
  if (!field.scores.has(unit)) throw refuseFor('gap_refused', [unitFault(unit)], language)
  const found = rivalsOf(field.scores, unit, { count, better: field.better })
  if (found === undefined) throw refuseFor('gap_refused', [noScoreFault(unit)], language)
  const own = field.scores.get(unit) ?? NaN
  const known = [...field.scores.values()].filter((score) => score !== undefined)
  const others = [...found.ahead, ...found.behind].map((one) => one.unit)
  const named = await nameUnits(tenant, field.place, [unit, ...others, ...found.level])
  function line({ unit: code, score, away }: Rival) {
    return { ...named(code), score, away }
  }
  return {
    unit: { ...named(unit), score: own },
    has_scores: field.hasScores,
    units: known.length,
    better_ones: known.filter((score) => (field.better === 'higher' ? score > own : score < own)).length,
    ahead: found.ahead.map(line),
    level: found.level.map(named),
    behind: found.behind.map(line),
    findings: field.findings,
  }
}

async function openField(
  asking: Asked<BodyOf<typeof findRivals>>,
  { rule, aside }: PeerParts,
): Promise<Field> {
  const { tenant, body, language } = asking
  const { basis, unit } = body
  if (basis.kind === 'values') {
    const { indicator, better } = basis
    const { table, faults } = await loadTable(tenant, { ...basis, indicators: [indicator] })
    if (faults.some(isFatal)) throw refuseFor('gap_refused', faults.filter(isFatal), language)
    const scores = new Map(table.units.map((code, row) => [code, table.values[row]?.[0] ?? undefined]))
    return { scores, better, place: basis, hasScores: true, findings: tellFaults(faults, language) }
  }
  const opened = await openBasis(asking, { basis, needed: [unit] }, rule)
  const answer = await aside('rank', opened.order)
  if (answer.kind === 'refused') throw refuseFor('gap_refused', answer.faults, language)
  const own = opened.groupOf(unit)
  const group = answer.ranking.filter((one) => opened.groupOf(one.unit) === own)
  return {
    scores: new Map(group.map((one) => [one.unit, one.score ?? undefined])),
    better: 'higher',
    place: opened,
    hasScores: opened.hasScores,
    findings: tellFaults([...opened.faults, ...answer.faults], language),
  }
}

function noScoreFault(unit: string) {
  return recipeError(`/units/${unit}`, 'score_missing', {
    zh: `单位“${unit}”没有得分`,
    en: `"${unit}" has no score`,
  })
}

/** Others that are told of a what-if. */
const mostMoved = 50

/** @throws AppError those of `openBasis`, and `gap_refused` with every fault */
async function suppose(
  asking: Asking<typeof supposeGap>,
  { rule, aside }: PeerParts,
): Promise<AnswerOf<typeof supposeGap>> {
  const { tenant, body, language } = asking
  const { unit, supposed } = body
  const opened = await openBasis(asking, { basis: body.basis, needed: [unit] }, rule)
  const strangers = unknownOf(opened.order, [unit])
  if (strangers.length > 0) throw refuseFor('gap_refused', strangers, language)
  const answer = await aside('suppose', { ...opened.order, supposed })
  if (answer.kind === 'refused') throw refuseFor('gap_refused', answer.faults, language)
  const moved = answer.changes.filter((one) => one.unit !== unit && one.change !== 0).slice(0, mostMoved)
  const named = await nameUnits(tenant, opened, [unit, ...moved.map((one) => one.unit)])
  const own = opened.groupOf(unit)
  return {
    unit: named(unit),
    units: answer.after.filter((one) => one.rank !== null && opened.groupOf(one.unit) === own).length,
    before: standingOf(answer.before, unit),
    after: standingOf(answer.after, unit),
    moved: moved.map(({ unit: code, ...change }) => ({ ...named(code), ...change })),
    findings: tellFaults([...opened.faults, ...answer.faults], language),
  }
}

function standingOf(ranking: readonly RankedUnit[], unit: string) {
  const found = ranking.find((one) => one.unit === unit)
  return { score: found?.score ?? null, rank: found?.rank ?? null }
}

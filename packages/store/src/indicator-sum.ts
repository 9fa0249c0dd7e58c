import { instantOf, parseLegalDate, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, LegalDate, MatterId } from '@duibiao/base'
import type { Queryable } from './database.ts'
import {
  casesStatement,
  countRevisionsStatement,
  latestStatement,
  observedStatement,
  officesStatement,
  revisionsStatement,
  unitsStatement,
  unitStatement,
} from './indicator-sum-statement.ts'
import type { Sight } from './matter-filter.ts'

/** A sum of cases. `part` is empty for what is counted, `pending`, or the id of an exclusion. */
export interface IndicatorSum {
  readonly unit: string
  readonly month: LegalDate
  readonly part: string
  readonly matters: number
  readonly numerator: number
  readonly denominator: number
}

/** Months from one to another, both counted, by their first days. */
export interface MonthSpan {
  readonly from: LegalDate
  readonly to: LegalDate
}

/** The sums of one unit by formulas, month by month. */
export async function listUnitSums(
  queryable: Queryable,
  district: DistrictId,
  { formula, unit, from, to }: MonthSpan & { readonly formula: number; readonly unit: string },
): Promise<readonly IndicatorSum[]> {
  return (await queryable.query<SumRow>(unitStatement, [district, formula, unit, from, to])).map(parseSum)
}

/** The sums of many units over some months together; `month` is the first of them. */
export async function listUnitsSums(
  queryable: Queryable,
  district: DistrictId,
  { formula, units, from, to }: MonthSpan & { readonly formula: number; readonly units: readonly string[] },
): Promise<readonly IndicatorSum[]> {
  return (await queryable.query<SumRow>(unitsStatement, [district, formula, units, from, to])).map(parseSum)
}

/** What was counted by some formulas for some units, month by month, without what was left out. */
export async function listObservedSums(
  queryable: Queryable,
  district: DistrictId,
  {
    formulas,
    units,
    from,
    to,
  }: MonthSpan & { readonly formulas: readonly number[]; readonly units: readonly string[] },
): Promise<readonly (IndicatorSum & { readonly formula: number })[]> {
  const values = [district, formulas, units, from, to]
  const rows = await queryable.query<SumRow & { readonly formula_id: number }>(observedStatement, values)
  return rows.map((row) => ({ ...parseSum(row), formula: row.formula_id }))
}

/** Ids of the offices that have cases in some months. */
export async function listCountedOffices(
  queryable: Queryable,
  district: DistrictId,
  { formula, from, to }: MonthSpan & { readonly formula: number },
): Promise<readonly string[]> {
  const rows = await queryable.query<{ readonly office: string }>(officesStatement, [
    district,
    formula,
    from,
    to,
  ])
  return rows.map(({ office }) => office)
}

/** Of each formula the newest month of the district before a day in which anything was counted. */
export async function listLatestSums(
  queryable: Queryable,
  district: DistrictId,
  { formulas, before }: { readonly formulas: readonly number[]; readonly before: LegalDate },
): Promise<readonly (IndicatorSum & { readonly formula: number })[]> {
  const rows = await queryable.query<SumRow & { readonly formula_id: number }>(latestStatement, [
    district,
    formulas,
    before,
  ])
  return rows.map((row) => ({ ...parseSum(row), formula: row.formula_id }))
}

/** A change of a month that was closed. */
export interface IndicatorRevision {
  readonly month: LegalDate
  readonly at: Instant
  readonly numeratorBefore: number
  readonly numeratorAfter: number
  readonly denominatorBefore: number
  readonly denominatorAfter: number
  /** Undefined where another formula came into force. `number` only where the asker may see the matter. */
  readonly matter: { readonly id: MatterId; readonly number: string | undefined } | undefined
}

export interface RevisionWish extends MonthSpan {
  readonly indicator: string
  readonly unit: string
}

/** Changes of closed months of a unit, the newest first. */
export async function listRevisions(
  queryable: Queryable,
  district: DistrictId,
  {
    indicator,
    unit,
    from,
    to,
    sight,
    limit,
  }: RevisionWish & { readonly sight: Sight; readonly limit: number },
): Promise<readonly IndicatorRevision[]> {
  const keys = sight.kind === 'district' ? null : sight.keys
  const parameters = [district, indicator, unit, from, to, keys, limit]
  return (await queryable.query<RevisionRow>(revisionsStatement, parameters)).map((row) => ({
    month: parseLegalDate(row.month),
    at: instantOf(row.at),
    numeratorBefore: row.numerator_before,
    numeratorAfter: row.numerator_after,
    denominatorBefore: row.denominator_before,
    denominatorAfter: row.denominator_after,
    matter:
      row.matter_id === null
        ? undefined
        : { id: parseMatterId(row.matter_id), number: row.number ?? undefined },
  }))
}

/** How often each month of a unit was changed after it was closed. */
export async function countRevisions(
  queryable: Queryable,
  district: DistrictId,
  { indicator, unit, from, to }: RevisionWish,
): Promise<ReadonlyMap<LegalDate, number>> {
  const rows = await queryable.query<{ readonly month: string; readonly revisions: number }>(
    countRevisionsStatement,
    [district, indicator, unit, from, to],
  )
  return new Map(rows.map(({ month, revisions }) => [parseLegalDate(month), revisions]))
}

/** Where a matter stands in a number. */
export type CasePart = 'numerator' | 'denominator' | 'missed' | 'excluded' | 'pending'

/** What one matter gives to an indicator. */
export interface IndicatorMatter {
  readonly matter: MatterId
  readonly at: Instant
  readonly part: string
  readonly numerator: number
  readonly denominator: number
}

export interface CaseWish extends MonthSpan {
  readonly formula: number
  readonly unit: string
  readonly sight: Sight
  readonly part: CasePart | undefined
  /** The id of an exclusion. */
  readonly reason: string | undefined
  /** The last matter of the page before. */
  readonly after: MatterId | undefined
  readonly limit: number
}

/** The matters behind a number that somebody may see, the newest first. */
export async function listCaseMatters(
  queryable: Queryable,
  district: DistrictId,
  { formula, unit, from, to, sight, part, reason, after, limit }: CaseWish,
): Promise<readonly IndicatorMatter[]> {
  const rows = await queryable.query<CaseRow>(casesStatement, [
    district,
    formula,
    from,
    to,
    unit,
    sight.kind === 'district' ? null : sight.keys,
    part ?? null,
    reason ?? null,
    after ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    limit,
  ])
  return rows.map(({ matter_id, at, part: own, numerator, denominator }) => ({
    matter: parseMatterId(matter_id),
    at: instantOf(at),
    part: own,
    numerator,
    denominator,
  }))
}

interface SumRow {
  readonly unit: string
  readonly month: string
  readonly part: string
  readonly matters: number
  readonly numerator: number
  readonly denominator: number
}

interface CaseRow {
  readonly matter_id: string
  readonly at: number
  readonly part: string
  readonly numerator: number
  readonly denominator: number
}

interface RevisionRow {
  readonly month: string
  readonly at: number
  readonly numerator_before: number
  readonly numerator_after: number
  readonly denominator_before: number
  readonly denominator_after: number
  readonly matter_id: string | null
  readonly number: string | null
}

function parseSum({ month, ...row }: SumRow): IndicatorSum {
  const { unit, part, matters, numerator, denominator } = row
  return { unit, month: parseLegalDate(month), part, matters, numerator, denominator }
}

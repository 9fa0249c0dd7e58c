import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable } from './database.ts'
import {
  listDefinitionsStatement,
  listRevisionsStatement,
  listSpansStatement,
  listValuesStatement,
  loadValuesStatement,
} from './statistic-statement.ts'

/** What the unit of a statistic is: an administrative division, or an area or office of the registry. */
export type StatisticUnits = 'division' | 'area' | 'office'

/** A value of an imported indicator with the cell it came from. */
export interface StatisticValue {
  readonly indicator: string
  /** Year, quarter or month. */
  readonly period: string
  readonly unit: string
  readonly value: number
  /** Row and column of the file, from 1. */
  readonly line: number
  readonly column: number
}

/** A value as it is kept. */
export interface KeptStatistic extends StatisticValue {
  /** Number of the import that brought it. */
  readonly import: number
}

export interface StatisticDefinition {
  readonly indicator: string
  readonly name: { readonly zh: string; readonly en: string }
  /** Unit of measure. */
  readonly measure: string
  readonly direction: 'more' | 'less' | 'none'
  readonly source: string
  readonly basis: string | undefined
}

/** What imported indicators are, by their codes. */
export async function listStatisticDefinitions(
  queryable: Queryable,
  district: DistrictId,
): Promise<readonly (StatisticDefinition & { readonly since: number })[]> {
  const rows = await queryable.query<DefinitionRow>(listDefinitionsStatement, [district])
  return rows.map(({ name_zh: zh, name_en: en, basis, ...row }) => ({
    ...row,
    name: { zh, en },
    basis: basis ?? undefined,
  }))
}

/** The first and the last period of an indicator that has values for a kind of unit. */
export interface StatisticSpan {
  readonly indicator: string
  readonly units: StatisticUnits
  readonly first: string
  readonly last: string
}

/** Of each indicator and kind of unit the first and the last period that has values. */
export async function listStatisticSpans(
  queryable: Queryable,
  district: DistrictId,
  indicators: readonly string[],
): Promise<readonly StatisticSpan[]> {
  return queryable.query<StatisticSpan>(listSpansStatement, [district, indicators])
}

/** Which values are wanted. */
export interface StatisticWish {
  readonly units: StatisticUnits
  readonly indicators: readonly string[]
  readonly periods: readonly string[]
  /** Codes of units; all that have values when not said. */
  readonly among?: readonly string[]
}

/** All values of some indicators and periods, by indicator, period and unit. */
export async function loadStatisticValues(
  queryable: Queryable,
  district: DistrictId,
  { units, indicators, periods, among }: StatisticWish,
): Promise<readonly KeptStatistic[]> {
  const values = [district, units, indicators, periods, among ?? null]
  return (await queryable.query<ValueRow>(loadValuesStatement, values)).map(parseValue)
}

/** What is wished for of a list of values. */
export interface StatisticListWish {
  readonly units: StatisticUnits
  readonly indicator: string
  readonly from: string
  readonly to: string
  readonly unit: string | undefined
  /** The last value of the page before. */
  readonly after: Pick<StatisticValue, 'period' | 'unit'> | undefined
  readonly limit: number
}

/** Values of one indicator, by period and unit, a page of them. */
export async function listStatisticValues(
  queryable: Queryable,
  district: DistrictId,
  { units, indicator, from, to, unit, after, limit }: StatisticListWish,
): Promise<readonly KeptStatistic[]> {
  const place = [after?.period ?? '', after?.unit ?? '']
  const values = [district, units, indicator, from, to, unit ?? null, ...place, limit]
  return (await queryable.query<ValueRow>(listValuesStatement, values)).map(parseValue)
}

/** A value that a later import changed, or that was withdrawn. */
export interface StatisticRevision {
  readonly revision: number
  readonly period: string
  readonly unit: string
  /** Undefined where the value had been withdrawn. */
  readonly before: number | undefined
  /** Undefined where the value was withdrawn. */
  readonly after: number | undefined
  /** Why it was withdrawn; undefined where an import changed it. */
  readonly reason: string | undefined
  readonly importBefore: number
  readonly importAfter: number
  readonly at: Instant
  readonly by: string
}

/** Changes of values of one indicator, the newest first. */
export async function listStatisticRevisions(
  queryable: Queryable,
  district: DistrictId,
  {
    units,
    indicator,
    unit,
    before,
    limit,
  }: Pick<StatisticListWish, 'units' | 'indicator' | 'unit' | 'limit'> & {
    readonly before: number | undefined
  },
): Promise<readonly StatisticRevision[]> {
  const values = [district, units, indicator, unit ?? null, before ?? Number.MAX_SAFE_INTEGER, limit]
  const rows = await queryable.query<RevisionRow>(listRevisionsStatement, values)
  return rows.map((row) => ({
    revision: row.revision_id,
    period: row.period,
    unit: row.unit,
    before: row.value_before ?? undefined,
    after: row.value_after ?? undefined,
    reason: row.reason ?? undefined,
    importBefore: row.import_before,
    importAfter: row.import_after,
    at: instantOf(row.at),
    by: row.by,
  }))
}

interface DefinitionRow {
  readonly indicator: string
  readonly since: number
  readonly name_zh: string
  readonly name_en: string
  readonly measure: string
  readonly direction: StatisticDefinition['direction']
  readonly source: string
  readonly basis: string | null
}

interface ValueRow {
  readonly indicator: string
  readonly period: string
  readonly unit: string
  readonly value: number
  readonly import: number
  readonly line: number
  readonly place: number
}

interface RevisionRow {
  readonly revision_id: number
  readonly period: string
  readonly unit: string
  readonly value_before: number | null
  readonly value_after: number | null
  readonly reason: string | null
  readonly import_before: number
  readonly import_after: number
  readonly at: number
  readonly by: string
}

function parseValue({ place: column, ...row }: ValueRow): KeptStatistic {
  return { ...row, column }
}

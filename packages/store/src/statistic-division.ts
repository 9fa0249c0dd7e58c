import type { DistrictId } from '@duibiao/base'
import type { Queryable } from './database.ts'
import { slicesOf } from './statistic-import.ts'
import {
  addDivisionsStatement,
  clearDivisionsStatement,
  divisionsWithValuesStatement,
  listDivisionsStatement,
  unknownDivisionsStatement,
} from './statistic-statement.ts'

/** An administrative division in the years in which its code holds; open where they are not said. */
export interface StatisticDivision {
  readonly code: string
  readonly name: string
  readonly parents: readonly string[]
  readonly from: number | undefined
  readonly to: number | undefined
  readonly successors: readonly string[]
}

/** Puts a list of divisions in the place of the one before. To be called in a transaction. */
export async function replaceStatisticDivisions(
  transaction: Queryable,
  district: DistrictId,
  divisions: readonly StatisticDivision[],
): Promise<void> {
  await transaction.execute(clearDivisionsStatement, [district])
  for (const rows of slicesOf(divisions)) {
    await transaction.execute(addDivisionsStatement, [
      district,
      rows.map(({ code }) => code),
      rows.map(({ from }) => from ?? 0),
      rows.map(({ to }) => to ?? null),
      rows.map(({ name }) => name),
      rows.map(({ parents }) => parents.join('\n')),
      rows.map(({ successors }) => successors.join('\n')),
    ])
  }
}

/** All divisions, by code and years. */
export async function listStatisticDivisions(
  queryable: Queryable,
  district: DistrictId,
): Promise<readonly StatisticDivision[]> {
  const rows = await queryable.query<DivisionRow>(listDivisionsStatement, [district])
  return rows.map(({ from_year: from, to_year: to, code, name, parents, successors }) => ({
    code,
    name,
    parents,
    from: from === 0 ? undefined : from,
    to: to ?? undefined,
    successors,
  }))
}

/** Those of some divisions of which values are kept. */
export async function listStatisticDivisionsWithValues(
  queryable: Queryable,
  district: DistrictId,
  codes: readonly string[],
): Promise<readonly string[]> {
  const rows = await queryable.query<{ readonly unit: string }>(divisionsWithValuesStatement, [
    district,
    codes,
  ])
  return rows.map(({ unit }) => unit)
}

/** Those of some codes that the list does not have. */
export async function listUnknownDivisions(
  queryable: Queryable,
  district: DistrictId,
  codes: readonly string[],
): Promise<readonly string[]> {
  const rows = await queryable.query<{ readonly code: string }>(unknownDivisionsStatement, [district, codes])
  return rows.map(({ code }) => code)
}

interface DivisionRow {
  readonly code: string
  readonly from_year: number
  readonly to_year: number | null
  readonly name: string
  readonly parents: readonly string[]
  readonly successors: readonly string[]
}

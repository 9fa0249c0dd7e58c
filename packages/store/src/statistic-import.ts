import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable } from './database.ts'
import { toTimestamp } from './parameter.ts'
import type { StatisticDefinition, StatisticUnits, StatisticValue } from './statistic.ts'
import {
  addDefinitionsStatement,
  addImportStatement,
  findFileImportStatement,
  findImportStatement,
  keepPlanStatement,
  keepValuesStatement,
  lastImportStatement,
  listImportsStatement,
  readPlanStatement,
} from './statistic-statement.ts'

/** What came of a file. */
export interface StatisticImport {
  readonly number: number
  readonly at: Instant
  readonly by: string
  readonly file: string
  readonly fileDigest: string
  readonly planDigest: string
  readonly units: StatisticUnits
  /** Of a workbook; empty where there is one sheet only. */
  readonly sheet: string
  readonly rows: number
  readonly unitsTold: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** JSON; an empty list in lists of imports. */
  readonly findings: string
}

/** An import as it is kept. */
export interface KeptImport extends StatisticImport {
  /** Of its values, how many were withdrawn since. */
  readonly withdrawn: number
}

/** Keeps the text of a plan under its digest; one that is there stays. */
export async function keepStatisticPlan(
  queryable: Queryable,
  district: DistrictId,
  plan: { readonly digest: string; readonly content: string; readonly now: Instant; readonly by: string },
): Promise<void> {
  const { digest, content, now, by } = plan
  await queryable.execute(keepPlanStatement, [district, digest, content, toTimestamp(now), by])
}

/** The text of a plan; undefined where none has the digest. */
export async function readKeptPlan(
  queryable: Queryable,
  district: DistrictId,
  digest: string,
): Promise<string | undefined> {
  const [row] = await queryable.query<{ readonly content: string }>(readPlanStatement, [district, digest])
  return row?.content
}

/** Number of the last import; 0 before the first. */
export async function readLastImport(queryable: Queryable, district: DistrictId): Promise<number> {
  const [row] = await queryable.query<{ readonly number: number }>(lastImportStatement, [district])
  return row?.number ?? 0
}

/**
 * Keeps an import with its definitions and values. Values that another import brought and that are not the same now leave
 * revisions. To be called in a transaction.
 * @throws AppError `row_exists` when another import has the number
 */
export async function addStatisticImport(
  transaction: Queryable,
  district: DistrictId,
  {
    done,
    definitions,
    values,
  }: {
    readonly done: StatisticImport
    readonly definitions: readonly StatisticDefinition[]
    readonly values: readonly StatisticValue[]
  },
): Promise<void> {
  await transaction.execute(addImportStatement, [district, ...parametersOf(done)])
  if (definitions.length > 0) {
    await transaction.execute(addDefinitionsStatement, [
      district,
      done.number,
      definitions.map(({ indicator }) => indicator),
      definitions.map(({ name }) => name.zh),
      definitions.map(({ name }) => name.en),
      definitions.map(({ measure }) => measure),
      definitions.map(({ direction }) => direction),
      definitions.map(({ source }) => source),
      definitions.map(({ basis }) => basis ?? ''),
    ])
  }
  for (const rows of slicesOf(values)) {
    await transaction.execute(keepValuesStatement, [
      district,
      done.units,
      done.number,
      rows.map(({ indicator }) => indicator),
      rows.map(({ period }) => period),
      rows.map(({ unit }) => unit),
      rows.map(({ value }) => value),
      rows.map(({ line }) => line),
      rows.map(({ column }) => column),
    ])
  }
}

function parametersOf(done: StatisticImport): readonly (string | number)[] {
  const { number, at, by, file, fileDigest, planDigest, units, sheet } = done
  const { rows, unitsTold, added, changed, unchanged, findings } = done
  const head = [number, toTimestamp(at), by, file, fileDigest, planDigest, units, sheet]
  return [...head, rows, unitsTold, added, changed, unchanged, findings]
}

/** One import with its findings; undefined where there is none. */
export async function findStatisticImport(
  queryable: Queryable,
  district: DistrictId,
  number: number,
): Promise<KeptImport | undefined> {
  const [row] = await queryable.query<ImportRow>(findImportStatement, [district, number])
  return row && parseImport(row)
}

/** The last import of a file by a plan; undefined where there is none. */
export async function findImportOfFile(
  queryable: Queryable,
  district: DistrictId,
  {
    fileDigest,
    planDigest,
    units,
    sheet,
  }: Pick<StatisticImport, 'fileDigest' | 'planDigest' | 'units' | 'sheet'>,
): Promise<KeptImport | undefined> {
  const values = [district, fileDigest, planDigest, units, sheet]
  const [row] = await queryable.query<ImportRow>(findFileImportStatement, values)
  return row && parseImport(row)
}

/** Imports before a number, the newest first, without their findings. */
export async function listImportsBefore(
  queryable: Queryable,
  district: DistrictId,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly KeptImport[]> {
  const values = [district, before ?? 2_147_483_647, limit]
  return (await queryable.query<ImportRow>(listImportsStatement, values)).map(parseImport)
}

/** Rows of one statement, so that none is longer than a message of the database should be. */
const rowsAtOnce = 10_000

/** Rows as statements take them. */
export function* slicesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce)
}

interface ImportRow {
  readonly number: number
  readonly at: number
  readonly by: string
  readonly file: string
  readonly file_digest: string
  readonly plan_digest: string
  readonly units: StatisticUnits
  readonly sheet: string
  readonly rows: number
  readonly units_told: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly findings: string
  readonly withdrawn: number
}

function parseImport({ file_digest, plan_digest, units_told, at, ...row }: ImportRow): KeptImport {
  return {
    ...row,
    at: instantOf(at),
    fileDigest: file_digest,
    planDigest: plan_digest,
    unitsTold: units_told,
  }
}

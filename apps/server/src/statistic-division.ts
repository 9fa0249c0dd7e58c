import { createHash } from 'node:crypto'
import { AppError } from '@duibiao/base'
import type { UnitEntry } from '@duibiao/measures'
import { plainUnitColumns, readStatisticsPlan } from '@duibiao/packfile'
import type { SheetFile } from '@duibiao/sheet'
import {
  listStatisticDivisions,
  listStatisticDivisionsWithValues,
  lockStatistics,
  replaceStatisticDivisions,
} from '@duibiao/store'
import type { Queryable, StatisticDivision } from '@duibiao/store'
import { readStatisticAside } from './statistic-aside.ts'
import { findingIn, isError, statisticFault } from './statistic-finding.ts'
import type { StatisticFinding } from './statistic-finding.ts'
import type { Tenant } from './tenant.ts'

/** A list of divisions that is to take the place of the one before. */
export interface DivisionRequest {
  readonly file: SheetFile
  readonly sheet?: string
  /** The text of a plan that names the columns of the list; the usual headers when not said. */
  readonly plan?: string
}

/** What would come of it. */
export interface PlannedDivisions {
  readonly divisions: readonly StatisticDivision[]
  /** Rows whose code is of another form. */
  readonly passed: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly findings: readonly StatisticFinding[]
  readonly digest: string
}

/** GB/T 2260 to the county, GB/T 10114 below it. */
const divisionCode = /^\d{6}(\d{3}|\d{6})?$/

/** Plans a list of divisions and writes nothing. @throws AppError of the reader of files */
export async function planDivisions(
  { database, district }: Pick<Tenant, 'database' | 'district'>,
  { file, sheet, plan: text }: DivisionRequest,
): Promise<PlannedDivisions> {
  const plan = text === undefined ? undefined : readStatisticsPlan(Buffer.from(text), 'plan')
  const read = await readStatisticAside<'divisions'>({
    kind: 'divisions',
    file,
    columns: plan?.units ?? plainUnitColumns,
    ...(sheet !== undefined && { sheet }),
  })
  const divisions = read.entries.map(divisionOf)
  const before = await listStatisticDivisions(database, district)
  const keys = new Set(divisions.map(keyOf))
  const old = new Map(before.map((one) => [keyOf(one), textOf(one)]))
  const codes = new Set(divisions.map(({ code }) => code))
  const gone = [...new Set(before.map(({ code }) => code))].filter((code) => !codes.has(code))
  const used = gone.length === 0 ? [] : await listStatisticDivisionsWithValues(database, district, gone)
  const known = divisions.filter((one) => old.has(keyOf(one)))
  const findings = [
    ...(plan?.findings ?? []).map((one) => findingIn('plan', one)),
    ...read.findings,
    ...divisions.flatMap((one, place) => checkDivision(one, read.lines[place] ?? 0)),
    ...findDoubles(divisions, read.lines),
    ...findOverlaps(divisions, read.lines),
    ...findLostSuccessors(divisions, read.lines),
    ...used.map((code) => statisticFault({ file: 'table' }, 'division_in_use', { text: code })),
    ...(divisions.length === 0 && !read.findings.some(isError)
      ? [statisticFault({ file: 'table' }, 'no_values')]
      : []),
  ]
  return {
    divisions,
    passed: read.passed,
    added: divisions.length - known.length,
    changed: known.filter((one) => old.get(keyOf(one)) !== textOf(one)).length,
    removed: before.filter((one) => !keys.has(keyOf(one))).length,
    findings,
    digest: digestOf(before, divisions),
  }
}

/**
 * Puts the list in the place of the one before; the same list twice changes nothing, also when both come at once. Of two other
 * lists at once the second is refused: whoever handed it in has not seen the first.
 * @returns whether anything changed
 * @throws AppError `statistics_refused` with an error, `statistics_changed` when the plan is not the one that was shown, or
 * another list or values of a code that goes have come since
 */
export async function applyDivisions(
  transaction: Queryable,
  { district }: Pick<Tenant, 'district'>,
  { planned, digest }: { readonly planned: PlannedDivisions; readonly digest: string | undefined },
): Promise<boolean> {
  const errors = planned.findings.filter(isError)
  if (errors.length > 0) throw new AppError('statistics_refused', { count: errors.length })
  await lockStatistics(transaction, district)
  const { divisions } = planned
  const before = await listStatisticDivisions(transaction, district)
  if (digestOf([], before) === digestOf([], sorted(divisions))) return false
  const isShown = digest === undefined || digest === planned.digest
  if (!isShown || digestOf(before, divisions) !== planned.digest) throw new AppError('statistics_changed')
  const kept = new Set(divisions.map(({ code }) => code))
  const gone = before.map(({ code }) => code).filter((code) => !kept.has(code))
  const used = gone.length === 0 ? [] : await listStatisticDivisionsWithValues(transaction, district, gone)
  if (used.length > 0) throw new AppError('statistics_changed')
  await replaceStatisticDivisions(transaction, district, divisions)
  return true
}

/** In the order in which they are kept. */
function sorted(divisions: readonly StatisticDivision[]): readonly StatisticDivision[] {
  return divisions.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

function divisionOf({ code, name, parents, from, to, successors = [] }: UnitEntry): StatisticDivision {
  return { code, name, parents, from, to, successors }
}

/** The same text for the same division. */
function textOf({ code, name, parents, from, to, successors }: StatisticDivision): string {
  return JSON.stringify([code, name, parents, from ?? null, to ?? null, successors])
}

function digestOf(before: readonly StatisticDivision[], after: readonly StatisticDivision[]): string {
  const hash = createHash('sha256')
  for (const one of before) hash.update(textOf(one)).update('\n')
  hash.update('\n')
  for (const one of after) hash.update(textOf(one)).update('\n')
  return hash.digest('hex')
}

function keyOf({ code, from = 0 }: StatisticDivision): string {
  return `${code} ${from}`
}

function checkDivision(
  { code, name, from, to }: StatisticDivision,
  row: number,
): readonly StatisticFinding[] {
  const at = { file: 'table', row } as const
  return [
    ...(divisionCode.test(code) ? [] : [statisticFault(at, 'code_malformed', { text: code })]),
    ...(name === '' ? [statisticFault(at, 'name_missing')] : []),
    ...(from !== undefined && to !== undefined && to < from
      ? [statisticFault(at, 'years_turned', { text: code })]
      : []),
  ]
}

function findDoubles(
  divisions: readonly StatisticDivision[],
  lines: readonly number[],
): readonly StatisticFinding[] {
  const seen = new Set<string>()
  return divisions.flatMap((one, place) => {
    const at = { file: 'table', row: lines[place] ?? 0 } as const
    const key = keyOf(one)
    const isDouble = seen.has(key)
    seen.add(key)
    return isDouble ? [statisticFault(at, 'division_doubled', { text: one.code })] : []
  })
}

/** Rows of one code that share a year: there the later one holds. */
function findOverlaps(
  divisions: readonly StatisticDivision[],
  lines: readonly number[],
): readonly StatisticFinding[] {
  const placed = divisions.map((one, place) => ({ ...one, row: lines[place] ?? 0 }))
  const byCode = Map.groupBy(placed, ({ code }) => code)
  return [...byCode.values()].flatMap((rows) => {
    const inOrder = rows.toSorted((one, other) => (one.from ?? 0) - (other.from ?? 0))
    return inOrder.flatMap(({ code, from = 0, row }, place) => {
      const before = inOrder[place - 1]
      const isShared = before !== undefined && from !== 0 && from <= (before.to ?? Infinity)
      if (!isShared || (before.from ?? 0) === from) return []
      return [statisticFault({ file: 'table', row }, 'years_shared', { text: code, year: from })]
    })
  })
}

/** Successors that the list does not have: what ceased leads nowhere. */
function findLostSuccessors(
  divisions: readonly StatisticDivision[],
  lines: readonly number[],
): readonly StatisticFinding[] {
  const known = new Set(divisions.map(({ code }) => code))
  return divisions.flatMap(({ successors }, place) =>
    successors
      .filter((code) => !known.has(code))
      .map((text) =>
        statisticFault({ file: 'table', row: lines[place] ?? 0 }, 'successor_unknown', { text }),
      ),
  )
}

import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, LegalDate, MatterId } from '@duibiao/base'
import type { Fact, MatterData, MatterState } from '@duibiao/kernel'
import type { Database, Queryable } from './database.ts'
import { parseBody } from './entry.ts'
import { replaceCasesStatement } from './indicator-case-statement.ts'
import { listFormulas } from './indicator-formula.ts'
import type { IndicatorFormula } from './indicator-formula.ts'
import {
  beginProgressStatement,
  changedStatement,
  dropCasesStatement,
  forgetStatement,
  keepBuildingStatement,
  keepProgressStatement,
  listPackMattersStatement,
  lockProgressStatement,
  readCountedStatement,
  readFactsStatement,
  readProgressStatement,
  reviseFormulaStatement,
  waitingStatement,
} from './indicator-statement.ts'
import { toTimestamp } from './parameter.ts'
import { parseData } from './transition.ts'

/** A matter as indicators are counted from it. */
export interface CountedMatter {
  readonly matter: MatterId
  readonly status: MatterState['status']
  readonly openedAt: Instant
  readonly endedAt: Instant | undefined
  readonly pack: string
  readonly process: string
  readonly category: string | undefined
  readonly urgency: string | undefined
  readonly colour: string | undefined
  readonly office: string | undefined
  readonly sights: readonly string[]
  readonly data: MatterData
  readonly entries: readonly { readonly at: Instant; readonly facts: readonly Fact[] }[]
}

/** What a matter gives to a formula. */
export interface CountedCase {
  readonly formula: number
  /** First day of the month it belongs to. */
  readonly month: LegalDate
  readonly at: Instant
  readonly part: string
  readonly numerator: number
  readonly denominator: number
  /** `d`, and the keys of areas and of the leading office; none has a blank. */
  readonly units: readonly string[]
}

/** A formula that is counted, and the first month that is still open by it; undefined records no revision. */
export interface OpenFormula {
  readonly formula: number
  readonly pack: string
  readonly openFrom: LegalDate | undefined
}

/** Counts one matter by the formulas given. */
export type CountMatter = (matter: CountedMatter, formulas: readonly OpenFormula[]) => readonly CountedCase[]

/** How counting goes on. */
export interface CountingWork {
  readonly formulas: readonly OpenFormula[]
  readonly count: CountMatter
  readonly now: Instant
}

interface Building extends Omit<CountingWork, 'formulas'> {
  readonly pack: string
  readonly formulas: readonly IndicatorFormula[]
  /** The first month that is open by each of them. */
  readonly openFrom: readonly LegalDate[]
  /** Matters of one transaction. */
  readonly limit: number
}

/** Up to where the entries were counted; undefined before the first time. */
export async function readCountProgress(
  queryable: Queryable,
  district: DistrictId,
): Promise<number | undefined> {
  const [row] = await queryable.query<{ readonly position: number }>(readProgressStatement, [district])
  return row?.position
}

/** Begins to follow the entries after a position, unless that has begun: what lies before it is counted when formulas are built. */
export async function beginCounting(
  queryable: Queryable,
  district: DistrictId,
  position: number,
): Promise<void> {
  await queryable.execute(beginProgressStatement, [district, position])
}

/** How many matters have entries that were not counted yet. */
export async function countWaiting(queryable: Queryable, district: DistrictId): Promise<number> {
  const counted = (await readCountProgress(queryable, district)) ?? 0
  const [row] = await queryable.query<{ readonly matters: number }>(waitingStatement, [
    district,
    counted,
    Number.MAX_SAFE_INTEGER,
  ])
  return row?.matters ?? 0
}

/**
 * Counts the matters again that the next entries belong to, in one transaction with the progress.
 * @param work.settled nothing at or below this position can appear any more
 * @returns whether there may be more
 */
export async function countChanges(
  database: Database,
  district: DistrictId,
  { settled, limit, ...work }: CountingWork & { readonly settled: number; readonly limit: number },
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [held] = await transaction.query<{ readonly position: number }>(lockProgressStatement, [district])
    const after = held?.position ?? 0
    if (after >= settled) return false
    const changed = await transaction.query<ChangedRow>(changedStatement, [district, after, settled, limit])
    const entries = changed.reduce((sum, row) => sum + row.entries, 0)
    const matters = changed.map((row) => parseMatterId(row.matter_id))
    await recount(transaction, district, { ...work, matters })
    const last = Math.max(after, ...changed.map((row) => row.position))
    await transaction.execute(keepProgressStatement, [district, entries < limit ? settled : last])
    return entries === limit
  })
}

/**
 * Goes on with the first count of formulas of one pack: some matters more, in the order of their ids, from where they stand by now.
 * @returns how many matters were counted; fewer than `limit` when all are
 */
export async function buildFormulas(
  database: Database,
  district: DistrictId,
  work: Building,
): Promise<number> {
  const { pack, limit, now } = work
  return database.transaction(async (transaction) => {
    await transaction.query(lockProgressStatement, [district])
    const { formulas, openFrom } = await stillBuilding(transaction, district, work)
    const ids = formulas.map(({ formula }) => formula)
    if (ids.length === 0) return 0
    const after = formulas.map(({ builtTo }) => builtTo ?? firstMatter).toSorted()[0] ?? firstMatter
    const rows = await transaction.query<{ readonly matter_id: string }>(listPackMattersStatement, [
      district,
      pack,
      after,
      limit,
    ])
    const matters = rows.map((row) => parseMatterId(row.matter_id))
    const open = formulas.map(({ formula }) => ({ formula, pack, openFrom: undefined }))
    await recount(transaction, district, { ...work, formulas: open, matters })
    const isDone = matters.length < limit
    await transaction.execute(keepBuildingStatement, [
      district,
      ids,
      matters.at(-1) ?? null,
      isDone ? toTimestamp(now) : null,
    ])
    if (isDone) {
      await transaction.execute(reviseFormulaStatement, [district, ids, openFrom, toTimestamp(now)])
      await transaction.execute(dropCasesStatement, [district, ids])
    }
    return matters.length
  })
}

/** Of some formulas those that another process did not finish or give up since, as they stand now, with their first open months. */
async function stillBuilding(
  transaction: Queryable,
  district: DistrictId,
  { formulas, openFrom }: Pick<Building, 'formulas' | 'openFrom'>,
): Promise<Pick<Building, 'formulas' | 'openFrom'>> {
  const months = new Map(formulas.map(({ formula }, place) => [formula, openFrom[place]]))
  const known = await listFormulas(transaction, district)
  const left = known.flatMap((one) => {
    const month = months.get(one.formula)
    const isLeft = month !== undefined && one.isCurrent && one.builtAt === undefined
    return isLeft ? [{ one, month }] : []
  })
  return { formulas: left.map(({ one }) => one), openFrom: left.map(({ month }) => month) }
}

/** Forgets all that follows from the entries, to count it anew; what was told before stays. */
export async function forgetIndicators(queryable: Queryable, district: DistrictId): Promise<void> {
  await queryable.execute(forgetStatement, [district])
}

const firstMatter = '00000000-0000-0000-0000-000000000000'

/** Counts matters by all formulas of their packs, in three statements whatever their number. */
async function recount(
  transaction: Queryable,
  district: DistrictId,
  { formulas, count, now, matters }: CountingWork & { readonly matters: readonly MatterId[] },
): Promise<void> {
  if (matters.length === 0 || formulas.length === 0) return
  const counted = (await readCounted(transaction, district, matters)).flatMap((matter) => {
    const own = formulas.filter(({ pack }) => pack === matter.pack)
    return own.length === 0
      ? []
      : count(matter, own).map((one) => ({ ...one, matter: matter.matter, units: one.units.join(' ') }))
  })
  await transaction.execute(replaceCasesStatement, [
    district,
    formulas.map(({ formula }) => formula),
    matters,
    counted.map(({ formula }) => formula),
    counted.map(({ matter }) => matter),
    counted.map(({ month }) => month),
    counted.map(({ at }) => toTimestamp(at)),
    counted.map(({ part }) => part),
    counted.map(({ numerator }) => numerator),
    counted.map(({ denominator }) => denominator),
    counted.map(({ units }) => units),
    formulas.map(({ openFrom }) => openFrom ?? null),
    toTimestamp(now),
  ])
}

async function readCounted(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly MatterId[],
): Promise<readonly CountedMatter[]> {
  const rows = await queryable.query<CountedRow>(readCountedStatement, [district, matters])
  const facts = await queryable.query<FactRow>(readFactsStatement, [district, matters])
  const byMatter = Map.groupBy(facts, (row) => row.matter_id)
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    status: row.status,
    openedAt: instantOf(row.opened_at),
    endedAt: row.ended_at === null ? undefined : instantOf(row.ended_at),
    pack: row.pack,
    process: row.process,
    category: row.category ?? undefined,
    urgency: row.urgency ?? undefined,
    colour: row.colour ?? undefined,
    office: row.office_id ?? undefined,
    sights: row.sights,
    data: row.data === null ? {} : parseData(row.data),
    entries: (byMatter.get(row.matter_id) ?? []).map(({ recorded_at, body }) => ({
      at: instantOf(recorded_at),
      facts: parseBody(body).facts,
    })),
  }))
}

interface ChangedRow {
  readonly matter_id: string
  readonly position: number
  readonly entries: number
}

interface CountedRow {
  readonly matter_id: string
  readonly status: MatterState['status']
  readonly opened_at: number
  readonly ended_at: number | null
  readonly pack: string
  readonly process: string
  readonly category: string | null
  readonly urgency: string | null
  readonly colour: string | null
  readonly office_id: string | null
  readonly sights: readonly string[]
  readonly data: string | null
}

interface FactRow {
  readonly matter_id: string
  readonly recorded_at: number
  readonly body: string
}

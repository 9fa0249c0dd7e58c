import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Database, Queryable, Statement } from './database.ts'
import { lockProgressStatement } from './indicator-statement.ts'
import { toTimestamp } from './parameter.ts'

/** A version of an indicator, as it is or was counted in a district. */
export interface IndicatorFormula {
  readonly formula: number
  /** `{pack}.{name}` */
  readonly indicator: string
  readonly version: string
  readonly pack: string
  readonly since: Instant
  /** The matter up to which it was counted at first; undefined before the first. */
  readonly builtTo: string | undefined
  /** Undefined until all matters that were there were counted. */
  readonly builtAt: Instant | undefined
  /** Whether it is followed now. */
  readonly isCurrent: boolean
}

/** An indicator that is to be followed. */
export type WantedFormula = Pick<IndicatorFormula, 'indicator' | 'version' | 'pack'>

/** All formulas of a district, the oldest first. */
export async function listFormulas(
  queryable: Queryable,
  district: DistrictId,
): Promise<readonly IndicatorFormula[]> {
  const rows = await queryable.query<FormulaRow>(listFormulasStatement, [district])
  return rows.map((row) => ({
    formula: row.formula_id,
    indicator: row.indicator,
    version: row.version,
    pack: row.pack,
    since: instantOf(row.since),
    builtTo: row.built_to ?? undefined,
    builtAt: row.built_at === null ? undefined : instantOf(row.built_at),
    isCurrent: row.is_current,
  }))
}

/** Whether just these formulas are followed. */
export function isFollowed(known: readonly IndicatorFormula[], wanted: readonly WantedFormula[]): boolean {
  const current = known.filter(({ isCurrent }) => isCurrent)
  return (
    current.length === wanted.length &&
    wanted.every((one) =>
      current.some(({ indicator, version }) => indicator === one.indicator && version === one.version),
    )
  )
}

/**
 * Follows these formulas from now on and no others. One that was never followed, or was given up, begins anew. Counting has begun:
 * its row is the turn that processes wait for.
 */
export async function followFormulas(
  database: Database,
  district: DistrictId,
  { wanted, now }: { readonly wanted: readonly WantedFormula[]; readonly now: Instant },
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(lockProgressStatement, [district])
    const known = await listFormulas(transaction, district)
    const current = known.filter(({ isCurrent }) => isCurrent)
    function isSame(one: WantedFormula, other: WantedFormula): boolean {
      return one.indicator === other.indicator && one.version === other.version
    }
    const ended = current.filter((one) => !wanted.some((other) => isSame(one, other)))
    const added = wanted.filter((one) => !current.some((other) => isSame(one, other)))
    if (ended.length > 0)
      await transaction.execute(endFormulasStatement, [district, ended.map(({ formula }) => formula)])
    if (added.length === 0) return
    const last = known.at(-1)?.formula ?? 0
    await transaction.execute(addFormulasStatement, [
      district,
      added.map((_, place) => last + place + 1),
      added.map(({ indicator }) => indicator),
      added.map(({ version }) => version),
      added.map(({ pack }) => pack),
      toTimestamp(now),
    ])
  })
}

interface FormulaRow {
  readonly formula_id: number
  readonly indicator: string
  readonly version: string
  readonly pack: string
  readonly since: number
  readonly built_to: string | null
  readonly built_at: number | null
  readonly is_current: boolean
}

const listFormulasStatement: Statement = {
  name: 'list_indicator_formulas',
  text: `select formula_id, indicator, version, pack, since, built_to, built_at, is_current
from indicator_formula
where district_id = $1
order by formula_id`,
}

const endFormulasStatement: Statement = {
  name: 'end_indicator_formulas',
  text: `update indicator_formula
set is_current = false
where district_id = $1
  and formula_id = any($2::int[])`,
}

const addFormulasStatement: Statement = {
  name: 'add_indicator_formulas',
  text: `insert into indicator_formula (district_id, formula_id, indicator, version, pack, since, is_current)
select $1, formula_id, indicator, version, pack, $6::timestamptz, true
from unnest($2::int[], $3::text[], $4::text[], $5::text[]) as given(formula_id, indicator, version, pack)`,
}

/** For review: `packages/store/emitted`. */
export const indicatorFormulaStatements: readonly Statement[] = [
  listFormulasStatement,
  endFormulasStatement,
  addFormulasStatement,
]

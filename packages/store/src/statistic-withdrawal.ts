import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'
import type { StatisticValue } from './statistic.ts'

/** Values of an import that are withdrawn, with the reason. */
export interface StatisticWithdrawal {
  readonly import: number
  readonly at: Instant
  readonly by: string
  readonly reason: string
  /** How many. */
  readonly withdrawn: number
}

/** A value of an import. */
export type StatisticSpot = Pick<StatisticValue, 'indicator' | 'period' | 'unit'>

/** Locks what a list of divisions, an import and a withdrawal rest on, until the transaction ends. */
export async function lockStatistics(transaction: Queryable, district: DistrictId): Promise<void> {
  await transaction.query(lockStatisticsStatement, [district])
}

/**
 * Withdraws values of an import that stand, all of them when `only` is not said; each leaves a revision. To be called in a
 * transaction that holds the lock of the statistics.
 * @returns how many were withdrawn
 */
export async function withdrawStatistics(
  transaction: Queryable,
  district: DistrictId,
  {
    only,
    ...told
  }: Omit<StatisticWithdrawal, 'withdrawn'> & { readonly only: readonly StatisticSpot[] | undefined },
): Promise<number> {
  const [row] = await transaction.query<{ readonly withdrawn: number }>(withdrawValuesStatement, [
    district,
    told.import,
    only?.map(({ indicator }) => indicator) ?? null,
    only?.map(({ period }) => period) ?? null,
    only?.map(({ unit }) => unit) ?? null,
  ])
  const { withdrawn = 0 } = row ?? {}
  const { import: number, at, by, reason } = told
  if (withdrawn > 0) {
    const values = [district, number, toTimestamp(at), by, reason, withdrawn]
    await transaction.execute(addWithdrawalStatement, values)
  }
  return withdrawn
}

/** Number of the last withdrawal; 0 before the first. */
export async function readLastWithdrawal(queryable: Queryable, district: DistrictId): Promise<number> {
  const [row] = await queryable.query<{ readonly number: number }>(lastWithdrawalStatement, [district])
  return row?.number ?? 0
}

/** How many values of an import stand. */
export async function countStandingStatistics(
  queryable: Queryable,
  district: DistrictId,
  number: number,
): Promise<number> {
  const [row] = await queryable.query<{ readonly standing: number }>(countStandingStatement, [
    district,
    number,
  ])
  return row?.standing ?? 0
}

/** What was withdrawn of an import, in the order in which it was. */
export async function listStatisticWithdrawals(
  queryable: Queryable,
  district: DistrictId,
  number: number,
): Promise<readonly StatisticWithdrawal[]> {
  const rows = await queryable.query<Omit<StatisticWithdrawal, 'at'> & { readonly at: number }>(
    listWithdrawalsStatement,
    [district, number],
  )
  return rows.map((row) => ({ ...row, at: instantOf(row.at) }))
}

// The letters "stat": no other lock of two keys begins with them.
const statisticLock = 1_937_006_964

const lockStatisticsStatement: Statement = {
  name: 'lock_statistics',
  text: `select pg_advisory_xact_lock(${statisticLock}, $1::int)::text as locked`,
}

/** The number that the withdrawal will have is taken here: whoever comes at the same time waits for the lock. */
const withdrawValuesStatement: Statement = {
  name: 'withdraw_statistic_values',
  text: `with next as (
  select coalesce(max(number), 0)::int + 1 as number
  from statistic_withdrawal
  where district_id = $1
), withdrawn as (
  update statistic_value
  set value = null,
    withdrawal = next.number
  from next
  where statistic_value.district_id = $1
    and statistic_value.import = $2
    and statistic_value.value is not null
    and ($3::text[] is null or (statistic_value.indicator, statistic_value.period, statistic_value.unit) in (
      select spot.indicator, spot.period, spot.unit
      from unnest($3::text[], $4::text[], $5::text[]) as spot (indicator, period, unit)
    ))
  returning statistic_value.unit
)
select count(*)::int as withdrawn
from withdrawn`,
}

const lastWithdrawalStatement: Statement = {
  name: 'read_last_statistic_withdrawal',
  text: `select coalesce(max(number), 0)::int as number
from statistic_withdrawal
where district_id = $1`,
}

const addWithdrawalStatement: Statement = {
  name: 'add_statistic_withdrawal',
  text: `insert into statistic_withdrawal (district_id, number, import, at, by, reason, withdrawn)
select $1::int, coalesce(max(number), 0) + 1, $2::int, $3::timestamptz, $4::text, $5::text, $6::int
from statistic_withdrawal
where district_id = $1`,
}

const countStandingStatement: Statement = {
  name: 'count_standing_statistics',
  text: `select count(*)::int as standing
from statistic_value
where district_id = $1
  and import = $2
  and value is not null`,
}

const listWithdrawalsStatement: Statement = {
  name: 'list_statistic_withdrawals',
  text: `select import, at, by, reason, withdrawn
from statistic_withdrawal
where district_id = $1
  and import = $2
order by number`,
}

/** For review: `packages/store/emitted`. */
export const statisticWithdrawalStatements: readonly Statement[] = [
  lockStatisticsStatement,
  withdrawValuesStatement,
  lastWithdrawalStatement,
  addWithdrawalStatement,
  countStandingStatement,
  listWithdrawalsStatement,
]

import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** How often something may be asked. */
export interface RateRule {
  readonly limit: number
  /** Milliseconds. */
  readonly period: number
}

/**
 * Counts one asking under a key, across all processes of the installation.
 * @returns undefined when it is within the rule, else the instant from which on it may be asked again
 */
export async function countRate(
  queryable: Queryable,
  district: DistrictId,
  { key, rule, now }: { readonly key: string; readonly rule: RateRule; readonly now: Instant },
): Promise<Instant | undefined> {
  const [row] = await queryable.query<{ readonly period_at: number; readonly count: number }>(
    countRateStatement,
    [district, key, toTimestamp(now), toTimestamp(instantOf(now - rule.period))],
  )
  if (row === undefined || row.count <= rule.limit) return undefined
  return instantOf(row.period_at + rule.period)
}

/** Forgets what is counted under a key, as after a proof that succeeded. */
export async function forgetRate(queryable: Queryable, district: DistrictId, key: string): Promise<void> {
  await queryable.execute(forgetRateStatement, [district, key])
}

/** Takes one asking back that turned out well: only those that did not go on counting. */
export async function uncountRate(queryable: Queryable, district: DistrictId, key: string): Promise<void> {
  await queryable.execute(uncountRateStatement, [district, key])
}

/** Forgets what is counted under all keys with a beginning. @returns how many there were */
export async function forgetRates(
  queryable: Queryable,
  district: DistrictId,
  beginning: string,
): Promise<number> {
  return queryable.execute(forgetRatesStatement, [district, beginning])
}

/** Clears counts of periods that began before an instant. @returns how many there were */
export async function clearRates(
  queryable: Queryable,
  district: DistrictId,
  before: Instant,
): Promise<number> {
  return queryable.execute(clearRatesStatement, [district, toTimestamp(before)])
}

const countRateStatement: Statement = {
  name: 'count_rate',
  text: `insert into rate (district_id, key, period_at, count)
values ($1, $2, $3, 1)
on conflict (district_id, key) do update
set period_at = case when rate.period_at > $4 then rate.period_at else excluded.period_at end,
  count = case when rate.period_at > $4 then rate.count + 1 else 1 end
returning period_at, count`,
}

const forgetRateStatement: Statement = {
  name: 'forget_rate',
  text: `delete from rate
where district_id = $1
  and key = $2`,
}

const uncountRateStatement: Statement = {
  name: 'uncount_rate',
  text: `update rate
set count = count - 1
where district_id = $1
  and key = $2
  and count > 1`,
}

const forgetRatesStatement: Statement = {
  name: 'forget_rates',
  text: `delete from rate
where district_id = $1
  and starts_with(key, $2)`,
}

const clearRatesStatement: Statement = {
  name: 'clear_rates',
  text: `delete from rate
where district_id = $1
  and period_at < $2`,
}

/** For review: `packages/store/emitted`. */
export const rateStatements: readonly Statement[] = [
  countRateStatement,
  forgetRateStatement,
  uncountRateStatement,
  forgetRatesStatement,
  clearRatesStatement,
]

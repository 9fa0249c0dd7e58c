import { instantOfMatterId } from '@duibiao/base'
import type { Instant, LegalDate, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/**
 * What came of archiving a month: done, or why not. `absent`: it has no part of its own, or was archived before; `busy`:
 * others held the record too long; `open`: a matter opened in it has not ended; `unsealed`: a checkpoint is missing.
 */
export type MonthArchiving = 'archived' | 'absent' | 'busy' | 'open' | 'unsealed'

/**
 * Sees to it that the record has a part for the month (UTC) of an instant and for some months after it.
 * @returns false when a part could not be made: then the entries of matters opened in that month go into the net
 */
export async function addEntryMonths(queryable: Queryable, at: Instant, ahead = 0): Promise<boolean> {
  const parameters = [toTimestamp(at), ahead]
  const [row] = await queryable.query<{ readonly done: boolean }>(addMonthsStatement, parameters)
  return row?.done === true
}

/**
 * Takes the entries of all matters that were opened in the month (UTC) of a day out of the daily work, as a whole: nothing
 * is copied and nothing deleted. They are read, exported and verified as before (decision 0029).
 */
export async function archiveEntryMonth(queryable: Queryable, day: LegalDate): Promise<MonthArchiving> {
  const [row] = await queryable.query<{ readonly outcome: MonthArchiving }>(archiveMonthStatement, [day])
  return row?.outcome ?? 'absent'
}

/**
 * Makes a function that adds the month of a new matter before its first entry is written: one more statement a month.
 * When the month cannot have a part, nobody is refused: the net takes the entries. A database that does not answer is told
 * as by any statement, so that no outage sends a whole month into the net.
 */
export function makeMonthKeeper(queryable: Queryable): (matter: MatterId) => Promise<void> | undefined {
  const known = new Map<number, Promise<void> | undefined>()
  async function add(at: Instant, month: number): Promise<void> {
    try {
      await addEntryMonths(queryable, at)
      known.set(month, undefined)
    } catch (error) {
      known.delete(month)
      throw error
    }
  }
  return (matter) => {
    const at = instantOfMatterId(matter)
    const month = monthOf(at)
    if (!known.has(month)) known.set(month, add(at, month))
    return known.get(month)
  }
}

/** Months since the year 0, in UTC. */
function monthOf(at: Instant): number {
  const day = new Date(at)
  return day.getUTCFullYear() * 12 + day.getUTCMonth()
}

export const addMonthsStatement: Statement = {
  name: 'add_entry_months',
  text: `select bool_and(add_entry_month((
    date_trunc('month', $1::timestamptz at time zone 'UTC') + step * interval '1 month'
  )::date)) as done
from generate_series(0, $2::int) as step`,
}

export const archiveMonthStatement: Statement = {
  name: 'archive_entry_month',
  text: `select archive_entry_month($1::date) as outcome`,
}

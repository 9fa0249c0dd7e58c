import { millisecondsPerDay } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'

/** What is kept how long. Durations in milliseconds. */
export interface RetentionRule {
  /** How long a command given again under its key gets the same receipt, on the clock of the database. */
  readonly receiptSpan: number
  /** Receipts looked at by one statement. */
  readonly batch: number
  /** How long audit events are kept; the database keeps them for six months whatever stands here. */
  readonly auditSpan: number
  /** Months for which the record has a part ahead of time. */
  readonly monthsAhead: number
}

/**
 * Thirty days: nobody asks again that late except by hand, and two weeks of holidays pass with room to spare. A statement
 * over 5,000 receipts takes some 20 ms.
 */
export const retentionRule: RetentionRule = {
  receiptSpan: 30 * millisecondsPerDay,
  batch: 5_000,
  auditSpan: 366 * millisecondsPerDay,
  monthsAhead: 2,
}

/**
 * Clears the receipts of a district that are older than the span, batch by batch in the order of their keys. Those stay
 *
 * - of commands that opened a matter: given again, such a command would open a second one;
 * - of what is done for an effect that is still in the outbox, where they tell that it was delivered.
 *
 * A command given again after the span is decided anew: it is refused when what it was about is over, as a task that was
 * completed, and carried out when it is not, as a note.
 * @returns how many were cleared
 */
export async function clearReceipts(
  queryable: Queryable,
  district: DistrictId,
  {
    receiptSpan,
    batch,
    isStopped,
  }: Pick<RetentionRule, 'receiptSpan' | 'batch'> & { readonly isStopped?: () => boolean },
): Promise<number> {
  let cleared = 0
  let after = ''
  while (isStopped?.() !== true) {
    const [row] = await queryable.query<ClearedRow>(clearReceiptsStatement, [
      district,
      after,
      batch,
      receiptSpan,
    ])
    cleared += row?.cleared ?? 0
    if (row?.last === null || row === undefined) break
    after = row.last
  }
  return cleared
}

interface ClearedRow {
  /** The last key looked at; null when none is left. */
  readonly last: string | null
  readonly cleared: number
}

export const clearReceiptsStatement: Statement = {
  name: 'clear_receipts',
  text: `with page as materialized (
  select key, seq, written_at, ctid as place
  from receipt
  where district_id = $1
    and key > $2
  order by key
  limit $3
),
waiting as materialized (
  select distinct matter_id::text as matter
  from outbox
  where district_id = $1
),
cleared as (
  delete from receipt
  using page
  where receipt.district_id = $1
    and receipt.ctid = page.place
    and page.seq > 1
    and page.written_at < now() - $4::float8 * interval '1 millisecond'
    and (page.key not like 'outbox:%' or split_part(page.key, ':', 2) not in (select matter from waiting))
  returning 1
)
select (select max(key) from page) as last,
  (select count(*) from cleared)::int as cleared`,
}

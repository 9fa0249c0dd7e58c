import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import type { Receipt } from './order.ts'

/** The receipt of an idempotency key; undefined when no command was carried out under it, or so long ago that it was cleared. */
export async function findReceipt(
  queryable: Queryable,
  district: DistrictId,
  key: string,
): Promise<Receipt | undefined> {
  const [row] = await queryable.query<ReceiptRow>(findReceiptStatement, [district, key])
  return row && { matter: parseMatterId(row.matter_id), seq: row.seq, at: instantOf(row.recorded_at) }
}

interface ReceiptRow {
  readonly matter_id: string
  readonly seq: number
  readonly recorded_at: number
}

const findReceiptStatement: Statement = {
  name: 'find_receipt',
  text: `select matter_id, seq, recorded_at
from receipt
where district_id = $1
  and key = $2`,
}

/** For review: `packages/store/emitted`. */
export const receiptStatements: readonly Statement[] = [findReceiptStatement]

import { canonicalJson, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import { commit } from '@duibiao/kernel'
import type { Commitment, Value } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import { sha256 } from './digest.ts'
import type { PersonalValue } from './order.ts'

/** A personal value that is still kept. */
export interface StoredValue {
  readonly id: string
  readonly level: number
  readonly salt: string
  readonly value: Value
}

/**
 * Makes of a personal value what goes into a command in its place, and what is kept beside the record until the law says
 * to delete it.
 * @param level 1 to 4, the most sensitive last
 */
export function sealValue(
  value: Value,
  level: 1 | 2 | 3 | 4,
  { now, random }: { readonly now: Instant; readonly random: (length: number) => Uint8Array },
): { readonly commitment: Commitment; readonly personal: PersonalValue } {
  const id = uuidOf(now, random(10))
  const salt = Buffer.from(random(32)).toString('hex')
  const commitment = commit(id, { value, salt }, sha256.digest)
  return { commitment, personal: { id, level, salt, value: canonicalJson(value) } }
}

/** The personal values of a matter that were not erased. */
export async function readSealedValues(
  queryable: Queryable,
  district: DistrictId,
  matter: MatterId,
): Promise<readonly StoredValue[]> {
  const rows = await queryable.query<SealedRow>(readSealedStatement, [district, matter])
  return rows.map(({ sealed_id: id, level, salt, value }) => ({ id, level, salt, value: parseValue(value) }))
}

/** Erases a personal value for good; the record stays whole. @returns false when it was erased before */
export async function eraseSealedValue(
  queryable: Queryable,
  district: DistrictId,
  id: string,
): Promise<boolean> {
  return (await queryable.execute(eraseSealedStatement, [district, id])) === 1
}

interface SealedRow {
  readonly sealed_id: string
  readonly level: number
  readonly salt: string
  readonly value: string
}

function parseValue(text: string): Value {
  const value: Value = JSON.parse(text)
  return value
}

export const readSealedStatement: Statement = {
  name: 'read_sealed_values',
  text: `select sealed_id, level, salt, value
from sealed_value
where district_id = $1
  and matter_id = $2
order by sealed_id`,
}

export const eraseSealedStatement: Statement = {
  name: 'erase_sealed_value',
  text: `delete from sealed_value
where district_id = $1
  and sealed_id = $2`,
}

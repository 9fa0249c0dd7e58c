import type { Queryable } from '@duibiao/store'
import { lifeOf } from './load-life.ts'
import type { LoadLog } from './load-log.ts'
import { checkRecord } from './record-check.ts'
import type { RecordCheck } from './record-check.ts'

/**
 * Checks a district after its load has come to its end: the record itself, that every life has the entries it is to
 * have and no others, and that every effect left the district at least once.
 */
export async function checkLoad(queryable: Queryable, log: LoadLog): Promise<RecordCheck> {
  const check = await checkRecord(queryable, log.acknowledged)
  const faults = [...check.faults, ...log.faults]
  const wanted = new Map<string, string>()
  let noticed = 0
  for (const number of log.begun) {
    const { steps, record, noticed: count } = lifeOf(number)
    noticed += count
    for (const { part, key } of steps) {
      const acknowledged = log.acknowledged.get(key)
      if (acknowledged === undefined) faults.push(`${key} was never acknowledged`)
      else wanted.set(acknowledged.matter, record[part]?.join(' ') ?? '')
    }
  }
  for (const [matter, kinds] of check.kinds) {
    const expected = wanted.get(matter)
    if (expected === undefined) faults.push(`${matter} was started, and nobody was told`)
    else if (kinds.join(' ') !== expected) faults.push(`${matter} has ${kinds.join(' ')}, not ${expected}`)
  }
  if (log.noticed.size !== noticed)
    faults.push(`${log.noticed.size} effects left the district, not ${noticed}`)
  const left = await queryable.execute('select from outbox where district_id = 1')
  if (left > 0) faults.push(`${left} effects wait in the outbox`)
  return { ...check, faults }
}

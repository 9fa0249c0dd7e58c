import { instantOf } from '@duibiao/base'
import type { DistrictId, MatterId } from '@duibiao/base'
import type { CommandKind, Entry, EntryBody } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'

/** An entry as its columns hold it. */
export interface EntryRow {
  readonly matter_id: string
  readonly seq: number
  readonly kind: CommandKind
  /** Null when no entry can have been recorded then. */
  readonly recorded_at: number | null
  readonly body: string
  readonly previous: string
  readonly hash: string
}

/** The columns that `parseEntry` reads. */
export const entryColumns = `entry.matter_id,
  entry.seq,
  entry.kind,
  case when entry.recorded_at between '1900-01-01Z' and '9999-01-01Z' then entry.recorded_at end as recorded_at,
  entry.body,
  encode(entry.previous, 'hex') as previous,
  encode(entry.hash, 'hex') as hash`

export const entriesStatement: Statement = {
  name: 'read_entries',
  text: `select ${entryColumns}
from every_entry as entry
where entry.district_id = $1
  and entry.matter_id = $2
  and entry.seq > $3
order by entry.seq
limit $4`,
}

/** Entries of a matter in their order, from the one after `after` on. */
export async function readEntries(
  queryable: Queryable,
  district: DistrictId,
  wanted: MatterId | { readonly matter: MatterId; readonly after?: number; readonly limit?: number },
): Promise<readonly Entry[]> {
  const { matter, after = 0, limit = 10_000 } = typeof wanted === 'string' ? { matter: wanted } : wanted
  const rows = await queryable.query<EntryRow>(entriesStatement, [district, matter, after, limit])
  return rows.map((row) => parseEntry(district, row))
}

/** The entry of a row; its hash shows whether it is as it was written. Throws when the row was damaged since. */
export function parseEntry(district: number, row: EntryRow): Entry {
  const { seq, kind, previous, hash } = row
  return {
    ...parseBody(row.body),
    kind,
    at: instantOf(row.recorded_at ?? Number.NaN),
    district,
    matter: row.matter_id,
    seq,
    previous,
    hash,
  }
}

/** The members of an entry that its text holds: actor, facts, input, patch and set. */
export function parseBody(text: string): Omit<EntryBody, 'kind' | 'at'> {
  const body: Omit<EntryBody, 'kind' | 'at'> = JSON.parse(text)
  return body
}

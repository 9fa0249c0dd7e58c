import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Entry, MatterData, MatterState } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import { entryColumns, parseEntry } from './entry.ts'
import type { EntryRow } from './entry.ts'
import type { Sight } from './matter-filter.ts'
import { toTimestamp } from './parameter.ts'
import { parseData, parseState } from './transition.ts'

/** A matter of a pack, and how far it is: nothing of it has changed as long as the revision is the same. */
export interface MatterMark {
  readonly matter: MatterId
  readonly revision: number
}

/** Which matters of some packs are looked at. */
export interface MarkWish {
  readonly packs: readonly string[]
  readonly sight: Sight
  /** Of those that have ended: from then on. */
  readonly endedFrom: Instant
}

/** Matters of some packs that somebody may see: those that are open, and those that ended since; the newest first. */
export async function listMarks(
  queryable: Queryable,
  district: DistrictId,
  { packs, sight, endedFrom }: MarkWish,
): Promise<readonly MatterMark[]> {
  const keys = sight.kind === 'district' ? null : sight.keys
  const parameters = [district, packs, keys, toTimestamp(endedFrom)]
  const rows = await queryable.query<MarkRow>(listMarksStatement, parameters)
  return rows.map(({ matter_id: matter, revision }) => ({ matter: parseMatterId(matter), revision }))
}

/** A matter with its variables and its whole record. */
export interface MatterRecord extends MatterMark {
  readonly number: string
  readonly title: string
  readonly procedure: string
  readonly state: MatterState
  readonly data: MatterData
  readonly pack: string
  readonly category: string | undefined
  readonly office: string | undefined
  readonly colour: string | undefined
  readonly openedAt: Instant
  readonly endedAt: Instant | undefined
  readonly entries: readonly Entry[]
}

/** Matters with all that was recorded of them, in two statements. */
export async function readRecorded(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly MatterId[],
): Promise<readonly MatterRecord[]> {
  if (matters.length === 0) return []
  const rows = await queryable.query<RecordRow>(readRecordedStatement, [district, matters])
  const entries = await queryable.query<EntryRow>(readRecordsStatement, [district, matters])
  const records = Map.groupBy(entries, (row) => row.matter_id)
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    revision: row.revision,
    number: row.number,
    title: row.title,
    procedure: row.procedure,
    state: parseState(row.state),
    data: row.data === null ? {} : parseData(row.data),
    pack: row.pack,
    category: row.category ?? undefined,
    office: row.office_id ?? undefined,
    colour: row.colour ?? undefined,
    openedAt: instantOf(row.opened_at),
    endedAt: row.ended_at === null ? undefined : instantOf(row.ended_at),
    entries: (records.get(row.matter_id) ?? []).map((entry) => parseEntry(district, entry)),
  }))
}

interface MarkRow {
  readonly matter_id: string
  readonly revision: number
}

interface RecordRow extends MarkRow {
  readonly number: string
  readonly title: string
  readonly procedure: string
  readonly state: string
  readonly data: string | null
  readonly pack: string
  readonly category: string | null
  readonly office_id: string | null
  readonly colour: string | null
  readonly opened_at: number
  readonly ended_at: number | null
}

const listMarksStatement: Statement = {
  name: 'list_matter_marks',
  text: `select matter.matter_id, matter.revision
from matter_listing as listing
join matter on matter.district_id = $1
  and matter.matter_id = listing.matter_id
where listing.district_id = $1
  and listing.pack = any($2::text[])
  and ($3::text[] is null or listing.sights && $3::text[])
  and (listing.is_open or matter.ended_at >= $4::timestamptz)
order by matter.matter_id desc
limit 5000`,
}

const readRecordedStatement: Statement = {
  name: 'read_recorded_matters',
  text: `select matter.matter_id, matter.revision, matter.number, matter.title, matter.procedure, matter.state, matter_data.data,
  listing.pack, listing.category, listing.office_id, listing.colour, matter.opened_at, matter.ended_at
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = matter.matter_id
where matter.district_id = $1
  and matter.matter_id = any($2::uuid[])
order by matter.matter_id desc`,
}

const readRecordsStatement: Statement = {
  name: 'read_records',
  text: `select ${entryColumns}
from every_entry as entry
where entry.district_id = $1
  and entry.matter_id = any($2::uuid[])
order by entry.matter_id, entry.seq`,
}

/** For review: `packages/store/emitted`. */
export const supervisionStatements: readonly Statement[] = [
  listMarksStatement,
  readRecordedStatement,
  readRecordsStatement,
]

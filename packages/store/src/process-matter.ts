import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterData, MatterState } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import type { Sight } from './matter-filter.ts'
import { parseData, parseState } from './transition.ts'

/** A matter with its variables and its state. */
export interface ProcessMatter {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  /** Content hash. */
  readonly procedure: string
  readonly state: MatterState
  readonly data: MatterData
  readonly openedAt: Instant
  readonly endedAt: Instant | undefined
  /** Whether it lies within the sight it was asked for with. */
  readonly isSeen: boolean
}

/** Which matters of some procedures are listed. */
export interface ProcessWish {
  readonly packs: readonly string[]
  /** Ids of procedures. */
  readonly processes: readonly string[]
  readonly sight: Sight
  readonly isOpen?: boolean | undefined
  /** A variable of the whole matter that must have one of some values. */
  readonly having?: { readonly variable: string; readonly values: readonly string[] } | undefined
  /** The last matter of the page before. */
  readonly after?: MatterId | undefined
  readonly limit: number
}

/** Matters of some procedures that somebody may see, the newest first. */
export async function listProcessMatters(
  queryable: Queryable,
  district: DistrictId,
  wish: ProcessWish,
): Promise<readonly ProcessMatter[]> {
  const { packs, processes, sight, isOpen, having, after, limit } = wish
  const rows = await queryable.query<ProcessRow>(listProcessStatement, [
    district,
    packs,
    processes,
    keysOf(sight),
    isOpen ?? null,
    having?.variable ?? null,
    having?.values ?? null,
    after ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    limit,
  ])
  return rows.map(processMatter)
}

/** Matters by their ids, each with whether it lies within a sight; those that are not there are left out. */
export async function readLinkedMatters(
  queryable: Queryable,
  district: DistrictId,
  { matters, sight }: { readonly matters: readonly MatterId[]; readonly sight: Sight },
): Promise<readonly ProcessMatter[]> {
  if (matters.length === 0) return []
  const rows = await queryable.query<ProcessRow>(readLinkedStatement, [district, matters, keysOf(sight)])
  return rows.map(processMatter)
}

function keysOf(sight: Sight): readonly string[] | null {
  return sight.kind === 'district' ? null : sight.keys
}

function processMatter(row: ProcessRow): ProcessMatter {
  return {
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    procedure: row.procedure,
    state: parseState(row.state),
    data: row.data === null ? {} : parseData(row.data),
    openedAt: instantOf(row.opened_at),
    endedAt: row.ended_at === null ? undefined : instantOf(row.ended_at),
    isSeen: row.is_seen,
  }
}

interface ProcessRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly procedure: string
  readonly state: string
  readonly data: string | null
  readonly opened_at: number
  readonly ended_at: number | null
  readonly is_seen: boolean
}

const listProcessStatement: Statement = {
  name: 'list_process_matters',
  text: `select matter.matter_id, matter.number, matter.title, matter.procedure, matter.state, matter_data.data,
  matter.opened_at, matter.ended_at, true as is_seen
from matter_listing as listing
join matter on matter.district_id = $1
  and matter.matter_id = listing.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = listing.matter_id
where listing.district_id = $1
  and listing.pack = any($2::text[])
  and listing.process = any($3::text[])
  and ($4::text[] is null or listing.sights && $4::text[])
  and ($5::boolean is null or listing.is_open = $5::boolean)
  and ($6::text is null or matter_data.data::jsonb -> '0' ->> $6::text = any($7::text[]))
  and listing.matter_id < $8::uuid
order by listing.matter_id desc
limit $9`,
}

const readLinkedStatement: Statement = {
  name: 'read_linked_matters',
  text: `select matter.matter_id, matter.number, matter.title, matter.procedure, matter.state, null as data,
  matter.opened_at, matter.ended_at, $3::text[] is null or listing.sights && $3::text[] as is_seen
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
where matter.district_id = $1
  and matter.matter_id = any($2::uuid[])`,
}

/** For review: `packages/store/emitted`. */
export const processMatterStatements: readonly Statement[] = [listProcessStatement, readLinkedStatement]

import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterData, MatterState } from '@duibiao/kernel'
import type { Database, Queryable } from './database.ts'
import type { Sight } from './matter-filter.ts'
import {
  countQueuedStatement,
  dropQueuedStatement,
  findForSearchStatement,
  keepDocumentsStatement,
  listQueuedStatement,
  queueAllStatement,
  readForSearchStatement,
} from './one-search-statement.ts'
import { takeSerialStatement } from './serial.ts'
import { parseData } from './transition.ts'

/** A matter as its pieces are made of it. */
export interface SearchedMatter {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly revision: number
  readonly procedure: string
  readonly openedAt: Instant
  readonly pack: string
  readonly category: string | undefined
  readonly area: string | undefined
  readonly office: string | undefined
  readonly sights: readonly string[]
  readonly data: MatterData
}

/** The numbers of what a matter can be found by, its keys of sight among them; each from 0 to 2^31 - 1. */
export type MakePieces = (matter: SearchedMatter) => readonly number[]

const newSlice = 4_096
const oldSlice = 65_536

/** The slices a document lies in, as `search_slices` numbers them. */
function slicesOf(district: DistrictId, serial: number): readonly number[] {
  const base = -1 - (district % 1000) * 2_000_000
  return [base - Math.floor(serial / newSlice), base - Math.floor(serial / oldSlice) - 1_000_000]
}

/**
 * Makes the pieces of the matters that wait longest in the queue, in one statement each for reading and writing.
 * @param limit of places in the queue
 * @returns how many places were worked off; fewer than `limit` when there are no more
 */
export async function workSearchQueue(
  database: Database,
  district: DistrictId,
  { makePieces, limit = 200 }: { readonly makePieces: MakePieces; readonly limit?: number },
): Promise<number> {
  const queued = await database.query<QueueRow>(listQueuedStatement, [district, limit])
  if (queued.length === 0) return 0
  const ids = [...new Set(queued.map((row) => row.matter_id))]
  const rows = await database.query<SearchedRow>(readForSearchStatement, [district, ids])
  const serials = await takeSerials(database, district, rows.filter((row) => row.serial === null).length)
  const documents = rows.map((row) => {
    const serial = row.serial ?? serials.next().value ?? 0
    const pieces = new Set([...slicesOf(district, serial), ...makePieces(parseSearched(row))])
    return { row, serial, pieces: `{${[...pieces].toSorted((one, other) => one - other).join(',')}}` }
  })
  await database.transaction(async (transaction) => {
    await transaction.execute(keepDocumentsStatement, [
      district,
      documents.map(({ row }) => row.matter_id),
      documents.map(({ serial }) => serial),
      documents.map(({ row }) => row.revision),
      documents.map(({ pieces }) => pieces),
    ])
    const places = queued.map((row) => row.queue_id)
    await transaction.execute(dropQueuedStatement, [district, places])
  })
  return queued.length
}

/** Places for documents that come anew. */
async function takeSerials(
  database: Database,
  district: DistrictId,
  count: number,
): Promise<Iterator<number>> {
  if (count === 0) return [].values()
  const [row] = await database.query<{ readonly last: number }>(takeSerialStatement, [
    district,
    'search_document',
    count,
  ])
  const last = Number(row?.last ?? count)
  return Array.from({ length: count }, (_, place) => last - count + 1 + place).values()
}

/** How many places the queue has. */
export async function countSearchQueue(queryable: Queryable, district: DistrictId): Promise<number> {
  const [row] = await queryable.query<{ readonly count: number }>(countQueuedStatement, [district])
  return row?.count ?? 0
}

/** Has the pieces of all matters of a district made anew: after a rebuild, or when they are made otherwise than before. */
export async function queueAllForSearch(queryable: Queryable, district: DistrictId): Promise<number> {
  return queryable.execute(queueAllStatement, [district])
}

/** What is looked for among matters. */
export interface SearchWish {
  readonly sight: Sight
  /** The numbers that stand for its keys of sight; none for the whole district. */
  readonly sightPieces: readonly number[]
  /** Of each group one piece at least; there is a group at least. */
  readonly groups: readonly (readonly number[])[]
  /** Ids from and before which matters lie. */
  readonly from?: MatterId
  readonly before?: MatterId
  readonly limit: number
}

/** A matter that was found by its pieces. */
export interface FoundInSearch {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
}

const firstMatter = '00000000-0000-0000-0000-000000000000'
const lastMatter = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Matters that somebody may see with pieces of every group, newer ones before older ones: slice by slice until there are as many as
 * are wanted, so that the work is bounded by `limit` and not by how often a word is said. At `limit` there may be more.
 */
export async function findForSearch(
  queryable: Queryable,
  district: DistrictId,
  { sight, sightPieces, groups, from, before, limit }: SearchWish,
): Promise<readonly FoundInSearch[]> {
  if (groups.length === 0 || (sight.kind === 'keys' && sight.keys.length === 0)) return []
  const rows = await queryable.query<Omit<FoundInSearch, 'matter'> & { readonly matter_id: string }>(
    findForSearchStatement,
    [
      district,
      groups.map((group) => `{${group.join(',')}}`),
      sight.kind === 'district' ? null : sightPieces,
      from ?? firstMatter,
      before ?? lastMatter,
      sight.kind === 'district' ? null : sight.keys,
      limit,
    ],
  )
  return rows.map(({ matter_id: id, number, title }) => ({ matter: parseMatterId(id), number, title }))
}

interface QueueRow {
  readonly queue_id: number
  readonly matter_id: string
}

interface SearchedRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly revision: number
  readonly procedure: string
  readonly opened_at: number
  readonly pack: string
  readonly category: string | null
  readonly area_id: string | null
  readonly office_id: string | null
  readonly sights: readonly string[]
  readonly data: string | null
  readonly serial: number | null
}

function parseSearched(row: SearchedRow): SearchedMatter {
  return {
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    status: row.status,
    revision: row.revision,
    procedure: row.procedure,
    openedAt: instantOf(row.opened_at),
    pack: row.pack,
    category: row.category ?? undefined,
    area: row.area_id ?? undefined,
    office: row.office_id ?? undefined,
    sights: row.sights,
    data: row.data === null ? {} : parseData(row.data),
  }
}

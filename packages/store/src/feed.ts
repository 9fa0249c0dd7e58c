import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { CommandKind, MatterState } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import { sealingLock } from './transition-statement.ts'

/** How far the record reaches, and who was writing just then. */
export interface FeedEdge {
  /** The highest position that is to be seen. */
  readonly position: number
  /** Writers under way: lower positions may still come from them, and from nobody else. */
  readonly writers: readonly string[]
}

/** An entry as the live feed tells of it: no contents, nothing personal. */
export interface FeedLine {
  readonly position: number
  readonly matter: MatterId
  readonly seq: number
  readonly kind: CommandKind
  readonly at: Instant
}

/** What the feed shows of a matter, and whom it concerns. */
export interface FeedMatter {
  readonly number: string
  readonly status: MatterState['status']
  readonly warnAt: Instant | undefined
  readonly dueAt: Instant | undefined
  readonly area: string | undefined
  readonly office: string | undefined
  readonly sights: readonly string[]
}

/**
 * The edge of the record. Writers hold a shared lock from before they are given positions until after their commit is to
 * be seen. So once those who are named here have let go, nothing below the position can appear any more; unlike sealing,
 * this makes no writer wait.
 */
export async function readFeedEdge(queryable: Queryable, district: DistrictId): Promise<FeedEdge> {
  const [row] = await queryable.query<EdgeRow>(edgeStatement, [district])
  return { position: row?.position ?? 0, writers: (row?.writers ?? '').split(' ').filter(Boolean) }
}

/** Entries after a position and up to another, in their order. */
export async function readFeed(
  queryable: Queryable,
  district: DistrictId,
  range: { readonly after: number; readonly bound: number; readonly limit: number },
): Promise<readonly FeedLine[]> {
  const { after, bound, limit } = range
  const rows = await queryable.query<LineRow>(feedStatement, [district, after, bound, limit])
  return rows.map(({ position, matter_id, seq, kind, recorded_at }) => ({
    position,
    matter: parseMatterId(matter_id),
    seq,
    kind,
    at: instantOf(recorded_at),
  }))
}

/** What the feed shows of some matters. One that lists know nothing of is left out. */
export async function readFeedMatters(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly MatterId[],
): Promise<ReadonlyMap<MatterId, FeedMatter>> {
  const rows = await queryable.query<MatterRow>(feedMattersStatement, [district, matters])
  return new Map(
    rows.map((row) => [
      parseMatterId(row.matter_id),
      {
        number: row.number,
        status: row.status,
        warnAt: row.warn_at === null ? undefined : instantOf(row.warn_at),
        dueAt: row.due_at === null ? undefined : instantOf(row.due_at),
        area: row.area_id ?? undefined,
        office: row.office_id ?? undefined,
        sights: row.sights,
      },
    ]),
  )
}

interface EdgeRow {
  readonly position: number | null
  readonly writers: string | null
}

interface LineRow {
  readonly position: number
  readonly matter_id: string
  readonly seq: number
  readonly kind: CommandKind
  readonly recorded_at: number
}

interface MatterRow {
  readonly matter_id: string
  readonly number: string
  readonly status: MatterState['status']
  readonly warn_at: number | null
  readonly due_at: number | null
  readonly area_id: string | null
  readonly office_id: string | null
  readonly sights: readonly string[]
}

// The position is read as of the beginning of the statement, the locks after that: who had a lower position and is not to
// be seen held the lock then, and is named.
const edgeStatement: Statement = {
  name: 'read_feed_edge',
  text: `select (
    select max(position)
    from entry
    where district_id = $1
  ) as position,
  (
    select string_agg(virtualtransaction, ' ')
    from pg_locks
    where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())
      and classid = ${sealingLock}
      and objid = $1::int::oid
      and objsubid = 2
      and mode = 'ShareLock'
      and granted
  ) as writers`,
}

const feedStatement: Statement = {
  name: 'read_feed',
  text: `select position, matter_id, seq, kind, recorded_at
from entry
where district_id = $1
  and position > $2
  and position <= $3
order by position
limit $4`,
}

const feedMattersStatement: Statement = {
  name: 'read_feed_matters',
  text: `select matter.matter_id, matter.number, matter.status, matter.warn_at, matter.due_at, listing.area_id,
  listing.office_id, listing.sights
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
where matter.district_id = $1
  and matter.matter_id = any($2::uuid[])`,
}

/** For review: `packages/store/emitted`. */
export const feedStatements: readonly Statement[] = [edgeStatement, feedStatement, feedMattersStatement]

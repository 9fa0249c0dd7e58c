import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'
import type { Queryable } from './database.ts'
import { parseDueClock } from './lamp.ts'
import type { DueClock, DueClockRow } from './lamp.ts'
import { lastDue } from './matter-filter.ts'
import type { MatterFilter, Sight } from './matter-filter.ts'
import {
  findByNumberStatement,
  findListedStatement,
  groupStatement,
  pointStatement,
  readMattersStatement,
  searchStatement,
  tallyStatement,
} from './matter-search-statement.ts'
import type { TallyKey } from './matter-search-statement.ts'
import { toTimestamp } from './parameter.ts'
import type { Parameter } from './parameter.ts'
import { parseFound } from './worklist.ts'
import type { FoundMatter, MatterRow } from './worklist.ts'

/** A matter as a list shows it. */
export interface ListedMatter {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly pack: string
  readonly process: string
  readonly category: string | undefined
  readonly urgency: string | undefined
  readonly colour: string | undefined
  readonly area: string | undefined
  readonly office: string | undefined
  readonly place: { readonly longitude: number; readonly latitude: number } | undefined
  readonly openedAt: Instant
  readonly warnAt: Instant | undefined
  readonly dueAt: Instant | undefined
  /** The clock that ends at that time. */
  readonly dueClock: DueClock | undefined
  readonly endedAt: Instant | undefined
}

/** Where a page ended. `dueAt`: in lists that show what is due first on top. */
export interface ListMark {
  readonly matter: MatterId
  readonly dueAt?: Instant | undefined
}

export interface MatterPage {
  readonly sight: Sight
  readonly filter?: MatterFilter
  /** The last matter of the page before. */
  readonly after?: ListMark
  /** 50 when not said. */
  readonly limit?: number
}

const firstMatter = '00000000-0000-0000-0000-000000000000'
const lastMatter = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Whether a list that is narrowed so shows what is due first on top: when it asks for what ends before some time. */
export function isDueFirst(filter: MatterFilter): boolean {
  return lastDue(filter) !== undefined
}

/**
 * Matters that somebody may see, the newest first, or what is due first (`isDueFirst`). Each key is read in this order and the lists are
 * merged, so that a page costs the same for the administrator and for a clerk, at ten thousand matters and at a million.
 */
export async function searchMatters(
  queryable: Queryable,
  district: DistrictId,
  { sight, filter = {}, after, limit = 50 }: MatterPage,
): Promise<readonly ListedMatter[]> {
  const byDue = isDueFirst(filter)
  const parameters: Parameter[] = [district, after?.matter ?? (byDue ? firstMatter : lastMatter), limit]
  const dueAfter = after?.dueAt === undefined ? '-infinity' : toTimestamp(after.dueAt)
  const statement = searchStatement({ sight, filter, parameters }, byDue ? dueAfter : undefined)
  const rows = await queryable.query<ListedRow>(statement, parameters)
  return rows.map(parseListed)
}

/** One matter as lists show it, with the keys of sight that open it. */
export interface SightedMatter extends ListedMatter {
  readonly sights: readonly string[]
}

/** What lists show of one matter, and whom it concerns; undefined when there is none. */
export async function findListed(
  queryable: Queryable,
  district: DistrictId,
  matter: MatterId,
): Promise<SightedMatter | undefined> {
  const [row] = await queryable.query<SightedRow>(findListedStatement, [district, matter])
  return row && { ...parseListed(row), sights: row.sights }
}

/** A matter with what lists show of it. */
export interface ReadMatter {
  readonly found: FoundMatter
  readonly listed: SightedMatter
}

/** Matters by their ids, in one statement; those that are not there are left out. */
export async function readMatters(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly string[],
): Promise<ReadonlyMap<string, ReadMatter>> {
  const rows = await queryable.query<SightedRow & MatterRow>(readMattersStatement, [district, matters])
  return new Map(
    rows.map((row) => [
      row.matter_id,
      { found: parseFound(row), listed: { ...parseListed(row), sights: row.sights } },
    ]),
  )
}

/** How many open matters somebody may see, and how near their clocks are to their ends. */
export interface MatterTally {
  readonly open: number
  readonly suspended: number
  readonly overdue: number
  /** Due within the time given. */
  readonly dueSoon: number
  /** Past a warning point, and not overdue. */
  readonly warned: number
}

export interface TallyWish extends Pick<MatterPage, 'sight' | 'filter'> {
  readonly now: Instant
  /** Until when a matter counts as due soon. */
  readonly soon: Instant
}

/** Counts open matters that somebody may see. */
export async function tallyMatters(
  queryable: Queryable,
  district: DistrictId,
  { sight, filter = {}, now, soon }: TallyWish,
): Promise<MatterTally> {
  const parameters: Parameter[] = [district, toTimestamp(now), toTimestamp(soon)]
  const [row] = await queryable.query<TallyRow>(tallyStatement({ sight, filter, parameters }), parameters)
  return parseTally(row)
}

/** Open matters of one area, office, category …; without a key those that have none. */
export interface MatterGroup extends MatterTally {
  readonly key: string | undefined
  readonly thenKey: string | undefined
}

/** Counts open matters that somebody may see, by one thing or two. */
export async function groupMatters(
  queryable: Queryable,
  district: DistrictId,
  {
    sight,
    filter = {},
    now,
    soon,
    by,
    thenBy,
  }: TallyWish & { readonly by: TallyKey; readonly thenBy?: TallyKey },
): Promise<readonly MatterGroup[]> {
  const parameters: Parameter[] = [district, toTimestamp(now), toTimestamp(soon)]
  const statement = groupStatement({ sight, filter, parameters }, by, thenBy)
  const rows = await queryable.query<GroupRow>(statement, parameters)
  return rows.map((row) => ({
    ...parseTally(row),
    key: row.key ?? undefined,
    thenKey: row.then_key ?? undefined,
  }))
}

/** An open matter as a point of a map. */
export type MatterPoint = Pick<
  ListedMatter,
  'matter' | 'number' | 'pack' | 'category' | 'warnAt' | 'dueAt'
> & {
  readonly longitude: number
  readonly latitude: number
}

/** Open matters with a place that somebody may see, the newest first. @param limit at most 10,000 */
export async function listPoints(
  queryable: Queryable,
  district: DistrictId,
  { sight, filter = {}, after, limit = 1_000 }: MatterPage,
): Promise<readonly MatterPoint[]> {
  const parameters: Parameter[] = [district, after?.matter ?? lastMatter, Math.min(limit, 10_000)]
  const rows = await queryable.query<PointRow>(pointStatement({ sight, filter, parameters }), parameters)
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    number: row.number,
    pack: row.pack,
    category: row.category ?? undefined,
    longitude: row.longitude,
    latitude: row.latitude,
    warnAt: instantIn(row.warn_at),
    dueAt: instantIn(row.due_at),
  }))
}

/**
 * Matters that somebody may see whose number begins so, the newest first. Of more than 200 numbers that begin alike only
 * the highest are looked at: who wants another types more of it.
 */
export async function findByNumber(
  queryable: Queryable,
  district: DistrictId,
  { sight, number, limit }: { readonly sight: Sight; readonly number: string; readonly limit: number },
): Promise<readonly ListedMatter[]> {
  const keys = sight.kind === 'district' ? null : sight.keys
  const rows = await queryable.query<ListedRow>(findByNumberStatement, [district, number, keys, limit])
  return rows.map(parseListed)
}

interface ListedRow extends DueClockRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly pack: string
  readonly process: string
  readonly category: string | null
  readonly urgency: string | null
  readonly colour: string | null
  readonly area_id: string | null
  readonly office_id: string | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly opened_at: number
  readonly warn_at: number | null
  readonly due_at: number | null
  readonly ended_at: number | null
}

interface SightedRow extends ListedRow {
  readonly sights: readonly string[]
}

interface TallyRow {
  readonly open: number
  readonly suspended: number
  readonly overdue: number
  readonly due_soon: number
  readonly warned: number
}

interface GroupRow extends TallyRow {
  readonly key: string | null
  readonly then_key: string | null
}

interface PointRow extends Pick<
  ListedRow,
  'matter_id' | 'number' | 'pack' | 'category' | 'warn_at' | 'due_at'
> {
  readonly longitude: number
  readonly latitude: number
}

function parseTally(row: TallyRow | undefined): MatterTally {
  return {
    open: row?.open ?? 0,
    suspended: row?.suspended ?? 0,
    overdue: row?.overdue ?? 0,
    dueSoon: row?.due_soon ?? 0,
    warned: row?.warned ?? 0,
  }
}

function instantIn(value: number | null): Instant | undefined {
  return value === null ? undefined : instantOf(value)
}

function parseListed(row: ListedRow): ListedMatter {
  const { longitude, latitude } = row
  return {
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    status: row.status,
    pack: row.pack,
    process: row.process,
    category: row.category ?? undefined,
    urgency: row.urgency ?? undefined,
    colour: row.colour ?? undefined,
    area: row.area_id ?? undefined,
    office: row.office_id ?? undefined,
    place: longitude === null || latitude === null ? undefined : { longitude, latitude },
    openedAt: instantOf(row.opened_at),
    warnAt: instantIn(row.warn_at),
    dueAt: instantIn(row.due_at),
    dueClock: parseDueClock(row),
    endedAt: instantIn(row.ended_at),
  }
}

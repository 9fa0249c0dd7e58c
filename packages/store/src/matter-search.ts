import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'
import type { Queryable } from './database.ts'
import { findListedStatement, searchStatement, tallyStatement } from './matter-search-statement.ts'
import type { MatterFilter, Sight } from './matter-search-statement.ts'
import { toTimestamp } from './parameter.ts'
import type { Parameter } from './parameter.ts'

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
  readonly area: string | undefined
  readonly office: string | undefined
  readonly place: { readonly longitude: number; readonly latitude: number } | undefined
  readonly openedAt: Instant
  readonly dueAt: Instant | undefined
  readonly endedAt: Instant | undefined
}

export interface MatterPage {
  readonly sight: Sight
  readonly filter?: MatterFilter
  /** The last matter of the page before. */
  readonly after?: MatterId
  /** At most 200; 50 when not said. */
  readonly limit?: number
}

const lastMatter = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Matters that somebody may see, the newest first. Each key is read from its newest matter backwards and the lists are
 * merged, so that a page costs the same for the administrator and for a clerk, at ten thousand matters and at a million.
 */
export async function searchMatters(
  queryable: Queryable,
  district: DistrictId,
  { sight, filter = {}, after, limit = 50 }: MatterPage,
): Promise<readonly ListedMatter[]> {
  const parameters: Parameter[] = [district, after ?? lastMatter, Math.min(limit, 200)]
  const statement = searchStatement({ sight, filter, parameters })
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

/** How many open matters somebody may see, and how near their clocks are to their ends. */
export interface MatterTally {
  readonly open: number
  readonly suspended: number
  readonly overdue: number
  /** Due within the time given. */
  readonly dueSoon: number
}

/** Counts open matters that somebody may see. @param soon until when a matter counts as due soon */
export async function tallyMatters(
  queryable: Queryable,
  district: DistrictId,
  {
    sight,
    filter = {},
    now,
    soon,
  }: Pick<MatterPage, 'sight' | 'filter'> & { readonly now: Instant; readonly soon: Instant },
): Promise<MatterTally> {
  const parameters: Parameter[] = [district, toTimestamp(now), toTimestamp(soon)]
  const [row] = await queryable.query<TallyRow>(tallyStatement({ sight, filter, parameters }), parameters)
  return {
    open: row?.open ?? 0,
    suspended: row?.suspended ?? 0,
    overdue: row?.overdue ?? 0,
    dueSoon: row?.due_soon ?? 0,
  }
}

interface ListedRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly pack: string
  readonly process: string
  readonly category: string | null
  readonly urgency: string | null
  readonly area_id: string | null
  readonly office_id: string | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly opened_at: number
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
    area: row.area_id ?? undefined,
    office: row.office_id ?? undefined,
    place: longitude === null || latitude === null ? undefined : { longitude, latitude },
    openedAt: instantOf(row.opened_at),
    dueAt: row.due_at === null ? undefined : instantOf(row.due_at),
    endedAt: row.ended_at === null ? undefined : instantOf(row.ended_at),
  }
}

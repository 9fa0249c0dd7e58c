import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** How often somebody is told of what is new in a search they saved. */
export type ViewNotice = 'hourly' | 'daily' | 'weekly'

interface OwnView {
  readonly person: string
  readonly view: string
}

/** Turns the notices of a saved view on, or off without `notice`; what is there at `now` is not new. @returns whether there is such a view */
export async function setViewNotice(
  queryable: Queryable,
  district: DistrictId,
  { person, view, notice, now }: OwnView & { readonly notice?: ViewNotice; readonly now: Instant },
): Promise<boolean> {
  const rows = await queryable.query(setStatement, [district, person, view, notice ?? null, toTimestamp(now)])
  return rows.length > 0
}

/** Which of the views of a person notify. */
export async function listViewNotices(
  queryable: Queryable,
  district: DistrictId,
  person: string,
): Promise<readonly { readonly view: string; readonly notice: ViewNotice; readonly lookedAt: Instant }[]> {
  const rows = await queryable.query<NoticeRow>(listStatement, [district, person])
  return rows.map(({ view_id: view, notice, looked_at: at }) => ({ view, notice, lookedAt: instantOf(at) }))
}

/** A saved view whose turn it is. */
export interface DueView extends OwnView {
  readonly name: string
  readonly screen: string
  /** The state as the query of an address. */
  readonly query: string
  /** Matters that came from here on are new; undefined the first time. */
  readonly since: MatterId | undefined
  /** Of the turn before, when there was nothing new as well. */
  readonly lastAt: Instant
}

/**
 * Takes one saved view whose interval is over, inside a transaction: its next turn counts from `now`, and no other process has it
 * meanwhile. Undefined when it is nobody's turn.
 */
export async function takeDueView(
  transaction: Queryable,
  district: DistrictId,
  { now, until }: { readonly now: Instant; readonly until: MatterId },
): Promise<DueView | undefined> {
  const [row] = await transaction.query<DueRow>(takeStatement, [district, toTimestamp(now), until])
  return (
    row && {
      person: row.person_id,
      view: row.view_id,
      name: row.name,
      screen: row.screen,
      query: row.query,
      since: row.since === null ? undefined : parseMatterId(row.since),
      lastAt: instantOf(row.last_at),
    }
  )
}

interface NoticeRow {
  readonly view_id: string
  readonly notice: ViewNotice
  readonly looked_at: number
}

interface DueRow {
  readonly person_id: string
  readonly view_id: string
  readonly name: string
  readonly screen: string
  readonly query: string
  readonly since: string | null
  readonly last_at: number
}

const setStatement: Statement = {
  name: 'set_view_notice',
  text: `update saved_view
set notice = $4,
  looked_at = $5::timestamptz,
  looked_until = null
where district_id = $1
  and person_id = $2
  and view_id = $3
returning view_id`,
}

const listStatement: Statement = {
  name: 'list_view_notices',
  text: `select view_id, notice, looked_at
from saved_view
where district_id = $1
  and person_id = $2
  and notice is not null
order by view_id`,
}

const takeStatement: Statement = {
  name: 'take_due_view',
  text: `with due as (
  select person_id, view_id, looked_until, looked_at
  from saved_view
  where district_id = $1
    and notice is not null
    and looked_at <= $2::timestamptz - case notice
      when 'hourly' then interval '1 hour'
      when 'daily' then interval '1 day'
      else interval '7 days'
    end
  order by looked_at
  limit 1
  for update skip locked
)
update saved_view
set looked_at = $2::timestamptz,
  looked_until = $3::uuid
from due
where saved_view.district_id = $1
  and saved_view.person_id = due.person_id
  and saved_view.view_id = due.view_id
returning saved_view.person_id, saved_view.view_id, saved_view.name, saved_view.screen, saved_view.query,
  due.looked_until as since, due.looked_at as last_at`,
}

/** For review: `packages/store/emitted`. */
export const viewNoticeStatements: readonly Statement[] = [setStatement, listStatement, takeStatement]

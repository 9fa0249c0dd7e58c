import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** 常用视图: the state of a screen that somebody keeps to come back to it. */
export interface SavedView {
  readonly view: string
  readonly name: string
  readonly screen: string
  /** The state as the query of an address, such as `lamp=red&office=o1`. */
  readonly query: string
  readonly keptAt: Instant
}

/** The most views that one person keeps. */
export const mostSavedViews = 100

/** The views of a person, by screen and name. */
export async function listSavedViews(
  queryable: Queryable,
  district: DistrictId,
  person: string,
): Promise<readonly SavedView[]> {
  const rows = await queryable.query<ViewRow>(listStatement, [district, person])
  return rows.map((row) => ({
    view: row.view_id,
    name: row.name,
    screen: row.screen,
    query: row.query,
    keptAt: instantOf(row.kept_at),
  }))
}

/** Keeps a view, a new one or in the place of the one of that id. @returns false when there are too many */
export async function keepSavedView(
  queryable: Queryable,
  district: DistrictId,
  { person, view, name, screen, query, keptAt }: SavedView & { readonly person: string },
): Promise<boolean> {
  const values = [district, person, view, name, screen, query, toTimestamp(keptAt), mostSavedViews]
  const rows = await queryable.query(keepStatement, values)
  return rows.length > 0
}

/** Removes a view; one that is not there is removed already. */
export async function removeSavedView(
  queryable: Queryable,
  district: DistrictId,
  { person, view }: { readonly person: string; readonly view: string },
): Promise<void> {
  await queryable.execute(removeStatement, [district, person, view])
}

interface ViewRow {
  readonly view_id: string
  readonly name: string
  readonly screen: string
  readonly query: string
  readonly kept_at: number
}

const listStatement: Statement = {
  name: 'list_saved_views',
  text: `select view_id, name, screen, query, kept_at
from saved_view
where district_id = $1
  and person_id = $2
order by screen, name, view_id`,
}

const keepStatement: Statement = {
  name: 'keep_saved_view',
  text: `insert into saved_view (district_id, person_id, view_id, name, screen, query, kept_at)
select $1::int, $2::text, $3::text, $4::text, $5::text, $6::text, $7::timestamptz
where (
  select count(*)
  from saved_view
  where district_id = $1
    and person_id = $2
    and view_id <> $3
) < $8::int
on conflict (district_id, person_id, view_id) do update
set name = excluded.name,
  screen = excluded.screen,
  query = excluded.query,
  kept_at = excluded.kept_at
returning view_id`,
}

const removeStatement: Statement = {
  name: 'remove_saved_view',
  text: `delete from saved_view
where district_id = $1
  and person_id = $2
  and view_id = $3`,
}

/** For review: `packages/store/emitted`. */
export const savedViewStatements: readonly Statement[] = [listStatement, keepStatement, removeStatement]

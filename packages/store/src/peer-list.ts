import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** 对标名单: places that somebody put together to be compared with. */
export interface PeerList {
  readonly list: string
  readonly name: string
  /** Codes of the places. */
  readonly units: readonly string[]
  readonly keptAt: Instant
  /** Name of the account. */
  readonly keptBy: string
}

/** The most lists of a district. */
export const mostPeerLists = 200

/** The lists of a district, by name. */
export async function listStoredPeerLists(
  queryable: Queryable,
  district: DistrictId,
): Promise<readonly PeerList[]> {
  const rows = await queryable.query<ListRow>(listStatement, [district])
  return rows.map(parseList)
}

/** One list; undefined when there is none. */
export async function readPeerList(
  queryable: Queryable,
  district: DistrictId,
  list: string,
): Promise<PeerList | undefined> {
  const [row] = await queryable.query<ListRow>(readStatement, [district, list])
  return row && parseList(row)
}

/**
 * Keeps a list, a new one or in the place of the one of that id. @returns false when there are too many
 * @throws AppError `row_exists` when another list has the name
 */
export async function keepStoredPeerList(
  queryable: Queryable,
  district: DistrictId,
  { list, name, units, keptAt, keptBy }: PeerList,
): Promise<boolean> {
  const values = [district, list, name, units, toTimestamp(keptAt), keptBy, mostPeerLists]
  const rows = await queryable.query(keepStatement, values)
  return rows.length > 0
}

/** Removes a list. @returns false when there was none */
export async function removeStoredPeerList(
  queryable: Queryable,
  district: DistrictId,
  list: string,
): Promise<boolean> {
  return (await queryable.execute(removeStatement, [district, list])) === 1
}

interface ListRow {
  readonly list_id: string
  readonly name: string
  readonly units: readonly string[]
  readonly kept_at: number
  readonly kept_by: string
}

function parseList(row: ListRow): PeerList {
  const { list_id: list, name, units, kept_by: keptBy } = row
  return { list, name, units, keptAt: instantOf(row.kept_at), keptBy }
}

const listStatement: Statement = {
  name: 'list_peer_lists',
  text: `select list_id, name, units, kept_at, kept_by
from peer_list
where district_id = $1
order by name, list_id`,
}

const readStatement: Statement = {
  name: 'read_peer_list',
  text: `select list_id, name, units, kept_at, kept_by
from peer_list
where district_id = $1
  and list_id = $2`,
}

const keepStatement: Statement = {
  name: 'keep_peer_list',
  text: `insert into peer_list (district_id, list_id, name, units, kept_at, kept_by)
select $1::int, $2::text, $3::text, $4::text[], $5::timestamptz, $6::text
where (
  select count(*)
  from peer_list
  where district_id = $1
    and list_id <> $2
) < $7::int
on conflict (district_id, list_id) do update
set name = excluded.name,
  units = excluded.units,
  kept_at = excluded.kept_at,
  kept_by = excluded.kept_by
returning list_id`,
}

const removeStatement: Statement = {
  name: 'remove_peer_list',
  text: `delete from peer_list
where district_id = $1
  and list_id = $2`,
}

/** For review: `packages/store/emitted`. */
export const peerListStatements: readonly Statement[] = [
  listStatement,
  readStatement,
  keepStatement,
  removeStatement,
]

import type { Statement } from './database.ts'

/** What is read of matters to make their pieces; those that came before keep their place. */
export const readForSearchStatement: Statement = {
  name: 'read_for_search',
  text: `select matter.matter_id, matter.number, matter.title, matter.status, matter.revision, matter.procedure,
  matter.opened_at, listing.pack, listing.category, listing.area_id, listing.office_id, to_json(listing.sights) as sights,
  matter_data.data, document.serial::float8 as serial
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = matter.matter_id
left join search_document as document on document.district_id = $1
  and document.matter_id = matter.matter_id
where matter.district_id = $1
  and matter.matter_id = any($2::uuid[])
order by matter.matter_id`,
}

export const listQueuedStatement: Statement = {
  name: 'list_search_queue',
  text: `select queue_id::float8 as queue_id, matter_id
from search_queue
where district_id = $1
order by queue_id
limit $2`,
}

export const countQueuedStatement: Statement = {
  name: 'count_search_queue',
  text: `select count(*)::int as count
from search_queue
where district_id = $1`,
}

/** Of two processes that made pieces of one matter at the same time the one that saw more of it counts. */
export const keepDocumentsStatement: Statement = {
  name: 'keep_search_documents',
  text: `insert into search_document (district_id, matter_id, serial, revision, pieces)
select $1, matter_id, serial, revision, pieces::int[]
from unnest($2::uuid[], $3::bigint[], $4::int[], $5::text[]) as given(matter_id, serial, revision, pieces)
on conflict (district_id, matter_id) do update
set revision = excluded.revision,
  pieces = excluded.pieces
where search_document.revision < excluded.revision
  or (search_document.revision = excluded.revision and search_document.pieces <> excluded.pieces)`,
}

export const dropQueuedStatement: Statement = {
  name: 'drop_search_queue',
  text: `delete from search_queue
where district_id = $1
  and queue_id = any($2::bigint[])`,
}

export const queueAllStatement: Statement = {
  name: 'queue_all_for_search',
  text: `insert into search_queue (district_id, matter_id)
select district_id, matter_id
from matter_listing
where district_id = $1
order by matter_id`,
}

/** The database is asked for ids by pieces; sight and listing are looked at again as they stand now. */
export const findForSearchStatement: Statement = {
  name: 'find_for_search',
  text: `select matter.matter_id, matter.number, matter.title
from find_search_documents($1, $2::text[], $3::int[], $4::uuid, $5::uuid, $7) as found(matter_id)
join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
where $6::text[] is null
  or listing.sights && $6::text[]
order by matter.matter_id desc`,
}

/** For review: `packages/store/emitted`. */
export const oneSearchStatements: readonly Statement[] = [
  readForSearchStatement,
  listQueuedStatement,
  countQueuedStatement,
  keepDocumentsStatement,
  dropQueuedStatement,
  queueAllStatement,
  findForSearchStatement,
]

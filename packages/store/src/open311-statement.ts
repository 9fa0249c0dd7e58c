import type { Statement } from './database.ts'

export const keepServiceStatement: Statement = {
  name: 'keep_open311_service',
  text: `insert into open311_service (district_id, service_code, pack, category, is_public, shows, body, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (district_id, service_code) do update
set pack = excluded.pack,
  category = excluded.category,
  is_public = excluded.is_public,
  shows = excluded.shows,
  body = excluded.body,
  changed_at = excluded.changed_at`,
}

export const listServicesStatement: Statement = {
  name: 'list_open311_services',
  text: `select service_code, pack, category, is_public, shows, body, changed_at
from open311_service
where district_id = $1
  and ($2::text is null or service_code = $2)
order by service_code
limit 1000`,
}

export const removeServiceStatement: Statement = {
  name: 'remove_open311_service',
  text: `delete from open311_service
where district_id = $1
  and service_code = $2`,
}

export const addRequestStatement: Statement = {
  name: 'add_open311_request',
  text: `insert into open311_request (district_id, matter_id, service_code, account_id, address_id, media_url, created_at)
values ($1, $2, $3, $4, $5, $6, $7)`,
}

export const dropRequestStatement: Statement = {
  name: 'drop_open311_request',
  text: `delete from open311_request
where district_id = $1
  and matter_id = $2`,
}

const columns = `matter.matter_id, matter.number, matter.revision, found.service_code, matter.status, matter.opened_at,
  matter.updated_at, matter.ended_at, matter.due_at, listing.office_id, request.address_id, request.media_url, data.data`

const joins = `join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
left join open311_request as request on request.district_id = $1
  and request.matter_id = found.matter_id
left join matter_data as data on data.district_id = $1
  and data.matter_id = found.matter_id`

/** Conditions of a list on `matter` and `listing`. */
const isWanted = `and listing.matter_id >= $7::uuid
    and ($3::boolean is null or listing.is_open = $3)
    and case when $4::boolean then matter.updated_at else matter.opened_at end between $5::timestamptz and $6::timestamptz`

// What came in by Open311, and what is public of the rest; a matter that two services stand for is listed once.
export const listRequestsStatement: Statement = {
  name: 'list_open311_requests',
  text: `with candidate as (
  select request.matter_id, request.service_code
  from open311_request as request
  join open311_service as service on service.district_id = $1
    and service.service_code = request.service_code
  join matter on matter.district_id = $1
    and matter.matter_id = request.matter_id
  join matter_listing as listing on listing.district_id = $1
    and listing.matter_id = request.matter_id
  where request.district_id = $1
    and ($2::text[] is null or request.service_code = any ($2))
    ${isWanted}
  union all
  select listed.matter_id, service.service_code
  from open311_service as service
  cross join lateral (
    select listing.matter_id
    from matter_listing as listing
    join matter on matter.district_id = $1
      and matter.matter_id = listing.matter_id
    where listing.district_id = $1
      and listing.pack = service.pack
      and (service.category is null or listing.category = service.category)
    ${isWanted}
    order by listing.matter_id desc
    limit $8
  ) as listed
  where service.district_id = $1
    and service.is_public
    and ($2::text[] is null or service.service_code = any ($2))
),
found as (
  select distinct on (matter_id) matter_id, service_code
  from candidate
  order by matter_id desc, service_code
  limit $8
)
select ${columns}
from found
${joins}
order by matter.matter_id desc`,
}

export const findRequestsStatement: Statement = {
  name: 'find_open311_requests',
  text: `with asked as (
  select matter_id
  from matter
  where district_id = $1
    and number = any ($2::text[])
  union
  select matter_id
  from unnest($3::uuid[]) as given(matter_id)
),
found as (
  select distinct on (asked.matter_id) asked.matter_id, service.service_code
  from asked
  join matter_listing as listing on listing.district_id = $1
    and listing.matter_id = asked.matter_id
  left join open311_request as request on request.district_id = $1
    and request.matter_id = asked.matter_id
  join open311_service as service on service.district_id = $1
    and (service.service_code = request.service_code
      or service.is_public
        and service.pack = listing.pack
        and (service.category is null or service.category = listing.category))
  order by asked.matter_id, service.service_code is distinct from request.service_code, service.service_code
)
select ${columns}
from found
${joins}
order by matter.matter_id desc`,
}

/** For review: `packages/store/emitted`. */
export const open311Statements: readonly Statement[] = [
  keepServiceStatement,
  listServicesStatement,
  removeServiceStatement,
  addRequestStatement,
  dropRequestStatement,
  listRequestsStatement,
  findRequestsStatement,
]

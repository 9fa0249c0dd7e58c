export const listStatement = {
  name: 'list_procedures',
  text: `select hash, process, version, deployment, pack, pack_hash
from procedure
where district_id = $1
order by process, version`,
}

/** Two installations at once meet at the unique version: one of them fails with `row_exists` and is given again. */
export const installStatement = {
  name: 'install_procedures',
  text: `insert into procedure (district_id, hash, process, version, deployment, pack, pack_hash, installed_at)
select $1::int, given.hash, given.process,
  coalesce((
    select max(version)
    from procedure
    where district_id = $1
      and process = given.process
  ), 0) + row_number() over (partition by given.process order by given.place),
  coalesce((
    select max(deployment)
    from procedure
    where district_id = $1
  ), 0) + 1,
  $2::text, $6::text, $3::timestamptz
from unnest($4::text[], $5::text[]) with ordinality as given(hash, process, place)
where not exists (
  select
  from procedure
  where district_id = $1
    and procedure.hash = given.hash
)
returning hash, process, version, deployment, pack, pack_hash`,
}

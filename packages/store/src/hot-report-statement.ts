import type { Statement } from './database.ts'

const textColumns = `matter.matter_id, matter.title, matter.procedure, listing.category, matter.opened_at,
  listing.longitude, listing.latitude, listing.area_id, coalesce(matter_data.data, '{}') as data`

/** What was taken in is looked up one by one: a plan made while there was little is kept while there comes a lot. */
export const newReportsStatement: Statement = {
  name: 'list_new_reports',
  text: `select ${textColumns}
from (
  select matter_id, category, longitude, latitude, area_id
  from matter_listing
  where district_id = $1
    and pack = any ($2::text[])
    and matter_id > $3::uuid
    and (
      select taken.matter_id
      from hot_report as taken
      where taken.district_id = $1
        and taken.matter_id = matter_listing.matter_id
      offset 0
    ) is null
  order by matter_id
  limit $4
) as listing
join matter on matter.district_id = $1
  and matter.matter_id = listing.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = listing.matter_id
order by listing.matter_id`,
}

export const takenReportsStatement: Statement = {
  name: 'list_taken_reports',
  text: `select ${textColumns}, taken.position, taken.issue_id
from (
  select matter_id, position, issue_id
  from hot_report
  where district_id = $1
    and position > $2
  order by position
  limit $3
) as taken
join matter on matter.district_id = $1
  and matter.matter_id = taken.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = taken.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = taken.matter_id
order by taken.position`,
}

export const startStatement: Statement = {
  name: 'find_report_start',
  text: `select position
from hot_report
where district_id = $1
order by position desc
offset $2
limit 1`,
}

export const addReportsStatement: Statement = {
  name: 'add_hot_reports',
  text: `with added as (
  insert into hot_report (district_id, matter_id, issue_id, found_issue_id, at, links)
  select $1, given.matter_id, given.issue_id, given.issue_id, given.at, (
    select count(*)
    from unnest($6::uuid[]) as link(matter_id)
    where link.matter_id = given.matter_id
  )
  from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) as given(matter_id, issue_id, at)
  on conflict (district_id, matter_id) do nothing
),
linked as (
  update hot_report
  set links = links + found.count
  from (
    select link.matter_id, count(*)::int as count
    from unnest($6::uuid[]) as link(matter_id)
    group by link.matter_id
  ) as found
  where hot_report.district_id = $1
    and hot_report.matter_id = found.matter_id
)
insert into hot_voice (district_id, matter_id, voice, at, is_joining)
select $1, given.matter_id, given.voice, given.at, false
from unnest($2::uuid[], $4::timestamptz[], $5::text[]) as given(matter_id, at, voice)
on conflict (district_id, matter_id, voice) do nothing`,
}

export const findIssuesStatement: Statement = {
  name: 'find_hot_issues_of',
  text: `select report.matter_id, report.issue_id, report.found_issue_id, report.placed_at, listing.longitude,
  listing.latitude, listing.area_id
from hot_report as report
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = report.matter_id
where report.district_id = $1
  and report.matter_id = any ($2::uuid[])`,
}

/** The digest of a key of sight; `voiceOf` of the server makes the same. */
function digestOf(sight: string): string {
  return `'p' || left(encode(sha256(convert_to($1::text || ${sight}, 'UTF8')), 'hex'), 32)`
}

export const hearReportsStatement: Statement = {
  name: 'hear_hot_reports',
  text: `insert into hot_voice (district_id, matter_id, voice, at, is_joining)
select $1::int, listing.matter_id, ${digestOf('held.sight')}, report.at, true
from matter_listing as listing
join hot_report as report on report.district_id = $1::int
  and report.matter_id = listing.matter_id
cross join lateral unnest(listing.sights) as held(sight)
where listing.district_id = $1::int
  and listing.matter_id = any ($2::uuid[])
  and held.sight like 'p:%'
on conflict (district_id, matter_id, voice) do nothing`,
}

export const hearOpenStatement: Statement = {
  name: 'hear_open_hot_reports',
  text: `with added as (
  insert into hot_voice (district_id, matter_id, voice, at, is_joining)
  select $1::int, sighted.matter_id, ${digestOf('sighted.sight')}, $2, true
  from matter_sight as sighted
  join hot_report as report on report.district_id = $1::int
    and report.matter_id = sighted.matter_id
  where sighted.district_id = $1::int
    and sighted.sight >= 'p:'
    and sighted.sight < 'p;'
    and sighted.is_open
  on conflict (district_id, matter_id, voice) do nothing
  returning matter_id
)
select distinct report.issue_id
from added
join hot_report as report on report.district_id = $1::int
  and report.matter_id = added.matter_id`,
}

export const dropVoicesStatement: Statement = {
  name: 'drop_hot_voices',
  text: `delete from hot_voice
using matter_listing as listing
where hot_voice.district_id = $1::int
  and hot_voice.is_joining
  and listing.district_id = $1::int
  and listing.matter_id = hot_voice.matter_id
  and listing.is_open
  and not exists (
    select
    from unnest(listing.sights) as held(sight)
    where held.sight like 'p:%'
      and ${digestOf('held.sight')} = hot_voice.voice
  )`,
}

export const holdStatement: Statement = {
  name: 'hold_hot_intake',
  text: `insert into hot_intake (district_id, holder, held_until)
values ($1, $2::uuid, $4)
on conflict (district_id) do update
set holder = excluded.holder,
  held_until = excluded.held_until
where hot_intake.holder = excluded.holder
  or hot_intake.held_until < $3
returning holder`,
}

export const releaseStatement: Statement = {
  name: 'release_hot_intake',
  text: `delete from hot_intake
where district_id = $1
  and holder = $2::uuid`,
}

export const forgetStatement: Statement = {
  name: 'forget_hot_reports',
  text: `with gone as (
  delete from hot_report
  where district_id = $1
    and placed_by is null
  returning matter_id
),
cleared as (
  update hot_report
  set links = 0
  where district_id = $1
    and placed_by is not null
)
delete from hot_voice
where district_id = $1
  and matter_id in (
    select matter_id
    from gone
  )`,
}

/** For review: `packages/store/emitted`. */
export const hotReportStatements: readonly Statement[] = [
  newReportsStatement,
  takenReportsStatement,
  startStatement,
  addReportsStatement,
  findIssuesStatement,
  hearReportsStatement,
  hearOpenStatement,
  dropVoicesStatement,
  holdStatement,
  releaseStatement,
  forgetStatement,
]

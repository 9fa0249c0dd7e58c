import type { Statement } from './database.ts'

/** Only what is seen is counted, down to the name: it is the title of a report that is seen. */
export const listIssuesStatement: Statement = {
  name: 'list_hot_issues',
  text: `with seen as materialized (
  select report.issue_id, report.matter_id, report.at, report.links, listing.area_id, listing.longitude, listing.latitude,
    listing.is_open
  from hot_report as report
  join matter_listing as listing on listing.district_id = $1
    and listing.matter_id = report.matter_id
  where report.district_id = $1
    and report.at >= $3::timestamptz
    and ($2::text[] is null or listing.sights && $2::text[])
    and ($4::uuid is null or report.issue_id = $4::uuid)
    and ($5::text is null or listing.sights @> array[$5::text])
),
spoken as (
  select seen.issue_id, voice.voice, min(voice.at) as first_at, bool_or(voice.is_joining) as is_joining
  from seen
  join hot_voice as voice on voice.district_id = $1
    and voice.matter_id = seen.matter_id
  group by seen.issue_id, voice.voice
),
counted as (
  select issue_id, count(*)::int as people,
    (count(*) filter (where first_at > $7::timestamptz))::int as this_week,
    (count(*) filter (where first_at > $8::timestamptz and first_at <= $7::timestamptz))::int as last_week,
    (count(*) filter (where is_joining))::int as likes,
    max(first_at) as newest_at
  from spoken
  group by issue_id
  having count(*) >= $6::int
  order by count(*) desc, issue_id
  limit $9
),
described as (
  select seen.issue_id, count(*)::int as matters, (count(*) filter (where is_open))::int as open, min(at) as first_at,
    max(at) as last_at, avg(longitude) as longitude, avg(latitude) as latitude,
    (array_agg(seen.matter_id order by links desc, at, seen.matter_id))[1] as middle
  from seen
  join counted on counted.issue_id = seen.issue_id
  group by seen.issue_id
),
located as (
  select issue_id, json_agg(area_id order by found desc, area_id) as areas
  from (
    select issue_id, area_id, count(*) as found
    from seen
    where area_id is not null
    group by issue_id, area_id
  ) as lying
  group by issue_id
)
select counted.issue_id, hot_issue.name, described.middle, matter.number, matter.title, described.matters, described.open,
  counted.people, counted.this_week, counted.last_week, counted.likes, counted.newest_at, described.first_at,
  described.last_at, located.areas, described.longitude, described.latitude
from counted
join described on described.issue_id = counted.issue_id
join matter on matter.district_id = $1
  and matter.matter_id = described.middle
left join located on located.issue_id = counted.issue_id
left join hot_issue on hot_issue.district_id = $1
  and hot_issue.issue_id = counted.issue_id
order by counted.people desc, counted.issue_id`,
}

export const issueReportsStatement: Statement = {
  name: 'list_hot_issue_reports',
  text: `select report.matter_id, matter.number, matter.title, matter.status, listing.area_id, report.at,
  report.placed_by is not null as is_placed, (
    select count(*)::int
    from hot_voice as voice
    where voice.district_id = $1
      and voice.matter_id = report.matter_id
  ) as people
from hot_report as report
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = report.matter_id
join matter on matter.district_id = $1
  and matter.matter_id = report.matter_id
where report.district_id = $1
  and report.issue_id = $3::uuid
  and ($2::text[] is null or listing.sights && $2::text[])
order by report.at desc, report.matter_id desc
limit $4`,
}

export const firstVoicesStatement: Statement = {
  name: 'list_first_voices',
  text: `select min(voice.at) as first_at
from hot_report as report
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = report.matter_id
join hot_voice as voice on voice.district_id = $1
  and voice.matter_id = report.matter_id
where report.district_id = $1
  and report.issue_id = $3::uuid
  and ($2::text[] is null or listing.sights && $2::text[])
group by voice.voice
order by first_at
limit $4`,
}

export const countVoicesStatement: Statement = {
  name: 'count_hot_voices',
  text: `with spoken as (
  select report.issue_id, voice.voice, min(voice.at) as first_at
  from hot_report as report
  join hot_voice as voice on voice.district_id = $1
    and voice.matter_id = report.matter_id
  where report.district_id = $1
    and report.issue_id = any ($2::uuid[])
  group by report.issue_id, voice.voice
),
counted as (
  select issue_id, (count(*) filter (where first_at > $3::timestamptz))::int as people
  from spoken
  group by issue_id
)
select counted.issue_id, counted.people, coalesce(hot_issue.step, 0) as step, newest.matter_id as newest, matter.number,
  matter.procedure
from counted
cross join lateral (
  select matter_id
  from hot_report as report
  where report.district_id = $1
    and report.issue_id = counted.issue_id
  order by report.at desc, report.matter_id desc
  limit 1
) as newest
join matter on matter.district_id = $1
  and matter.matter_id = newest.matter_id
left join hot_issue on hot_issue.district_id = $1
  and hot_issue.issue_id = counted.issue_id
order by counted.issue_id`,
}

export const keepStepStatement: Statement = {
  name: 'keep_hot_step',
  text: `insert into hot_issue (district_id, issue_id, step, stepped_at)
values ($1, $2::uuid, $4, $5)
on conflict (district_id, issue_id) do update
set step = excluded.step,
  stepped_at = excluded.stepped_at
where hot_issue.step = $3::int
returning issue_id`,
}

export const watchersStatement: Statement = {
  name: 'list_hot_watchers',
  text: `select distinct on (watch.person_id) watch.person_id, watch.matter_id, matter.number
from hot_report as report
join watch on watch.district_id = $1
  and watch.matter_id = report.matter_id
join matter on matter.district_id = $1
  and matter.matter_id = report.matter_id
where report.district_id = $1
  and report.issue_id = $2::uuid
order by watch.person_id, watch.matter_id desc`,
}

export const nameStatement: Statement = {
  name: 'name_hot_issue',
  text: `insert into hot_issue (district_id, issue_id, name, named_by, named_at)
values ($1, $2::uuid, $3, $4, $5)
on conflict (district_id, issue_id) do update
set name = excluded.name,
  named_by = excluded.named_by,
  named_at = excluded.named_at`,
}

export const placeStatement: Statement = {
  name: 'place_hot_reports',
  text: `update hot_report
set issue_id = $3::uuid,
  placed_by = $4,
  placed_at = $5
where district_id = $1
  and matter_id = any ($2::uuid[])`,
}

export const readRuleStatement: Statement = {
  name: 'read_hot_rule',
  text: `select version, rule, kept_at
from hot_rule
where district_id = $1
order by version desc
limit 1`,
}

export const keepRuleStatement: Statement = {
  name: 'keep_hot_rule',
  text: `insert into hot_rule (district_id, version, rule, kept_by, kept_at, reason)
values ($1, $2, $3, $4, $5, $6)
on conflict (district_id, version) do nothing
returning version`,
}

/** For review: `packages/store/emitted`. */
export const hotIssueStatements: readonly Statement[] = [
  listIssuesStatement,
  issueReportsStatement,
  firstVoicesStatement,
  countVoicesStatement,
  keepStepStatement,
  watchersStatement,
  nameStatement,
  placeStatement,
  readRuleStatement,
  keepRuleStatement,
]

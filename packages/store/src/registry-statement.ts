import { registryParts } from '@duibiao/registry'
import type { Statement } from './database.ts'
import { eraseContactStatement, readPartStatement, selectList, writePartStatement } from './registry-table.ts'

export const versionsStatement: Statement = {
  name: 'read_registry_versions',
  text: `select part, max(version) as version
from registry_import
where district_id = $1
group by part`,
}

export const claimImportStatement: Statement = {
  name: 'claim_registry_import',
  text: `insert into registry_import (district_id, part, version, imported_at, imported_by, file, digest, added, changed, ended)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
}

export const logChangesStatement: Statement = {
  name: 'log_registry_changes',
  text: `insert into registry_change (district_id, part, version, subject, act, before, after)
select $1, $2, $3, given.subject, given.act, given.before, given.after
from jsonb_to_recordset($4::jsonb) as given (subject text, act text, before text, after text)`,
}

export const subjectLogStatement: Statement = {
  name: 'list_registry_changes',
  text: `select change.version, change.act, change.before, change.after, made.imported_at, made.imported_by, made.file
from registry_change change
join registry_import made on made.district_id = $1
  and made.part = change.part
  and made.version = change.version
where change.district_id = $1
  and change.part = $2
  and change.subject = $3
order by change.version desc`,
}

export const partLogStatement: Statement = {
  name: 'list_registry_part_changes',
  text: `select change.subject, change.version, change.act, change.before, change.after,
  made.imported_at, made.imported_by, made.file
from registry_change change
join registry_import made on made.district_id = $1
  and made.part = change.part
  and made.version = change.version
where change.district_id = $1
  and change.part = $2
  and ($3::text is null or change.subject = $3)
  and (change.version, change.subject) < ($4::int, $5::text collate "C")
order by change.version desc, change.subject collate "C" desc
limit $6`,
}

export const pastStatement: Statement = {
  name: 'read_registry_past',
  text: `select distinct on (change.subject) change.subject, change.after
from registry_change change
join registry_import made on made.district_id = $1
  and made.part = change.part
  and made.version = change.version
where change.district_id = $1
  and change.part = $2
  and made.imported_at <= $3
order by change.subject, change.version desc`,
}

/** Columns of an area without its shape. */
const plainArea = selectList('area')
  .split(', ')
  .filter((column) => column !== 'geometry')
  .join(', ')

function treeText(columns: string, table: string): string {
  return `select ${columns}
from ${table}
where district_id = $1
  and path ^@ $2
  and valid_from <= $3::date
  and (valid_until is null or valid_until > $3::date)
order by path`
}

export const readAreasStatement: Statement = { name: 'read_areas', text: treeText(plainArea, 'area') }

export const readShapesStatement: Statement = {
  name: 'read_area_shapes',
  text: treeText(selectList('area'), 'area'),
}

export const readOfficesStatement: Statement = {
  name: 'read_offices',
  text: treeText(selectList('office'), 'office'),
}

/** Who bears the code on the day comes before what those who bore it have become. */
export const areasByCodeStatement: Statement = {
  name: 'find_areas_by_code',
  text: `with recursive followed as (
  select area_id, valid_from, valid_until, successors, true as bears
  from area
  where district_id = $1
    and code = $2
  union
  select next.area_id, next.valid_from, next.valid_until, next.successors, false
  from followed
  join area next on next.district_id = $1
    and next.area_id = any (followed.successors)
  where followed.valid_until <= $3::date
),
standing as (
  select area_id, bool_or(bears) as bears
  from followed
  where valid_from <= $3::date
    and (valid_until is null or valid_until > $3::date)
  group by area_id
)
select ${plainArea}
from area
where district_id = $1
  and area_id in (
    select area_id
    from standing
    where bears or not exists (select from standing where bears)
  )
order by path`,
}

export const postsStatement: Statement = {
  name: 'find_posts',
  text: `with today as (
  select ($3::timestamptz at time zone time_zone)::date as day
  from district
  where district_id = $1
),
held as (
  select holding.post_id, holding.person_id, post.office_id, post.role
  from today
  join holding on holding.district_id = $1
    and holding.valid_from <= today.day
    and (holding.valid_until is null or holding.valid_until > today.day)
  join post on post.district_id = $1
    and post.post_id = holding.post_id
    and post.valid_from <= today.day
    and (post.valid_until is null or post.valid_until > today.day)
  join person on person.district_id = $1
    and person.person_id = holding.person_id
    and (person.left_on is null or person.left_on > today.day)
)
select post_id, office_id, role, null as deputy_for
from held
where person_id = $2
union all
select held.post_id, held.office_id, held.role, held.person_id
from today
join deputy on deputy.district_id = $1
  and deputy.person_id = $2
  and deputy.valid_from <= today.day
  and (deputy.valid_until is null or deputy.valid_until > today.day)
join person on person.district_id = $1
  and person.person_id = deputy.person_id
  and (person.left_on is null or person.left_on > today.day)
join held on held.post_id = deputy.post_id
  and held.person_id = deputy.deputy_for
order by deputy_for nulls first, post_id`,
}

export const dutyTimesStatement: Statement = {
  name: 'read_duty_times',
  text: `select ${selectList('duty_time')}
from duty_time
where district_id = $1
  and office_id = $2`,
}

/** Every statement of the registry, for reviewers. */
export const registryStatements: readonly Statement[] = [
  ...registryParts.map(readPartStatement),
  ...registryParts.map(writePartStatement),
  eraseContactStatement,
  versionsStatement,
  claimImportStatement,
  logChangesStatement,
  subjectLogStatement,
  partLogStatement,
  pastStatement,
  readAreasStatement,
  readShapesStatement,
  readOfficesStatement,
  areasByCodeStatement,
  postsStatement,
  dutyTimesStatement,
]

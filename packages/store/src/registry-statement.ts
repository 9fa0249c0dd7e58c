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

/** Areas of a level that hold on a day, with their shapes. */
export const readShapesStatement: Statement = {
  name: 'read_area_shapes',
  text: `select ${selectList('area')}
from area
where district_id = $1
  and level = $2
  and valid_from <= $3::date
  and (valid_until is null or valid_until > $3::date)
order by path`,
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
  readShapesStatement,
]

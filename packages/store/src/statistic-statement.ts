import type { Statement } from './database.ts'

export const keepPlanStatement: Statement = {
  name: 'keep_statistic_plan',
  text: `insert into statistic_plan (district_id, digest, content, kept_at, kept_by)
values ($1, $2, $3, $4, $5)
on conflict (district_id, digest) do nothing`,
}

export const readPlanStatement: Statement = {
  name: 'read_statistic_plan',
  text: `select content
from statistic_plan
where district_id = $1
  and digest = $2`,
}

export const clearDivisionsStatement: Statement = {
  name: 'clear_statistic_divisions',
  text: `delete from statistic_division
where district_id = $1`,
}

/** Lists of names come as lines of one text. */
export const addDivisionsStatement: Statement = {
  name: 'add_statistic_divisions',
  text: `insert into statistic_division (district_id, code, from_year, to_year, name, parents, successors)
select $1::int, added.code, added.from_year, added.to_year, added.name,
  coalesce(string_to_array(nullif(added.parents, ''), E'\\n'), '{}'),
  coalesce(string_to_array(nullif(added.successors, ''), E'\\n'), '{}')
from unnest($2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[])
  as added (code, from_year, to_year, name, parents, successors)`,
}

export const listDivisionsStatement: Statement = {
  name: 'list_statistic_divisions',
  text: `select code, from_year, to_year, name, parents, successors
from statistic_division
where district_id = $1
order by code, from_year`,
}

export const divisionsWithValuesStatement: Statement = {
  name: 'list_statistic_divisions_with_values',
  text: `select distinct unit
from statistic_value
where district_id = $1
  and units = 'division'
  and unit = any ($2::text[])
  and value is not null
order by unit`,
}

/** Codes of which none holds in any year. */
export const unknownDivisionsStatement: Statement = {
  name: 'list_unknown_statistic_divisions',
  text: `select named.code
from unnest($2::text[]) as named (code)
where not exists (
  select
  from statistic_division as known
  where known.district_id = $1
    and known.code = named.code
)
order by named.code`,
}

export const lastImportStatement: Statement = {
  name: 'read_last_statistic_import',
  text: `select coalesce(max(number), 0)::int as number
from statistic_import
where district_id = $1`,
}

const importColumns = `number, at, by, file, file_digest, plan_digest, units, sheet, rows, units_told, added, changed, unchanged`

/** Of an import as it is read: also how many of its values were withdrawn. */
const readColumns = `${importColumns}, (
    select coalesce(sum(taken.withdrawn), 0)::int
    from statistic_withdrawal as taken
    where taken.district_id = $1
      and taken.import = statistic_import.number
  ) as withdrawn`

/** Fails where the number is taken: somebody imported meanwhile. */
export const addImportStatement: Statement = {
  name: 'add_statistic_import',
  text: `insert into statistic_import (district_id, ${importColumns}, findings)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
}

export const findImportStatement: Statement = {
  name: 'find_statistic_import',
  text: `select ${readColumns}, findings
from statistic_import
where district_id = $1
  and number = $2`,
}

export const findFileImportStatement: Statement = {
  name: 'find_statistic_import_of_file',
  text: `select ${readColumns}, findings
from statistic_import
where district_id = $1
  and file_digest = $2
  and plan_digest = $3
  and units = $4
  and sheet = $5
order by number desc
limit 1`,
}

export const listImportsStatement: Statement = {
  name: 'list_statistic_imports',
  text: `select ${readColumns}, '[]' as findings
from statistic_import
where district_id = $1
  and number < $2
order by number desc
limit $3`,
}

export const addDefinitionsStatement: Statement = {
  name: 'add_statistic_definitions',
  text: `insert into statistic_definition (
  district_id, indicator, since, name_zh, name_en, measure, direction, source, basis
)
select $1::int, added.indicator, $2::int, added.name_zh, added.name_en, added.measure, added.direction, added.source,
  nullif(added.basis, '')
from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
  as added (indicator, name_zh, name_en, measure, direction, source, basis)`,
}

export const listDefinitionsStatement: Statement = {
  name: 'list_statistic_definitions',
  text: `select distinct on (indicator) indicator, since, name_zh, name_en, measure, direction, source, basis
from statistic_definition
where district_id = $1
order by indicator, since desc`,
}

/** Of each indicator and kind of unit the first and the last period that has values. */
export const listSpansStatement: Statement = {
  name: 'list_statistic_spans',
  text: `select wanted.indicator, kind.units, span.first, span.last
from unnest($2::text[]) as wanted (indicator)
cross join unnest(array['division', 'area', 'office']) as kind (units)
cross join lateral (
  select min(found.period) as first, max(found.period) as last
  from statistic_value as found
  where found.district_id = $1
    and found.units = kind.units
    and found.indicator = wanted.indicator
    and found.value is not null
) as span
where span.first is not null
order by wanted.indicator, kind.units`,
}

/** Values that are there as they are keep the place they came from. */
export const keepValuesStatement: Statement = {
  name: 'keep_statistic_values',
  text: `insert into statistic_value (district_id, units, indicator, period, unit, value, import, line, place)
select $1::int, $2::text, added.indicator, added.period, added.unit, added.value, $3::int, added.line, added.place
from unnest($4::text[], $5::text[], $6::text[], $7::float8[], $8::int[], $9::int[])
  as added (indicator, period, unit, value, line, place)
on conflict (district_id, units, indicator, period, unit) do update
set value = excluded.value,
  import = excluded.import,
  line = excluded.line,
  place = excluded.place,
  withdrawal = null
where statistic_value.value is distinct from excluded.value`,
}

const valueColumns = 'indicator, period, unit, value, import, line, place'

export const loadValuesStatement: Statement = {
  name: 'load_statistic_values',
  text: `select ${valueColumns}
from statistic_value
where district_id = $1
  and units = $2
  and indicator = any ($3::text[])
  and period = any ($4::text[])
  and ($5::text[] is null or unit = any ($5::text[]))
  and value is not null
order by indicator, period, unit`,
}

export const listValuesStatement: Statement = {
  name: 'list_statistic_values',
  text: `select ${valueColumns}
from statistic_value
where district_id = $1
  and units = $2
  and indicator = $3
  and period between $4 and $5
  and unit = coalesce($6::text, unit)
  and (period, unit) > ($7, $8)
  and value is not null
order by period, unit
limit $9`,
}

export const listRevisionsStatement: Statement = {
  name: 'list_statistic_revisions',
  text: `select revision.revision_id::float8 as revision_id, revision.period, revision.unit, revision.value_before,
  revision.value_after, revision.import_before, revision.import_after, withdrawn.reason,
  coalesce(withdrawn.at, done.at) as at, coalesce(withdrawn.by, done.by) as by
from statistic_revision as revision
join statistic_import as done on done.district_id = $1
  and done.number = revision.import_after
left join statistic_withdrawal as withdrawn on withdrawn.district_id = $1
  and withdrawn.number = revision.withdrawal
where revision.district_id = $1
  and revision.units = $2
  and revision.indicator = $3
  and revision.unit = coalesce($4::text, revision.unit)
  and revision.revision_id < $5
order by revision.revision_id desc
limit $6`,
}

/** For review: `packages/store/emitted`. */
export const statisticStatements: readonly Statement[] = [
  keepPlanStatement,
  readPlanStatement,
  clearDivisionsStatement,
  addDivisionsStatement,
  listDivisionsStatement,
  divisionsWithValuesStatement,
  unknownDivisionsStatement,
  lastImportStatement,
  addImportStatement,
  findImportStatement,
  findFileImportStatement,
  listImportsStatement,
  addDefinitionsStatement,
  listDefinitionsStatement,
  listSpansStatement,
  keepValuesStatement,
  loadValuesStatement,
  listValuesStatement,
  listRevisionsStatement,
]

import type { Statement } from './database.ts'

const amounts = 'matters, numerator::float8 as numerator, denominator::float8 as denominator'

export const unitStatement: Statement = {
  name: 'list_indicator_unit_sums',
  text: `select unit, month, part, ${amounts}
from indicator_sum
where district_id = $1
  and formula_id = $2
  and unit = $3
  and month between $4 and $5
  and matters <> 0
order by month, part`,
}

export const unitsStatement: Statement = {
  name: 'list_indicator_units_sums',
  text: `select unit, min(month) as month, part, sum(matters)::int as matters, sum(numerator)::float8 as numerator,
  sum(denominator)::float8 as denominator
from indicator_sum
where district_id = $1
  and formula_id = $2
  and unit = any($3::text[])
  and month between $4 and $5
  and matters <> 0
group by unit, part
order by unit, part`,
}

/** What was counted, of many formulas and units, month by month. */
export const observedStatement: Statement = {
  name: 'list_indicator_observed_sums',
  text: `select formula_id, unit, month, part, ${amounts}
from indicator_sum
where district_id = $1
  and formula_id = any ($2::int[])
  and unit = any ($3::text[])
  and month between $4 and $5
  and part = ''
  and matters <> 0
order by formula_id, unit, month`,
}

export const officesStatement: Statement = {
  name: 'list_indicator_offices',
  text: `select distinct substr(unit, 3) as office
from indicator_sum
where district_id = $1
  and formula_id = $2
  and month between $3 and $4
  and unit ~>=~ 'o:'
  and unit ~<~ 'o;'
  and matters <> 0
order by office`,
}

export const latestStatement: Statement = {
  name: 'list_indicator_latest',
  text: `select sums.formula_id, sums.unit, sums.month, sums.part, sums.matters, sums.numerator::float8 as numerator,
  sums.denominator::float8 as denominator
from unnest($2::int[]) as wanted(formula_id)
cross join lateral (
  select newest.month
  from indicator_sum as newest
  where newest.district_id = $1
    and newest.formula_id = wanted.formula_id
    and newest.unit = 'd'
    and newest.month < $3
    and newest.part = ''
    and newest.matters <> 0
  order by newest.month desc
  limit 1
) as last
join indicator_sum as sums on sums.district_id = $1
  and sums.formula_id = wanted.formula_id
  and sums.unit = 'd'
  and sums.month = last.month
  and sums.matters <> 0
order by sums.formula_id, sums.part`,
}

export const revisionsStatement: Statement = {
  name: 'list_indicator_revisions',
  text: `select revision.month, revision.at, revision.numerator_before::float8 as numerator_before,
  revision.numerator_after::float8 as numerator_after, revision.denominator_before::float8 as denominator_before,
  revision.denominator_after::float8 as denominator_after, revision.matter_id,
  case when $6::text[] is null or listing.sights && $6::text[] then matter.number end as number
from indicator_revision as revision
left join matter on matter.district_id = $1
  and matter.matter_id = revision.matter_id
left join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = revision.matter_id
where revision.district_id = $1
  and revision.indicator = $2
  and revision.unit = $3
  and revision.month between $4 and $5
order by revision.revision_id desc
limit $7`,
}

export const countRevisionsStatement: Statement = {
  name: 'count_indicator_revisions',
  text: `select month, count(*)::int as revisions
from indicator_revision
where district_id = $1
  and indicator = $2
  and unit = $3
  and month between $4 and $5
group by month
order by month`,
}

export const casesStatement: Statement = {
  name: 'list_indicator_cases',
  text: `select found.matter_id, found.at, found.part, found.numerator, found.denominator
from indicator_case as found
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
where found.district_id = $1
  and found.formula_id = $2
  and found.month between $3 and $4
  and $5 = any(found.units)
  and ($6::text[] is null or listing.sights && $6::text[])
  and case coalesce($7, '')
    when 'numerator' then found.part = '' and found.numerator > 0
    when 'denominator' then found.part = ''
    when 'missed' then found.part = '' and found.numerator < found.denominator
    when 'excluded' then found.part not in ('', 'pending')
    when 'pending' then found.part = 'pending'
    else true
  end
  and ($8::text is null or found.part = $8)
  and found.matter_id < $9::uuid
order by found.matter_id desc
limit $10`,
}

/** For review: `packages/store/emitted`. */
export const indicatorSumStatements: readonly Statement[] = [
  unitStatement,
  unitsStatement,
  observedStatement,
  officesStatement,
  latestStatement,
  revisionsStatement,
  countRevisionsStatement,
  casesStatement,
]

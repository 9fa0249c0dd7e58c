import type { Statement } from './database.ts'
import { replaceCasesStatement } from './indicator-case-statement.ts'

/** Takes the turn of counting: two processes wait for each other, and the later one sees what the earlier wrote. */
export const lockProgressStatement: Statement = {
  name: 'lock_indicator_progress',
  text: `select position
from indicator_progress
where district_id = $1
for update`,
}

export const readProgressStatement: Statement = {
  name: 'read_indicator_progress',
  text: `select position
from indicator_progress
where district_id = $1`,
}

/** Who comes second begins nothing: entries between the two positions would be followed by nobody. */
export const beginProgressStatement: Statement = {
  name: 'begin_indicator_progress',
  text: `insert into indicator_progress (district_id, position)
values ($1, $2)
on conflict (district_id) do nothing`,
}

export const keepProgressStatement: Statement = {
  name: 'keep_indicator_progress',
  text: `update indicator_progress
set position = $2
where district_id = $1`,
}

/** The first entries after a position and up to another. */
export const changedStatement: Statement = {
  name: 'list_indicator_changes',
  text: `select changed.matter_id, max(changed.position)::float8 as position, count(*)::int as entries
from (
  select matter_id, position
  from entry
  where district_id = $1
    and position > $2
    and position <= $3
  order by position
  limit $4
) as changed
group by changed.matter_id`,
}

/**
 * Of more than 10,000 entries the first are looked at: a number of that size says enough. Between two bounds, since without the upper
 * one the planner expects a third of the record, and reads all of it.
 */
export const waitingStatement: Statement = {
  name: 'count_indicator_waiting',
  text: `select count(distinct waiting.matter_id)::int as matters
from (
  select matter_id
  from entry
  where district_id = $1
    and position > $2
    and position <= $3
  order by position
  limit 10000
) as waiting`,
}

export const listPackMattersStatement: Statement = {
  name: 'list_indicator_pack_matters',
  text: `select matter_id
from matter_listing
where district_id = $1
  and pack = $2
  and matter_id > $3::uuid
order by matter_id
limit $4`,
}

export const readCountedStatement: Statement = {
  name: 'read_indicator_matters',
  text: `select matter.matter_id, matter.status, matter.opened_at, matter.ended_at, listing.pack, listing.process,
  listing.category, listing.urgency, listing.colour, listing.office_id, to_json(listing.sights) as sights, matter_data.data
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = matter.matter_id
where matter.district_id = $1
  and matter.matter_id = any($2::uuid[])
order by matter.matter_id`,
}

export const readFactsStatement: Statement = {
  name: 'read_indicator_facts',
  text: `select entry.matter_id, entry.recorded_at, entry.body
from every_entry as entry
where entry.district_id = $1
  and entry.matter_id = any($2::uuid[])
order by entry.matter_id, entry.seq`,
}

export const keepBuildingStatement: Statement = {
  name: 'keep_indicator_building',
  text: `update indicator_formula
set built_to = coalesce($3::uuid, built_to),
  built_at = $4::timestamptz
where district_id = $1
  and formula_id = any($2::int[])`,
}

/** What another formula changes in months that were closed: told against the formula that was built before it. */
export const reviseFormulaStatement: Statement = {
  name: 'revise_indicator_formula',
  text: `with formula as (
  select made.formula_id, made.indicator, made.version, before.formula_id as before_id, given.open_from
  from unnest($2::int[], $3::date[]) as given(formula_id, open_from)
  join indicator_formula as made on made.district_id = $1
    and made.formula_id = given.formula_id
  cross join lateral (
    select known.formula_id
    from indicator_formula as known
    where known.district_id = $1
      and known.indicator = made.indicator
      and known.formula_id < made.formula_id
      and known.built_at is not null
    order by known.formula_id desc
    limit 1
  ) as before
),
told as (
  select formula.indicator, formula.version, sums.unit, sums.month,
    sum(case when sums.formula_id = formula.before_id then sums.numerator else 0 end) as numerator_before,
    sum(case when sums.formula_id = formula.formula_id then sums.numerator else 0 end) as numerator_after,
    sum(case when sums.formula_id = formula.before_id then sums.denominator else 0 end) as denominator_before,
    sum(case when sums.formula_id = formula.formula_id then sums.denominator else 0 end) as denominator_after
  from formula
  join indicator_sum as sums on sums.district_id = $1
    and sums.formula_id in (formula.formula_id, formula.before_id)
    and sums.part = ''
    and sums.month < formula.open_from
  group by formula.indicator, formula.version, sums.unit, sums.month
)
insert into indicator_revision (
  district_id, indicator, version, unit, month, at, numerator_before, numerator_after, denominator_before,
  denominator_after
)
select $1, indicator, version, unit, month, $4::timestamptz, numerator_before, numerator_after, denominator_before,
  denominator_after
from told
where (numerator_before, denominator_before) is distinct from (numerator_after, denominator_after)
order by indicator, unit, month`,
}

/** Cases of formulas that are followed no more; their sums stay. */
export const dropCasesStatement: Statement = {
  name: 'drop_indicator_cases',
  text: `delete from indicator_case as gone
using indicator_formula as formula, indicator_formula as made
where gone.district_id = $1
  and formula.district_id = $1
  and formula.formula_id = gone.formula_id
  and not formula.is_current
  and made.district_id = $1
  and made.formula_id = any($2::int[])
  and made.indicator = formula.indicator`,
}

/** Forgets what follows from the entries, to count it anew. */
export const forgetStatement: Statement = {
  name: 'forget_indicators',
  text: `with cases as (
  delete from indicator_case
  where district_id = $1
),
sums as (
  delete from indicator_sum
  where district_id = $1
    and formula_id in (select formula_id from indicator_formula where district_id = $1 and is_current)
)
update indicator_formula
set built_to = null,
  built_at = null
where district_id = $1
  and is_current`,
}

/** For review: `packages/store/emitted`. */
export const indicatorStatements: readonly Statement[] = [
  lockProgressStatement,
  readProgressStatement,
  beginProgressStatement,
  keepProgressStatement,
  changedStatement,
  waitingStatement,
  listPackMattersStatement,
  readCountedStatement,
  readFactsStatement,
  replaceCasesStatement,
  keepBuildingStatement,
  reviseFormulaStatement,
  dropCasesStatement,
  forgetStatement,
]

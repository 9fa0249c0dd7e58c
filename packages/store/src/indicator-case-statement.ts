import type { Statement } from './database.ts'

/**
 * Puts cases in the place of those that some matters had for some formulas, adds the difference to the sums, and keeps as revisions
 * what this changes in closed months: `$12` has for each formula of `$2` the first month that is open, null while it is being built.
 * Rows are looked up one by one, whatever is known of the tables: a plan made while they were empty is kept while they grow.
 */
export const replaceCasesStatement: Statement = {
  name: 'replace_indicator_cases',
  text: `with given as (
  select formula_id, matter_id, month, at, part, numerator, denominator, string_to_array(units, ' ') as units
  from unnest($4::int[], $5::uuid[], $6::date[], $7::timestamptz[], $8::text[], $9::int[], $10::int[], $11::text[])
    as given(formula_id, matter_id, month, at, part, numerator, denominator, units)
),
formula as (
  select formula.formula_id, formula.open_from, known.indicator, known.version
  from unnest($2::int[], $12::date[]) as formula(formula_id, open_from)
  join indicator_formula as known on known.district_id = $1
    and known.formula_id = formula.formula_id
),
old as (
  select old.formula_id, old.matter_id, old.month, old.part, old.numerator, old.denominator, old.units
  from unnest($2::int[]) as asked(formula_id)
  cross join unnest($3::uuid[]) as changed(matter_id)
  cross join lateral (
    select found.*
    from indicator_case as found
    where found.district_id = $1
      and found.formula_id = asked.formula_id
      and found.matter_id = changed.matter_id
    offset 0
  ) as old
),
gone as (
  delete from indicator_case as gone
  where gone.district_id = $1
    and gone.formula_id = any($2::int[])
    and gone.matter_id = any($3::uuid[])
    and not exists (
      select
      from given
      where given.formula_id = gone.formula_id
        and given.matter_id = gone.matter_id
    )
),
kept as (
  insert into indicator_case (district_id, formula_id, matter_id, month, at, part, numerator, denominator, units)
  select $1, formula_id, matter_id, month, at, part, numerator, denominator, units
  from given
  on conflict (district_id, formula_id, matter_id) do update
  set month = excluded.month,
    at = excluded.at,
    part = excluded.part,
    numerator = excluded.numerator,
    denominator = excluded.denominator,
    units = excluded.units
  where (indicator_case.month, indicator_case.at, indicator_case.part, indicator_case.numerator,
    indicator_case.denominator, indicator_case.units)
    is distinct from (excluded.month, excluded.at, excluded.part, excluded.numerator, excluded.denominator, excluded.units)
),
change as (
  select moved.formula_id, moved.matter_id, unit, moved.month, moved.part, sum(moved.matters) as matters,
    sum(moved.numerator) as numerator, sum(moved.denominator) as denominator
  from (
    select formula_id, matter_id, month, part, 1 as matters, numerator, denominator, units
    from given
    union all
    select formula_id, matter_id, month, part, -1, -numerator, -denominator, units
    from old
  ) as moved
  cross join lateral unnest(moved.units) as unit
  group by moved.formula_id, moved.matter_id, unit, moved.month, moved.part
  having sum(moved.matters) <> 0
    or sum(moved.numerator) <> 0
    or sum(moved.denominator) <> 0
),
summed as (
  insert into indicator_sum as kept (district_id, formula_id, unit, month, part, matters, numerator, denominator)
  select $1, formula_id, unit, month, part, sum(matters), sum(numerator), sum(denominator)
  from change
  group by formula_id, unit, month, part
  order by formula_id, unit, month, part
  on conflict (district_id, formula_id, unit, month, part) do update
  set matters = kept.matters + excluded.matters,
    numerator = kept.numerator + excluded.numerator,
    denominator = kept.denominator + excluded.denominator
)
insert into indicator_revision (
  district_id, indicator, version, unit, month, at, matter_id, numerator_before, numerator_after, denominator_before,
  denominator_after
)
select $1, late.indicator, late.version, late.unit, late.month, $13::timestamptz, late.matter_id,
  late.numerator_told - late.numerator, late.numerator_told, late.denominator_told - late.denominator,
  late.denominator_told
from (
  select formula.indicator, formula.version, change.unit, change.month, change.matter_id, change.numerator,
    change.denominator,
    coalesce(told.numerator, 0) + sum(change.numerator) over way as numerator_told,
    coalesce(told.denominator, 0) + sum(change.denominator) over way as denominator_told
  from change
  join formula on formula.formula_id = change.formula_id
    and change.month < formula.open_from
  left join lateral (
    select sums.numerator, sums.denominator
    from indicator_sum as sums
    where sums.district_id = $1
      and sums.formula_id = change.formula_id
      and sums.unit = change.unit
      and sums.month = change.month
      and sums.part = ''
    offset 0
  ) as told on true
  where change.part = ''
    and (change.numerator <> 0 or change.denominator <> 0)
  window way as (
    partition by change.formula_id, change.unit, change.month
    order by change.matter_id
    rows unbounded preceding
  )
) as late
order by late.indicator, late.unit, late.month, late.matter_id`,
}

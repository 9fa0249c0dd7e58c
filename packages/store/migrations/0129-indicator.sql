-- 指标: what each matter gives to each computed indicator, and the sums of it (docs/decisions/0061). All but the revisions follows from
-- the entries and the formulas, and can be made anew at any time.
create table indicator_formula (
  district_id int not null,
  formula_id int not null check (formula_id > 0),
  indicator text collate "C" not null check (indicator <> ''),
  version text not null check (version ~ '^[0-9a-f]{12}$'),
  pack text not null check (pack <> ''),
  since timestamptz not null,
  built_to uuid,
  built_at timestamptz,
  is_current boolean not null,
  primary key (district_id, formula_id)
);

comment on table indicator_formula is '指标公式 The formulas by which indicators were counted, each version once for each time it came into force.';
comment on column indicator_formula.district_id is 'The district';
comment on column indicator_formula.formula_id is 'Counted from 1';
comment on column indicator_formula.indicator is 'Pack and name, as in hotline.solved_rate';
comment on column indicator_formula.version is 'Digest of the formula';
comment on column indicator_formula.pack is 'Name of the pack';
comment on column indicator_formula.since is 'When it came into force here';
comment on column indicator_formula.built_to is 'The matter up to which those that were there at first are counted; null before the first';
comment on column indicator_formula.built_at is 'When all of them were counted; null until then';
comment on column indicator_formula.is_current is 'Whether it is followed; of an indicator at most one is';

create unique index indicator_formula_current on indicator_formula (district_id, indicator) where is_current;

create table indicator_case (
  district_id int not null,
  formula_id int not null,
  matter_id uuid not null,
  month date not null check (extract(day from month) = 1),
  at timestamptz not null,
  part text collate "C" not null,
  numerator int not null check (numerator >= 0),
  denominator int not null check (denominator >= 0),
  units text[] not null check (array_position(units, null) is null),
  primary key (district_id, formula_id, matter_id)
) with (fillfactor = 80);

comment on table indicator_case is 'What one matter gives to an indicator.';
comment on column indicator_case.district_id is 'The district';
comment on column indicator_case.formula_id is 'The formula';
comment on column indicator_case.matter_id is 'The matter';
comment on column indicator_case.month is 'First day of the month it belongs to, in the zone of the district';
comment on column indicator_case.at is 'What puts it there';
comment on column indicator_case.part is 'Empty for what is counted, pending, or the id of an exclusion';
comment on column indicator_case.numerator is 'Its part of the numerator';
comment on column indicator_case.denominator is 'Its part of the denominator';
comment on column indicator_case.units is 'd for the district, a: areas it lies in, o: the office that leads';

-- squawk-ignore require-concurrent-index-creation
create index indicator_case_month on indicator_case (district_id, formula_id, month, matter_id);

create table indicator_sum (
  district_id int not null,
  formula_id int not null,
  unit text collate "C" not null check (unit ~ '^(d|[ao]:[^\s]+)$'),
  month date not null,
  part text collate "C" not null,
  matters int not null,
  numerator bigint not null,
  denominator bigint not null,
  primary key (district_id, formula_id, unit, month, part)
) with (fillfactor = 70);

comment on table indicator_sum is 'Sums of cases by unit, month and part; kept with each change of a case.';
comment on column indicator_sum.district_id is 'The district';
comment on column indicator_sum.formula_id is 'The formula';
comment on column indicator_sum.unit is 'd for the district, a: an area, o: an office';
comment on column indicator_sum.month is 'First day of the month';
comment on column indicator_sum.part is 'As on cases';
comment on column indicator_sum.matters is 'How many matters';
comment on column indicator_sum.numerator is 'Sum of their numerators';
comment on column indicator_sum.denominator is 'Sum of their denominators';

create table indicator_revision (
  district_id int not null,
  revision_id bigint generated always as identity,
  indicator text collate "C" not null,
  version text not null,
  unit text collate "C" not null,
  month date not null,
  at timestamptz not null,
  matter_id uuid,
  numerator_before bigint not null,
  numerator_after bigint not null,
  denominator_before bigint not null,
  denominator_after bigint not null,
  primary key (district_id, revision_id)
);

comment on table indicator_revision is '修订 Changes of months that were closed. Never changed and never made anew: they say what was told before.';
comment on column indicator_revision.district_id is 'The district';
comment on column indicator_revision.revision_id is 'In the order of recording';
comment on column indicator_revision.indicator is 'Pack and name';
comment on column indicator_revision.version is 'The formula by which it was counted after the change';
comment on column indicator_revision.unit is 'As on sums';
comment on column indicator_revision.month is 'First day of the month';
comment on column indicator_revision.at is 'When the change was counted';
comment on column indicator_revision.matter_id is 'Because of which matter; null where another formula came into force';
comment on column indicator_revision.numerator_before is 'As it was told';
comment on column indicator_revision.numerator_after is 'As it is told since';
comment on column indicator_revision.denominator_before is 'As it was told';
comment on column indicator_revision.denominator_after is 'As it is told since';

-- squawk-ignore require-concurrent-index-creation
create index indicator_revision_unit on indicator_revision (district_id, indicator, unit, month);

create table indicator_progress (
  district_id int primary key,
  position bigint not null check (position >= 0)
);

comment on table indicator_progress is '指标进度 Up to where the entries of a district were counted.';
comment on column indicator_progress.district_id is 'The district';
comment on column indicator_progress.position is 'Position of the last entry that was counted';

grant select, insert, update, delete on indicator_formula, indicator_case, indicator_sum, indicator_progress to duibiao_app;
grant select, insert on indicator_revision to duibiao_app;

select guard_district_tables();

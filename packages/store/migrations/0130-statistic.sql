-- 统计数据: imported statistics of divisions, areas and offices (docs/decisions/0067). What was told once can be seen ever after: an
-- import is never changed, definitions are added and never changed, and a value that another import changes leaves a revision.
create table statistic_plan (
  district_id int not null,
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  content text not null check (content <> ''),
  kept_at timestamptz not null,
  kept_by text not null,
  primary key (district_id, digest)
);

comment on table statistic_plan is '导入设置 Plans by which tables of statistics are read, by the digests of their texts.';
comment on column statistic_plan.district_id is 'The district';
comment on column statistic_plan.digest is 'SHA-256 of the content';
comment on column statistic_plan.content is 'The plan as it was handed in: YAML or JSON';
comment on column statistic_plan.kept_at is 'When it was handed in first';
comment on column statistic_plan.kept_by is 'Name of the account that did';

create table statistic_division (
  district_id int not null,
  code text collate "C" not null check (code <> ''),
  from_year int not null check (from_year >= 0),
  to_year int check (to_year >= from_year),
  name text not null check (name <> ''),
  parents text[] not null check (array_position(parents, null) is null),
  successors text[] not null check (array_position(successors, null) is null),
  primary key (district_id, code, from_year)
);

comment on table statistic_division is '行政区划名录 The divisions that statistics may name, with the years in which their codes hold.';
comment on column statistic_division.district_id is 'The district';
comment on column statistic_division.code is 'By GB/T 2260 or GB/T 10114';
comment on column statistic_division.from_year is 'First year of the code; 0 where it is not known';
comment on column statistic_division.to_year is 'Last year of the code; null while it holds';
comment on column statistic_division.name is 'Its name in these years';
comment on column statistic_division.parents is 'Names of what it lies in';
comment on column statistic_division.successors is 'Codes of what it became';

create table statistic_import (
  district_id int not null,
  number int not null check (number > 0),
  at timestamptz not null,
  by text not null,
  file text not null check (file <> ''),
  file_digest text collate "C" not null check (file_digest ~ '^[0-9a-f]{64}$'),
  plan_digest text collate "C" not null,
  units text not null check (units in ('division', 'area', 'office')),
  sheet text not null,
  rows int not null check (rows >= 0),
  units_told int not null check (units_told >= 0),
  added int not null check (added >= 0),
  changed int not null check (changed >= 0),
  unchanged int not null check (unchanged >= 0),
  findings text not null,
  primary key (district_id, number)
);

comment on table statistic_import is '统计数据导入 Imports of tables of statistics.';
comment on column statistic_import.district_id is 'The district';
comment on column statistic_import.number is 'Counts from 1 without gaps: who plans an import says after which one';
comment on column statistic_import.at is 'When it was done';
comment on column statistic_import.by is 'Name of the account that did it';
comment on column statistic_import.file is 'Name of the file';
comment on column statistic_import.file_digest is 'SHA-256 of the file';
comment on column statistic_import.plan_digest is 'Digest of the plan by which it was read';
comment on column statistic_import.units is 'What its rows stand for';
comment on column statistic_import.sheet is 'Sheet of a workbook; empty where there is one only';
comment on column statistic_import.rows is 'Rows that hold something below the header';
comment on column statistic_import.units_told is 'Units that were told among them';
comment on column statistic_import.added is 'Values that were not there before';
comment on column statistic_import.changed is 'Values that were another before: each has a revision';
comment on column statistic_import.unchanged is 'Values that were there as they are';
comment on column statistic_import.findings is 'What was wrong with the file, as JSON';

create index statistic_import_file on statistic_import (district_id, file_digest, number);

create table statistic_definition (
  district_id int not null,
  indicator text collate "C" not null check (indicator <> ''),
  since int not null,
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  measure text not null check (measure <> ''),
  direction text not null check (direction in ('more', 'less', 'none')),
  source text not null check (source <> ''),
  basis text,
  primary key (district_id, indicator, since)
);

comment on table statistic_definition is '统计指标 What imported indicators are; the newest of each holds.';
comment on column statistic_definition.district_id is 'The district';
comment on column statistic_definition.indicator is 'Code of the indicator';
comment on column statistic_definition.since is 'Number of the import that brought it';
comment on column statistic_definition.name_zh is 'Its name in Chinese';
comment on column statistic_definition.name_en is 'Its name in English';
comment on column statistic_definition.measure is 'Unit of measure of its values';
comment on column statistic_definition.direction is 'Whether more of it is better, or less, or neither';
comment on column statistic_definition.source is 'Who publishes it, and where';
comment on column statistic_definition.basis is 'The standard or law that defines it';

create table statistic_value (
  district_id int not null,
  units text collate "C" not null check (units in ('division', 'area', 'office')),
  indicator text collate "C" not null,
  period text collate "C" not null check (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$'),
  unit text collate "C" not null check (unit <> ''),
  value double precision not null check (value > '-Infinity' and value < 'Infinity'),
  import int not null,
  line int not null check (line > 0),
  place int not null check (place > 0),
  primary key (district_id, units, indicator, period, unit)
);

comment on table statistic_value is '统计数值 Values of imported indicators as they stand.';
comment on column statistic_value.district_id is 'The district';
comment on column statistic_value.units is 'What the unit is';
comment on column statistic_value.indicator is 'Code of the indicator';
comment on column statistic_value.period is 'Year, quarter or month';
comment on column statistic_value.unit is 'Code of a division, id of an area or office';
comment on column statistic_value.value is 'The value, in the unit of measure of the definition';
comment on column statistic_value.import is 'Number of the import that brought it';
comment on column statistic_value.line is 'Row of the file, from 1';
comment on column statistic_value.place is 'Column of the file, from 1';

create table statistic_revision (
  district_id int not null,
  revision_id bigint generated always as identity,
  units text collate "C" not null,
  indicator text collate "C" not null,
  period text collate "C" not null,
  unit text collate "C" not null,
  value_before double precision not null,
  value_after double precision not null,
  import_before int not null,
  import_after int not null,
  primary key (district_id, revision_id)
);

comment on table statistic_revision is '统计修订 Values that a later import changed. Written by a trigger, so that none is changed in silence.';
comment on column statistic_revision.district_id is 'The district';
comment on column statistic_revision.revision_id is 'In the order of recording';
comment on column statistic_revision.units is 'What the unit is';
comment on column statistic_revision.indicator is 'Code of the indicator';
comment on column statistic_revision.period is 'Year, quarter or month';
comment on column statistic_revision.unit is 'The unit';
comment on column statistic_revision.value_before is 'As it was';
comment on column statistic_revision.value_after is 'As it is since';
comment on column statistic_revision.import_before is 'The import that had brought it';
comment on column statistic_revision.import_after is 'The import that changed it';

create index statistic_revision_place on statistic_revision (district_id, units, indicator, period, unit);

create function record_statistic_revision() returns trigger
  language plpgsql
  as $$
begin
  insert into statistic_revision (
    district_id, units, indicator, period, unit, value_before, value_after, import_before, import_after
  )
  values (
    old.district_id, old.units, old.indicator, old.period, old.unit, old.value, new.value, old.import, new.import
  );
  return new;
end
$$;

create trigger statistic_revised before update on statistic_value
  for each row execute function record_statistic_revision();

grant select, insert on statistic_plan, statistic_import, statistic_definition, statistic_revision to duibiao_app;
grant select, insert, update on statistic_value to duibiao_app;
grant select, insert, update, delete on statistic_division to duibiao_app;

select guard_district_tables();

-- 撤回统计数据: values that were imported and should not have been are withdrawn with a reason (docs/decisions/0073). Nothing is deleted: a
-- value that was withdrawn stays as one that is no more, and the trigger that tells changes tells this one too.
create table statistic_withdrawal (
  district_id int not null,
  number int not null check (number > 0),
  import int not null,
  at timestamptz not null,
  by text not null,
  reason text not null check (reason <> ''),
  withdrawn int not null check (withdrawn > 0),
  primary key (district_id, number)
);

comment on table statistic_withdrawal is '统计数据撤回 Imports, or some of their values, that were withdrawn.';
comment on column statistic_withdrawal.district_id is 'The district';
comment on column statistic_withdrawal.number is 'Counts from 1 without gaps';
comment on column statistic_withdrawal.import is 'Number of the import whose values were withdrawn';
comment on column statistic_withdrawal.at is 'When it was done';
comment on column statistic_withdrawal.by is 'Name of the account that did it';
comment on column statistic_withdrawal.reason is 'Why, in words';
comment on column statistic_withdrawal.withdrawn is 'How many values: each has a revision';

create index statistic_withdrawal_import on statistic_withdrawal (district_id, import);

-- Whoever reads values asks for those that stand.
-- squawk-ignore ban-drop-not-null
alter table statistic_value alter column value drop not null;
alter table statistic_value add column withdrawal int;
alter table statistic_value
  add constraint statistic_value_withdrawn check ((value is null) = (withdrawal is not null)) not valid;

comment on column statistic_value.value is 'The value, in the unit of measure of the definition; null once it was withdrawn';
comment on column statistic_value.withdrawal is 'Number of the withdrawal; null while the value stands';

-- squawk-ignore ban-drop-not-null
alter table statistic_revision alter column value_before drop not null;
-- squawk-ignore ban-drop-not-null
alter table statistic_revision alter column value_after drop not null;
alter table statistic_revision add column withdrawal int;

comment on column statistic_revision.value_before is 'As it was; null where it had been withdrawn';
comment on column statistic_revision.value_after is 'As it is since; null where it was withdrawn';
comment on column statistic_revision.withdrawal is 'Number of the withdrawal that took the value away; null for an import that changed it';

create or replace function record_statistic_revision() returns trigger
  language plpgsql
  as $$
begin
  insert into statistic_revision (
    district_id, units, indicator, period, unit, value_before, value_after, import_before, import_after, withdrawal
  )
  values (
    old.district_id, old.units, old.indicator, old.period, old.unit, old.value, new.value, old.import, new.import,
    new.withdrawal
  );
  return new;
end
$$;

grant select, insert on statistic_withdrawal to duibiao_app;

select guard_district_tables();

-- Running numbers of matters, such as JB-2026-000123: one counter for each form and year.
create table serial (
  district_id int not null,
  name text not null check (name <> '' and length(name) <= 100),
  last bigint not null check (last > 0),
  primary key (district_id, name)
);

comment on table serial is '流水号 Counters of matter numbers. Taken in blocks: what a process had taken and did not use when it ended is left out for good, so numbers have gaps. Official document numbers, which must have none, are not made here.';
comment on column serial.district_id is 'The district';
comment on column serial.name is 'Form and year of the number, for example JB-2026-{serial:6}';
comment on column serial.last is 'The last number that was given to a process';

grant select, insert, update on serial to duibiao_app;

alter table serial add constraint serial_district_fkey
  foreign key (district_id) references district (district_id) not valid;

-- A matter in one small row that is rewritten at each transition, and its variables in another that seldom is.
-- No index stands on a column that changes with every transition, and pages keep room, so that updates stay in the page (HOT).
create table matter (
  district_id int not null,
  matter_id uuid not null,
  number text not null check (number <> ''),
  title text not null,
  procedure text not null,
  revision int not null check (revision > 0),
  status text not null check (status in ('open', 'suspended', 'completed', 'terminated', 'cancelled', 'failed')),
  state text not null,
  head bytea not null check (octet_length(head) = 32),
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  due_at timestamptz,
  ended_at timestamptz,
  unique (district_id, number),
  check ((ended_at is null) = (status in ('open', 'suspended')))
) with (fillfactor = 70);

comment on table matter is '事项 Projection: where each matter stands after its last entry. Rebuilt from the entries by `duibiao rebuild`.';
comment on column matter.district_id is 'The district; never changes';
comment on column matter.matter_id is 'UUIDv7: sorts by the time of opening';
comment on column matter.number is 'What people call the matter by; unique in the district';
comment on column matter.title is 'One line for lists';
comment on column matter.procedure is 'Content hash of the procedure it runs on';
comment on column matter.revision is 'seq of the last entry; guards every transition';
comment on column matter.status is 'As in the state; lists filter by it';
comment on column matter.state is 'Tokens, scopes, timers, subscriptions and clocks as JSON, under 2 kB';
comment on column matter.head is 'Hash of the last entry: the next one is chained to it';
comment on column matter.opened_at is 'When the first entry was recorded';
comment on column matter.updated_at is 'When the last entry was recorded';
comment on column matter.due_at is 'Earliest due time of its running clocks';
comment on column matter.ended_at is 'When it ended';

-- Lists of what is open: a transition that does not end the matter leaves this index alone.
create index matter_open on matter (district_id, matter_id) where status in ('open', 'suspended');

-- After the other index that begins with district_id: of two that cost the same, as they do while the table is believed
-- to be empty, the planner takes the later one, and plans are kept while the table grows.
create unique index matter_pkey on matter (district_id, matter_id);
alter table matter add constraint matter_pkey primary key using index matter_pkey;

create table matter_data (
  district_id int not null,
  matter_id uuid not null,
  data text not null,
  primary key (district_id, matter_id)
) with (fillfactor = 80);

comment on table matter_data is '事项变量 Projection: the variables of a matter, written only when they change; no row when there are none.';
comment on column matter_data.district_id is 'The district';
comment on column matter_data.matter_id is 'The matter';
comment on column matter_data.data is 'Variables by scope or token number, as JSON';

grant select, insert, update on matter to duibiao_app;
grant select, insert, update, delete on matter_data to duibiao_app;

-- Limits running on matters, searched across matters by when they end.
create table clock (
  district_id int not null,
  matter_id uuid not null,
  clock_id text not null,
  key text not null,
  kind text not null check (kind in ('legal', 'pledged', 'internal')),
  status text not null check (status in ('running', 'paused', 'stopped')),
  calendar text not null,
  started_at timestamptz not null,
  due_at timestamptz,
  is_provisional boolean not null,
  breached_at timestamptz,
  stopped_at timestamptz,
  primary key (district_id, matter_id, clock_id)
) with (fillfactor = 80);

comment on table clock is '时限 Projection: the limits of matters. Stopped ones stay: they tell what was on time.';
comment on column clock.district_id is 'The district';
comment on column clock.matter_id is 'The matter';
comment on column clock.clock_id is 'Id inside the matter: its key, with @ and a token number in calls and multi-instance';
comment on column clock.key is 'Key of the clock in the procedure';
comment on column clock.kind is 'By law, by pledge, or internal';
comment on column clock.status is 'running, paused or stopped';
comment on column clock.calendar is 'Id of the calendar it counts on, empty for the district''s own';
comment on column clock.started_at is 'When it began to run';
comment on column clock.due_at is 'When it ends; null while paused';
comment on column clock.is_provisional is 'It reaches into a year whose notice is not out';
comment on column clock.breached_at is 'When it ended unanswered';
comment on column clock.stopped_at is 'When it was stopped';

create index clock_due on clock (district_id, due_at) where status = 'running';

grant select, insert, update, delete on clock to duibiao_app;

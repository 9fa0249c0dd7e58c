-- What falls due by itself. Workers claim the matters of due timers with `for update skip locked` and fire within the
-- same transaction, so that a worker that dies gives its claim back at once: no lock-expiry column.
create table timer (
  district_id int not null,
  matter_id uuid not null,
  timer_id int not null,
  due_at timestamptz not null,
  held_by text check (held_by in ('suspension', 'incident')),
  primary key (district_id, matter_id, timer_id)
) with (fillfactor = 80);

comment on table timer is '定时器 Projection: what a matter waits for. A timer that has fired has no row.';
comment on column timer.district_id is 'The district';
comment on column timer.matter_id is 'The matter';
comment on column timer.timer_id is 'Number of the timer inside the matter';
comment on column timer.due_at is 'When it is to fire';
comment on column timer.held_by is 'Why it may not fire now: the matter is suspended, or firing failed and an incident tells why';

create index timer_due on timer (district_id, due_at) where held_by is null;

grant select, insert, update, delete on timer to duibiao_app;

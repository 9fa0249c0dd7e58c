-- When lamps turn, kept where lists read: the warning points are the pack's, and only the kernel can reckon them.
alter table clock
  add column unit text check (
    unit in (
      'urgent_hour', 'hour', 'working_hour', 'working_day', 'urgent_day', 'calendar_day', 'month', 'year'
    )
  ),
  add column first_day text check (first_day in ('included', 'excluded')),
  add column warn_at timestamptz;

alter table matter
  add column warn_at timestamptz,
  add column due_clock text;

alter table task
  add column warn_at timestamptz,
  add column due_at timestamptz,
  add column due_clock text,
  add column is_returned boolean not null default false;

comment on column task.is_returned is '退回 It was opened again by a return';
comment on column clock.unit is 'What it counts, as its rule says';
comment on column clock.first_day is 'Whether the day or hour of its beginning counts';
comment on column clock.warn_at is 'Its first warning point: from here its lamp is yellow; null while paused and where its pack warns of nothing';
comment on column matter.warn_at is 'Earliest warning point of its running clocks';
comment on column matter.due_clock is 'The running clock that ends first';
comment on column task.warn_at is 'Earliest warning point of the clocks that run for it';
comment on column task.due_at is 'Earliest due time of the clocks that run for it: those of the matter, and of the call or instance it lies in';
comment on column task.due_clock is 'The one of them that ends first';

alter table rebuilt.clock
  add column unit text,
  add column first_day text,
  add column warn_at timestamptz;

alter table rebuilt.matter
  add column warn_at timestamptz,
  add column due_clock text;

alter table rebuilt.task
  add column warn_at timestamptz,
  add column due_at timestamptz,
  add column due_clock text,
  add column is_returned boolean not null default false;

alter table matter_listing add column colour text;
alter table rebuilt.matter_listing add column colour text;
comment on column matter_listing.colour is 'The colour its pack gives it by a decision of its own, such as 蓝黄红 of orders of supervision; no lamp';

update clock
set unit = matter.state::jsonb -> 'clocks' -> clock.clock_id -> 'rule' ->> 'unit',
  first_day = matter.state::jsonb -> 'clocks' -> clock.clock_id -> 'rule' ->> 'firstDay'
from matter
where matter.district_id = clock.district_id
  and matter.matter_id = clock.matter_id;

update task
set due_at = matter.due_at
from matter
where matter.district_id = task.district_id
  and matter.matter_id = task.matter_id;

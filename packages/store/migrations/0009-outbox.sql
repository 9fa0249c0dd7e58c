-- Effects, committed with the entry that caused them and delivered afterwards, at least once.
create table outbox (
  district_id int not null,
  matter_id uuid not null,
  seq int not null,
  number int not null,
  kind text not null check (kind in ('message', 'signal', 'call_service', 'notify')),
  body text not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  last_error text,
  dead_at timestamptz,
  primary key (district_id, matter_id, seq, number)
) with (fillfactor = 80);

comment on table outbox is '发件箱 Effects to deliver; a delivered one has no row. Consumers see them as CloudEvents.';
comment on column outbox.district_id is 'The district';
comment on column outbox.matter_id is 'The matter it came from';
comment on column outbox.seq is 'The entry it came from';
comment on column outbox.number is '0, 1, 2 … inside the entry';
comment on column outbox.kind is 'What is to be delivered';
comment on column outbox.body is 'The effect as JSON';
comment on column outbox.created_at is 'When its entry was recorded';
comment on column outbox.due_at is 'When it is tried next';
comment on column outbox.attempts is 'How often it was tried in vain';
comment on column outbox.last_error is 'Why the last attempt failed';
comment on column outbox.dead_at is 'When it was given up; a person looks at it and sends it again or drops it';

create index outbox_due on outbox (district_id, due_at) where dead_at is null;

grant select, insert, update, delete on outbox to duibiao_app;

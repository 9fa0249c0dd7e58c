-- What would grow without bound (decision 0029). The record lies in parts, one for each month in which matters were opened:
-- ids of matters sort by time (UUIDv7), so a month is a range of ids. All entries of a matter lie in one part, the
-- primary key goes on holding over all of them, and a month leaves the daily work as a whole, never row by row.
-- squawk-ignore renaming-table
alter table entry rename to entry_record;
alter table entry_record rename constraint entry_pkey to entry_record_pkey;
alter sequence entry_position_seq rename to entry_record_position;

create table entry (
  district_id int not null,
  matter_id uuid not null,
  seq int not null constraint entry_seq_check check (seq > 0),
  position bigint not null generated always as identity,
  kind text not null,
  recorded_at timestamptz not null,
  body text not null,
  previous bytea not null constraint entry_previous_check check (octet_length(previous) = 32),
  hash bytea not null constraint entry_hash_check check (octet_length(hash) = 32),
  primary key (district_id, matter_id, seq)
) partition by range (matter_id);

comment on table entry is '记录 One line of the append-only record of a matter. The only history there is, in one part for each month in which matters were opened.';
comment on column entry.district_id is 'The district';
comment on column entry.matter_id is 'The matter';
comment on column entry.seq is '1, 2, 3 … inside the matter: its revision after this entry';
comment on column entry.position is 'Order of arrival, with gaps: checkpoints seal entries in this order. Unique, as nobody but the sequence gives it';
comment on column entry.kind is 'The command that made it';
comment on column entry.recorded_at is 'When it was recorded, never before the entry before it';
comment on column entry.body is 'Actor, facts, input, patch and set as canonical JSON, kept as text so that its hash can be checked byte for byte';
comment on column entry.previous is 'Hash of the entry before, of the first one that of district and matter';
comment on column entry.hash is 'SHA-256 over the entry as docs/reference/ledger.md defines it';

create trigger entry_sealed before update or delete or truncate on entry
  for each statement execute function refuse_ledger_change();

grant select, insert on entry to duibiao_app;

-- Months that left the daily work. Nothing can be added to them.
create table archived_entry (
  like entry including comments including constraints,
  primary key (district_id, matter_id, seq)
) partition by range (matter_id);

comment on table archived_entry is '归档记录 Entries of months that are closed: every matter opened in them has ended, and every entry is sealed.';

create trigger entry_sealed before insert or update or delete or truncate on archived_entry
  for each statement execute function refuse_ledger_change();

grant select on archived_entry to duibiao_app;

create view every_entry with (security_invoker = true) as
select district_id, matter_id, seq, position, kind, recorded_at, body, previous, hash
from entry
union all
select district_id, matter_id, seq, position, kind, recorded_at, body, previous, hash
from archived_entry;

comment on view every_entry is 'The whole record, archived or not';

grant select on every_entry to duibiao_app;

-- The application has no right on a part itself, only through the whole. The trigger of the whole does not act for whoever
-- names a part, so each has its own.
create function make_entry_part(part text, meaning text) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
begin
  execute format('create table public.%I (like public.entry including comments including constraints)', part);
  execute format('create unique index %I on public.%I (district_id, position)', part || '_position', part);
  -- Later than the other one, as on matter.
  execute format('create unique index %I on public.%I (district_id, matter_id, seq)', part || '_pkey', part);
  execute format('alter table public.%I add constraint %I primary key using index %2$I', part, part || '_pkey');
  execute format('create trigger entry_sealed before update or delete or truncate on public.%I
    for each statement execute function public.refuse_ledger_change()', part);
  execute format('comment on table public.%I is %L', part, meaning);
end
$$;

-- The net: an insert never fails for want of a part. A month of which something lies in here cannot have a part any more.
select make_entry_part('entry_other', '记录 Entries of matters for whose month no part was made');
alter table entry attach partition entry_other default;

create function first_matter_of(month date) returns uuid
  language sql immutable strict
  set search_path = pg_catalog, pg_temp
  as $$
select (lpad(to_hex((extract(epoch from month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

create function entry_part_of(month date) returns text
  language sql immutable strict
  set search_path = pg_catalog, pg_temp
  as $$
select 'entry_' || to_char(month, 'YYYY_MM')
$$;

-- Runs with the owner's rights, so that the application can have a month added and nothing else. False when somebody held
-- the lock too long, or when entries of the month are in the net already.
create function add_entry_month(day date) returns boolean
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set lock_timeout = '3s'
  as $$
declare
  month constant date := date_trunc('month', day::timestamp)::date;
  part constant text := public.entry_part_of(month);
begin
  if month < '1970-01-01' or month >= '3000-01-01' then
    return false;
  end if;
  -- The letters "db" and "entr": one adds a month, another finds it there.
  perform pg_advisory_xact_lock(25698, 1701737586);
  if to_regclass('public.' || part) is not null then
    return true;
  end if;
  perform public.make_entry_part(part, '记录 Entries of matters opened in ' || to_char(month, 'YYYY-MM') || ' (UTC)');
  execute format('alter table public.entry attach partition public.%I for values from (%L) to (%L)', part,
    public.first_matter_of(month), public.first_matter_of((month + interval '1 month')::date));
  return true;
exception
  when lock_not_available or check_violation or deadlock_detected then
    return false;
end
$$;

-- Takes a month out of the daily work: 'archived', or why not: 'absent' (no part, or archived before), 'busy', 'open' (a
-- matter of it has not ended), 'unsealed' (an entry is in no checkpoint yet). Nothing is copied and nothing deleted.
create function archive_entry_month(day date) returns text
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set lock_timeout = '3s'
  as $$
declare
  month constant date := date_trunc('month', day::timestamp)::date;
  part constant text := public.entry_part_of(month);
  first constant uuid := public.first_matter_of(month);
  next constant uuid := public.first_matter_of((month + interval '1 month')::date);
  found boolean;
begin
  perform pg_advisory_xact_lock(25698, 1701737586);
  if not exists (
    select from pg_inherits
    where inhparent = 'public.entry'::regclass and inhrelid = to_regclass('public.' || part)
  ) then
    return 'absent';
  end if;
  lock table public.entry in access exclusive mode;
  select exists (
    select from public.district
    cross join lateral (
      select from public.matter
      where matter.district_id = district.district_id
        and matter.matter_id >= first
        and matter.matter_id < next
        and matter.status in ('open', 'suspended')
      limit 1
    ) as going
  ) into found;
  if found then
    return 'open';
  end if;
  execute format('select exists (
    select from public.district
    cross join lateral (
      select max(position) as last from public.%I as part where part.district_id = district.district_id
    ) as part
    where part.last > coalesce((
      select max(bound) from public.checkpoint where checkpoint.district_id = district.district_id
    ), 0)
  )', part) into found;
  if found then
    return 'unsealed';
  end if;
  execute format('alter table public.entry detach partition public.%I', part);
  execute format('alter table public.archived_entry attach partition public.%I for values from (%L) to (%L)', part,
    first, next);
  return 'archived';
exception
  when lock_not_available or deadlock_detected then
    return 'busy';
end
$$;

revoke execute on function make_entry_part(text, text), add_entry_month(date), archive_entry_month(date) from public;
grant execute on function add_entry_month(date), archive_entry_month(date) to duibiao_app;

-- The record so far, byte for byte, with its order.
select add_entry_month(month)
from (
  select distinct ('epoch'::timestamp + ('x0000' || left(replace(matter_id::text, '-', ''), 12))::text::bit(64)::bigint
    * interval '1 millisecond')::date as month
  from entry_record
  where substr(matter_id::text, 15, 1) = '7'
) as opened;
insert into entry (district_id, matter_id, seq, position, kind, recorded_at, body, previous, hash)
overriding system value
select district_id, matter_id, seq, position, kind, recorded_at, body, previous, hash
from entry_record
order by position;
select setval(pg_get_serial_sequence('entry', 'position'), max(position))
from entry_record
having count(*) > 0;
-- squawk-ignore ban-drop-table
drop table entry_record;

-- Receipts are cleared by their age on the server's clock: the clock of a simulation says nothing about who may still ask.
alter table receipt add column written_at timestamptz not null default now();
comment on column receipt.written_at is 'When it was written, by the database''s clock: receipts older than the span of retention are cleared';
comment on column receipt.recorded_at is 'When the entry was recorded';
comment on table receipt is '回执 The entry that a command made, under its idempotency key, for the span of retention; that of a command that opened a matter stays. A refused command leaves none: it is decided again.';

comment on column district.code is '行政区划代码 Division code of GB/T 2260, six digits. Unique over all districts, as only a reference table can have it';

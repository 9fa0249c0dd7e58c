-- 一网速查: pieces of the words of matters, to be found by (docs/decisions/0057). Everything here follows from the matters and may be
-- thrown away: `queue_all_for_search` has it made anew.

create table search_queue (
  district_id int not null,
  queue_id bigint generated always as identity,
  matter_id uuid not null,
  primary key (district_id, queue_id)
);

comment on table search_queue is 'Matters whose pieces have to be made anew; a matter may stand here more than once.';
comment on column search_queue.district_id is 'The district';
comment on column search_queue.queue_id is 'Which place in the queue';
comment on column search_queue.matter_id is 'The matter';

create table search_document (
  district_id int not null,
  matter_id uuid not null,
  serial bigint not null,
  revision int not null,
  pieces int[] not null,
  primary key (district_id, matter_id)
) with (fillfactor = 90);

comment on table search_document is 'What a matter can be found by; of what is said in it only numbers stand here.';
comment on column search_document.district_id is 'The district';
comment on column search_document.matter_id is 'The matter';
comment on column search_document.serial is 'Place in the order in which matters came to the search: it stays';
comment on column search_document.revision is 'Of the matter its pieces were made of';
comment on column search_document.pieces is 'Numbers of pieces of its words, of its keys of sight, of what lists filter by, and of the two slices it lies in';

-- A list of pending pieces would be read through by each search. Pieces are written in batches by a job, which can wait.
-- squawk-ignore require-concurrent-index-creation
create index search_document_pieces on search_document using gin (pieces) with (fastupdate = off);

grant select, insert, delete on search_queue to duibiao_app;
grant select, insert, update, delete on search_document to duibiao_app;

-- Written in the transaction of the change, so that no change is forgotten.
create function queue_for_search() returns trigger
  language plpgsql
  set search_path = public, pg_temp
as $$
begin
  insert into search_queue (district_id, matter_id)
  select district_id, matter_id
  from written
  order by matter_id;
  return null;
end
$$;

revoke execute on function queue_for_search() from public;

create trigger matter_listing_added after insert on matter_listing
  referencing new table as written
  for each statement execute function queue_for_search();
create trigger matter_listing_changed after update on matter_listing
  referencing new table as written
  for each statement execute function queue_for_search();

-- The slices of a district, the newest first: of the newest documents slices of 4,096, of older ones slices of 65,536. A search
-- goes through them until it has enough, so that a word that half of the matters have costs no more than one that a few have.
create function search_slices(p_district int, p_newest bigint) returns table (slice int)
  language sql
  immutable
  set search_path = pg_catalog, pg_temp
as $$
  select search.slice
  from (
    select 0 as level, n
    from generate_series(p_newest / 4096, greatest(p_newest / 65536 - 1, 0) * 16, -1) as n
    union all
    select 1, n
    from generate_series(p_newest / 65536 - 2, 0, -1) as n
  ) as told(level, n)
  cross join lateral (select (-1 - n - told.level * 1000000 - (p_district % 1000) * 2000000)::int as slice) as search
$$;

comment on function search_slices(int, bigint) is 'Numbers of slices in which a search goes, below zero; pieces are not';

-- The condition "its pieces overlap these" opens no index under row level security, for PostgreSQL does not know it to be leakproof.
-- So this one question is asked with the rights of the owner, whom the policy of this one table does not bind; it holds the bond of the
-- session to its district itself, and gives out nothing but ids. Proved by one-search.db.test.ts and district-guard.db.test.ts.
create function find_search_documents(
  p_district int, p_pieces text[], p_sights int[], p_from uuid, p_before uuid, p_limit int
) returns table (matter_id uuid)
  language plpgsql
  stable
  security definer
  rows 100
  set search_path = public, pg_temp
  -- The index of pieces is read and no other: with a rare word a walk through all documents by their ids takes minutes.
  set enable_seqscan = off
  set enable_indexscan = off
  set enable_indexonlyscan = off
  -- Compiling a plan of a few rows takes longer than carrying it out.
  set jit = off
as $$
declare
  bond constant text := current_setting('app.district');
  wanted text := '';
  piece text;
  newest bigint;
begin
  if bond <> '*' and bond::int <> p_district then
    raise exception 'the session is bound to another district' using errcode = '42501';
  end if;
  select coalesce(max(serial.last), 0) into newest
  from serial
  where serial.district_id = p_district
    and serial.name = 'search_document';
  foreach piece in array p_pieces loop
    wanted := wanted || format(E'\n    and document.pieces && %L::int[]', piece::int[]);
  end loop;
  if p_sights is not null then
    wanted := wanted || format(E'\n    and document.pieces && %L::int[]', p_sights);
  end if;
  return query execute 'select found.matter_id
from search_slices($1, $2) as slice
cross join lateral (
  select document.matter_id
  from search_document as document
  where document.pieces @> array[slice.slice]
    and int4eq(document.district_id, $1)
    and uuid_ge(document.matter_id, $3)
    and uuid_lt(document.matter_id, $4)' || wanted || '
  order by document.matter_id desc
  limit $5
) as found
limit $5' using p_district, newest, p_from, p_before, p_limit;
end
$$;

revoke execute on function find_search_documents(int, text[], int[], uuid, uuid, int) from public;
grant execute on function find_search_documents(int, text[], int[], uuid, uuid, int) to duibiao_app;

-- As in 0104; the table of pieces is bound for the application and not for its owner.
create or replace function guard_district_tables() returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
as $$
declare
  guarded record;
  bond constant text := 'nullif(current_setting(''app.district''), ''*'')::int';
  seen constant text := format('case when (select %1$s) is null then true else district_id = (select %1$s) end', bond);
  kept constant text := format('(district_id = coalesce(%s, district_id))', bond);
begin
  for guarded in
    select n.nspname, c.relname, c.relrowsecurity as is_guarded
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'rebuilt')
      and c.relkind in ('r', 'p')
      and c.relname <> 'district'
      and exists (
        select
        from pg_attribute a
        where a.attrelid = c.oid
          and a.attname = 'district_id'
          and not a.attisdropped
      )
    order by n.nspname, c.relname
  loop
    if guarded.is_guarded then
      execute format('alter policy district_read on %I.%I using (%s)', guarded.nspname, guarded.relname, seen);
      continue;
    end if;
    execute format('alter table %I.%I enable row level security', guarded.nspname, guarded.relname);
    if guarded.relname <> 'search_document' then
      execute format('alter table %I.%I force row level security', guarded.nspname, guarded.relname);
    end if;
    execute format('create policy district_read on %I.%I for select using (%s)', guarded.nspname, guarded.relname, seen);
    execute format('create policy district_insert on %I.%I for insert with check %s', guarded.nspname, guarded.relname, kept);
    execute format('create policy district_update on %I.%I for update using %s', guarded.nspname, guarded.relname, kept);
    execute format('create policy district_delete on %I.%I for delete using %s', guarded.nspname, guarded.relname, kept);
  end loop;
end
$$;

select guard_district_tables();

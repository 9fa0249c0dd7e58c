-- The second belt between districts (decision 0030): whatever a statement says, a session that is bound to a district reads
-- and writes the rows of that district only. Proved by district-guard.db.test.ts.
--
-- `app.district` holds the number of the district, or `*` for work on all of them: migrations, backups, jobs. The store sets it;
-- a session that never set it is refused by every statement.

-- What is read may be many rows: there the setting is looked up once for a statement, in a subquery. What is written is few, and
-- a subquery for each of the twelve tables of a transition costs more than looking it up for each row. Together some 3 % of the
-- processor time of a transition on the embedded database (9 % with subqueries throughout).
create function guard_district_tables() returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
as $$
declare
  guarded record;
  bond constant text := 'nullif(current_setting(''app.district''), ''*'')::int';
  kept text;
begin
  for guarded in
    select n.nspname, c.relname
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'rebuilt')
      and c.relkind in ('r', 'p')
      and c.relname <> 'district'
      and not c.relforcerowsecurity
      and exists (
        select
        from pg_attribute a
        where a.attrelid = c.oid
          and a.attname = 'district_id'
          and not a.attisdropped
      )
    order by n.nspname, c.relname
  loop
    execute format('alter table %I.%I enable row level security', guarded.nspname, guarded.relname);
    execute format('alter table %I.%I force row level security', guarded.nspname, guarded.relname);
    kept := format('(district_id = coalesce(%s, district_id))', bond);
    execute format('create policy district_read on %I.%I for select using (district_id = coalesce((select %s), district_id))',
      guarded.nspname, guarded.relname, bond);
    execute format('create policy district_insert on %I.%I for insert with check %s', guarded.nspname, guarded.relname, kept);
    execute format('create policy district_update on %I.%I for update using %s', guarded.nspname, guarded.relname, kept);
    execute format('create policy district_delete on %I.%I for delete using %s', guarded.nspname, guarded.relname, kept);
  end loop;
end
$$;

comment on function guard_district_tables() is
  'Binds the rows of every table of districts that is not bound yet. A migration that makes such a table calls it at its end.';

revoke execute on function guard_district_tables() from public;

select guard_district_tables();

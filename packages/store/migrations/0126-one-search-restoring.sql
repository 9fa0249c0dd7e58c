-- Work on all districts, such as restoring a backup, brings the queue and the pieces along with the matters: nothing is queued a second
-- time. A rebuild queues everything at its end.
create or replace function queue_for_search() returns trigger
  language plpgsql
  set search_path = public, pg_temp
as $$
begin
  if current_setting('app.district') = '*' then
    return null;
  end if;
  insert into search_queue (district_id, matter_id)
  select district_id, matter_id
  from written
  order by matter_id;
  return null;
end
$$;

-- Who did what, when, from where and with what outcome. The application may add to it and read it; nobody changes it, and
-- nothing younger than six months can be removed. Proved by audit.db.test.ts.
create table audit_event (
  district_id int not null,
  seq bigint not null check (seq > 0),
  recorded_at timestamptz not null,
  kind text not null check (kind <> ''),
  outcome text not null check (outcome in ('done', 'refused')),
  actor text not null,
  actor_name text not null,
  session text not null,
  address text not null,
  subject text not null,
  request text not null,
  detail text not null,
  previous bytea not null check (octet_length(previous) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (district_id, seq)
);

create index audit_event_actor on audit_event (district_id, actor, seq);
create index audit_event_subject on audit_event (district_id, subject, seq);
create index audit_event_kind on audit_event (district_id, kind, seq);
create index audit_event_recorded on audit_event (district_id, recorded_at, seq);

comment on table audit_event is '审计事件 An act that matters for security. Append-only and chained by hashes for each district.';
comment on column audit_event.district_id is 'The district';
comment on column audit_event.seq is '1, 2, 3 … inside the district';
comment on column audit_event.recorded_at is 'When it was recorded, never before the event before it';
comment on column audit_event.kind is 'What was done, such as account.disabled';
comment on column audit_event.outcome is 'Whether it was done or refused';
comment on column audit_event.actor is 'Id of the account that did it; empty when nobody was signed in';
comment on column audit_event.actor_name is 'Name of that account at the time';
comment on column audit_event.session is 'Id of the session or access token';
comment on column audit_event.address is 'Address it came from';
comment on column audit_event.subject is 'To what it was done: id of an account, a token, a matter, an operation';
comment on column audit_event.request is 'Id of the request, by which the log finds it';
comment on column audit_event.detail is 'What else there is to say, as canonical JSON kept as text; never a secret';
comment on column audit_event.previous is 'Hash of the event before, zeros before the first';
comment on column audit_event.hash is 'SHA-256 over all of it as docs/reference/audit.md defines it';

create table audit_head (
  district_id int not null primary key,
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex') check (octet_length(hash) = 32),
  recorded_at timestamptz not null default '1970-01-01T00:00:00Z',
  floor_seq bigint not null default 0,
  floor_hash bytea not null default decode(repeat('00', 32), 'hex') check (octet_length(floor_hash) = 32)
);

comment on table audit_head is '审计链首 Last event of the chain of a district, locked by whoever adds the next one.';
comment on column audit_head.district_id is 'The district';
comment on column audit_head.seq is 'The last event; 0 when there is none';
comment on column audit_head.hash is 'Its hash';
comment on column audit_head.recorded_at is 'When it was recorded';
comment on column audit_head.floor_seq is 'The last event that was removed after its retention; 0 when there is none';
comment on column audit_head.floor_hash is 'Its hash, on which the first event that is kept builds';

create function keep_audit_event() returns trigger
  language plpgsql
  as $$
begin
  if old.recorded_at > now() - interval '6 months' then
    raise exception 'delete of audit_event is refused: events are kept for six months at least'
      using errcode = 'insufficient_privilege';
  end if;
  return old;
end
$$;

create trigger audit_event_sealed before update or truncate on audit_event
  for each statement execute function refuse_ledger_change();
create trigger audit_event_kept before delete on audit_event
  for each row execute function keep_audit_event();

-- The only way to remove events: from the oldest on, and remembering on what the rest builds.
create function clear_audit_event(cleared_district int, cleared_before timestamptz) returns int
  language plpgsql
  security definer
  set search_path = public, pg_temp
  as $$
declare
  last_seq bigint;
  last_hash bytea;
  cleared int;
begin
  perform 1 from audit_head where district_id = cleared_district for update;
  select seq, hash into last_seq, last_hash
  from audit_event
  where district_id = cleared_district and recorded_at < least(cleared_before, now() - interval '6 months')
  order by recorded_at desc, seq desc
  limit 1;
  if last_seq is null then
    return 0;
  end if;
  update audit_head set floor_seq = last_seq, floor_hash = last_hash where district_id = cleared_district;
  delete from audit_event where district_id = cleared_district and seq <= last_seq;
  get diagnostics cleared = row_count;
  return cleared;
end
$$;

revoke all on function clear_audit_event(int, timestamptz) from public;
grant execute on function clear_audit_event(int, timestamptz) to duibiao_app;
revoke update, delete, truncate on audit_event from duibiao_app;
grant select, insert on audit_event, audit_head to duibiao_app;
grant update (seq, hash, recorded_at) on audit_head to duibiao_app;

alter table audit_event add constraint audit_event_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table audit_head add constraint audit_head_district_fkey
  foreign key (district_id) references district (district_id) not valid;

-- The record. The application may add to it and read it; nobody changes it. Proved by ledger-grant.db.test.ts.
create table entry (
  district_id int not null,
  matter_id uuid not null,
  seq int not null check (seq > 0),
  position bigint not null generated always as identity,
  kind text not null,
  recorded_at timestamptz not null,
  body text not null,
  previous bytea not null check (octet_length(previous) = 32),
  hash bytea not null check (octet_length(hash) = 32)
);

comment on table entry is '记录 One line of the append-only record of a matter. The only history there is.';
comment on column entry.district_id is 'The district';
comment on column entry.matter_id is 'The matter';
comment on column entry.seq is '1, 2, 3 … inside the matter: its revision after this entry';
comment on column entry.position is 'Order of arrival, with gaps: checkpoints seal entries in this order';
comment on column entry.kind is 'The command that made it';
comment on column entry.recorded_at is 'When it was recorded, never before the entry before it';
comment on column entry.body is 'Actor, facts, input, patch and set as canonical JSON, kept as text so that its hash can be checked byte for byte';
comment on column entry.previous is 'Hash of the entry before, of the first one that of district and matter';
comment on column entry.hash is 'SHA-256 over the entry as docs/reference/ledger.md defines it';

create unique index entry_position on entry (district_id, position);

-- Later than the other one, as on matter.
create unique index entry_pkey on entry (district_id, matter_id, seq);
alter table entry add constraint entry_pkey primary key using index entry_pkey;

create function refuse_ledger_change() returns trigger
  language plpgsql
  as $$
begin
  raise exception '% of % is refused: the ledger is append-only', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

create trigger entry_sealed before update or delete or truncate on entry
  for each statement execute function refuse_ledger_change();

revoke update, delete, truncate on entry from duibiao_app;
grant select, insert on entry to duibiao_app;

-- What each command came to, under its idempotency key: whoever asks again gets the same answer.
create table receipt (
  district_id int not null,
  key text not null check (key <> '' and length(key) <= 200),
  matter_id uuid not null,
  seq int not null,
  recorded_at timestamptz not null,
  primary key (district_id, key)
);

comment on table receipt is '回执 The entry that a command made, under its idempotency key. A refused command leaves none: it is decided again.';
comment on column receipt.district_id is 'The district';
comment on column receipt.key is 'Chosen by whoever gives the command';
comment on column receipt.matter_id is 'The matter';
comment on column receipt.seq is 'The entry the command made';
comment on column receipt.recorded_at is 'When it was recorded; old receipts may be cleared away';

grant select, insert, delete on receipt to duibiao_app;

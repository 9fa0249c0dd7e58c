-- Seals over the record, and the public keys that prove them. Append-only like the record itself.
create table checkpoint (
  district_id int not null,
  number int not null check (number > 0),
  size bigint not null check (size >= 0),
  bound bigint not null,
  sealed_at timestamptz not null,
  body text not null,
  roll text not null,
  tree text not null,
  primary key (district_id, number)
);

comment on table checkpoint is '检查点 Signed heads of the Merkle tree over all entries of a district.';
comment on column checkpoint.district_id is 'The district';
comment on column checkpoint.number is '1, 2, 3 … inside the district';
comment on column checkpoint.size is 'Entries sealed so far';
comment on column checkpoint.bound is 'entry.position up to which everything is sealed';
comment on column checkpoint.sealed_at is 'When it was made';
comment on column checkpoint.body is 'The signed checkpoint as canonical JSON';
comment on column checkpoint.roll is 'The entries it seals, as canonical JSON';
comment on column checkpoint.tree is 'The compact range from which the next checkpoint grows, as JSON';

create table ledger_key (
  district_id int not null,
  key_id text not null check (key_id ~ '^[0-9a-f]{32}$'),
  algorithm text not null check (algorithm = 'ed25519'),
  public_key text not null,
  introduced_at timestamptz not null,
  primary key (district_id, key_id)
);

comment on table ledger_key is '台账密钥 Public keys that sign checkpoints; private keys are never in the database.';
comment on column ledger_key.district_id is 'The district';
comment on column ledger_key.key_id is 'The first 32 hex digits of the digest of public_key';
comment on column ledger_key.algorithm is 'ed25519';
comment on column ledger_key.public_key is 'Base64 of the SPKI (DER) form';
comment on column ledger_key.introduced_at is 'When it was first used';

create trigger checkpoint_sealed before update or delete or truncate on checkpoint
  for each statement execute function refuse_ledger_change();
create trigger ledger_key_sealed before update or delete or truncate on ledger_key
  for each statement execute function refuse_ledger_change();

revoke update, delete, truncate on checkpoint, ledger_key from duibiao_app;
grant select, insert on checkpoint, ledger_key to duibiao_app;

-- Personal data: the entry holds only a commitment, so that the value can be erased without breaking the chain.
create table sealed_value (
  district_id int not null,
  sealed_id uuid not null,
  matter_id uuid not null,
  level int not null check (level between 1 and 4),
  salt text not null check (salt ~ '^[0-9a-f]{64}$'),
  value text not null,
  kept_at timestamptz not null,
  primary key (district_id, sealed_id)
);

comment on table sealed_value is '封存值 Personal data of matters. Deleting a row erases the value and keeps the ledger whole (个人信息保护法 47).';
comment on column sealed_value.district_id is 'The district';
comment on column sealed_value.sealed_id is 'What the commitment in the entry names';
comment on column sealed_value.matter_id is 'The matter';
comment on column sealed_value.level is '1 to 4, the most sensitive last: masked by policy';
comment on column sealed_value.salt is '256 random bits in hex, without which the digest could be guessed';
comment on column sealed_value.value is 'The value as JSON';
comment on column sealed_value.kept_at is 'When it was stored';

create index sealed_value_matter on sealed_value (district_id, matter_id);

grant select, insert, delete on sealed_value to duibiao_app;

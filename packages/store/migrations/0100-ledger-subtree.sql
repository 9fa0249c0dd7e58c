-- Roots inside the Merkle tree of a district, so that a proof of one entry reads a few hundred rows however many are sealed.
-- They follow from the hashes of the entries and are worth no more than those: a path is tried against the signed root before it
-- is given out, and whatever is missing here or wrong is computed from the entries.
create table ledger_subtree (
  district_id int not null,
  level int not null check (level > 0 and level % 8 = 0),
  number bigint not null check (number >= 0),
  bound bigint not null,
  root bytea not null check (octet_length(root) = 32),
  primary key (district_id, level, number)
);

comment on table ledger_subtree is '存证子树 Roots of the perfect subtrees over each 256, 65,536, … sealed entries; made from the entries.';
comment on column ledger_subtree.district_id is 'The district';
comment on column ledger_subtree.level is 'Its height: it holds 2^level entries';
comment on column ledger_subtree.number is '0, 1, 2 … of its level, in the order of sealing';
comment on column ledger_subtree.bound is 'entry.position of its last entry';
comment on column ledger_subtree.root is 'Its root (RFC 9162 2.1)';

create index ledger_subtree_bound on ledger_subtree (district_id, level, bound);
-- squawk-ignore require-concurrent-index-creation
create index checkpoint_bound on checkpoint (district_id, bound, number);

grant select, insert on ledger_subtree to duibiao_app;

alter table ledger_subtree add constraint ledger_subtree_district_fkey
  foreign key (district_id) references district (district_id) not valid;

select guard_district_tables();

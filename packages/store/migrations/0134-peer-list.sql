-- 对标名单: own lists of peers. They say whom one looks at and change no result.
create table peer_list (
  district_id int not null,
  list_id text collate "C" not null check (list_id ~ '^[0-9a-z-]{1,64}$'),
  name text not null check (name <> ''),
  units text[] not null check (cardinality(units) > 0 and array_position(units, null) is null),
  kept_at timestamptz not null,
  kept_by text not null,
  primary key (district_id, list_id)
);

comment on table peer_list is '对标名单 Places that somebody put together to be compared with.';
comment on column peer_list.district_id is 'The district';
comment on column peer_list.list_id is 'Its id, given by who made it';
comment on column peer_list.name is 'What it is called';
comment on column peer_list.units is 'Codes of the places';
comment on column peer_list.kept_at is 'When it was kept last';
comment on column peer_list.kept_by is 'Name of the account that did';

create unique index peer_list_name on peer_list (district_id, name);

grant select, insert, update, delete on peer_list to duibiao_app;

select guard_district_tables();

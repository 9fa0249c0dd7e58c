-- What people follow, and the views of lists they keep. Neither is part of any record: who stops working here leaves none.
create table watch (
  district_id int not null,
  person_id text not null,
  matter_id uuid not null,
  since timestamptz not null,
  primary key (district_id, person_id, matter_id)
);

comment on table watch is '关注 Matters that somebody follows. It opens nothing: what they may not see is not shown here either.';
comment on column watch.district_id is 'The district';
comment on column watch.person_id is 'Who follows it';
comment on column watch.matter_id is 'The matter';
comment on column watch.since is 'Since when';

grant select, insert, delete on watch to duibiao_app;

create table saved_view (
  district_id int not null,
  person_id text not null,
  view_id text not null check (view_id ~ '^[0-9a-z-]{1,64}$'),
  name text not null check (name <> ''),
  screen text not null check (screen <> ''),
  query text not null,
  kept_at timestamptz not null,
  primary key (district_id, person_id, view_id)
);

comment on table saved_view is '常用视图 What somebody keeps of the state of a screen, to come back to it; nobody else sees it.';
comment on column saved_view.district_id is 'The district';
comment on column saved_view.person_id is 'Whose it is';
comment on column saved_view.view_id is 'Given by the screen that keeps it';
comment on column saved_view.name is 'As its owner calls it';
comment on column saved_view.screen is 'The screen it is a state of';
comment on column saved_view.query is 'The state as the query of an address';
comment on column saved_view.kept_at is 'When it was kept last';

grant select, insert, update, delete on saved_view to duibiao_app;

select guard_district_tables();

-- The tenants, and the role whose grants bind the application.
-- Roles belong to the whole server: another database of it may have made this one already, or make it right now.
do $$
begin
  create role duibiao_app nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;

-- A database user that is no superuser may put on the role only as a member of it. Whoever made the role may
-- grant it to himself; where the server's administrator made it, he has to grant it, and the start says so.
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant duibiao_app to %I', current_user);
  end if;
exception
  when insufficient_privilege then null;
end
$$;

grant usage on schema public to duibiao_app;

create table district (
  district_id int not null primary key check (district_id > 0),
  code text not null unique check (code ~ '^[0-9]{6}$'),
  name text not null check (name <> ''),
  name_en text not null default '',
  time_zone text not null default 'Asia/Shanghai',
  created_at timestamptz not null default now()
);

comment on table district is
  '区县 Reference table: the tenants. Every other table of a district begins its keys with district_id, which never changes on a row.';
comment on column district.district_id is 'Number of the district within this installation';
comment on column district.code is '行政区划代码 Division code of GB/T 2260, six digits';
comment on column district.name is 'Chinese name, for example 和平区';
comment on column district.name_en is 'English name, empty when there is none';
comment on column district.time_zone is 'IANA zone in which legal dates of the district are read';
comment on column district.created_at is 'When the district was entered, by the database''s clock';

grant select, insert, update on district to duibiao_app;
grant select on schema_migration to duibiao_app;

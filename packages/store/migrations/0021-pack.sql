-- The packs a district has installed, whole, and what it has settled for them. A matter is served for ever by the pack
-- version it began with, and a process needs no folder of packs: see docs/decisions/0028.
create table pack_version (
  district_id int not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  number int not null check (number > 0),
  version text not null check (version <> ''),
  installed_at timestamptz not null,
  installed_by text not null check (installed_by <> ''),
  primary key (district_id, hash),
  unique (district_id, name, number)
);

comment on table pack_version is '治理包版本 The packs that a district has installed, by the hash of their files. Nothing is ever changed or removed: matters run on.';
comment on column pack_version.district_id is 'The district';
comment on column pack_version.hash is 'SHA-256 over paths and contents of all files: two versions are the same when it is';
comment on column pack_version.name is 'Name of the pack';
comment on column pack_version.number is '1, 2, 3 … inside the name, in the order of installation; new matters begin with the last';
comment on column pack_version.version is 'The version that the manifest names; for people only';
comment on column pack_version.installed_at is 'When it was installed';
comment on column pack_version.installed_by is 'Who installed it';

create table pack_content (
  district_id int not null,
  hash text not null,
  bytes bytea not null,
  primary key (district_id, hash),
  check (hash = encode(sha256(bytes), 'hex'))
);

comment on table pack_content is '治理包文件内容 Contents of the files of packs, each once however many versions hold it.';
comment on column pack_content.district_id is 'The district';
comment on column pack_content.hash is 'SHA-256 of the bytes';
comment on column pack_content.bytes is 'The file, byte for byte as it was installed';

create table pack_file (
  district_id int not null,
  pack_hash text not null,
  path text not null check (path <> ''),
  content_hash text not null,
  primary key (district_id, pack_hash, path)
);

comment on table pack_file is '治理包文件 Which files a version of a pack holds.';
comment on column pack_file.district_id is 'The district';
comment on column pack_file.pack_hash is 'The version of the pack';
comment on column pack_file.path is 'Path inside the pack, with / between folders';
comment on column pack_file.content_hash is 'Its content';

create table pack_setting (
  district_id int not null,
  pack text not null check (pack <> ''),
  number int not null check (number > 0),
  kind text not null check (kind in ('parameter', 'preset', 'place')),
  name text not null check ((name <> '') = (kind = 'parameter')),
  value text not null,
  unit text check (unit <> ''),
  from_on date not null,
  to_on date check (to_on >= from_on),
  law text not null check (law <> ''),
  article text not null check (article <> ''),
  recorded_at timestamptz not null,
  recorded_by text not null check (recorded_by <> ''),
  primary key (district_id, pack, number)
);

comment on table pack_setting is '安装设置 What a district has settled for a pack without touching it: values of its own, preset and place. Append-only: who set what from when on which basis stays to be seen.';
comment on column pack_setting.district_id is 'The district';
comment on column pack_setting.pack is 'Name of the pack; a setting acts on all its versions';
comment on column pack_setting.number is '1, 2, 3 … inside the pack; of those in force on a day the last one counts';
comment on column pack_setting.kind is 'parameter: a value of the district''s own; preset: the named set of values; place: where the district lies, for statutes that bind in a place';
comment on column pack_setting.name is 'The parameter, empty for the other kinds';
comment on column pack_setting.value is 'The value as JSON; null: what the pack says counts again';
comment on column pack_setting.unit is 'Unit of the value';
comment on column pack_setting.from_on is 'First day on which it holds';
comment on column pack_setting.to_on is 'Last day on which it holds; without it until another one comes';
comment on column pack_setting.law is 'Law or resolution it rests on';
comment on column pack_setting.article is 'Article or number of the resolution';
comment on column pack_setting.recorded_at is 'When it was recorded; it never acts earlier';
comment on column pack_setting.recorded_by is 'Who recorded it';

alter table procedure add column pack_hash text;
comment on column procedure.pack_hash is 'The pack version that serves it: decisions, forms, parameters and texts; null when it was installed alone';
-- Two versions of a pack may hold the same source with other tables, so the hash covers both; the source is in the pack.
comment on column procedure.hash is 'Hash over the source and the pack it belongs to, by which matters refer to it';
-- squawk-ignore ban-drop-column
alter table procedure drop column source;

grant select, insert on pack_version, pack_content, pack_file, pack_setting to duibiao_app;

-- Foreign keys last, as in 0015.
alter table pack_version add constraint pack_version_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table pack_content add constraint pack_content_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table pack_file add constraint pack_file_version_fkey
  foreign key (district_id, pack_hash) references pack_version (district_id, hash) not valid;
alter table pack_file add constraint pack_file_content_fkey
  foreign key (district_id, content_hash) references pack_content (district_id, hash) not valid;
alter table pack_setting add constraint pack_setting_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table procedure add constraint procedure_pack_fkey
  foreign key (district_id, pack_hash) references pack_version (district_id, hash) not valid;

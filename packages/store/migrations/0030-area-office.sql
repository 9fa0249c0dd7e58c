-- The two trees of a district. A path holds the ids from the root to the node, so that everything below a node is one range
-- of an index; it is compared byte by byte, whatever the language of the database.
create table area (
  district_id int not null,
  area_id text not null check (area_id ~ '^[^/\s]+$'),
  parent_id text,
  path text collate "C" not null check (path like '%/' || area_id || '/'),
  level text not null check (level in ('district', 'street', 'community', 'grid')),
  name text not null check (name <> ''),
  code text check (code ~ '^[0-9]+$'),
  geometry text,
  valid_from date not null,
  valid_until date,
  successors text[] not null default '{}',
  primary key (district_id, area_id),
  check (valid_until > valid_from),
  check (valid_until is not null or successors = '{}')
);

create index area_path on area (district_id, path);
create index area_code on area (district_id, code) where code is not null;

comment on table area is '区域 The tree of places: district, streets, communities, grids, with those that have ended.';
comment on column area.district_id is 'The district';
comment on column area.area_id is 'Never given to another area';
comment on column area.parent_id is 'The area above; null for the district itself';
comment on column area.path is 'Ids from the root to this area, each between slashes';
comment on column area.level is 'district, street, community or grid';
comment on column area.name is 'Chinese name';
comment on column area.code is '行政区划代码 6, 9, 12 or 15 digits; an old code may come back for another area later';
comment on column area.geometry is 'GeoJSON Polygon or MultiPolygon in CGCS2000; null while it has not been surveyed';
comment on column area.valid_from is 'First day on which it holds';
comment on column area.valid_until is 'First day on which it holds no more; without it until further notice';
comment on column area.successors is 'What took its place when it was split, merged or renamed';

create table office (
  district_id int not null,
  office_id text not null check (office_id ~ '^[^/\s]+$'),
  parent_id text,
  path text collate "C" not null check (path like '%/' || office_id || '/'),
  kind text not null check (kind in ('department', 'street_office', 'community', 'window', 'supervision_office', 'operator')),
  name text not null check (name <> ''),
  credit_code text check (length(credit_code) = 18),
  area_id text,
  valid_from date not null,
  valid_until date,
  successors text[] not null default '{}',
  primary key (district_id, office_id),
  check (valid_until > valid_from),
  check (valid_until is not null or successors = '{}')
);

create index office_path on office (district_id, path);

comment on table office is '机构 The tree of organisation, with offices that have ended.';
comment on column office.district_id is 'The district';
comment on column office.office_id is 'Never given to another office';
comment on column office.parent_id is 'The office above; null for the highest';
comment on column office.path is 'Ids from the root to this office, each between slashes';
comment on column office.kind is 'What it is: dispatch and duty lists go by it';
comment on column office.name is 'Chinese name';
comment on column office.credit_code is '统一社会信用代码 Unified social credit code';
comment on column office.area_id is 'The area it is there for; null when it serves the whole district';
comment on column office.valid_from is 'First day on which it holds';
comment on column office.valid_until is 'First day on which it holds no more; without it until further notice';
comment on column office.successors is 'What took over its work';

grant select, insert, update on area, office to duibiao_app;

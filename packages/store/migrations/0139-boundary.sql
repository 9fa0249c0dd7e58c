-- 行政区划界线: boundaries of divisions as the operator handed them in (docs/decisions/0074). Each file is another row: the newest holds,
-- the others stay as they were.
create table boundary (
  district_id int not null,
  number int not null check (number > 0),
  at timestamptz not null,
  by text not null,
  file text not null check (file <> ''),
  file_digest text collate "C" not null check (file_digest ~ '^[0-9a-f]{64}$'),
  digest text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
  property text not null check (property <> ''),
  coordinates text not null check (coordinates in ('cgcs2000', 'wgs84', 'gcj02', 'bd09')),
  source text not null check (source <> ''),
  approval text not null check (approval <> ''),
  features int not null check (features >= 0),
  passed int not null check (passed >= 0),
  divisions int not null check (divisions > 0),
  positions int not null check (positions >= 0),
  kept_positions int not null check (kept_positions >= 0),
  tolerance double precision not null check (tolerance >= 0 and tolerance < 'Infinity'),
  shapes text not null check (shapes <> ''),
  primary key (district_id, number)
);

comment on table boundary is '行政区划界线 Boundaries of divisions for maps of peers, as the operator handed them in.';
comment on column boundary.district_id is 'The district';
comment on column boundary.number is 'Counts from 1 without gaps: who plans an import says after which one';
comment on column boundary.at is 'When it was handed in';
comment on column boundary.by is 'Name of the account that did it';
comment on column boundary.file is 'Name of the file';
comment on column boundary.file_digest is 'SHA-256 of the file';
comment on column boundary.digest is 'SHA-256 of what is shown: shapes, source and approval';
comment on column boundary.property is 'The property of a feature that holds the code of its division';
comment on column boundary.coordinates is 'The system of coordinates of the file; shapes are in CGCS2000';
comment on column boundary.source is 'Who published the map';
comment on column boundary.approval is '审图号 The number of its approval; shown below every map';
comment on column boundary.features is 'Features of the file';
comment on column boundary.passed is 'Features of divisions that are not in the list';
comment on column boundary.divisions is 'Divisions that have a shape';
comment on column boundary.positions is 'Positions of their shapes in the file';
comment on column boundary.kept_positions is 'Positions that are drawn';
comment on column boundary.tolerance is 'How far a border may be off for being simplified, metres';
comment on column boundary.shapes is 'Codes and geometries as JSON';

grant select, insert on boundary to duibiao_app;

select guard_district_tables();

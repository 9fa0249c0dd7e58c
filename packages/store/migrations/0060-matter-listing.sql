-- What lists show and filter by of a matter, and whom it concerns (docs/decisions/0030). Both follow from the entries.
create table matter_listing (
  district_id int not null,
  matter_id uuid not null,
  pack text not null,
  process text not null,
  category text,
  urgency text,
  area_id text,
  office_id text,
  longitude double precision,
  latitude double precision,
  sights text[] not null,
  is_open boolean not null,
  primary key (district_id, matter_id),
  check ((longitude is null) = (latitude is null))
) with (fillfactor = 80);

comment on table matter_listing is 'What lists show and filter by of a matter besides its own row.';
comment on column matter_listing.district_id is 'The district';
comment on column matter_listing.matter_id is 'The matter';
comment on column matter_listing.pack is 'Name of the pack of its procedure';
comment on column matter_listing.process is 'Id of its procedure';
comment on column matter_listing.category is '类别 Of the category tree of its pack';
comment on column matter_listing.urgency is '紧急程度 As its pack names it';
comment on column matter_listing.area_id is 'The area its place lies in, the smallest known';
comment on column matter_listing.office_id is 'The office that leads the work';
comment on column matter_listing.longitude is 'Of its place, degrees, CGCS2000';
comment on column matter_listing.latitude is 'Of its place, degrees, CGCS2000';
comment on column matter_listing.sights is 'All its keys of sight, as they stand in matter_sight';
comment on column matter_listing.is_open is 'Neither ended nor cancelled';

create index matter_listing_category on matter_listing (district_id, category, matter_id) where category is not null;

create table matter_sight (
  district_id int not null,
  sight text collate "C" not null check (sight ~ '^[aop]:[^\s]+$'),
  matter_id uuid not null,
  category text,
  is_open boolean not null,
  primary key (district_id, sight, matter_id)
);

comment on table matter_sight is 'Whom a matter concerns: an area its place lies in (a:), an office that was asked to act (o:), a person (p:).';
comment on column matter_sight.district_id is 'The district';
comment on column matter_sight.sight is 'Key of sight';
comment on column matter_sight.matter_id is 'The matter; ids rise with time, so that the newest come last';
comment on column matter_sight.category is 'As in matter_listing, so that a list filtered by it reads no other row';
comment on column matter_sight.is_open is 'As in matter_listing';

create index matter_sight_open on matter_sight (district_id, sight, matter_id) where is_open;

grant select, insert, update, delete on matter_listing, matter_sight to duibiao_app;

create unlogged table rebuilt.matter_listing (
  like public.matter_listing including comments, primary key (district_id, matter_id)
);
create unlogged table rebuilt.matter_sight (
  like public.matter_sight including comments, primary key (district_id, sight, matter_id)
);

grant select, insert, update, delete on rebuilt.matter_listing, rebuilt.matter_sight to duibiao_app;

-- Open311 GeoReport v2: which kinds of service requests there are, what they become here, and the requests that came in that way.
create table open311_service (
  district_id int not null,
  service_code text not null check (service_code ~ '^[A-Za-z0-9_-]{1,64}$'),
  pack text not null check (pack <> ''),
  category text,
  is_public boolean not null,
  shows text not null check (shows in ('status', 'place', 'text')),
  body text not null,
  changed_at timestamptz not null,
  primary key (district_id, service_code)
);

comment on table open311_service is 'Open311 服务类型 A kind of service request, and the pack and category it becomes.';
comment on column open311_service.district_id is 'The district';
comment on column open311_service.service_code is 'Code that clients know it by';
comment on column open311_service.pack is 'Pack of the matters it becomes';
comment on column open311_service.category is 'Category of the matters it becomes; without it all of the pack';
comment on column open311_service.is_public is 'Whether matters that came in otherwise are listed as well';
comment on column open311_service.shows is 'What everybody sees of a request: its status; also its place; also its text';
comment on column open311_service.body is 'Names, attributes and variables, as JSON';
comment on column open311_service.changed_at is 'When it was changed last';

create table open311_request (
  district_id int not null,
  matter_id uuid not null,
  service_code text not null,
  account_id uuid not null,
  address_id text,
  media_url text,
  created_at timestamptz not null,
  primary key (district_id, matter_id)
);

comment on table open311_request is 'Open311 服务请求 A service request that came in by Open311, and its matter. Nothing here says who reported it.';
comment on column open311_request.district_id is 'The district';
comment on column open311_request.matter_id is 'The matter it became';
comment on column open311_request.service_code is 'Its kind';
comment on column open311_request.account_id is 'Whose key it came with';
comment on column open311_request.address_id is 'Address in a register of the client''s';
comment on column open311_request.media_url is 'A picture that the client keeps';
comment on column open311_request.created_at is 'When it came';

grant select, insert, update, delete on open311_service, open311_request to duibiao_app;

alter table open311_service add constraint open311_service_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table open311_request add constraint open311_request_account_fkey
  foreign key (district_id, account_id) references account (district_id, account_id) not valid;

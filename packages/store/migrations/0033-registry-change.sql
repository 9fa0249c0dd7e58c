-- Every import into the registry and what it changed, so that what stood at an instant can be read. The number of the import is
-- the version of its part: who holds a copy in memory knows by it when to read anew, and of two that import at once into
-- the same part the second meets the number of the first.
create table registry_import (
  district_id int not null,
  part text not null check (part in ('area', 'office', 'person', 'contact', 'post', 'holding', 'deputy', 'duty_time', 'item', 'duty')),
  version int not null check (version > 0),
  imported_at timestamptz not null,
  imported_by text not null check (imported_by <> ''),
  file text not null,
  digest text not null,
  added int not null check (added >= 0),
  changed int not null check (changed >= 0),
  ended int not null check (ended >= 0),
  primary key (district_id, part, version),
  check (added + changed + ended > 0)
);

comment on table registry_import is '基础库导入 Imports and edits of the registry that changed something. Append-only.';
comment on column registry_import.district_id is 'The district';
comment on column registry_import.part is 'What was imported';
comment on column registry_import.version is '1, 2, 3 … inside the part';
comment on column registry_import.imported_at is 'When';
comment on column registry_import.imported_by is 'Who';
comment on column registry_import.file is 'Name of the file, empty when it was no file';
comment on column registry_import.digest is 'SHA-256 of the file in hex, empty when it was no file';
comment on column registry_import.added is 'Rows that were new';
comment on column registry_import.changed is 'Rows that differed';
comment on column registry_import.ended is 'Rows whose validity was ended';

create table registry_change (
  district_id int not null,
  part text not null,
  subject text not null,
  version int not null,
  act text not null check (act in ('added', 'changed', 'ended')),
  before text,
  after text not null,
  primary key (district_id, part, subject, version),
  check ((act = 'added') = (before is null))
);

create index registry_change_version on registry_change (district_id, part, version);

comment on table registry_change is '基础库变更 Each row of the registry before and after a change. Append-only. Of personal data it says only what kind was changed.';
comment on column registry_change.district_id is 'The district';
comment on column registry_change.part is 'What it is';
comment on column registry_change.subject is 'Key of the row inside its part';
comment on column registry_change.version is 'The import that changed it';
comment on column registry_change.act is 'added, changed or ended';
comment on column registry_change.before is 'The row before as JSON; null when it was new';
comment on column registry_change.after is 'The row after as JSON';

grant select, insert on registry_import, registry_change to duibiao_app;

-- Foreign keys last, as in 0015.
alter table area add constraint area_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table area add constraint area_parent_fkey
  foreign key (district_id, parent_id) references area (district_id, area_id) not valid;
alter table office add constraint office_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table office add constraint office_parent_fkey
  foreign key (district_id, parent_id) references office (district_id, office_id) not valid;
alter table office add constraint office_area_fkey
  foreign key (district_id, area_id) references area (district_id, area_id) not valid;
alter table person add constraint person_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table person add constraint person_office_fkey
  foreign key (district_id, office_id) references office (district_id, office_id) not valid;
alter table person_contact add constraint person_contact_person_fkey
  foreign key (district_id, person_id) references person (district_id, person_id) not valid;
alter table post add constraint post_office_fkey
  foreign key (district_id, office_id) references office (district_id, office_id) not valid;
alter table holding add constraint holding_post_fkey
  foreign key (district_id, post_id) references post (district_id, post_id) not valid;
alter table holding add constraint holding_person_fkey
  foreign key (district_id, person_id) references person (district_id, person_id) not valid;
alter table deputy add constraint deputy_post_fkey
  foreign key (district_id, post_id) references post (district_id, post_id) not valid;
alter table deputy add constraint deputy_person_fkey
  foreign key (district_id, person_id) references person (district_id, person_id) not valid;
alter table deputy add constraint deputy_deputy_for_fkey
  foreign key (district_id, deputy_for) references person (district_id, person_id) not valid;
alter table duty_time add constraint duty_time_office_fkey
  foreign key (district_id, office_id) references office (district_id, office_id) not valid;
alter table duty_time add constraint duty_time_person_fkey
  foreign key (district_id, person_id) references person (district_id, person_id) not valid;
alter table item add constraint item_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table item add constraint item_office_fkey
  foreign key (district_id, office_id) references office (district_id, office_id) not valid;
alter table duty add constraint duty_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table duty add constraint duty_office_fkey
  foreign key (district_id, office_id) references office (district_id, office_id) not valid;
alter table duty add constraint duty_lead_office_fkey
  foreign key (district_id, lead_office_id) references office (district_id, office_id) not valid;
alter table registry_import add constraint registry_import_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table registry_change add constraint registry_change_import_fkey
  foreign key (district_id, part, version) references registry_import (district_id, part, version) not valid;

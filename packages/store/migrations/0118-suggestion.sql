-- What was suggested for a matter and what a person chose: once a matter, when they chose, and never who looked at what.
create table suggestion (
  district_id int not null,
  matter_id uuid not null,
  pack text not null check (pack <> ''),
  model int check (model > 0),
  suggested_category text,
  probability double precision check (probability between 0 and 1),
  is_sure boolean not null,
  chosen_category text,
  category_at timestamptz,
  suggested_office text,
  ground text check (ground in ('listed', 'lead', 'alike')),
  chosen_office text,
  office_at timestamptz,
  primary key (district_id, matter_id),
  check ((suggested_category is null) = (probability is null)),
  check ((suggested_office is null) = (ground is null)),
  check ((chosen_category is null) = (category_at is null)),
  check ((chosen_office is null) = (office_at is null)),
  check (chosen_category is not null or chosen_office is not null)
);

comment on table suggestion is '分办建议 What was suggested for a matter, by which model, and what a person chose. Kept when they chose.';
comment on column suggestion.district_id is 'The district';
comment on column suggestion.matter_id is 'The matter';
comment on column suggestion.pack is 'Name of its pack';
comment on column suggestion.model is 'Version of the model that was asked; null when there was none';
comment on column suggestion.suggested_category is 'The most probable category; null when nothing was suggested';
comment on column suggestion.probability is 'How probable it was';
comment on column suggestion.is_sure is 'Whether it was suggested without a doubt';
comment on column suggestion.chosen_category is 'What a person chose; null as long as nobody has';
comment on column suggestion.category_at is 'When they did';
comment on column suggestion.suggested_office is 'The office that was suggested; null when none was';
comment on column suggestion.ground is 'Why: listed in the duty list of its street, it leads by that list, or it has most matters of the category';
comment on column suggestion.chosen_office is 'The office a person chose; null as long as nobody has';
comment on column suggestion.office_at is 'When they did';

-- squawk-ignore require-concurrent-index-creation
create index suggestion_chosen on suggestion (district_id, pack, category_at);

-- Danger to life or safety that was found by words when a matter was opened, until somebody decided on it.
create table emergency_finding (
  district_id int not null,
  matter_id uuid not null,
  pack text not null check (pack <> ''),
  dangers text[] not null check (cardinality(dangers) > 0),
  found_at timestamptz not null,
  settled_at timestamptz,
  is_confirmed boolean,
  primary key (district_id, matter_id),
  check ((settled_at is null) = (is_confirmed is null))
);

comment on table emergency_finding is '紧急情形 Matters in whose words the rule found danger when they were opened.';
comment on column emergency_finding.district_id is 'The district';
comment on column emergency_finding.matter_id is 'The matter';
comment on column emergency_finding.pack is 'Name of its pack';
comment on column emergency_finding.dangers is 'Dangers of the list of its pack';
comment on column emergency_finding.found_at is 'When it was opened';
comment on column emergency_finding.settled_at is 'When somebody decided on it; null as long as nobody has';
comment on column emergency_finding.is_confirmed is 'Whether it was sent the way of emergencies';

-- squawk-ignore require-concurrent-index-creation
create index emergency_finding_open on emergency_finding (district_id, matter_id) where settled_at is null;

-- Dispatches that no person made. They are few, marked everywhere, and can be taken back for a time.
create table automatic_dispatch (
  district_id int not null,
  matter_id uuid not null,
  pack text not null check (pack <> ''),
  task_id int not null check (task_id > 0),
  element text not null check (element <> ''),
  seq int not null check (seq > 0),
  model int not null check (model > 0),
  category text not null,
  office text not null,
  probability double precision not null check (probability between 0 and 1),
  dispatched_at timestamptz not null,
  take_back_until timestamptz not null check (take_back_until >= dispatched_at),
  taken_back_at timestamptz,
  taken_back_by text,
  primary key (district_id, matter_id),
  check ((taken_back_at is null) = (taken_back_by is null))
);

comment on table automatic_dispatch is '自动派单 Matters that were dispatched without a person, and whether that was taken back.';
comment on column automatic_dispatch.district_id is 'The district';
comment on column automatic_dispatch.matter_id is 'The matter';
comment on column automatic_dispatch.pack is 'Name of its pack';
comment on column automatic_dispatch.task_id is 'The task that was answered';
comment on column automatic_dispatch.element is 'Its step, whereto it is taken back';
comment on column automatic_dispatch.seq is 'The entry of the record that did it';
comment on column automatic_dispatch.model is 'Version of the model';
comment on column automatic_dispatch.category is 'The category it was dispatched with';
comment on column automatic_dispatch.office is 'The office it was dispatched to';
comment on column automatic_dispatch.probability is 'Of category and office together';
comment on column automatic_dispatch.dispatched_at is 'When';
comment on column automatic_dispatch.take_back_until is 'Until when a dispatcher can take it back';
comment on column automatic_dispatch.taken_back_at is 'When that was done; null where it stands';
comment on column automatic_dispatch.taken_back_by is 'Id of the person who did';

-- squawk-ignore require-concurrent-index-creation
create index automatic_dispatch_until on automatic_dispatch (district_id, take_back_until);

grant select, insert, update on suggestion, automatic_dispatch to duibiao_app;
grant select, insert, update, delete on emergency_finding to duibiao_app;

select guard_district_tables();

-- Who works in the district and in which posts. What identifies or reaches a person privately stands in a table of its own.
create table person (
  district_id int not null,
  person_id text not null check (person_id ~ '^[^/\s]+$'),
  name text not null check (name <> ''),
  office_id text,
  left_on date,
  primary key (district_id, person_id)
);

comment on table person is '人员 People who sign in. Never deleted: what they did stays theirs.';
comment on column person.district_id is 'The district';
comment on column person.person_id is '工号 Number at work';
comment on column person.name is 'Name, as colleagues and applicants see it';
comment on column person.office_id is 'The office they belong to';
comment on column person.left_on is 'First day on which they sign in no more';

create table person_contact (
  district_id int not null,
  person_id text not null,
  kind text not null check (kind in ('office_phone', 'email', 'mobile', 'address', 'identity_number')),
  value text not null check (value <> ''),
  level int not null check (level between 1 and 4),
  primary key (district_id, person_id, kind)
);

comment on table person_contact is '个人信息 Personal data of people at work. Deleting a row erases it: the log of changes holds no value of it (个人信息保护法 47).';
comment on column person_contact.district_id is 'The district';
comment on column person_contact.person_id is 'The person';
comment on column person_contact.kind is 'What it is';
comment on column person_contact.value is 'The value';
comment on column person_contact.level is '1 to 4, the most sensitive last: masked by policy';

create table post (
  district_id int not null,
  post_id text not null check (post_id ~ '^[^/\s]+$'),
  office_id text not null,
  name text not null check (name <> ''),
  role text check (role ~ '^[a-z][a-z_]*$'),
  valid_from date not null,
  valid_until date,
  primary key (district_id, post_id),
  check (valid_until > valid_from)
);

create index post_office on post (district_id, office_id);

comment on table post is '岗位 Roles in offices: tasks are offered to posts and stay when people move.';
comment on column post.district_id is 'The district';
comment on column post.post_id is 'Never given to another post';
comment on column post.office_id is 'The office';
comment on column post.name is 'Chinese name';
comment on column post.role is 'What its holders may do, as the policy names it';
comment on column post.valid_from is 'First day on which it holds';
comment on column post.valid_until is 'First day on which it holds no more; without it until further notice';

create table holding (
  district_id int not null,
  post_id text not null,
  person_id text not null,
  valid_from date not null,
  valid_until date,
  primary key (district_id, post_id, person_id, valid_from),
  check (valid_until > valid_from)
);

create index holding_person on holding (district_id, person_id);

comment on table holding is '任职 Who has which post from when to when.';
comment on column holding.district_id is 'The district';
comment on column holding.post_id is 'The post';
comment on column holding.person_id is 'The person';
comment on column holding.valid_from is 'First day on which it holds';
comment on column holding.valid_until is 'First day on which it holds no more; without it until further notice';

create table deputy (
  district_id int not null,
  post_id text not null,
  person_id text not null,
  deputy_for text not null,
  valid_from date not null,
  valid_until date,
  primary key (district_id, post_id, person_id, deputy_for, valid_from),
  check (valid_until > valid_from),
  check (person_id <> deputy_for)
);

create index deputy_person on deputy (district_id, person_id);

comment on table deputy is '代理 Who acts in a post for whom, who keeps it.';
comment on column deputy.district_id is 'The district';
comment on column deputy.post_id is 'The post';
comment on column deputy.person_id is 'Who acts';
comment on column deputy.deputy_for is 'For whom';
comment on column deputy.valid_from is 'First day on which it holds';
comment on column deputy.valid_until is 'First day on which it holds no more; without it until further notice';

create table duty_time (
  district_id int not null,
  duty_time_id text not null check (duty_time_id <> ''),
  office_id text not null,
  person_id text not null,
  kind text not null check (kind in ('recurring', 'rostered')),
  days text check (days in ('every_day', 'working_day', 'day_off')),
  held_on date,
  from_time text not null check (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  to_time text not null check (to_time ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  valid_from date,
  valid_until date,
  primary key (district_id, duty_time_id),
  check (valid_until > valid_from),
  check ((kind = 'recurring') = (days is not null and valid_from is not null)),
  check ((kind = 'rostered') = (held_on is not null))
);

create index duty_time_office on duty_time (district_id, office_id);

comment on table duty_time is '值班 Shifts in which somebody is on duty for an office.';
comment on column duty_time.district_id is 'The district';
comment on column duty_time.duty_time_id is 'The shift';
comment on column duty_time.office_id is 'The office';
comment on column duty_time.person_id is 'Who is on duty';
comment on column duty_time.kind is 'recurring: by kind of day; rostered: on one day';
comment on column duty_time.days is 'Which days, by the calendar; of recurring shifts';
comment on column duty_time.held_on is 'The day it begins; of rostered shifts';
comment on column duty_time.from_time is 'Local time at which it begins';
comment on column duty_time.to_time is 'Local time at which it ends, on the next day when not after from_time';
comment on column duty_time.valid_from is 'First day on which it recurs';
comment on column duty_time.valid_until is 'First day on which it recurs no more; without it until further notice';

grant select, insert, update on person, post, holding, deputy, duty_time to duibiao_app;
grant select, insert, update, delete on person_contact to duibiao_app;

-- The catalogue of powers and services, and what streets and communities may be asked to do.
create table item (
  district_id int not null,
  code text not null check (code <> ''),
  version int not null check (version > 0),
  name text not null check (name <> ''),
  kind text not null check (kind in ('permit', 'penalty', 'compulsion', 'levy', 'payment', 'inspection', 'confirmation', 'reward',
    'ruling', 'other_power', 'public_service')),
  parent text,
  authority text not null check (authority <> ''),
  office_id text,
  level text not null check (level in ('province', 'city', 'district', 'street')),
  legal_basis text not null,
  adjustment text check (adjustment in ('cancelled', 'devolved', 'taken_over', 'merged', 'amended')),
  adjustment_document text,
  valid_from date not null,
  valid_until date,
  primary key (district_id, code, version),
  check (valid_until > valid_from),
  check ((adjustment is null) = (adjustment_document is null))
);

comment on table item is '事项目录项 Versions of the entries of the power list and the catalogue of services. A running matter keeps the version it began with.';
comment on column item.district_id is 'The district';
comment on column item.code is 'The same for all versions';
comment on column item.version is '1, 2, 3 … inside the code';
comment on column item.name is 'Chinese name';
comment on column item.kind is 'One of the ten kinds of power, or public service';
comment on column item.parent is 'Code of the item it is part of';
comment on column item.authority is '实施主体 The body in whose name it is done';
comment on column item.office_id is '承办机构 The office that does the work';
comment on column item.level is 'Who exercises it';
comment on column item.legal_basis is 'Laws and articles as JSON';
comment on column item.adjustment is 'Why it differs from the version before';
comment on column item.adjustment_document is 'Number of the document that changed it';
comment on column item.valid_from is 'First day on which it holds';
comment on column item.valid_until is 'First day on which it holds no more; without it until further notice';

create table duty (
  district_id int not null,
  duty_id text not null check (duty_id <> ''),
  item text not null,
  name text not null,
  list text not null check (list in ('street', 'community')),
  office_id text,
  kind text not null check (kind in ('basic', 'assisting', 'taken_back')),
  lead_office_id text,
  act text,
  manner text,
  legal_basis text not null,
  valid_from date not null,
  valid_until date,
  primary key (district_id, duty_id),
  check (valid_until > valid_from),
  check ((kind = 'basic') = (lead_office_id is null)),
  check ((kind = 'assisting') = (act is not null)),
  check (manner is null or kind = 'taken_back')
);

create index duty_item on duty (district_id, item);

comment on table duty is '履职清单项 Rows of the duty lists of streets and communities: basic, assisting, taken back. Dispatch obeys them.';
comment on column duty.district_id is 'The district';
comment on column duty.duty_id is 'Number of the row';
comment on column duty.item is 'Code of the item';
comment on column duty.name is 'Chinese name';
comment on column duty.list is 'Whose list: of streets or of communities';
comment on column duty.office_id is 'The one office it binds; null: all of the list';
comment on column duty.kind is 'basic 基本履职, assisting 配合履职, taken_back 上级收回';
comment on column duty.lead_office_id is '牵头部门 The department that is responsible';
comment on column duty.act is '配合内容 The only thing that may be asked; of assisting rows';
comment on column duty.manner is '收回后履职方式 How the department does it now';
comment on column duty.legal_basis is 'Laws and articles as JSON';
comment on column duty.valid_from is 'First day on which it holds';
comment on column duty.valid_until is 'First day on which it holds no more; without it until further notice';

grant select, insert, update on item, duty to duibiao_app;

-- Texts that a language model drafted (off until the administrator turns it on): what left, masked, stands in the audit.
create table draft_model (
  district_id int primary key,
  is_on boolean not null,
  address text not null check (address <> ''),
  model text not null check (model <> ''),
  secret text check (secret <> ''),
  seconds int not null check (seconds between 1 and 120),
  changed_at timestamptz not null
);

comment on table draft_model is '起草用的语言模型 An endpoint that drafts texts for a district; no row until somebody set one.';
comment on column draft_model.district_id is 'The district';
comment on column draft_model.is_on is 'Whether anything is sent to it';
comment on column draft_model.address is 'To which chats are posted';
comment on column draft_model.model is 'The model that is asked for there';
comment on column draft_model.secret is 'The key, sealed with the key of the installation; null when it needs none';
comment on column draft_model.seconds is 'After which a draft is given up';
comment on column draft_model.changed_at is 'When somebody changed it last';

create table draft (
  district_id int not null,
  draft_id uuid not null,
  matter_id uuid not null,
  field text not null check (field <> ''),
  kind text not null check (kind in ('reply', 'summary', 'title')),
  person_id text not null check (person_id <> ''),
  written_at timestamptz not null,
  taken_at timestamptz check (taken_at >= written_at),
  primary key (district_id, draft_id)
);

comment on table draft is '软件草稿 Drafts that somebody asked a language model for, and which of them they took over. The texts are not kept.';
comment on column draft.district_id is 'The district';
comment on column draft.draft_id is 'Its id';
comment on column draft.matter_id is 'The matter it is about';
comment on column draft.field is 'The field it was for';
comment on column draft.kind is 'What it is of the message';
comment on column draft.person_id is 'Who asked for it: nobody else can take it over';
comment on column draft.written_at is 'When it came';
comment on column draft.taken_at is 'When it was taken over into the form; null when it was not';

grant select, insert, update, delete on draft_model, draft to duibiao_app;

select guard_district_tables();

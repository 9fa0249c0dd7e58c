-- What a district has learnt from matters whose category a person confirmed. A model holds weights of hashed pieces of one and
-- two characters: no message can be read out of it. Versions stay, with what was found of them; bytes are kept of the one that
-- is asked and of some before it.
create table triage_model (
  district_id int not null,
  pack text not null check (pack <> ''),
  version int not null check (version > 0),
  state text not null check (state in ('current', 'refused', 'replaced')),
  reason text not null check (reason <> ''),
  trained_at timestamptz not null,
  seed int not null,
  held_share double precision not null check (held_share between 0 and 0.5),
  learnt int not null check (learnt >= 0),
  held int not null check (held >= 0),
  first_at timestamptz,
  last_at timestamptz,
  counted_from timestamptz not null,
  counted int not null check (counted >= 0),
  category_hash text not null,
  size int not null check (size > 0),
  bytes bytea,
  score text,
  detail text,
  rival int,
  rival_score text,
  used_since timestamptz,
  used_by text,
  used_reason text,
  primary key (district_id, pack, version),
  check (state <> 'current' or bytes is not null),
  check ((score is null) = (detail is null)),
  check (state = 'refused' or used_since is not null),
  check ((used_by is null) = (used_reason is null))
);

comment on table triage_model is '分类模型 The models of categories of a pack that a district has trained, and which of them is asked.';
comment on column triage_model.district_id is 'The district';
comment on column triage_model.pack is 'Name of the pack whose matters it learnt from';
comment on column triage_model.version is 'Counts from 1 in the district and pack';
comment on column triage_model.state is 'current: it is asked; refused: it was no better than the one it met; replaced: it was asked before';
comment on column triage_model.reason is 'Code of why it came into use or did not';
comment on column triage_model.trained_at is 'When it was trained';
comment on column triage_model.seed is 'The same matters and seed give the same bytes';
comment on column triage_model.held_share is 'Share of the texts that were held back';
comment on column triage_model.learnt is 'Texts it learnt, each once; 0: names of categories only';
comment on column triage_model.held is 'Texts held back, by which it was compared';
comment on column triage_model.first_at is 'When the oldest matter it was made from was opened';
comment on column triage_model.last_at is 'When the newest was';
comment on column triage_model.counted_from is 'From when on confirmed matters were counted';
comment on column triage_model.counted is 'How many there were when it was trained: those beyond are new';
comment on column triage_model.category_hash is 'Digest of the categories of the pack and their words';
comment on column triage_model.size is 'Bytes of the model';
comment on column triage_model.bytes is 'The model, as packages/triage writes it; null once refused, or long replaced';
comment on column triage_model.score is 'What it reached on the texts held back, as JSON; null when there were none';
comment on column triage_model.detail is 'The same by categories, and which were taken for which, as JSON';
comment on column triage_model.rival is 'The version it was compared with';
comment on column triage_model.rival_score is 'What that one reached on the same texts, as JSON';
comment on column triage_model.used_since is 'Since when it is asked, or was last asked';
comment on column triage_model.used_by is 'Who took it back into use, where a person did';
comment on column triage_model.used_reason is 'Why they did';

create unique index triage_model_current on triage_model (district_id, pack) where state = 'current';

create table triage_training (
  district_id int not null,
  pack text not null check (pack <> ''),
  asked_at timestamptz,
  asked_by text,
  claimed_at timestamptz,
  failed_at timestamptz,
  failed_code text,
  primary key (district_id, pack),
  check ((asked_at is null) = (asked_by is null)),
  check ((failed_at is null) = (failed_code is null))
);

comment on table triage_training is '模型训练 Who asked for a training, and which one is under way: it is done once, whichever process does it.';
comment on column triage_training.district_id is 'The district';
comment on column triage_training.pack is 'Name of the pack';
comment on column triage_training.asked_at is 'When a person asked for it; null when nobody waits';
comment on column triage_training.asked_by is 'Name of the account that did';
comment on column triage_training.claimed_at is 'When a process began; one that ended without an outcome is taken over later';
comment on column triage_training.failed_at is 'When a training last came to nothing';
comment on column triage_training.failed_code is 'Code of why';

grant select, insert, update on triage_model, triage_training to duibiao_app;

select guard_district_tables();

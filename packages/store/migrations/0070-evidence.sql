-- Files that belong to matters. Their contents lie in the data folder under their digests; which of them a matter has follows
-- from its entries, which name id and digest.
create table evidence (
  district_id int not null,
  evidence_id uuid not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes > 0),
  media text not null check (media <> ''),
  name text not null check (name <> ''),
  uploader text not null check (uploader <> ''),
  is_resident boolean not null,
  level int not null check (level between 1 and 4),
  uploaded_at timestamptz not null,
  offered_at timestamptz not null,
  primary key (district_id, evidence_id)
);

comment on table evidence is '证据 A file that somebody uploaded.';
comment on column evidence.district_id is 'The district';
comment on column evidence.evidence_id is 'UUIDv7';
comment on column evidence.digest is 'SHA-256 of its content, under which the file lies';
comment on column evidence.bytes is 'Its size';
comment on column evidence.media is 'Media type, as found in the content';
comment on column evidence.name is 'As whoever uploaded it called it; never part of a path';
comment on column evidence.uploader is 'The person';
comment on column evidence.is_resident is 'Uploaded by somebody who does not work for the district';
comment on column evidence.level is '1 to 4, the most sensitive last: who sees it is policy';
comment on column evidence.uploaded_at is 'When it was first uploaded';
comment on column evidence.offered_at is 'When it was last uploaded or put to use: what no matter has is cleared a day later';

-- Uploaded again by the same person it is the same evidence, so that a retry makes nothing new.
create unique index evidence_same on evidence (district_id, uploader, digest, name, level);
create index evidence_digest on evidence (district_id, digest);

create table matter_evidence (
  district_id int not null,
  matter_id uuid not null,
  evidence_id uuid not null,
  seq int not null check (seq > 0),
  attached_at timestamptz not null,
  primary key (district_id, matter_id, evidence_id)
);

comment on table matter_evidence is 'Which evidence a matter has, written with the entry that names it.';
comment on column matter_evidence.district_id is 'The district';
comment on column matter_evidence.matter_id is 'The matter';
comment on column matter_evidence.evidence_id is 'The evidence';
comment on column matter_evidence.seq is 'The entry that names it first';
comment on column matter_evidence.attached_at is 'When that was recorded';

create index matter_evidence_evidence on matter_evidence (district_id, evidence_id);

grant select, insert, update, delete on evidence to duibiao_app;
grant select, insert on matter_evidence to duibiao_app;

alter table evidence add constraint evidence_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table matter_evidence add constraint matter_evidence_evidence_fkey
  foreign key (district_id, evidence_id) references evidence (district_id, evidence_id) not valid;

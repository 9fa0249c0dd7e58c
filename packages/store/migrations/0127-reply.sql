-- Replies as they were sent: with which findings of the check, and by what the next one with the same words is known. The words
-- themselves stand in the entry and nowhere else.
create table reply (
  district_id int not null,
  matter_id uuid not null,
  seq int not null check (seq > 0),
  field text not null check (field <> ''),
  position bigint not null check (position > 0),
  office_id text,
  sent_at timestamptz not null,
  fingerprint bytea check (octet_length(fingerprint) = 32),
  findings text[] not null check (array_position(findings, null) is null),
  primary key (district_id, matter_id, seq, field)
);

comment on table reply is '已发答复 Replies to residents, with what the check found in them. Made from entries by the job replies.';
comment on column reply.district_id is 'The district';
comment on column reply.matter_id is 'The matter that was answered';
comment on column reply.seq is 'The entry by which it was sent';
comment on column reply.field is 'The field of the form that is a reply by its pack';
comment on column reply.position is 'Position of the entry in the record';
comment on column reply.office_id is 'The office of the post in which it was sent; null when there was none';
comment on column reply.sent_at is 'When the entry was recorded';
comment on column reply.fingerprint is 'Keyed digest of the words without names of users, numbers and punctuation; null when nothing is left';
comment on column reply.findings is 'Kinds of findings at sending, each once';

-- squawk-ignore require-concurrent-index-creation
create index reply_fingerprint on reply (district_id, fingerprint, position);
-- squawk-ignore require-concurrent-index-creation
create index reply_sent on reply (district_id, sent_at);

create table reply_progress (
  district_id int primary key,
  position bigint not null check (position >= 0)
);

comment on table reply_progress is '答复登记进度 Up to where the entries of a district were looked through for replies.';
comment on column reply_progress.district_id is 'The district';
comment on column reply_progress.position is 'Position of the last entry that was looked at';

grant select, insert, update, delete on reply, reply_progress to duibiao_app;

select guard_district_tables();

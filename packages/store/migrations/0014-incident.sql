-- What went wrong in the background and waits for a person, so that it does not stop the rest.
create table incident (
  district_id int not null,
  matter_id uuid not null,
  source text not null,
  code text not null,
  reason text not null,
  attempts int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (district_id, matter_id, source)
);

comment on table incident is '异常 A timer that could not fire; it is set aside until a person has it tried again. One that was settled has no row.';
comment on column incident.district_id is 'The district';
comment on column incident.matter_id is 'The matter';
comment on column incident.source is 'What failed: timer:<number>';
comment on column incident.code is 'Code of the refusal, or "error" for a mistake in the software or a pack';
comment on column incident.reason is 'Why, in English, for whoever looks into it';
comment on column incident.attempts is 'How often it failed';
comment on column incident.first_at is 'When it failed first';
comment on column incident.last_at is 'When it failed last';

grant select, insert, update, delete on incident to duibiao_app;

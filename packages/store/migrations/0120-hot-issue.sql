-- Reports gathered into issues, and who spoke of them (docs/decisions/0056). What the machine gathered can be made anew from the
-- matters at any time; what a person named, split off or joined stays.
create table hot_report (
  district_id int not null,
  matter_id uuid not null,
  position bigint generated always as identity,
  issue_id uuid not null,
  found_issue_id uuid not null,
  at timestamptz not null,
  links int not null default 0,
  placed_by text,
  placed_at timestamptz,
  primary key (district_id, matter_id),
  check ((placed_by is null) = (placed_at is null))
) with (fillfactor = 80);

comment on table hot_report is 'Matters that were reported, and the issue that each belongs to.';
comment on column hot_report.district_id is 'The district';
comment on column hot_report.matter_id is 'The matter';
comment on column hot_report.position is 'In which order reports were taken in';
comment on column hot_report.issue_id is 'The issue; of one that nobody split off it is the id of its first matter';
comment on column hot_report.found_issue_id is 'The issue in which the machine put it; what was reported before a person moved it follows this one';
comment on column hot_report.at is 'When it was reported';
comment on column hot_report.links is 'How many later ones of the issue resembled it: the name of the issue is that of the highest';
comment on column hot_report.placed_by is 'Who put it where it is; null for the machine, which never moves what a person placed';
comment on column hot_report.placed_at is 'When that was';

create index hot_report_issue on hot_report (district_id, issue_id, at);
create index hot_report_position on hot_report (district_id, position);

create table hot_voice (
  district_id int not null,
  matter_id uuid not null,
  voice text collate "C" not null check (voice ~ '^[pc][0-9a-f]{32}$'),
  at timestamptz not null,
  is_joining boolean not null,
  primary key (district_id, matter_id, voice)
);

comment on table hot_voice is 'Who spoke of a matter, so that people are counted and not messages.';
comment on column hot_voice.district_id is 'The district';
comment on column hot_voice.matter_id is 'The matter';
comment on column hot_voice.voice is 'Digest of a person (p), or of the text where nobody is known (c): the same text counts once';
comment on column hot_voice.at is 'When they reported it, or were seen to have joined';
comment on column hot_voice.is_joining is '附议 They joined what another had reported';

create table hot_issue (
  district_id int not null,
  issue_id uuid not null,
  name text check (name <> ''),
  named_by text,
  named_at timestamptz,
  step int not null default 0 check (step >= 0),
  stepped_at timestamptz,
  primary key (district_id, issue_id),
  check ((name is null) = (named_by is null) and (name is null) = (named_at is null))
);

comment on table hot_issue is 'What is kept of an issue besides its reports.';
comment on column hot_issue.district_id is 'The district';
comment on column hot_issue.issue_id is 'The issue';
comment on column hot_issue.name is 'As a person called it; null while it is called like its middle report';
comment on column hot_issue.named_by is 'Who called it so';
comment on column hot_issue.named_at is 'When that was';
comment on column hot_issue.step is 'Up to which step of growth people were told';
comment on column hot_issue.stepped_at is 'When they were told last';

create table hot_rule (
  district_id int not null,
  version int not null check (version > 0),
  rule text not null check (rule <> ''),
  kept_by text not null,
  kept_at timestamptz not null,
  reason text not null check (reason <> ''),
  primary key (district_id, version)
);

comment on table hot_rule is '热度公式 How the heat of issues is reckoned and when people are told; the highest version counts, the others stay.';
comment on column hot_rule.district_id is 'The district';
comment on column hot_rule.version is 'Counted from 1';
comment on column hot_rule.rule is 'JSON: formula and alert';
comment on column hot_rule.kept_by is 'Who changed it';
comment on column hot_rule.kept_at is 'When that was';
comment on column hot_rule.reason is 'Why';

create table hot_intake (
  district_id int not null,
  holder uuid not null,
  held_until timestamptz not null,
  primary key (district_id)
);

comment on table hot_intake is 'Which process takes reports in: one at a time.';
comment on column hot_intake.district_id is 'The district';
comment on column hot_intake.holder is 'The process';
comment on column hot_intake.held_until is 'Until when, unless it says so again';

grant select, insert, update, delete on hot_report, hot_voice, hot_issue, hot_intake to duibiao_app;
grant select, insert on hot_rule to duibiao_app;

select guard_district_tables();

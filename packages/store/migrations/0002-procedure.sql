-- The versions of procedures a district has installed. Matters name them by content hash and never embed them.
create table procedure (
  district_id int not null,
  hash text not null check (hash <> ''),
  process text not null check (process <> ''),
  version int not null check (version > 0),
  deployment int not null check (deployment > 0),
  pack text not null,
  source text not null,
  installed_at timestamptz not null,
  primary key (district_id, hash),
  unique (district_id, process, version)
);

comment on table procedure is '流程 The versions of procedures that a district has installed. Nothing is ever changed or removed: matters run on.';
comment on column procedure.district_id is 'The district';
comment on column procedure.hash is 'Content hash of the source, by which matters refer to it';
comment on column procedure.process is 'Id of the BPMN process';
comment on column procedure.version is '1, 2, 3 … inside a process, in the order of installation';
comment on column procedure.deployment is 'Procedures installed together have the same number; call activities may bind to it';
comment on column procedure.pack is 'Name and version of the pack it came from';
comment on column procedure.source is 'The BPMN text as the pack holds it';
comment on column procedure.installed_at is 'When it was installed';

grant select, insert on table procedure to duibiao_app;

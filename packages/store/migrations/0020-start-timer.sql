-- When deployed procedures begin matters by themselves. Workers claim due rows with `for update skip locked`, start the
-- matters and move the row on to its next occurrence, all in one transaction.
create table start_timer (
  district_id int not null,
  procedure text not null,
  node int not null,
  trigger int not null,
  process text not null,
  element text not null,
  activated_at timestamptz not null,
  cycle text,
  firing int not null,
  due_at timestamptz not null,
  until_at timestamptz,
  failed_at timestamptz,
  code text,
  reason text,
  primary key (district_id, procedure, node, trigger),
  constraint start_timer_failure check (
    (failed_at is null) = (code is null)
    and (failed_at is null) = (reason is null)
  )
);

comment on table start_timer is '启动定时器 Timer start events of deployed procedures. No projection: deployments and refusals are no entries, so it is not made anew by a rebuild. One that has fired for the last time has no row.';
comment on column start_timer.district_id is 'The district';
comment on column start_timer.procedure is 'Content hash of the procedure that it starts';
comment on column start_timer.node is 'Number of the start event inside the procedure; -1 when its timers could not be armed';
comment on column start_timer.trigger is 'Number of the timer inside the start event';
comment on column start_timer.process is 'Id of the BPMN process: a newer version ends the timers of older ones';
comment on column start_timer.element is 'Id of the start event';
comment on column start_timer.activated_at is 'When the procedure was installed, from which durations and cycles are reckoned';
comment on column start_timer.cycle is 'ISO 8601 repeating interval, when it fires more than once';
comment on column start_timer.firing is 'Number of the next occurrence, from 0';
comment on column start_timer.due_at is 'When the next occurrence is due';
comment on column start_timer.until_at is 'When a newer version replaced its procedure: only what was due then still fires';
comment on column start_timer.failed_at is 'When the start was refused; the timer waits until a person has it tried again';
comment on column start_timer.code is 'Code of the refusal, or "error" for a mistake in the software or a pack';
comment on column start_timer.reason is 'Why, in English, for whoever looks into it';

create index start_timer_due on start_timer (district_id, due_at) where failed_at is null;

grant select, insert, update, delete on start_timer to duibiao_app;

-- Installing and arming are two transactions: whoever polls arms what is installed and not armed yet, so that a process
-- that ends between the two leaves nothing out.
create table start_deployment (
  district_id int not null,
  process text not null,
  version int not null,
  primary key (district_id, process)
);

comment on table start_deployment is '启动部署 Up to which version of a process its start timers are armed.';
comment on column start_deployment.district_id is 'The district';
comment on column start_deployment.process is 'Id of the BPMN process';
comment on column start_deployment.version is 'The version of the procedure whose start timers were armed last';

grant select, insert, update on start_deployment to duibiao_app;

-- Validated at once: the tables were made in this transaction and are empty.
alter table start_timer add constraint start_timer_procedure_fkey
  foreign key (district_id, procedure) references procedure (district_id, hash);
alter table start_deployment add constraint start_deployment_district_fkey
  foreign key (district_id) references district (district_id);

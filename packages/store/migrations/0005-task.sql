-- Open tasks, searched across matters by who may take them.
create table task (
  district_id int not null,
  matter_id uuid not null,
  task_id int not null,
  element text not null,
  name text not null,
  status text not null check (status in ('open', 'signing')),
  posts text[] not null,
  office text,
  person text,
  opened_at timestamptz not null,
  primary key (district_id, matter_id, task_id)
) with (fillfactor = 80);

comment on table task is '任务 Projection: open work of matters; a completed task has no row, its entry tells of it.';
comment on column task.district_id is 'The district';
comment on column task.matter_id is 'The matter';
comment on column task.task_id is 'Number of its token inside the matter';
comment on column task.element is 'Id of the BPMN element';
comment on column task.name is 'Name of the BPMN element';
comment on column task.status is 'signing: done itself, but added signers are still at work';
comment on column task.posts is 'Posts it is offered to';
comment on column task.office is 'Office it is offered to';
comment on column task.person is 'Who holds it';
comment on column task.opened_at is 'When it was opened';

create index task_person on task (district_id, person) where person is not null;
create index task_office on task (district_id, office) where office is not null;

grant select, insert, update, delete on task to duibiao_app;

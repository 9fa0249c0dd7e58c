-- Where `duibiao rebuild` puts the projections it makes anew from the entries, while the old ones stay readable. They are
-- unlogged and empty at all other times: after a crash the rebuild begins again.
create schema rebuilt;
comment on schema rebuilt is 'Projections made anew from the entries, until they take the place of the old ones';
grant usage on schema rebuilt to duibiao_app;

create unlogged table rebuilt.matter (like public.matter including comments, primary key (district_id, matter_id));
create unlogged table rebuilt.matter_data (like public.matter_data including comments, primary key (district_id, matter_id));
create unlogged table rebuilt.task (like public.task including comments, primary key (district_id, matter_id, task_id));
create unlogged table rebuilt.timer (like public.timer including comments, primary key (district_id, matter_id, timer_id));
create unlogged table rebuilt.clock (like public.clock including comments, primary key (district_id, matter_id, clock_id));
create unlogged table rebuilt.subscription (
  like public.subscription including comments, primary key (district_id, matter_id, subscription_id)
);

comment on table rebuilt.matter is '事项 Matters while they are rebuilt';
comment on table rebuilt.matter_data is '事项变量 Variables while they are rebuilt';
comment on table rebuilt.task is '任务 Tasks while they are rebuilt';
comment on table rebuilt.timer is '定时器 Timers while they are rebuilt';
comment on table rebuilt.clock is '时限 Clocks while they are rebuilt';
comment on table rebuilt.subscription is '订阅 Subscriptions while they are rebuilt';

grant select, insert, update, delete on rebuilt.matter, rebuilt.matter_data, rebuilt.task, rebuilt.timer, rebuilt.clock,
  rebuilt.subscription to duibiao_app;

-- Messages and signals that matters wait for, searched across matters by name. Conditions concern their matter only
-- and have no row.
create table subscription (
  district_id int not null,
  matter_id uuid not null,
  subscription_id int not null,
  kind text not null check (kind in ('message', 'signal')),
  name text not null
);

comment on table subscription is '订阅 Projection: the messages and signals that matters wait for.';
comment on column subscription.district_id is 'The district';
comment on column subscription.matter_id is 'The matter';
comment on column subscription.subscription_id is 'Number of the subscription inside the matter';
comment on column subscription.kind is 'A message goes to one matter, a signal to all';
comment on column subscription.name is 'Name of the message or signal';

create index subscription_name on subscription (district_id, kind, name);

-- Later than the other one, as on matter.
create unique index subscription_pkey on subscription (district_id, matter_id, subscription_id);
alter table subscription add constraint subscription_pkey primary key using index subscription_pkey;

grant select, insert, update, delete on subscription to duibiao_app;

-- Webhooks may hear every entry, not only what procedures send: up to where the record was told to them.
create table webhook_progress (
  district_id int primary key,
  position bigint not null check (position >= 0)
);

comment on table webhook_progress is '事件推送进度 Up to where the entries of a district were told to webhooks; no row while none hears them.';
comment on column webhook_progress.district_id is 'The district';
comment on column webhook_progress.position is 'Position of the last entry that was told';

grant select, insert, update, delete on webhook_progress to duibiao_app;

alter table webhook_progress add constraint webhook_progress_district_fkey
  foreign key (district_id) references district (district_id) not valid;

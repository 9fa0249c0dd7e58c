-- The notices a district has loaded into its calendars, in the order of loading.
create table calendar_notice (
  district_id int not null,
  calendar text not null,
  number int not null check (number > 0),
  body text not null,
  loaded_at timestamptz not null,
  primary key (district_id, calendar, number)
);

comment on table calendar_notice is '放假通知 Notices and closures loaded into a calendar; clocks that run are recomputed then.';
comment on column calendar_notice.district_id is 'The district';
comment on column calendar_notice.calendar is 'Id of the calendar, empty for the district''s own';
comment on column calendar_notice.number is '1, 2, 3 … inside the calendar';
comment on column calendar_notice.body is 'The notice as JSON';
comment on column calendar_notice.loaded_at is 'When it was loaded';

grant select, insert on calendar_notice to duibiao_app;

-- Saved searches that notify: at most once in each interval somebody is told that something new is found by one.
alter table saved_view add column notice text check (notice in ('hourly', 'daily', 'weekly'));
alter table saved_view add column looked_at timestamptz;
alter table saved_view add column looked_until uuid;

comment on column saved_view.notice is 'How often its owner is told of what is new in it; null never';
comment on column saved_view.looked_at is 'When it was looked at last for a notice';
comment on column saved_view.looked_until is 'The newest matter at that time: only later ones are new';

-- squawk-ignore require-concurrent-index-creation
create index saved_view_notice on saved_view (district_id, looked_at) where notice is not null;

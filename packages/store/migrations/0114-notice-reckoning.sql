-- Whether the clocks that run were reckoned anew after a notice was loaded: whoever loads it in a request does not wait for it.
alter table calendar_notice add column reckoned_at timestamptz;
comment on column calendar_notice.reckoned_at is 'When all clocks that run had been reckoned anew with it; null while that is under way';

-- Those that are there were loaded by the command, which waited.
update calendar_notice set reckoned_at = loaded_at;

grant update (reckoned_at) on calendar_notice to duibiao_app;

-- Kept apart from the adding, as everywhere.
alter table webhook_progress validate constraint webhook_progress_district_fkey;

-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table webhook validate constraint webhook_district_fkey;
alter table connector validate constraint connector_account_fkey;

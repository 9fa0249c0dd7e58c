-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table account validate constraint account_district_fkey;
alter table session validate constraint session_account_fkey;
alter table access_token validate constraint access_token_account_fkey;

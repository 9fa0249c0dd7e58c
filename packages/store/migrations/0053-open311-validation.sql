-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table open311_service validate constraint open311_service_district_fkey;
alter table open311_request validate constraint open311_request_account_fkey;

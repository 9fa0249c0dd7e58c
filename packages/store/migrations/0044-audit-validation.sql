-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table session validate constraint session_means_check;
alter table password_link validate constraint password_link_account_fkey;
alter table account_phone validate constraint account_phone_account_fkey;
alter table phone_code validate constraint phone_code_district_fkey;
alter table audit_event validate constraint audit_event_district_fkey;
alter table audit_head validate constraint audit_head_district_fkey;

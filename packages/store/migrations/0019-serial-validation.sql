-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table serial validate constraint serial_district_fkey;

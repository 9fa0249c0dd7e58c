-- Open matters around a place, for residents who are about to report the same.
-- squawk-ignore require-concurrent-index-creation
create index matter_listing_place on matter_listing (district_id, latitude, longitude) where is_open;

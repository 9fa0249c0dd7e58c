-- Matters of a pack that has few among many, such as orders of supervision, are found without reading the others.
-- squawk-ignore require-concurrent-index-creation
create index matter_listing_pack on matter_listing (district_id, pack, matter_id);

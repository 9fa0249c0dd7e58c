-- A number is found by its beginning.
-- squawk-ignore require-concurrent-index-creation
create index matter_number on matter (district_id, number text_pattern_ops);

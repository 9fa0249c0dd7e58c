-- Lists and counts of open matters of a whole district: few among many that ended (docs/reference/performance.md).
-- squawk-ignore require-concurrent-index-creation
create index matter_listing_open on matter_listing (district_id, matter_id) where is_open;

-- squawk-ignore require-concurrent-index-creation
create index matter_due on matter (district_id, due_at) where status in ('open', 'suspended');

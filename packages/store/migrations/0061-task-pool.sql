-- Tasks that are offered to posts of the whole district and held by nobody: everybody's list asks for them.
-- squawk-ignore require-concurrent-index-creation
create index task_pool on task (district_id, opened_at) where office is null and person is null;

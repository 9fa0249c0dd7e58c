-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table pack_version validate constraint pack_version_district_fkey;
alter table pack_content validate constraint pack_content_district_fkey;
alter table pack_file validate constraint pack_file_version_fkey;
alter table pack_file validate constraint pack_file_content_fkey;
alter table pack_setting validate constraint pack_setting_district_fkey;
alter table procedure validate constraint procedure_pack_fkey;

-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table procedure validate constraint procedure_district_fkey;
alter table checkpoint validate constraint checkpoint_district_fkey;
alter table ledger_key validate constraint ledger_key_district_fkey;
alter table calendar_notice validate constraint calendar_notice_district_fkey;
alter table sealed_value validate constraint sealed_value_matter_fkey;
alter table incident validate constraint incident_matter_fkey;

-- Kept apart from the adding, so that on a full table neither step blocks writers for long.
alter table evidence validate constraint evidence_district_fkey;
alter table matter_evidence validate constraint matter_evidence_evidence_fkey;

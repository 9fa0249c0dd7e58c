-- Kept apart from the adding, as everywhere.
alter table ledger_subtree validate constraint ledger_subtree_district_fkey;

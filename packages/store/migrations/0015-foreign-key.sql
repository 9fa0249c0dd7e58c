-- Foreign keys last: a table that a reference already binds cannot be spread by district (Citus). The record itself
-- refers to nothing that can be rebuilt from it, and the working rows of a matter are written only by the statement
-- that moves their matter. A matter does not refer to its procedure and district either: every start would lock the
-- same two rows, for which writers at work at once waited up to 5 ms; nobody may delete a procedure, and a start names
-- one that is installed.
alter table procedure add constraint procedure_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table checkpoint add constraint checkpoint_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table ledger_key add constraint ledger_key_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table calendar_notice add constraint calendar_notice_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table sealed_value add constraint sealed_value_matter_fkey
  foreign key (district_id, matter_id) references matter (district_id, matter_id) not valid;
alter table incident add constraint incident_matter_fkey
  foreign key (district_id, matter_id) references matter (district_id, matter_id) not valid;

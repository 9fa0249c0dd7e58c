-- A district says who holds the posts of a pack (docs/decisions/0042), like everything it settles for one.
alter table pack_setting
  drop constraint pack_setting_kind_check,
  drop constraint pack_setting_check,
  add constraint pack_setting_kind_check check (kind in ('parameter', 'preset', 'place', 'post')) not valid,
  add constraint pack_setting_name_check check ((name <> '') = (kind in ('parameter', 'post'))) not valid;

comment on column pack_setting.kind is 'parameter: a value of the district''s own; preset: the named set of values; place: where the district lies, for statutes that bind in a place; post: who holds a post of the pack';
comment on column pack_setting.name is 'The parameter or the post, empty for the other kinds';
comment on column pack_setting.value is 'The value as JSON, of a post an object of role, office_kinds, offices and within; null: what the pack says counts again';

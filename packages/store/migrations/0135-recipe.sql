-- Recipes: the recorded way from observations to scores. A version is written as a draft, proposed, and approved by somebody
-- who wrote nothing in it; from then on its text cannot be changed, by the application or past it.
create table recipe (
  district_id int not null,
  code text not null check (code <> ''),
  version int not null check (version > 0),
  revision int not null check (revision > 0),
  state text not null check (state in ('draft', 'proposed', 'approved', 'replaced', 'withdrawn')),
  content text not null check (content <> ''),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  begins_on date not null,
  ends_on date not null check (ends_on >= begins_on),
  authors text[] not null check (cardinality(authors) > 0),
  changed_at timestamptz not null,
  changed_by text not null,
  proposed_at timestamptz,
  proposed_by text,
  approved_at timestamptz,
  approved_by text,
  approver text,
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  primary key (district_id, code, version),
  check ((proposed_at is null) = (proposed_by is null)),
  check ((approved_at is null) = (approved_by is null)),
  check ((approved_at is null) = (approver is null)),
  check ((ended_at is null) = (ended_by is null)),
  check (state not in ('proposed', 'approved', 'replaced') or proposed_at is not null),
  check (state not in ('approved', 'replaced') or approved_at is not null),
  check ((state in ('replaced', 'withdrawn')) = (ended_at is not null)),
  check (approver is null or approver <> all (authors))
);

comment on table recipe is '评价方案 Versions of recipes: what is ranked, by which indicators and steps, for which period.';
comment on column recipe.district_id is 'The district';
comment on column recipe.code is 'By which its versions belong together';
comment on column recipe.version is 'Counts from 1 for the code';
comment on column recipe.revision is 'Counts the changes of the version: who acts says which one they saw';
comment on column recipe.state is 'draft, proposed, approved; replaced by a later version, or withdrawn';
comment on column recipe.content is 'The recipe as canonical JSON, as the contract describes it';
comment on column recipe.hash is 'SHA-256 of the content';
comment on column recipe.begins_on is 'First day of its period: from then on it is frozen';
comment on column recipe.ends_on is 'Last day of its period';
comment on column recipe.authors is 'Ids of the people who drafted, changed or proposed it: none of them may approve it';
comment on column recipe.changed_at is 'When its text was last changed';
comment on column recipe.changed_by is 'Name of the account that did';
comment on column recipe.proposed_at is 'When it was proposed';
comment on column recipe.proposed_by is 'Name of the account that did';
comment on column recipe.approved_at is 'When it was approved';
comment on column recipe.approved_by is 'Name of the account that did';
comment on column recipe.approver is 'Id of the person who did';
comment on column recipe.ended_at is 'When it was withdrawn or replaced';
comment on column recipe.ended_by is 'Name of the account by which';
comment on column recipe.end_reason is 'Why it was withdrawn';

-- One version of a recipe is worked on at a time.
create unique index recipe_open on recipe (district_id, code) where state in ('draft', 'proposed');

create function keep_recipe_text() returns trigger
  language plpgsql
  as $$
begin
  if old.state <> 'draft' and (
    new.content <> old.content
    or new.hash <> old.hash
    or new.begins_on <> old.begins_on
    or new.ends_on <> old.ends_on
    or new.authors <> old.authors
    or new.state = 'draft'
  ) then
    raise exception 'update of recipe is refused: only a draft is changed'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

create trigger recipe_kept before update on recipe
  for each row execute function keep_recipe_text();

grant select, insert, update on recipe to duibiao_app;

select guard_district_tables();

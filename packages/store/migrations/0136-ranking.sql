-- What recipes gave. Tables that went in, tables of each step and results are kept by their digests, each once.
create table ranking_content (
  district_id int not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  content text not null,
  primary key (district_id, digest)
);

comment on table ranking_content is '评价数据 Tables and results of rankings, by the digests of their texts.';
comment on column ranking_content.district_id is 'The district';
comment on column ranking_content.digest is 'SHA-256 of the content';
comment on column ranking_content.content is 'Canonical JSON';

create table ranking (
  district_id int not null,
  ranking_id uuid not null,
  recipe text not null check (recipe <> ''),
  version int not null check (version > 0),
  recipe_hash text not null check (recipe_hash ~ '^[0-9a-f]{64}$'),
  input_digest text not null,
  result_digest text not null,
  units int not null check (units >= 0),
  ran_at timestamptz not null,
  ran_by text not null,
  primary key (district_id, ranking_id)
);

comment on table ranking is '评价结果 Runs of approved recipes.';
comment on column ranking.district_id is 'The district';
comment on column ranking.ranking_id is 'Its id; later runs have greater ones';
comment on column ranking.recipe is 'Code of the recipe';
comment on column ranking.version is 'Its version';
comment on column ranking.recipe_hash is 'SHA-256 of the recipe as it was run';
comment on column ranking.input_digest is 'Digest of the table that was ranked';
comment on column ranking.result_digest is 'Digest of what came of it: the same recipe and table give the same';
comment on column ranking.units is 'How many units were ranked';
comment on column ranking.ran_at is 'When it ran';
comment on column ranking.ran_by is 'Name of the account that asked for it';

create index ranking_recipe on ranking (district_id, recipe, ranking_id);
create index ranking_input on ranking (district_id, input_digest, recipe_hash);

-- What was given once is not changed.
grant select, insert on ranking_content, ranking to duibiao_app;

select guard_district_tables();

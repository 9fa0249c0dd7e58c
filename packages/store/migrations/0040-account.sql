-- Who may sign in, and who is signed in. Secrets stand here as digests only: what was stolen from this table opens nothing.
create table account (
  district_id int not null,
  account_id uuid not null,
  name text not null check (name ~ '^[^\s]{2,100}$'),
  person_id text not null check (person_id <> ''),
  display_name text not null check (display_name <> ''),
  roles text[] not null default '{}',
  password text,
  code_secret text,
  code_used_step bigint not null default 0,
  external_id text,
  failures int not null default 0 check (failures >= 0),
  failed_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (district_id, account_id),
  unique (district_id, name),
  unique (district_id, external_id)
);

create index account_person on account (district_id, person_id);

comment on table account is '账号 By what a person signs in; a person of the registry, or a resident.';
comment on column account.district_id is 'The district';
comment on column account.account_id is 'UUIDv7';
comment on column account.name is 'What is typed at sign-in; of a resident a digest of the telephone number';
comment on column account.person_id is 'Of the registry; of a resident the account itself';
comment on column account.display_name is 'Shown to colleagues';
comment on column account.roles is 'Roles that do not come with a post: resident, analyst, auditor, administrators';
comment on column account.password is 'Argon2id in PHC form; null for those who sign in otherwise';
comment on column account.code_secret is 'Secret of one-time codes (RFC 6238), sealed with the key of the installation';
comment on column account.code_used_step is 'Time step of the code that was used last: none is taken twice';
comment on column account.external_id is 'Issuer and subject at the provider of single sign-on';
comment on column account.failures is 'Failed proofs in a row';
comment on column account.failed_at is 'When the last one failed';
comment on column account.disabled_at is 'Signs in no more since then';
comment on column account.created_at is 'When it was made';
comment on column account.changed_at is 'When password, codes, roles or state changed last; sessions opened before that are over';

create table session (
  district_id int not null,
  session_id uuid not null,
  account_id uuid not null,
  digest bytea not null check (octet_length(digest) = 32),
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  confirmed_at timestamptz not null,
  address text not null,
  agent text not null,
  primary key (district_id, session_id),
  unique (district_id, digest)
);

create index session_account on session (district_id, account_id);

comment on table session is '会话 Who is signed in; a session that is over has no row.';
comment on column session.district_id is 'The district';
comment on column session.session_id is 'By which a person and the audit know it';
comment on column session.account_id is 'Whose';
comment on column session.digest is 'SHA-256 of the secret in the cookie';
comment on column session.opened_at is 'When the person signed in';
comment on column session.seen_at is 'Last request, kept to the minute';
comment on column session.ends_at is 'When it ends, used or not';
comment on column session.confirmed_at is 'When the person last proved who they are';
comment on column session.address is 'Address it was opened from';
comment on column session.agent is 'Browser it was opened from';

create table access_token (
  district_id int not null,
  token_id uuid not null,
  account_id uuid not null,
  name text not null check (name <> ''),
  digest bytea not null check (octet_length(digest) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  ends_at timestamptz not null,
  seen_at timestamptz,
  primary key (district_id, token_id),
  unique (district_id, digest)
);

create index access_token_account on access_token (district_id, account_id);

comment on table access_token is '接口令牌 By what other systems ask in the name of an account.';
comment on column access_token.district_id is 'The district';
comment on column access_token.token_id is 'By which people and the audit know it';
comment on column access_token.account_id is 'In whose name';
comment on column access_token.name is 'What it is for';
comment on column access_token.digest is 'SHA-256 of the secret';
comment on column access_token.scopes is 'Ids of operations it is limited to; a star at the end stands for all of a resource';
comment on column access_token.created_at is 'When it was made';
comment on column access_token.ends_at is 'When it ends';
comment on column access_token.seen_at is 'Last request, kept to the minute';

create table rate (
  district_id int not null,
  key text not null check (key <> '' and length(key) <= 200),
  period_at timestamptz not null,
  count int not null check (count > 0),
  primary key (district_id, key)
);

comment on table rate is '频次 How often something was asked in the present period; holds across processes.';
comment on column rate.district_id is 'The district';
comment on column rate.key is 'What is counted: an act, and by whom or from where';
comment on column rate.period_at is 'When the period began';
comment on column rate.count is 'How often since then';

grant select, insert, update, delete on rate to duibiao_app;
grant select, insert, update on account to duibiao_app;
grant select, insert, update, delete on session, access_token to duibiao_app;

alter table account add constraint account_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table session add constraint session_account_fkey
  foreign key (district_id, account_id) references account (district_id, account_id) not valid;
alter table access_token add constraint access_token_account_fkey
  foreign key (district_id, account_id) references account (district_id, account_id) not valid;

-- Initial passwords, authenticators that were not confirmed yet, how somebody signed in, links to a new password, and the
-- telephones of residents with the codes sent to them.
alter table account add column password_ends_at timestamptz;
alter table account add column code_pending text;

comment on column account.password_ends_at is 'Until when an initial password may be used, which must be changed at first sign-in; null for one that its owner chose';
comment on column account.code_pending is 'Sealed secret of an authenticator that was not confirmed by a code yet';

alter table session add column means text not null default 'password';
alter table session add constraint session_means_check check (means in ('password', 'phone', 'provider')) not valid;

comment on column session.means is 'How its person signed in: password, phone code, or a provider of single sign-on';

create table password_link (
  district_id int not null,
  account_id uuid not null,
  digest bytea not null check (octet_length(digest) = 32),
  ends_at timestamptz not null,
  primary key (district_id, account_id),
  unique (district_id, digest)
);

comment on table password_link is '口令重设链接 By which the owner of an account sets a new password, once.';
comment on column password_link.district_id is 'The district';
comment on column password_link.account_id is 'Whose';
comment on column password_link.digest is 'SHA-256 of the secret in the link';
comment on column password_link.ends_at is 'When it ends, used or not';

create table account_phone (
  district_id int not null,
  account_id uuid not null,
  level int not null check (level between 1 and 4),
  sealed text not null,
  primary key (district_id, account_id)
);

comment on table account_phone is '账号手机号 Telephone number of a resident: personal data, sealed with the key of the installation.';
comment on column account_phone.district_id is 'The district';
comment on column account_phone.account_id is 'Whose';
comment on column account_phone.level is 'Data level, 1 to 4';
comment on column account_phone.sealed is 'The number, sealed';

create table phone_code (
  district_id int not null,
  phone text not null check (phone <> ''),
  digest bytea not null check (octet_length(digest) = 32),
  tries int not null default 0 check (tries >= 0),
  ends_at timestamptz not null,
  primary key (district_id, phone)
);

comment on table phone_code is '短信验证码 The code that was sent to a telephone last; taken once.';
comment on column phone_code.district_id is 'The district';
comment on column phone_code.phone is 'Keyed digest of the number';
comment on column phone_code.digest is 'Keyed digest of number and code: without the key six digits cannot be guessed from it';
comment on column phone_code.tries is 'How often a code was tried';
comment on column phone_code.ends_at is 'When it ends';

grant select, insert, update, delete on password_link, phone_code to duibiao_app;
grant select, insert, delete on account_phone to duibiao_app;

alter table password_link add constraint password_link_account_fkey
  foreign key (district_id, account_id) references account (district_id, account_id) not valid;
alter table account_phone add constraint account_phone_account_fkey
  foreign key (district_id, account_id) references account (district_id, account_id) not valid;
alter table phone_code add constraint phone_code_district_fkey
  foreign key (district_id) references district (district_id) not valid;

-- What leaves the district and who is told inside it. The outbox hands an effect over to one delivery for each receiver, so
-- that a retry does not repeat what has arrived and a slow receiver delays nobody else.
create table webhook (
  district_id int not null,
  webhook_id uuid not null,
  name text not null check (name <> ''),
  address text not null check (address ~ '^https?://'),
  types text[] not null check (cardinality(types) between 1 and 50),
  secret text not null,
  failures int not null default 0 check (failures >= 0),
  failed_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (district_id, webhook_id)
);

comment on table webhook is '事件推送 Where other systems are told of events of matters.';
comment on column webhook.district_id is 'The district';
comment on column webhook.webhook_id is 'UUIDv7';
comment on column webhook.name is 'What it is for';
comment on column webhook.address is 'URL that events are sent to';
comment on column webhook.types is 'Topics of events it hears; a star at the end stands for all that begin so';
comment on column webhook.secret is 'Key of the signatures, sealed with the key of the installation';
comment on column webhook.failures is 'Attempts in a row that failed';
comment on column webhook.failed_at is 'When the last one failed';
comment on column webhook.disabled_at is 'Hears nothing new since then; what waits for it is kept';
comment on column webhook.created_at is 'When it was made';
comment on column webhook.changed_at is 'When it was changed last';

create table connector (
  district_id int not null,
  service text not null check (service <> ''),
  kind text not null check (kind in ('http', 'manual')),
  address text check (address ~ '^https?://'),
  secret text,
  account_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (district_id, service),
  check ((kind = 'http') = (address is not null and secret is not null))
);

comment on table connector is '对接系统 What answers a service that procedures call: a system outside, or people by hand.';
comment on column connector.district_id is 'The district';
comment on column connector.service is 'Name of the service, as procedures call it';
comment on column connector.kind is 'A system with an address, or people who answer by hand';
comment on column connector.address is 'URL that calls are sent to';
comment on column connector.secret is 'Key of the signatures, sealed with the key of the installation';
comment on column connector.account_id is 'The account whose tokens may answer; without it any token with the scope';
comment on column connector.created_at is 'When it was made';
comment on column connector.changed_at is 'When it was changed last';

create table delivery (
  district_id int not null,
  delivery_id uuid not null,
  kind text not null check (kind in ('webhook', 'connector', 'email')),
  receiver text not null check (receiver <> ''),
  matter_id uuid not null,
  seq int not null,
  number int not null,
  body text not null,
  token int,
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  last_error text,
  delivered_at timestamptz,
  answered_at timestamptz,
  dead_at timestamptz,
  primary key (district_id, delivery_id),
  unique (district_id, matter_id, seq, number, kind, receiver)
) with (fillfactor = 80);

create index delivery_due on delivery (district_id, kind, receiver, due_at)
  where delivered_at is null and dead_at is null;
create index delivery_dead on delivery (district_id, dead_at) where dead_at is not null;

comment on table delivery is '投递 One effect on its way to one receiver outside.';
comment on column delivery.district_id is 'The district';
comment on column delivery.delivery_id is 'The same at each attempt, so that the receiver knows what it has';
comment on column delivery.kind is 'How it goes';
comment on column delivery.receiver is 'Id of the webhook, name of the service, or id of the person';
comment on column delivery.matter_id is 'The matter it came from';
comment on column delivery.seq is 'The entry it came from';
comment on column delivery.number is '0, 1, 2 … inside the entry';
comment on column delivery.body is 'What is sent, as JSON';
comment on column delivery.token is 'Of a call that the matter waits for: where the answer goes';
comment on column delivery.created_at is 'When the effect came';
comment on column delivery.due_at is 'When it is tried next';
comment on column delivery.attempts is 'How often it was tried';
comment on column delivery.last_error is 'Why the last attempt failed';
comment on column delivery.delivered_at is 'When the receiver took it';
comment on column delivery.answered_at is 'When the answer to the call came';
comment on column delivery.dead_at is 'When it was given up; a person looks at it and has it sent again';

create table notification (
  district_id int not null,
  notification_id uuid not null,
  recipient text not null check (recipient ~ '^(person|post):'),
  matter_id uuid not null,
  seq int not null,
  number int not null,
  kind text not null check (kind in ('urge', 'copy', 'warn', 'breach')),
  text_key text not null,
  text_values text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (district_id, notification_id),
  unique (district_id, matter_id, seq, number, recipient)
);

create index notification_recipient on notification (district_id, recipient, notification_id);
create index notification_unread on notification (district_id, recipient) where read_at is null;

comment on table notification is '站内通知 What somebody, or whoever holds a post, is told of a matter inside the application.';
comment on column notification.district_id is 'The district';
comment on column notification.notification_id is 'UUIDv7, which sorts by time';
comment on column notification.recipient is 'person:<id>, post:<role>, or post:<role>@<office>';
comment on column notification.matter_id is 'The matter';
comment on column notification.seq is 'The entry it came from';
comment on column notification.number is '0, 1, 2 … inside the entry';
comment on column notification.kind is 'Why it is told';
comment on column notification.text_key is 'Which sentence it is';
comment on column notification.text_values is 'What is put into the sentence, as JSON; never personal data of others';
comment on column notification.created_at is 'When it was made';
comment on column notification.read_at is 'When it was read; of a post, by the first who holds it';

grant select, insert, update, delete on webhook, connector, delivery, notification to duibiao_app;

alter table webhook add constraint webhook_district_fkey
  foreign key (district_id) references district (district_id) not valid;
alter table connector add constraint connector_account_fkey
  foreign key (district_id, account_id) references account (district_id, account_id) not valid;

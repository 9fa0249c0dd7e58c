-- A secret that was renewed goes on signing beside the new one for a time, so that the receiver can change it when it suits.
alter table webhook
  add column old_secret text,
  add column old_secret_until timestamptz;
alter table webhook add constraint webhook_old_secret check ((old_secret is null) = (old_secret_until is null)) not valid;

alter table connector
  add column old_secret text,
  add column old_secret_until timestamptz;
alter table connector
  add constraint connector_old_secret check ((old_secret is null) = (old_secret_until is null)) not valid;

comment on column webhook.old_secret is 'The key before this one, sealed as it; null when none signs any more';
comment on column webhook.old_secret_until is 'Until when it signs too';
comment on column connector.old_secret is 'The key before this one, sealed as it; null when none signs any more';
comment on column connector.old_secret_until is 'Until when it signs too';

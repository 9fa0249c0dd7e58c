-- When somebody signed in last: who looks after accounts finds those that nobody uses.
alter table account add column signed_in_at timestamptz;

comment on column account.signed_in_at is 'When its owner signed in last; null for one that nobody has used yet';

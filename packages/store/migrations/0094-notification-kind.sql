-- People are told of more: a task that is theirs to do or came back, and, of those who reported a matter, that it was answered or asks them.
alter table notification drop constraint notification_kind_check;

alter table notification add constraint notification_kind_check
  check (kind in ('urge', 'copy', 'warn', 'breach', 'offer', 'return', 'ask', 'answer')) not valid;

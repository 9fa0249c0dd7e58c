/**
 * The migrations of the schema, in order; the number of a file is its version. Numbers rise; ranges are
 * given out to those who work at once, so there are gaps. Append only: a file that was
 * released is never edited, moved or removed. Named here one by one, because a folder scan would run whatever
 * lies there.
 */
export const migrationFiles: readonly string[] = [
  '0001-district',
  '0002-procedure',
  '0003-matter',
  '0004-entry',
  '0005-task',
  '0006-timer',
  '0007-clock',
  '0008-subscription',
  '0009-outbox',
  '0010-receipt',
  '0011-checkpoint',
  '0012-sealed-value',
  '0013-calendar-notice',
  '0014-incident',
  '0015-foreign-key',
  '0016-foreign-key-validation',
  '0017-rebuilt',
  '0018-serial',
  '0019-serial-validation',
  '0020-start-timer',
  '0021-pack',
  '0022-pack-validation',
  '0023-retention',
  '0030-area-office',
  '0031-person-post',
  '0032-item-duty',
  '0033-registry-change',
  '0034-registry-validation',
  '0040-account',
  '0041-account-validation',
  '0042-sign-in',
  '0043-audit-event',
  '0044-audit-validation',
  '0050-delivery',
  '0051-delivery-validation',
  '0060-matter-listing',
]

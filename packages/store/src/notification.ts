import { instantOf, parseMatterId, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Making } from './account.ts'
import type { Queryable, Statement } from './database.ts'
import type { EffectPlace } from './delivery.ts'
import { toTimestamp } from './parameter.ts'
import type { Json } from './value.ts'

/** Somebody who is told: a person, or whoever holds a post of a role, in one office or in the district. */
export type Recipient =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'post'; readonly role: string; readonly office?: string }

/** What somebody is told of a matter inside the application (站内通知). */
export interface Notification {
  readonly id: string
  readonly recipient: string
  readonly matter: MatterId
  readonly kind: NotificationKind
  /** Which sentence it is, and what is put into it. */
  readonly textKey: string
  readonly textValues: Readonly<Record<string, Json>>
  readonly createdAt: Instant
  readonly readAt: Instant | undefined
}

export type NotificationKind = 'urge' | 'copy' | 'warn' | 'breach' | 'offer' | 'return' | 'ask' | 'answer'

/** The key of a recipient, by which notifications are found. */
function recipientKey(recipient: Recipient): string {
  if (recipient.kind === 'person') return `person:${recipient.person}`
  const { role, office } = recipient
  return office === undefined ? `post:${role}` : `post:${role}@${office}`
}

/** Tells recipients of an effect, each once however often it is asked. */
export async function addNotifications(
  queryable: Queryable,
  district: DistrictId,
  given: Making & {
    readonly recipients: readonly Recipient[]
    readonly place: EffectPlace
    readonly kind: NotificationKind
    readonly textKey: string
    readonly textValues: Readonly<Record<string, Json>>
  },
): Promise<void> {
  const { recipients, place, kind, textKey, textValues, now, random } = given
  const keys = [...new Set(recipients.map(recipientKey))]
  if (keys.length === 0) return
  const ids = keys.map(() => uuidOf(now, random(10)))
  const { matter, seq, number } = place
  const text = [textKey, JSON.stringify(textValues), toTimestamp(now)]
  await queryable.execute(addNotificationsStatement, [
    district,
    ids,
    keys,
    matter,
    seq,
    number,
    kind,
    ...text,
  ])
}

/** What recipients were told, the newest first. @param page.after id of the last one of the page before */
export async function listNotifications(
  queryable: Queryable,
  district: DistrictId,
  page: {
    readonly recipients: readonly Recipient[]
    readonly isUnread?: boolean
    readonly after?: string
    readonly limit: number
  },
): Promise<readonly Notification[]> {
  const { recipients, isUnread = false, after, limit } = page
  const parameters = [district, recipients.map(recipientKey), isUnread, after ?? null, limit]
  const rows = await queryable.query<NotificationRow>(listNotificationsStatement, parameters)
  return rows.map(parseNotification)
}

/** How much of each kind recipients have not read. */
export async function countUnread(
  queryable: Queryable,
  district: DistrictId,
  recipients: readonly Recipient[],
): Promise<ReadonlyMap<NotificationKind, number>> {
  const rows = await queryable.query<{ readonly kind: NotificationKind; readonly count: number }>(
    countUnreadStatement,
    [district, recipients.map(recipientKey)],
  )
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

/** Keeps that recipients have read notifications: those of the ids, or all. Those of others are left alone. @returns how many */
export async function markRead(
  queryable: Queryable,
  district: DistrictId,
  reading: {
    readonly recipients: readonly Recipient[]
    readonly ids?: readonly string[]
    readonly now: Instant
  },
): Promise<number> {
  const { recipients, ids, now } = reading
  return queryable.execute(markReadStatement, [
    district,
    recipients.map(recipientKey),
    ids ?? null,
    toTimestamp(now),
  ])
}

interface NotificationRow {
  readonly notification_id: string
  readonly recipient: string
  readonly matter_id: string
  readonly kind: NotificationKind
  readonly text_key: string
  readonly text_values: string
  readonly created_at: number
  readonly read_at: number | null
}

function parseNotification(row: NotificationRow): Notification {
  const textValues: Readonly<Record<string, Json>> = JSON.parse(row.text_values)
  return {
    id: row.notification_id,
    recipient: row.recipient,
    matter: parseMatterId(row.matter_id),
    kind: row.kind,
    textKey: row.text_key,
    textValues,
    createdAt: instantOf(row.created_at),
    readAt: row.read_at === null ? undefined : instantOf(row.read_at),
  }
}

const addNotificationsStatement: Statement = {
  name: 'add_notifications',
  text: `insert into notification (district_id, notification_id, recipient, matter_id, seq, number, kind, text_key,
  text_values, created_at)
select $1, notification_id, recipient, $4, $5, $6, $7, $8, $9, $10
from unnest($2::uuid[], $3::text[]) as given(notification_id, recipient)
on conflict (district_id, matter_id, seq, number, recipient) do nothing`,
}

const listNotificationsStatement: Statement = {
  name: 'list_notifications',
  text: `select notification_id, recipient, matter_id, kind, text_key, text_values, created_at, read_at
from notification
where district_id = $1
  and recipient = any ($2::text[])
  and (not $3::boolean or read_at is null)
  and ($4::uuid is null or notification_id < $4::uuid)
order by notification_id desc
limit $5`,
}

const countUnreadStatement: Statement = {
  name: 'count_unread',
  text: `select kind, count(*)::int as count
from notification
where district_id = $1
  and recipient = any ($2::text[])
  and read_at is null
group by kind
order by kind`,
}

const markReadStatement: Statement = {
  name: 'mark_read',
  text: `update notification
set read_at = $4
where district_id = $1
  and recipient = any ($2::text[])
  and ($3::uuid[] is null or notification_id = any ($3::uuid[]))
  and read_at is null`,
}

/** For review: `packages/store/emitted`. */
export const notificationStatements: readonly Statement[] = [
  addNotificationsStatement,
  listNotificationsStatement,
  countUnreadStatement,
  markReadStatement,
]

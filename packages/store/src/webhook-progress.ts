import type { DistrictId, MatterId } from '@duibiao/base'
import type { CommandKind } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'

/** How far the record was told to webhooks. */
export interface WebhookProgress {
  /** Whether a webhook hears entries at all. */
  readonly isHeard: boolean
  /** Undefined while none did. */
  readonly position: number | undefined
}

/** The type of events that tell of entries. */
export const entryEventType = 'duibiao.matter.entry'

/** An entry as webhooks are told of it. */
export interface ToldEntry {
  readonly matter: MatterId
  readonly seq: number
  readonly kind: CommandKind
  /** A CloudEvent, as JSON. */
  readonly body: string
  /** When it was recorded, as text of a timestamp. */
  readonly at: string
}

/** Whether anybody of a district listens, and up to which position those who do have been told. */
export async function readWebhookProgress(
  queryable: Queryable,
  district: DistrictId,
): Promise<WebhookProgress> {
  const [row] = await queryable.query<{ readonly is_heard: boolean; readonly position: number | null }>(
    readProgressStatement,
    [district, wideTopics],
  )
  return { isHeard: row?.is_heard ?? false, position: row?.position ?? undefined }
}

/** Begins to tell from a position on, or stops: what happens meanwhile is told to nobody later. */
export async function resetWebhookProgress(
  queryable: Queryable,
  district: DistrictId,
  position: number | undefined,
): Promise<void> {
  await queryable.execute(position === undefined ? dropProgressStatement : beginProgressStatement, [
    district,
    ...(position === undefined ? [] : [position]),
  ])
}

/**
 * Hands entries to the webhooks that hear them, and keeps how far that went, in one statement. Each entry goes to each
 * webhook once, also when two processes tell the same.
 */
export async function tellEntries(
  queryable: Queryable,
  district: DistrictId,
  { entries, position }: { readonly entries: readonly ToldEntry[]; readonly position: number },
): Promise<void> {
  await queryable.execute(tellStatement, [
    district,
    entries.map(({ matter }) => matter),
    entries.map(({ seq }) => seq),
    entries.map(({ kind }) => kind),
    entries.map(({ body }) => body),
    entries.map(({ at }) => at),
    wideTopics,
    position,
  ])
}

const wideTopics = ['*', 'duibiao.*', 'duibiao.matter.*', entryEventType]

/** Of the entry as a whole; effects inside it are 0, 1, 2 … */
const wholeEntry = -1

const readProgressStatement: Statement = {
  name: 'read_webhook_progress',
  text: `select exists (
    select
    from webhook
    where district_id = $1
      and disabled_at is null
      and (types && $2::text[] or array_to_string(types, ' ') like '%${entryEventType}:%')
  ) as is_heard,
  (
    select position
    from webhook_progress
    where district_id = $1
  ) as position`,
}

const beginProgressStatement: Statement = {
  name: 'begin_webhook_progress',
  text: `insert into webhook_progress (district_id, position)
values ($1, $2)
on conflict (district_id) do nothing`,
}

const dropProgressStatement: Statement = {
  name: 'drop_webhook_progress',
  text: `delete from webhook_progress
where district_id = $1`,
}

const tellStatement: Statement = {
  name: 'tell_entries',
  text: `with told as (
  insert into delivery (district_id, delivery_id, kind, receiver, matter_id, seq, number, body, created_at, due_at)
  select $1, gen_random_uuid(), 'webhook', webhook.webhook_id::text, given.matter_id, given.seq, ${wholeEntry},
    given.body, given.at, given.at
  from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::timestamptz[])
    as given(matter_id, seq, command, body, at)
  join webhook on webhook.district_id = $1
    and webhook.disabled_at is null
    and webhook.created_at <= given.at
    and (webhook.types && $7::text[] or '${entryEventType}:' || given.command = any (webhook.types))
  on conflict (district_id, matter_id, seq, number, kind, receiver) do nothing
)
update webhook_progress
set position = greatest(position, $8::bigint)
where district_id = $1`,
}

/** For review: `packages/store/emitted`. */
export const webhookProgressStatements: readonly Statement[] = [
  readProgressStatement,
  beginProgressStatement,
  dropProgressStatement,
  tellStatement,
]

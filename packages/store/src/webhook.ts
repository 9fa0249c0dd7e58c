import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Making } from './account.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'
import { parseOldSecret } from './renewed-secret.ts'
import type { OldSecret, OldSecretRow, RenewedSecret } from './renewed-secret.ts'

/** Where another system is told of events (事件推送). */
export interface Webhook {
  readonly id: string
  readonly name: string
  readonly address: string
  /** Topics it hears, such as `duibiao.matter.message:order_issued`; a star at the end stands for all that begin so. */
  readonly types: readonly string[]
  /** Sealed with the key of the installation. */
  readonly secret: string
  /** The one before it, while both sign. */
  readonly oldSecret: OldSecret | undefined
  /** Attempts in a row that failed. */
  readonly failures: number
  readonly failedAt: Instant | undefined
  readonly disabledAt: Instant | undefined
  readonly createdAt: Instant
  readonly changedAt: Instant
}

export type NewWebhook = Pick<Webhook, 'name' | 'address' | 'types'> & {
  /** Seals the secret for the id that the webhook gets. */
  readonly sealFor: (id: string) => string
}

/** What may be changed of a webhook; what is left out stays. */
export interface WebhookChange {
  readonly name?: string
  readonly address?: string
  readonly types?: readonly string[]
  readonly renewed?: RenewedSecret
  /** Null lets it hear again. */
  readonly disabledAt?: Instant | null
}

/** Makes a webhook. @returns its id */
export async function addWebhook(
  queryable: Queryable,
  district: DistrictId,
  { name, address, types, sealFor, now, random }: NewWebhook & Making,
): Promise<string> {
  const id = uuidOf(now, random(10))
  const parameters = [district, id, name, address, types, sealFor(id), toTimestamp(now)]
  await queryable.execute(addWebhookStatement, parameters)
  return id
}

/** The webhooks of a district by name; only one when an id is given. */
export async function listWebhooks(
  queryable: Queryable,
  district: DistrictId,
  { id }: { readonly id?: string } = {},
): Promise<readonly Webhook[]> {
  const rows = await queryable.query<WebhookRow>(listWebhooksStatement, [district, id ?? null])
  return rows.map(parseWebhook)
}

/** Changes a webhook. One that hears again begins without failures. @returns false when there is none */
export async function changeWebhook(
  queryable: Queryable,
  district: DistrictId,
  { id, change, now }: { readonly id: string; readonly change: WebhookChange; readonly now: Instant },
): Promise<boolean> {
  const { name, address, types, renewed, disabledAt } = change
  const count = await queryable.execute(changeWebhookStatement, [
    district,
    id,
    toTimestamp(now),
    name ?? null,
    address ?? null,
    types ?? null,
    renewed?.secret ?? null,
    disabledAt !== undefined,
    disabledAt === undefined || disabledAt === null ? null : toTimestamp(disabledAt),
    renewed?.until === undefined ? null : toTimestamp(renewed.until),
  ])
  return count === 1
}

/** Forgets secrets that were renewed and sign no more. */
export async function clearWebhookSecrets(
  queryable: Queryable,
  district: DistrictId,
  now: Instant,
): Promise<void> {
  await queryable.execute(clearWebhookSecretsStatement, [district, toTimestamp(now)])
}

/** Removes a webhook with all that was on its way to it. @returns false when there is none */
export async function removeWebhook(
  queryable: Queryable,
  district: DistrictId,
  id: string,
): Promise<boolean> {
  return (await queryable.execute(removeWebhookStatement, [district, id])) === 1
}

interface WebhookRow extends OldSecretRow {
  readonly webhook_id: string
  readonly name: string
  readonly address: string
  readonly types: readonly string[]
  readonly secret: string
  readonly failures: number
  readonly failed_at: number | null
  readonly disabled_at: number | null
  readonly created_at: number
  readonly changed_at: number
}

function parseWebhook(row: WebhookRow): Webhook {
  const { webhook_id: id, name, address, types, secret, failures } = row
  return {
    id,
    name,
    address,
    types,
    secret,
    oldSecret: parseOldSecret(row),
    failures,
    failedAt: row.failed_at === null ? undefined : instantOf(row.failed_at),
    disabledAt: row.disabled_at === null ? undefined : instantOf(row.disabled_at),
    createdAt: instantOf(row.created_at),
    changedAt: instantOf(row.changed_at),
  }
}

const addWebhookStatement: Statement = {
  name: 'add_webhook',
  text: `insert into webhook (district_id, webhook_id, name, address, types, secret, created_at, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $7)`,
}

const listWebhooksStatement: Statement = {
  name: 'list_webhooks',
  text: `select webhook_id, name, address, types, secret, old_secret, old_secret_until, failures, failed_at,
  disabled_at, created_at, changed_at
from webhook
where district_id = $1
  and ($2::uuid is null or webhook_id = $2::uuid)
order by name, webhook_id
limit 1000`,
}

const changeWebhookStatement: Statement = {
  name: 'change_webhook',
  text: `update webhook
set changed_at = $3,
  name = coalesce($4, name),
  address = coalesce($5, address),
  types = coalesce($6::text[], types),
  secret = coalesce($7, secret),
  old_secret = case when $7 is null then old_secret when $10::timestamptz is not null then secret end,
  old_secret_until = case when $7 is null then old_secret_until else $10::timestamptz end,
  disabled_at = case when $8::boolean then $9::timestamptz else disabled_at end,
  failures = case when $8::boolean and $9 is null then 0 else failures end
where district_id = $1
  and webhook_id = $2::uuid`,
}

const clearWebhookSecretsStatement: Statement = {
  name: 'clear_webhook_secrets',
  text: `update webhook
set old_secret = null,
  old_secret_until = null
where district_id = $1
  and old_secret_until <= $2`,
}

const removeWebhookStatement: Statement = {
  name: 'remove_webhook',
  text: `with gone as (
  delete from delivery
  where district_id = $1
    and kind = 'webhook'
    and receiver = $2
)
delete from webhook
where district_id = $1
  and webhook_id = $2::uuid`,
}

/** For review: `packages/store/emitted`. */
export const webhookStatements: readonly Statement[] = [
  addWebhookStatement,
  listWebhooksStatement,
  changeWebhookStatement,
  clearWebhookSecretsStatement,
  removeWebhookStatement,
]

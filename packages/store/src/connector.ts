import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'
import { parseOldSecret } from './renewed-secret.ts'
import type { OldSecret, OldSecretRow, RenewedSecret } from './renewed-secret.ts'

/** What answers a service that procedures call (对接系统): a system with an address, or people who answer by hand. */
export type Connector = {
  /** As procedures call it. */
  readonly service: string
  /** The account whose tokens may answer; any token with the scope when not said. */
  readonly account: string | undefined
  readonly createdAt: Instant
  readonly changedAt: Instant
} & (
  | { readonly kind: 'manual' }
  /** The secret is sealed with the key of the installation; the one before it signs beside it for a time. */
  | {
      readonly kind: 'http'
      readonly address: string
      readonly secret: string
      readonly oldSecret: OldSecret | undefined
    }
)

export interface ConnectorWish {
  readonly service: string
  readonly account?: string
  /** The present one stays when not said. */
  readonly renewed?: RenewedSecret
  /** People answer by hand when not said. */
  readonly address?: string
}

/** Makes or changes the connector of a service. @throws AssertionError when a system with an address has no secret yet and none is given */
export async function keepConnector(
  queryable: Queryable,
  district: DistrictId,
  { service, account, renewed, address, now }: ConnectorWish & { readonly now: Instant },
): Promise<void> {
  await queryable.execute(keepConnectorStatement, [
    district,
    service,
    address ?? null,
    renewed?.secret ?? null,
    account ?? null,
    toTimestamp(now),
    renewed?.until === undefined ? null : toTimestamp(renewed.until),
  ])
}

/** Forgets secrets that were renewed and sign no more. */
export async function clearConnectorSecrets(
  queryable: Queryable,
  district: DistrictId,
  now: Instant,
): Promise<void> {
  await queryable.execute(clearConnectorSecretsStatement, [district, toTimestamp(now)])
}

/** The connectors of a district by service; only one when a service is given. */
export async function listConnectors(
  queryable: Queryable,
  district: DistrictId,
  { service }: { readonly service?: string } = {},
): Promise<readonly Connector[]> {
  const rows = await queryable.query<ConnectorRow>(listConnectorsStatement, [district, service ?? null])
  return rows.map(parseConnector)
}

/** Removes a connector; calls that are on their way to it stay, and fail. @returns false when there is none */
export async function removeConnector(
  queryable: Queryable,
  district: DistrictId,
  service: string,
): Promise<boolean> {
  return (await queryable.execute(removeConnectorStatement, [district, service])) === 1
}

interface ConnectorRow extends OldSecretRow {
  readonly service: string
  readonly address: string | null
  readonly secret: string | null
  readonly account_id: string | null
  readonly created_at: number
  readonly changed_at: number
}

function parseConnector(row: ConnectorRow): Connector {
  const { service, address, secret } = row
  const rest = {
    service,
    account: row.account_id ?? undefined,
    createdAt: instantOf(row.created_at),
    changedAt: instantOf(row.changed_at),
  }
  return address === null || secret === null
    ? { ...rest, kind: 'manual' }
    : { ...rest, kind: 'http', address, secret, oldSecret: parseOldSecret(row) }
}

const keepConnectorStatement: Statement = {
  name: 'keep_connector',
  text: `insert into connector (district_id, service, kind, address, secret, account_id, created_at, changed_at)
values ($1, $2, case when $3::text is null then 'manual' else 'http' end, $3,
  case when $3::text is null then null else coalesce($4, (
    select secret
    from connector
    where district_id = $1
      and service = $2
  )) end, $5::uuid, $6, $6)
on conflict (district_id, service) do update
set kind = excluded.kind,
  address = excluded.address,
  secret = excluded.secret,
  old_secret = case
    when excluded.address is null then null
    when $4::text is null then connector.old_secret
    when $7::timestamptz is not null then connector.secret
  end,
  old_secret_until = case
    when excluded.address is null then null
    when $4::text is null then connector.old_secret_until
    when connector.secret is not null then $7::timestamptz
  end,
  account_id = excluded.account_id,
  changed_at = excluded.changed_at`,
}

const listConnectorsStatement: Statement = {
  name: 'list_connectors',
  text: `select service, address, secret, old_secret, old_secret_until, account_id, created_at, changed_at
from connector
where district_id = $1
  and ($2::text is null or service = $2)
order by service
limit 1000`,
}

const clearConnectorSecretsStatement: Statement = {
  name: 'clear_connector_secrets',
  text: `update connector
set old_secret = null,
  old_secret_until = null
where district_id = $1
  and old_secret_until <= $2`,
}

const removeConnectorStatement: Statement = {
  name: 'remove_connector',
  text: `delete from connector
where district_id = $1
  and service = $2`,
}

/** For review: `packages/store/emitted`. */
export const connectorStatements: readonly Statement[] = [
  keepConnectorStatement,
  listConnectorsStatement,
  clearConnectorSecretsStatement,
  removeConnectorStatement,
]

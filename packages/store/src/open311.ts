import { instantOf, parseMatterId, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterData, MatterState } from '@duibiao/kernel'
import type { Queryable } from './database.ts'
import {
  addRequestStatement,
  dropRequestStatement,
  findRequestsStatement,
  keepServiceStatement,
  listRequestsStatement,
  listServicesStatement,
  removeServiceStatement,
} from './open311-statement.ts'
import { toTimestamp } from './parameter.ts'
import { parseData } from './transition.ts'

/** What everybody sees of a request: its status; also its place; also its text. */
export type Open311Sight = 'status' | 'place' | 'text'

/** A kind of service request, and what it becomes (Open311 GeoReport v2). */
export interface Open311Service {
  readonly code: string
  readonly pack: string
  /** Without it the service stands for all matters of the pack. */
  readonly category: string | undefined
  /** Matters that came in otherwise are listed as well. */
  readonly isPublic: boolean
  readonly shows: Open311Sight
  /** Names, attributes and variables, as JSON; their shape is the server's. */
  readonly body: string
  readonly changedAt: Instant
}

/** A matter as a service request. */
export interface Open311Request {
  readonly matter: MatterId
  readonly number: string
  readonly revision: number
  readonly service: string
  readonly status: MatterState['status']
  readonly openedAt: Instant
  readonly updatedAt: Instant
  readonly endedAt: Instant | undefined
  readonly dueAt: Instant | undefined
  readonly office: string | undefined
  readonly addressId: string | undefined
  readonly mediaUrl: string | undefined
  readonly data: MatterData
}

/** Makes or changes a service. */
export async function keepOpen311Service(
  queryable: Queryable,
  district: DistrictId,
  { now, ...service }: Omit<Open311Service, 'changedAt'> & { readonly now: Instant },
): Promise<void> {
  const { code, pack, category, isPublic, shows, body } = service
  const parameters = [district, code, pack, category ?? null, isPublic, shows, body, toTimestamp(now)]
  await queryable.execute(keepServiceStatement, parameters)
}

/** The services of a district by code; only one when a code is given. */
export async function listOpen311Services(
  queryable: Queryable,
  district: DistrictId,
  { code }: { readonly code?: string } = {},
): Promise<readonly Open311Service[]> {
  const rows = await queryable.query<ServiceRow>(listServicesStatement, [district, code ?? null])
  return rows.map(({ service_code, pack, category, is_public, shows, body, changed_at }) => ({
    code: service_code,
    pack,
    category: category ?? undefined,
    isPublic: is_public,
    shows,
    body,
    changedAt: instantOf(changed_at),
  }))
}

/** Removes a service; its requests are not listed any more. @returns false when there is none */
export async function removeOpen311Service(
  queryable: Queryable,
  district: DistrictId,
  code: string,
): Promise<boolean> {
  return (await queryable.execute(removeServiceStatement, [district, code])) === 1
}

/** Keeps what a request brings besides its matter, before the matter is begun: when it never begins, nothing shows. */
export async function addOpen311Request(
  queryable: Queryable,
  district: DistrictId,
  request: {
    readonly matter: MatterId
    readonly service: string
    readonly account: string
    readonly addressId?: string
    readonly mediaUrl?: string
    readonly now: Instant
  },
): Promise<void> {
  const { matter, service, account, addressId, mediaUrl, now } = request
  const more = [addressId ?? null, mediaUrl ?? null, toTimestamp(now)]
  await queryable.execute(addRequestStatement, [district, matter, service, account, ...more])
}

/** Forgets a request whose matter was not begun: it was given before under the same key, or refused. */
export async function dropOpen311Request(
  queryable: Queryable,
  district: DistrictId,
  matter: MatterId,
): Promise<void> {
  await queryable.execute(dropRequestStatement, [district, matter])
}

/** What requests are asked for. */
export interface Open311Wish {
  readonly services?: readonly string[]
  /** Open, closed, or both when not said. */
  readonly isOpen?: boolean
  /** When they were made, or changed last. */
  readonly by: 'opened' | 'updated'
  readonly from: Instant
  readonly to: Instant
  readonly limit: number
}

/** Requests, the newest first. */
export async function listOpen311Requests(
  queryable: Queryable,
  district: DistrictId,
  { services, isOpen, by, from, to, limit }: Open311Wish,
): Promise<readonly Open311Request[]> {
  // The id of a matter holds when it began: older ones cannot have been opened within the time.
  const oldest = by === 'opened' ? uuidOf(from, new Uint8Array(10)) : '00000000-0000-0000-0000-000000000000'
  const times = [by === 'updated', toTimestamp(from), toTimestamp(to)]
  const parameters = [district, services ?? null, isOpen ?? null, ...times, oldest, limit]
  const rows = await queryable.query<RequestRow>(listRequestsStatement, parameters)
  return rows.map(parseRequest)
}

/** Requests by their numbers or the ids of their matters. */
export async function findOpen311Requests(
  queryable: Queryable,
  district: DistrictId,
  wanted: { readonly numbers: readonly string[]; readonly matters: readonly MatterId[] },
): Promise<readonly Open311Request[]> {
  const parameters = [district, wanted.numbers, wanted.matters]
  const rows = await queryable.query<RequestRow>(findRequestsStatement, parameters)
  return rows.map(parseRequest)
}

interface ServiceRow {
  readonly service_code: string
  readonly pack: string
  readonly category: string | null
  readonly is_public: boolean
  readonly shows: Open311Sight
  readonly body: string
  readonly changed_at: number
}

interface RequestRow {
  readonly matter_id: string
  readonly number: string
  readonly revision: number
  readonly service_code: string
  readonly status: MatterState['status']
  readonly opened_at: number
  readonly updated_at: number
  readonly ended_at: number | null
  readonly due_at: number | null
  readonly office_id: string | null
  readonly address_id: string | null
  readonly media_url: string | null
  readonly data: string | null
}

function parseRequest(row: RequestRow): Open311Request {
  return {
    matter: parseMatterId(row.matter_id),
    number: row.number,
    revision: row.revision,
    service: row.service_code,
    status: row.status,
    openedAt: instantOf(row.opened_at),
    updatedAt: instantOf(row.updated_at),
    endedAt: optionalInstant(row.ended_at),
    dueAt: optionalInstant(row.due_at),
    office: row.office_id ?? undefined,
    addressId: row.address_id ?? undefined,
    mediaUrl: row.media_url ?? undefined,
    data: row.data === null ? {} : parseData(row.data),
  }
}

function optionalInstant(value: number | null): Instant | undefined {
  return value === null ? undefined : instantOf(value)
}

import { AppError, formatInstant, isAppError, parseMatterId } from '@duibiao/base'
import type { Instant, Language, MatterId } from '@duibiao/base'
import {
  addOpen311Update,
  createOpen311Request,
  discoverOpen311,
  listOpen311Requests,
  listOpen311Services,
  listOpen311Updates,
  readOpen311Request,
  readOpen311Service,
  readOpen311Token,
} from '@duibiao/contract'
import type { Operation } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { Open311Request } from '@duibiao/store'
import { addUpdate } from './open311-update.ts'
import { argumentOf, listArgument, spanOf } from './open311-argument.ts'
import type { Open311Arguments } from './open311-argument.ts'
import { open311Media, writeOpen311 } from './open311-document.ts'
import type { Open311Document, Open311Format, Open311Value } from './open311-document.ts'
import { makeRequest } from './open311-request.ts'
import {
  jurisdictionOf,
  readServices,
  requireService,
  serviceDefinition,
  serviceRow,
} from './open311-service.ts'
import type { OfferedService } from './open311-service.ts'
import { isOpenStatus, requestRow, updateRow } from './open311-view.ts'
import { permit } from './permit.ts'
import type { RouteParts } from './route-part.ts'
import { route } from './route.ts'
import type { Asking, Reply, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { PersonCaller } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** What the routes of Open311 need of the parts of all. */
export type Open311Parts = Pick<RouteParts, 'tenants' | 'identify'> & {
  readonly config: { readonly listen: Pick<RouteParts['config']['listen'], 'publicAddress'> }
}

/** The most requests of an answer. */
const mostRequests = 1000

/** Open311 GeoReport v2 and its service request updates. */
export function makeOpen311Routes(parts: Open311Parts): readonly Route[] {
  return [...makeReadingRoutes(parts), ...makeWritingRoutes(parts)]
}

function makeReadingRoutes({ tenants, config }: Open311Parts): readonly Route[] {
  return [
    route(discoverOpen311, async ({ params, query }) => {
      const tenant = jurisdictionOf(tenants, query)
      const services = await readServices(tenant)
      const value = describeEndpoint(tenant, config.listen.publicAddress, services)
      return reply({ root: 'discovery', value }, params.format)
    }),
    route(listOpen311Services, async ({ params, query, language }) => {
      const services = await readServices(jurisdictionOf(tenants, query))
      const value = services.map((service) => serviceRow(service, language))
      return reply({ root: 'services', value }, params.format)
    }),
    route(readOpen311Service, async ({ params, query, language }) => {
      const service = await requireService(jurisdictionOf(tenants, query), params.service)
      return reply({ root: 'service_definition', value: serviceDefinition(service, language) }, params.format)
    }),
    route(listOpen311Requests, async ({ params, query, language }) => {
      const tenant = jurisdictionOf(tenants, query)
      const requests = await findWanted(tenant, query)
      return reply(await requestsDocument(tenant, requests, language), params.format)
    }),
    route(readOpen311Request, async ({ params, query, language }) => {
      const tenant = jurisdictionOf(tenants, query)
      const requests = await findByNumbers(tenant, [params.request])
      if (requests.length === 0) throw new AppError('resource_missing')
      return reply(await requestsDocument(tenant, requests, language), params.format)
    }),
    route(readOpen311Token, async ({ params, query }) => {
      const { database, district } = jurisdictionOf(tenants, query)
      const matters = matterIdsIn(params.token)
      const [found] = await store.findOpen311Requests(database, district, { numbers: [], matters })
      if (found === undefined) throw new AppError('resource_missing')
      const value = [{ service_request_id: found.number, token: params.token }]
      return reply({ root: 'service_requests', value }, params.format)
    }),
    route(listOpen311Updates, async ({ params, query, language }) => {
      const { database, district, now } = jurisdictionOf(tenants, query)
      const wish = { ...spanOf(query, now()), by: 'updated', limit: mostRequests } as const
      const requests = await store.listOpen311Requests(database, district, wish)
      const value = requests.map((request) => updateRow(request, language))
      return reply({ root: 'service_request_updates', value }, params.format)
    }),
  ]
}

function makeWritingRoutes(parts: Open311Parts): readonly Route[] {
  const grids = new WeakMap<Tenant, store.GridSource>()
  function gridsOf(tenant: Tenant): store.GridSource {
    const { database, district } = tenant
    const source = grids.get(tenant) ?? store.makeGridSource(database, { district })
    grids.set(tenant, source)
    return source
  }
  return [
    route(createOpen311Request, async (asking) => {
      const { params, body: given, language, key, request } = asking
      const { tenant, caller } = await requireKey(parts, asking, createOpen311Request)
      const code = argumentOf(given, 'service_code')
      if (code === undefined) throw new AppError('service_code_missing')
      const service = await requireService(tenant, code)
      const number = await makeRequest({
        tenant,
        caller,
        service,
        given,
        key: key === '' ? request : key,
        grids: gridsOf(tenant),
      })
      const notice = service.body.notice?.[language] ?? null
      const value = [{ service_request_id: number, service_notice: notice, account_id: null }]
      return reply({ root: 'service_requests', value }, params.format)
    }),
    route(addOpen311Update, async (asking) => {
      const { params, body: given } = asking
      const { tenant, caller } = await requireKey(parts, asking, addOpen311Update)
      const [found] = await findByNumbers(
        tenant,
        listArgument(given, 'service_request_id')?.slice(0, 1) ?? [],
      )
      if (found === undefined) throw new AppError('resource_missing')
      const update = await addUpdate(tenant, caller, { matter: found.matter, number: found.number, given })
      const value = [{ update_id: update }]
      return reply({ root: 'service_request_updates', value }, params.format)
    }),
  ]
}

function reply(document: Open311Document, format: Open311Format): Reply<Uint8Array> {
  return {
    value: Buffer.from(writeOpen311(document, format), 'utf8'),
    headers: { 'content-type': open311Media[format] },
  }
}

/** Whose key it is, in the district that is asked for. @throws AppError `api_key_invalid`, and those of the district */
async function requireKey(
  { tenants, identify }: Open311Parts,
  asking: Pick<Asking, 'caller' | 'tenant' | 'origin'> & { readonly body: Open311Arguments },
  operation: Operation,
): Promise<{ readonly tenant: Tenant; readonly caller: PersonCaller }> {
  const wanted = jurisdictionOf(tenants, asking.body)
  const bearer = argumentOf(asking.body, 'api_key')
  const { address } = asking.origin
  try {
    const { tenant, caller } =
      bearer === undefined ? asking : await identify({ bearer, cookie: undefined, address })
    permit(caller, operation)
    const person = requirePerson(caller)
    // Only a key may ask; a browser that is signed in has none.
    if (person.scopes === undefined || tenant.district !== wanted.district)
      throw new AppError('api_key_invalid')
    return { tenant, caller: person }
  } catch (error) {
    const isRefused = isAppError(error) && (error.status === 401 || error.status === 403)
    throw isRefused ? new AppError('api_key_invalid', {}, { cause: error }) : error
  }
}

async function findWanted(tenant: Tenant, query: Open311Arguments): Promise<readonly Open311Request[]> {
  const numbers = listArgument(query, 'service_request_id')
  if (numbers !== undefined) return findByNumbers(tenant, numbers.slice(0, mostRequests))
  const services = listArgument(query, 'service_code')
  const states = new Set(listArgument(query, 'status') ?? [])
  const wanted = [...states].map(isOpenStatus)
  if (wanted.includes(undefined)) throw new AppError('request_malformed', { reason: 'status: open, closed' })
  const { database, district, now } = tenant
  return store.listOpen311Requests(database, district, {
    ...spanOf(query, now()),
    by: 'opened',
    limit: mostRequests,
    ...(services !== undefined && { services }),
    ...(states.size === 1 && { isOpen: wanted[0] === true }),
  })
}

function findByNumbers(
  { database, district }: Tenant,
  numbers: readonly string[],
): Promise<readonly Open311Request[]> {
  return store.findOpen311Requests(database, district, { numbers, matters: [] })
}

async function requestsDocument(
  tenant: Tenant,
  requests: readonly Open311Request[],
  language: Language,
): Promise<Open311Document> {
  const services = new Map((await readServices(tenant)).map((service) => [service.code, service]))
  const value = requests.flatMap((request): readonly Open311Value[] => {
    const service = services.get(request.service)
    return service === undefined ? [] : [requestRow(tenant, request, { service, language })]
  })
  return { root: 'service_requests', value }
}

/** A token is the id of a matter. */
function matterIdsIn(text: string): readonly MatterId[] {
  try {
    return [parseMatterId(text)]
  } catch {
    return []
  }
}

function describeEndpoint(
  { name, code }: Tenant,
  publicAddress: string,
  services: readonly OfferedService[],
): Open311Value {
  const changes = services.map(({ changedAt }): number => changedAt)
  const changeset = formatInstant(Math.max(0, ...changes) as Instant)
  return {
    changeset,
    contact: `${name.zh} ${name.en} (${code}), ${publicAddress}`,
    key_service: `${publicAddress} 接口令牌 access tokens`,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${publicAddress}/open311/v2`,
        changeset,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
}

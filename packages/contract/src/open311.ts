import { Type } from 'typebox'
import type { Static } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Name, Wording } from './scalar.ts'

/**
 * Open311 GeoReport v2 with service request updates, in XML and JSON. Arguments are taken as the specification says:
 * what it does not know is passed over, and an empty one counts as not given.
 */

const Format = Type.Enum(['xml', 'json'])
const format = Type.Object({ format: Format })

/** An argument that may be given several times. */
const Argument = Type.Union([
  Type.String({ maxLength: 20_000 }),
  Type.Array(Type.String({ maxLength: 20_000 }), { maxItems: 1000 }),
])
const jurisdiction = {
  jurisdiction_id: Type.Optional(Argument),
} as const
const only = Type.Object(jurisdiction)
const range = {
  ...jurisdiction,
  start_date: Type.Optional(Argument),
  end_date: Type.Optional(Argument),
} as const
const form = Type.Record(Type.String({ maxLength: 200 }), Argument, { maxProperties: 300 })

const document = { kind: 'bytes', status: 200, media: 'text/xml', also: ['application/json'] } as const
const known = ['jurisdiction_unknown', 'jurisdiction_missing'] as const

export const discoverOpen311 = defineOperation({
  id: 'open311.discover',
  method: 'GET',
  path: '/open311/discovery.{format}',
  summary: { zh: 'Open311 服务发现', en: 'Open311: where the interface is and in which formats' },
  params: format,
  query: only,
  answer: document,
  errors: known,
  faults: 'open311',
})

export const listOpen311Services = defineOperation({
  id: 'open311.services',
  method: 'GET',
  path: '/open311/v2/services.{format}',
  summary: { zh: 'Open311 服务类型列表', en: 'Open311: kinds of service requests' },
  params: format,
  query: only,
  answer: document,
  errors: known,
  faults: 'open311',
})

export const readOpen311Service = defineOperation({
  id: 'open311.service',
  method: 'GET',
  path: '/open311/v2/services/{service}.{format}',
  summary: { zh: 'Open311 服务类型定义', en: 'Open311: attributes of a kind of service request' },
  params: Type.Object({ service: Type.String({ maxLength: 64 }), format: Format }),
  query: only,
  answer: document,
  errors: [...known, 'service_code_unknown'],
  faults: 'open311',
})

export const listOpen311Requests = defineOperation({
  id: 'open311.requests',
  method: 'GET',
  path: '/open311/v2/requests.{format}',
  summary: { zh: 'Open311 服务请求查询', en: 'Open311: service requests, at most 90 days and 1000 of them' },
  params: format,
  query: Type.Object({
    ...range,
    service_request_id: Type.Optional(Argument),
    service_code: Type.Optional(Argument),
    status: Type.Optional(Argument),
  }),
  answer: document,
  errors: known,
  faults: 'open311',
})

export const createOpen311Request = defineOperation({
  id: 'open311.create',
  method: 'POST',
  path: '/open311/v2/requests.{format}',
  summary: {
    zh: 'Open311 提交服务请求（api_key 为接口令牌）',
    en: 'Open311: make a service request; the api_key is an access token with this scope',
  },
  params: format,
  body: form,
  media: 'form',
  answer: document,
  errors: [...known, 'service_code_missing', 'service_code_unknown', 'api_key_invalid'],
  faults: 'open311',
})

export const readOpen311Request = defineOperation({
  id: 'open311.request',
  method: 'GET',
  path: '/open311/v2/requests/{request}.{format}',
  summary: { zh: 'Open311 查看服务请求', en: 'Open311: one service request' },
  params: Type.Object({ request: Type.String({ maxLength: 100 }), format: Format }),
  query: only,
  answer: document,
  errors: [...known, 'resource_missing'],
  faults: 'open311',
})

export const readOpen311Token = defineOperation({
  id: 'open311.token',
  method: 'GET',
  path: '/open311/v2/tokens/{token}.{format}',
  summary: { zh: 'Open311 由 token 查编号', en: 'Open311: the service_request_id of a token' },
  params: Type.Object({ token: Type.String({ maxLength: 100 }), format: Format }),
  query: only,
  answer: document,
  errors: [...known, 'resource_missing'],
  faults: 'open311',
})

export const listOpen311Updates = defineOperation({
  id: 'open311.updates',
  method: 'GET',
  path: '/open311/v2/servicerequestupdates.{format}',
  summary: { zh: 'Open311 服务请求进展', en: 'Open311: how requests stand that changed within a time' },
  params: format,
  query: Type.Object(range),
  answer: document,
  errors: known,
  faults: 'open311',
})

export const addOpen311Update = defineOperation({
  id: 'open311.add_update',
  method: 'POST',
  path: '/open311/v2/servicerequestupdates.{format}',
  summary: {
    zh: 'Open311 补充服务请求',
    en: 'Open311: add to a service request; the same update_id is taken once',
  },
  params: format,
  body: form,
  media: 'form',
  answer: document,
  errors: [...known, 'api_key_invalid', 'resource_missing'],
  faults: 'open311',
})

const Variable = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Name of a variable of the matter',
})

/** What a client is asked for beyond what every request has. */
const Attribute = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
    /** False: it is only shown. */
    variable: Type.Optional(Variable),
    datatype: Type.Enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
    required: Type.Boolean(),
    description: Wording,
    datatype_description: Type.Optional(Wording),
    values: Type.Optional(
      Type.Array(Type.Object({ key: Name, name: Wording }, { additionalProperties: false }), {
        minItems: 1,
        maxItems: 500,
      }),
    ),
  },
  { additionalProperties: false },
)

/** Where the fields of a request go. */
const Fields = Type.Object(
  {
    description: Type.Optional(Variable),
    address: Type.Optional(Variable),
    longitude: Type.Optional(Variable),
    latitude: Type.Optional(Variable),
    /** The grid of the place. */
    grid: Type.Optional(Variable),
    /** Personal: these are sealed, and never come out of Open311 again. */
    name: Type.Optional(Variable),
    phone: Type.Optional(Variable),
    email: Type.Optional(Variable),
    device: Type.Optional(Variable),
    client_account: Type.Optional(Variable),
  },
  { additionalProperties: false },
)

/** A kind of service request and what it becomes. */
export const Open311ServiceBody = Type.Object(
  {
    name: Wording,
    description: Wording,
    keywords: Type.Array(Name, { maxItems: 50 }),
    group: Type.Optional(Wording),
    notice: Type.Optional(Wording),
    /** Values that every request of this kind begins with. */
    variables: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 100 }),
        Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]),
      ),
    ),
    fields: Fields,
    attributes: Type.Array(Attribute, { maxItems: 100 }),
  },
  { additionalProperties: false },
)
export type Open311ServiceBody = Static<typeof Open311ServiceBody>

const ServiceCode = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })

const settled = {
  pack: Name,
  category: Type.Optional(Name),
  is_public: Type.Boolean({ description: 'Matters that came in otherwise are listed as well' }),
  shows: Type.Enum(['status', 'place', 'text'], {
    description: 'What everybody sees: the status; also the place; also the text',
  }),
  body: Open311ServiceBody,
} as const

export const listOpen311Mappings = defineOperation({
  id: 'open311_service.list',
  method: 'GET',
  path: '/api/v1/open311-services',
  summary: { zh: 'Open311 服务类型对照', en: 'What kinds of Open311 requests become here' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({ rows: Type.Array(Type.Object({ service_code: ServiceCode, ...settled })) }),
  },
})

export const keepOpen311Mapping = defineOperation({
  id: 'open311_service.keep',
  method: 'PUT',
  path: '/api/v1/open311-services/{service}',
  summary: { zh: '登记 Open311 服务类型', en: 'Offer a kind of Open311 request, or change it' },
  params: Type.Object({ service: ServiceCode }),
  body: Type.Object(settled, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: ['pack_not_installed', 'request_malformed'],
})

export const removeOpen311Mapping = defineOperation({
  id: 'open311_service.remove',
  method: 'DELETE',
  path: '/api/v1/open311-services/{service}',
  summary: {
    zh: '撤下 Open311 服务类型',
    en: 'Offer a kind of Open311 request no more; its requests are not listed',
  },
  params: Type.Object({ service: ServiceCode }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const open311Operations = [
  discoverOpen311,
  listOpen311Services,
  readOpen311Service,
  listOpen311Requests,
  createOpen311Request,
  readOpen311Request,
  readOpen311Token,
  listOpen311Updates,
  addOpen311Update,
  listOpen311Mappings,
  keepOpen311Mapping,
  removeOpen311Mapping,
] as const satisfies readonly Operation[]

import { AppError } from '@duibiao/base'
import type { DistrictId, Language } from '@duibiao/base'
import type { Open311ServiceBody } from '@duibiao/contract'
import { listOpen311Services } from '@duibiao/store'
import type { Open311Service } from '@duibiao/store'
import { argumentOf } from './open311-argument.ts'
import type { Open311Arguments } from './open311-argument.ts'
import type { Open311Value } from './open311-document.ts'
import type { Tenant } from './tenant.ts'

/** A kind of service request with its names, attributes and variables. */
export interface OfferedService extends Omit<Open311Service, 'body'> {
  readonly body: Open311ServiceBody
}

/**
 * The district that is asked for. Where only one is served, nobody has to name it.
 * @throws AppError `jurisdiction_missing`, `jurisdiction_unknown`
 */
export function jurisdictionOf(tenants: ReadonlyMap<DistrictId, Tenant>, given: Open311Arguments): Tenant {
  const jurisdiction = argumentOf(given, 'jurisdiction_id')
  const [only, another] = tenants.values()
  if (jurisdiction === undefined) {
    if (only === undefined || another !== undefined) throw new AppError('jurisdiction_missing')
    return only
  }
  const found = [...tenants.values()].find(({ code }) => code === jurisdiction)
  if (found === undefined)
    throw new AppError('jurisdiction_unknown', { jurisdiction: jurisdiction.slice(0, 100) })
  return found
}

/** The services of a district; only one when a code is given. */
export async function readServices(
  { database, district }: Pick<Tenant, 'database' | 'district'>,
  wanted: { readonly code?: string } = {},
): Promise<readonly OfferedService[]> {
  const services = await listOpen311Services(database, district, wanted)
  // Checked against its schema before it was kept.
  return services.map((service) => ({ ...service, body: JSON.parse(service.body) as Open311ServiceBody }))
}

/** @throws AppError `service_code_unknown` */
export async function requireService(
  tenant: Pick<Tenant, 'database' | 'district'>,
  code: string,
): Promise<OfferedService> {
  const [found] = await readServices(tenant, { code })
  if (found === undefined) throw new AppError('service_code_unknown', { code: code.slice(0, 100) })
  return found
}

/** A service as the list of services shows it. */
export function serviceRow({ code, body }: OfferedService, language: Language): Open311Value {
  return {
    service_code: code,
    service_name: body.name[language],
    description: body.description[language],
    metadata: body.attributes.length > 0,
    type: 'realtime',
    keywords: body.keywords.join(', '),
    group: body.group?.[language] ?? null,
  }
}

/** The attributes of a service, in the order in which people are asked for them. */
export function serviceDefinition({ code, body }: OfferedService, language: Language): Open311Value {
  const attributes = body.attributes.map((attribute, index) => ({
    variable: attribute.variable !== undefined,
    code: attribute.code,
    datatype: attribute.datatype,
    required: attribute.required,
    datatype_description: attribute.datatype_description?.[language] ?? null,
    order: index + 1,
    description: attribute.description[language],
    ...(attribute.values !== undefined && {
      values: attribute.values.map(({ key, name }) => ({ key, name: name[language] })),
    }),
  }))
  return { service_code: code, attributes }
}

/** The variables that hold the place of a request: those of the mapping, or of the pack, or plain ones. */
export function placeVariables(
  { packs }: Pick<Tenant, 'packs'>,
  { pack, body }: OfferedService,
): { readonly longitude: string; readonly latitude: string } {
  const listing = packs.find(pack)?.manifest.listing
  return {
    longitude: body.fields.longitude ?? listing?.longitude ?? 'longitude',
    latitude: body.fields.latitude ?? listing?.latitude ?? 'latitude',
  }
}

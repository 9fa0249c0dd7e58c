import { AppError, dateAt, matterIdOf } from '@duibiao/base'
import type { Value, Variables } from '@duibiao/kernel'
import { addOpen311Request, dropOpen311Request, findListed, receiptOf, sealValue } from '@duibiao/store'
import type { GridSource, PersonalValue } from '@duibiao/store'
import { rolesOf } from './caller.ts'
import { markEmergency, openMarked } from './emergency-opening.ts'
import { actorOf, takePersonal } from './matter-act.ts'
import { argumentOf, numberArgument } from './open311-argument.ts'
import type { Open311Arguments } from './open311-argument.ts'
import { readAttributes } from './open311-attribute.ts'
import { placeVariables } from './open311-service.ts'
import type { OfferedService } from './open311-service.ts'
import { levelNumbers } from './personal-field.ts'
import type { PersonCaller } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** A request to be made. */
export interface NewRequest {
  readonly tenant: Tenant
  readonly caller: PersonCaller
  readonly service: OfferedService
  readonly given: Open311Arguments
  /** Given again with the same key it is the same request. */
  readonly key: string
  readonly grids: GridSource
}

/** The longest description of the specification. */
const longestDescription = 4000

/**
 * Makes a matter of a request. What says who reported it is sealed whatever the pack says of its fields.
 * @returns the number of the matter
 * @throws AppError `request_malformed`, or the refusal of the kernel
 */
export async function makeRequest(request: NewRequest): Promise<string> {
  const { tenant, caller, service, given, key } = request
  const { database, district, engine, packs, random } = tenant
  const now = tenant.now()
  const pack = packs.newest(service.pack)
  const { variables: given311, personal: sealed } = await variablesOf(request)
  const { variables: open, dangers } = markEmergency(pack, given311)
  const start = { kind: 'start', procedure: pack.manifest.entry, variables: open } as const
  const { command, personal } = takePersonal(start, pack, tenant)
  const number = await tenant.nextNumber(service.pack)
  const id = matterIdOf(now, random(10))
  const { account } = caller
  const [addressId, mediaUrl] = [argumentOf(given, 'address_id'), mediaOf(given)]
  await addOpen311Request(database, district, {
    matter: id,
    service: service.code,
    account,
    now,
    ...(addressId !== undefined && { addressId: addressId.slice(0, 200) }),
    ...(mediaUrl !== undefined && { mediaUrl }),
  })
  const answer = await openMarked(tenant, { pack, dangers, id }, () =>
    engine.start({
      id,
      procedure: pack.manifest.entry,
      number,
      title: service.body.name.zh,
      key: `open311:${account}:${key}`,
      actor: actorOf(caller, caller.posts[0]),
      personal: [...sealed, ...personal],
      ...('variables' in command && command.variables !== undefined && { variables: command.variables }),
    }),
  )
  // Refused, or made before under the same key: the request was not begun.
  const isNew = answer.ok && answer.receipt.matter === id
  if (!isNew) await dropOpen311Request(database, district, id)
  const { matter } = receiptOf(answer)
  if (isNew) return number
  const listed = await findListed(database, district, matter)
  return listed?.number ?? number
}

async function variablesOf({
  tenant,
  caller,
  service,
  given,
  grids,
}: NewRequest): Promise<{ readonly variables: Variables; readonly personal: readonly PersonalValue[] }> {
  const { fields, attributes, variables: fixed = {} } = service.body
  const { category, reporter } = tenant.packs.newest(service.pack).manifest.listing ?? {}
  const { longitude, latitude } = placeVariables(tenant, service)
  const place = placeOf(given)
  const description = argumentOf(given, 'description')
  if (description !== undefined && description.length > longestDescription) {
    throw new AppError('request_malformed', { reason: `description: ${longestDescription}` })
  }
  const grid = place && (await grids.find(place, dateAt(tenant.now(), tenant.calendar())))
  const isOwn = rolesOf(caller).every((role) => role === 'resident')
  const open = [
    [category, service.category],
    [reporter, isOwn ? caller.person : undefined],
    [fields.description, description],
    [fields.address, argumentOf(given, 'address_string')?.slice(0, 500)],
    [longitude, place?.longitude],
    [latitude, place?.latitude],
    [fields.grid, grid],
  ] as const
  const { variables: sealed, personal } = sealReporter(fields, given, tenant)
  return {
    variables: { ...fixed, ...readAttributes(attributes, given), ...present(open), ...sealed },
    personal,
  }
}

/** Who reported it: never in the record itself, never out of Open311. */
function sealReporter(
  fields: OfferedService['body']['fields'],
  given: Open311Arguments,
  { now, random }: Pick<Tenant, 'now' | 'random'>,
): { readonly variables: Variables; readonly personal: readonly PersonalValue[] } {
  const [first, last] = [argumentOf(given, 'first_name'), argumentOf(given, 'last_name')]
  const name = isHan(last ?? first ?? '')
    ? `${last ?? ''}${first ?? ''}`
    : [first, last].filter(Boolean).join(' ')
  const told = present([
    [fields.name, name === '' ? undefined : name],
    [fields.phone, argumentOf(given, 'phone')],
    [fields.email, argumentOf(given, 'email')],
    [fields.device, argumentOf(given, 'device_id')],
    [fields.client_account, argumentOf(given, 'account_id')],
  ])
  const made = Object.entries(told).map(([variable, value]: [string, Value]) => ({
    variable,
    ...sealValue(typeof value === 'string' ? value.slice(0, 200) : value, levelNumbers.important, {
      now: now(),
      random,
    }),
  }))
  return {
    variables: Object.fromEntries(made.map(({ variable, commitment }) => [variable, commitment])),
    personal: made.map(({ personal }) => personal),
  }
}

/** Chinese names begin with the family name and have no blank inside. */
function isHan(text: string): boolean {
  return /^\p{Script=Han}/u.test(text)
}

/** @throws AppError `request_malformed` when the place of a request is not said in full */
function placeOf(
  given: Open311Arguments,
): { readonly longitude: number; readonly latitude: number } | undefined {
  const latitude = numberArgument(given, { name: 'lat', least: -90, most: 90 })
  const longitude = numberArgument(given, { name: 'long', least: -180, most: 180 })
  if (latitude !== undefined && longitude !== undefined) return { longitude, latitude }
  const isSaid = argumentOf(given, 'address_string') ?? argumentOf(given, 'address_id')
  if ((latitude ?? longitude) !== undefined || isSaid === undefined) {
    throw new AppError('request_malformed', { reason: 'lat and long, or address_string, or address_id' })
  }
  return undefined
}

/** A picture stays where the client keeps it; it is not fetched. @throws AppError `request_malformed` */
function mediaOf(given: Open311Arguments): string | undefined {
  const text = argumentOf(given, 'media_url')
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!isWeb || text.length > 2000) throw new AppError('request_malformed', { reason: 'media_url' })
  return text
}

function present(pairs: readonly (readonly [string | undefined, Value | undefined])[]): Variables {
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, value]])),
  )
}

import { formatInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'
import type { Open311Request } from '@duibiao/store'
import { ownVariables } from './matter-description.ts'
import type { Open311Value } from './open311-document.ts'
import { placeVariables } from './open311-service.ts'
import type { OfferedService } from './open311-service.ts'
import type { Tenant } from './tenant.ts'

/** Our states in the two of the specification, with what is said of each. */
const states = {
  open: { status: 'open', zh: '办理中', en: 'In progress' },
  suspended: { status: 'open', zh: '已中止，条件具备后恢复办理', en: 'Suspended; it goes on when it can' },
  completed: { status: 'closed', zh: '已办结', en: 'Done' },
  terminated: { status: 'closed', zh: '已终止', en: 'Ended before it was done' },
  cancelled: { status: 'closed', zh: '已撤销', en: 'Withdrawn' },
  failed: { status: 'closed', zh: '未能办理', en: 'It could not be done' },
} as const satisfies Readonly<
  Record<
    MatterState['status'],
    { readonly status: 'open' | 'closed'; readonly zh: string; readonly en: string }
  >
>

/** A request as everybody may see it: nothing of who reported it, and of the rest what its service shows. */
export function requestRow(
  tenant: Pick<Tenant, 'registry' | 'packs'>,
  request: Open311Request,
  { service, language }: { readonly service: OfferedService; readonly language: Language },
): Open311Value {
  const { number, status, openedAt, updatedAt, endedAt, dueAt, office } = request
  const { body } = service
  const { description, media_url: media, ...place } = shownOf(tenant, request, service)
  return {
    service_request_id: number,
    status: states[status].status,
    status_notes: states[status][language],
    service_name: body.name[language],
    service_code: service.code,
    description,
    agency_responsible: orNull(tenant.registry.state().office.get(office ?? '')?.name),
    service_notice: orNull(body.notice?.[language]),
    requested_datetime: formatInstant(openedAt),
    updated_datetime: formatInstant(endedAt ?? updatedAt),
    expected_datetime: dueAt === undefined ? null : formatInstant(dueAt),
    ...place,
    media_url: media,
  }
}

/** What is told of where it is and what was written, as far as its service shows it. */
function shownOf(
  tenant: Pick<Tenant, 'packs'>,
  { data, addressId, mediaUrl }: Open311Request,
  service: OfferedService,
) {
  const { body } = service
  const variables = ownVariables(data)
  const shows = isSecret(tenant, service, variables) ? 'status' : service.shows
  const [isPlaceShown, isTextShown] = [shows !== 'status', shows === 'text']
  const { longitude, latitude } = placeVariables(tenant, service)
  return {
    description: isTextShown ? textOf(variables[body.fields.description ?? '']) : null,
    address: isPlaceShown ? textOf(variables[body.fields.address ?? '']) : null,
    address_id: orNull(isPlaceShown ? addressId : undefined),
    zipcode: null,
    lat: isPlaceShown ? numberOf(variables[latitude]) : null,
    long: isPlaceShown ? numberOf(variables[longitude]) : null,
    media_url: orNull(isTextShown ? mediaUrl : undefined),
  }
}

/** Of a reporter who asked for secrecy nothing is shown that could lead to them (F7). */
function isSecret(
  { packs }: Pick<Tenant, 'packs'>,
  { pack }: OfferedService,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const secrecy = packs.find(pack)?.manifest.listing?.secrecy
  return secrecy !== undefined && variables[secrecy] === true
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function orNull<Shown>(value: Shown | undefined): Shown | null {
  return value ?? null
}

/** How a request stands, for clients that follow it. The id rises with each change of the matter. */
export function updateRow(request: Open311Request, language: Language): Open311Value {
  const { number, revision, status, updatedAt, endedAt } = request
  return {
    update_id: `${number}.${revision}`,
    service_request_id: number,
    status: states[status].status,
    updated_datetime: formatInstant(endedAt ?? updatedAt),
    description: states[status][language],
    media_url: null,
  }
}

export function isOpenStatus(status: string): boolean | undefined {
  if (status === 'open') return true
  return status === 'closed' ? false : undefined
}

/** What people wrote, without the numbers by which somebody could be reached or known. */
function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  return value.replace(/\d[\d\s-]{5,}[\dXx]/g, (number) => '＊'.repeat(Math.min(number.length, 18)))
}

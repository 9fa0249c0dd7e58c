import type { LegalDate } from '@duibiao/base'
import { instantOf } from '@duibiao/base'
import { checkDuty, idsOfPath, isValidOn } from '@duibiao/registry'
import type { Office, RegistryState } from '@duibiao/registry'
import type { Pack } from '@duibiao/packfile'
import { groupMatters } from '@duibiao/store'
import type { OfficeGround } from '@duibiao/store'
import { dutyListOf, findItemCode } from './duty-lookup.ts'
import { todayOf } from './registry-reading.ts'
import type { Tenant } from './tenant.ts'
import { officeShareOf } from './triage-rule.ts'

/** Who might do it, and why. */
export interface OfficeSuggestion {
  readonly office: string
  readonly ground: OfficeGround
  /** The row of the duty list that it follows from. */
  readonly row?: string
  /** Open matters of the category that the office has, and the probability that follows from them. A list says it, or says it not. */
  readonly open?: number
  readonly probability?: number
}

/** What is known of who might do it. */
export interface RoutingGround {
  /** The office of the street that the place lies in. */
  readonly street: Office | undefined
  /** Codes of the item that it is about. */
  readonly item: string | undefined
  /** Offices that have open matters of the category, with how many. */
  readonly alike: readonly { readonly office: string; readonly open: number }[]
  /** The least share of these that makes an answer: who has fewer would be sent it by one key. */
  readonly least: number
  /** Whoever had it and disputes it, or sent it back, is no answer to who should have it. */
  readonly except: string | undefined
}

/**
 * The duty list comes first: the street of the place if its own list has the item, the department that leads if the list says
 * so. Else the office outside the streets that has most open matters of the category. Nothing is guessed beyond that.
 */
export function chooseOffice(
  { street, item, alike, least, except }: RoutingGround,
  state: Pick<RegistryState, 'office' | 'duty'>,
  on: LegalDate,
): OfficeSuggestion | undefined {
  if (street !== undefined && item !== undefined) {
    const answer = checkDuty(dutyListOf(state), { office: street, item, as: 'lead', on })
    const row = answer.row === undefined ? {} : { row: answer.row.id }
    if (answer.ok) return { office: street.id, ground: 'listed', ...row }
    const lead = answer.next.kind === 'department' ? state.office.get(answer.next.office) : undefined
    if (lead !== undefined && isValidOn(lead, on)) return { office: lead.id, ground: 'lead', ...row }
  }
  const others = alike.filter(({ office }) => office !== except)
  const total = others.reduce((sum, { open }) => sum + open, 0)
  const [most] = others
    .filter(({ office }) => isCandidate(state.office.get(office), on))
    .toSorted((one, other) => other.open - one.open || (one.office < other.office ? -1 : 1))
  if (most === undefined) return undefined
  // One more that went elsewhere is always possible: of a single matter nothing follows.
  const probability = most.open / (total + 1)
  if (most.open === 0 || probability < least) return undefined
  return { office: most.office, ground: 'alike', open: most.open, probability }
}

/** An open matter in one street says nothing of another. */
function isCandidate(office: Office | undefined, on: LegalDate): boolean {
  return office !== undefined && office.kind !== 'street_office' && isValidOn(office, on)
}

/** What a matter is routed by. */
export interface RoutingWish {
  readonly pack: Pack
  readonly area: string | undefined
  readonly category: string | undefined
  /** What it is about, as its variables say: the first that is an item of the catalogue or a row of a duty list counts. */
  readonly items: readonly string[]
  readonly except?: string | undefined
}

type RoutingTenant = Pick<Tenant, 'district' | 'database' | 'packs' | 'registry' | 'now' | 'calendar'>

/** The office that should have a matter. */
export async function routeOffice(
  tenant: RoutingTenant,
  { pack, area, category, items, except }: RoutingWish,
): Promise<OfficeSuggestion | undefined> {
  const state = tenant.registry.state()
  const on = todayOf(tenant)
  const ground = {
    street: streetOfficeOf(state, area, on),
    item: items.map((text) => findItemCode(state, text)).find((code) => code !== undefined),
    alike: category === undefined ? [] : await findAlike(tenant, pack.manifest.name, category),
    least: officeShareOf(tenant, pack, tenant.now()),
    except,
  }
  return chooseOffice(ground, state, on)
}

/** The office of the street that an area lies in: the highest of those for it or an area above it. */
export function streetOfficeOf(
  { area: areas, office: offices }: Pick<RegistryState, 'area' | 'office'>,
  area: string | undefined,
  on: LegalDate,
): Office | undefined {
  const path = area === undefined ? undefined : areas.get(area)?.path
  if (path === undefined) return undefined
  const above = new Set(idsOfPath(path))
  return [...offices.values()].find(
    (office) =>
      office.kind === 'street_office' &&
      offices.get(office.parent ?? '')?.kind !== 'street_office' &&
      office.area !== undefined &&
      above.has(office.area) &&
      isValidOn(office, on),
  )
}

type Alike = RoutingGround['alike']
interface Counted {
  readonly at: number
  readonly alike: Promise<Alike>
}

const counted = new WeakMap<Tenant['database'], Map<string, Counted>>()
/** For a minute counts are as good as new. */
const staysFor = 60_000
const mostCounts = 2_000

/** Which offices have open matters of a category of a pack. */
function findAlike(
  { database, district, now }: RoutingTenant,
  pack: string,
  category: string,
): Promise<Alike> {
  const counts = counted.get(database) ?? new Map<string, Counted>()
  counted.set(database, counts)
  const key = `${pack} ${category}`
  const found = counts.get(key)
  if (found !== undefined && now() - found.at < staysFor && now() >= found.at) return found.alike
  if (counts.size >= mostCounts) counts.clear()
  const wish = {
    sight: { kind: 'district' },
    filter: { pack, category },
    now: now(),
    soon: instantOf(now()),
    by: 'office',
  } as const
  const alike = groupMatters(database, district, wish).then((groups) =>
    groups.flatMap(({ key: office, open }) => (office === undefined ? [] : [{ office, open }])),
  )
  counts.set(key, { at: now(), alike })
  alike.catch(() => counts.delete(key))
  return alike
}

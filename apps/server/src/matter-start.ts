import { AppError } from '@duibiao/base'
import type { Variables } from '@duibiao/kernel'
import type { Form, Pack } from '@duibiao/packfile'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { findSmallest } from './place-lookup.ts'
import { todayOf } from './registry-reading.ts'
import type { Tenant } from './tenant.ts'

/** What somebody wants to open a matter with. */
export interface StartWish {
  readonly pack: Pack
  /** Of the pack; its entry when not said. */
  readonly procedure: string | undefined
  readonly variables: Variables
}

/**
 * Lets somebody open a matter. Who has no part in the work opens those of packs that know a reporter, at their entry, and says
 * what the form for residents asks for, or where the pack has none that of the first step: whatever else moves the procedure
 * on is not theirs to give.
 * @returns whether it is opened for themselves, who are then its reporter
 * @throws AppError `permission_missing`, `form_refused`
 */
export function requireStart(
  tenant: Tenant,
  caller: Caller,
  { pack, procedure, variables }: StartWish,
): boolean {
  if (rolesOf(caller).some((role) => role !== 'resident')) return false
  const { entry, listing = {}, report } = pack.manifest
  if (listing.reporter === undefined || (procedure !== undefined && procedure !== entry)) {
    throw new AppError('permission_missing')
  }
  const form = report && pack.forms.get(report.form)
  const faults = form === undefined ? otherNames(tenant, pack, variables) : form.check(variables)
  if (faults.length > 0) throw new AppError('form_refused', { reason: faults.map(({ zh }) => zh).join('；') })
  return true
}

/** The form of the first step which people take. */
export function firstFormOf({ library }: Pick<Tenant, 'library'>, pack: Pack): Form | undefined {
  const node = library
    .latest(pack.manifest.entry)
    ?.nodes.find((one) => one.kind === 'user' && one.form !== undefined)
  return node?.kind === 'user' && node.form !== undefined ? pack.forms.get(node.form) : undefined
}

/** What a person gave that the form of the first step does not ask for. */
function otherNames(tenant: Tenant, pack: Pack, variables: Variables) {
  const asked = new Set(firstFormOf(tenant, pack)?.fields.map(({ name }) => name))
  const others = Object.keys(variables).filter((name) => !asked.has(name))
  return others.map((name) => ({ zh: name.slice(0, 100) }))
}

/** Variables with the grid in which their point lies, where the pack lists one and nobody said which. */
export function completePlace(
  tenant: Pick<Tenant, 'registry' | 'now' | 'calendar'>,
  { manifest: { listing = {} } }: Pick<Pack, 'manifest'>,
  variables: Variables,
): Variables {
  const { area, longitude: x = '', latitude: y = '' } = listing
  const [longitude, latitude] = [variables[x], variables[y]]
  const isSaid = area === undefined || (variables[area] ?? null) !== null
  if (isSaid || typeof longitude !== 'number' || typeof latitude !== 'number') return variables
  const found = findSmallest(tenant.registry.state().area, { longitude, latitude }, todayOf(tenant))
  return found?.level === 'grid' ? { ...variables, [area]: found.id } : variables
}

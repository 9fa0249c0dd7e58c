import { AppError } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import type { Variables } from '@duibiao/kernel'
import type { Form, Pack } from '@duibiao/packfile'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { findSmallest } from './place-lookup.ts'
import { workers } from './policy-role.ts'
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
  const roles = rolesOf(caller).filter((role) => role !== 'resident')
  if (roles.some((role) => Object.hasOwn(workers, role))) return false
  if (roles.length > 0) {
    requireStarter(tenant, roles, { pack, procedure, variables })
    return false
  }
  const { entry, listing = {}, report } = pack.manifest
  if (listing.reporter === undefined || (procedure !== undefined && procedure !== entry)) {
    throw new AppError('permission_missing')
  }
  const form = report && pack.forms.get(report.form)
  const faults = form === undefined ? otherNames(tenant, pack, variables) : form.check(variables)
  if (faults.length > 0) throw new AppError('form_refused', { reason: faults.map(({ zh }) => zh).join('；') })
  return true
}

/** Who works on no matter begins what a pack opens to their role, with the whole form of its first step and nothing else. */
function requireStarter(
  tenant: Tenant,
  roles: readonly Role[],
  { pack, procedure, variables }: StartWish,
): void {
  const { starters = [] } = pack.manifest
  const form = firstFormOf(tenant, pack, procedure)
  if (form === undefined || !roles.some((role) => starters.includes(role))) {
    throw new AppError('permission_missing')
  }
  const faults = form.check(variables)
  if (faults.length > 0) throw new AppError('form_refused', { reason: faults.map(({ zh }) => zh).join('；') })
}

/** The form of the first step which people take, of a procedure of a pack; of its entry when not said. */
export function firstFormOf(
  { library }: Pick<Tenant, 'library'>,
  pack: Pack,
  procedure = pack.manifest.entry,
): Form | undefined {
  const node = library.latest(procedure)?.nodes.find((one) => one.kind === 'user' && one.form !== undefined)
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

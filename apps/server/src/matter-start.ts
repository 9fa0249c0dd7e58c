import { AppError } from '@duibiao/base'
import type { Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
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
 * what the form of the first step asks for: whatever else moves the procedure on is not theirs to give.
 * @returns whether it is opened for themselves, who are then its reporter
 * @throws AppError `permission_missing`, `form_refused`
 */
export function requireStart(
  tenant: Tenant,
  caller: Caller,
  { pack, procedure, variables }: StartWish,
): boolean {
  if (rolesOf(caller).some((role) => role !== 'resident')) return false
  const { entry, listing = {} } = pack.manifest
  if (listing.reporter === undefined || (procedure !== undefined && procedure !== entry)) {
    throw new AppError('permission_missing')
  }
  const asked = firstFields(tenant, pack)
  const others = Object.keys(variables).filter((name) => !asked.has(name))
  if (others.length > 0) throw new AppError('form_refused', { reason: others.join(', ').slice(0, 300) })
  return true
}

/** The fields of the form of the first step that people take. */
function firstFields({ library }: Tenant, pack: Pack): ReadonlySet<string> {
  const node = library
    .latest(pack.manifest.entry)
    ?.nodes.find((one) => one.kind === 'user' && one.form !== undefined)
  const form = node?.kind === 'user' && node.form !== undefined ? pack.forms.get(node.form) : undefined
  return new Set(form?.fields.map(({ name }) => name))
}

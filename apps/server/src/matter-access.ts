import { AppError, parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { listTasks } from '@duibiao/kernel'
import type { OpenTask } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { findListed, findMatter, maySee, personSight } from '@duibiao/store'
import type { FoundMatter, ListedMatter } from '@duibiao/store'
import { rolesOf } from './caller.ts'
import type { Caller, HeldPost } from './caller.ts'
import { guardInformer, levelViews, noView, ownView, widest } from './level-policy.ts'
import { ownVariables } from './matter-description.ts'
import type { LevelView } from './personal-field.ts'
import { permissions } from './policy.ts'
import type { Permission } from './policy.ts'
import { sightOf } from './sight.ts'
import { findOffer } from './task-offer.ts'
import type { Tenant } from './tenant.ts'

/** A matter that somebody may read, with what they may do with its tasks. */
export interface AccessibleMatter {
  readonly found: FoundMatter
  readonly listed: ListedMatter
  readonly tasks: readonly (OpenTask & { readonly offer: HeldPost | undefined })[]
}

/**
 * The matter of an id or a number, when somebody may read it: by sight, or because one of its tasks is offered to them.
 * @throws AppError `resource_missing`, in the same words whether it is not there or not theirs to see
 */
export async function accessMatter(
  tenant: Tenant,
  caller: Caller,
  wanted: string,
): Promise<AccessibleMatter> {
  const { database, district } = tenant
  const found = await findMatter(database, district, wanted)
  const listed = found && (await findListed(database, district, found.matter))
  if (found === undefined || listed === undefined) throw new AppError('resource_missing')
  const tasks = listTasks(found.state, tenant.engine.workshop.around.find).map((task) => ({
    ...task,
    offer: findOffer(caller, { pack: listed.pack, ...offeredOf(task) }, tenant.roleOf),
  }))
  const isOffered = tasks.some(({ offer }) => offer !== undefined)
  const { matter } = found
  if (!isOffered && !(await isSeen(tenant, caller, { matter, permission: permissions['matter.read'] }))) {
    throw new AppError('resource_missing')
  }
  return { found, listed, tasks }
}

/** Whether a permission lets a caller at a matter. */
export async function isSeen(
  { database, district }: Tenant,
  caller: Caller,
  { matter, permission }: { readonly matter: MatterId; readonly permission: Permission },
): Promise<boolean> {
  return maySee(database, district, { matter, sight: sightOf(caller, permission) })
}

/** In which form somebody sees the levels of a matter's data. */
export async function viewOf(
  tenant: Tenant,
  caller: Caller,
  { found, listed }: AccessibleMatter,
): Promise<LevelView> {
  if (caller.kind === 'anonymous') return noView
  const sight = { kind: 'keys', keys: [personSight(caller.person)] } as const
  const { database, district } = tenant
  if (await maySee(database, district, { sight, matter: found.matter })) return ownView
  const isSecret = isSecretMatter(tenant, { found, listed })
  return rolesOf(caller)
    .map((role) => (isSecret ? guardInformer(levelViews[role], role) : levelViews[role]))
    .reduce(widest, noView)
}

/** An id from the path of a request. @throws AppError `resource_missing` when it is none */
export function matterIdIn(text: string): MatterId {
  try {
    return parseMatterId(text)
  } catch (cause) {
    throw new AppError('resource_missing', {}, { cause })
  }
}

function isSecretMatter(
  { packs }: Tenant,
  { found, listed }: Pick<AccessibleMatter, 'found' | 'listed'>,
): boolean {
  const field = packs.find(listed.pack)?.manifest.listing?.secrecy
  return field !== undefined && ownVariables(found.data)[field] === true
}

function offeredOf({ task }: OpenTask) {
  return { posts: task.posts ?? [], office: task.office, person: task.person }
}

/** The pack that serves a matter: the version it began with. */
export function packOf({ packs }: Tenant, { found }: Pick<AccessibleMatter, 'found'>): Pack | undefined {
  return packs.ofProcedure(found.state.scopes[0]?.procedure ?? '')
}

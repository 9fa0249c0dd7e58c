import { AppError, parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { listAskings, listTasks } from '@duibiao/kernel'
import type { OpenAsking, OpenTask } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { findListed, findMatter, personSight } from '@duibiao/store'
import type { FoundMatter, SightedMatter } from '@duibiao/store'
import type { Caller, HeldPost } from './caller.ts'
import { headingPost } from './office-head.ts'
import { guardInformer, isKeeper, levelViews, noView, ownView, widest } from './level-policy.ts'
import { ownVariables } from './matter-description.ts'
import type { LevelView } from './personal-field.ts'
import { permissions } from './policy.ts'
import type { Permission } from './policy.ts'
import { isOpenTo, sightOf } from './sight.ts'
import { findOffer } from './task-offer.ts'
import type { Tenant } from './tenant.ts'

/** A matter that somebody may read, with what they may do with its tasks. */
export interface AccessibleMatter {
  readonly found: FoundMatter
  readonly listed: SightedMatter
  readonly tasks: readonly AccessibleTask[]
  /** What its pack lets posts ask of it now; `offer`: the caller's post that may. */
  readonly askings: readonly OfferedAsking[]
}

/** `offer`: the caller's post that it is offered to; `headed`: the one in which they head the office it lies in. */
type AccessibleTask = OpenTask & {
  readonly offer: HeldPost | undefined
  readonly headed: HeldPost | undefined
}

/** Something that can be asked of a matter. `isOpen`: by the caller, in the post that is offered it or as its reporter. */
type OfferedAsking = OpenAsking & { readonly isOpen: boolean; readonly offer: HeldPost | undefined }

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
    offer: findOffer(caller, { pack: listed.pack, matter: listed, ...offeredOf(task) }, tenant.holderOf),
    headed: headingPost(tenant, caller, task.task),
  }))
  const isOffered = tasks.some(({ offer }) => offer !== undefined)
  if (!isOffered && !isSeen(caller, listed, permissions['matter.read'])) {
    throw new AppError('resource_missing')
  }
  return { found, listed, tasks, askings: askingsFor(tenant, caller, { found, listed }) }
}

function askingsFor(
  tenant: Tenant,
  caller: Caller,
  access: Pick<AccessibleMatter, 'found' | 'listed'>,
): readonly OfferedAsking[] {
  const { engine, holderOf } = tenant
  const { found, listed } = access
  if (found.endedAt !== undefined) return []
  const isTheirs = isReporter(tenant, caller, access)
  return listAskings(found.state, engine.workshop.around.find).map((asking) => {
    const { posts } = asking
    const offered = { pack: listed.pack, posts, office: undefined, person: undefined, matter: listed }
    const offer = findOffer(caller, offered, holderOf)
    return {
      ...asking,
      offer,
      isOpen: offer !== undefined || (isTheirs && isForReporter(tenant, listed, asking)),
    }
  })
}

/** Whether a pack opens something to the reporters of its matters: to posts of it that residents have. */
export function isForReporter(
  { roleOf }: Pick<Tenant, 'roleOf'>,
  { pack }: Pick<SightedMatter, 'pack'>,
  { posts }: Pick<OpenAsking, 'posts'>,
): boolean {
  return posts.some((post) => roleOf(pack, post) === 'resident')
}

/** Whether a permission lets a caller at a matter. */
export function isSeen(
  caller: Caller,
  { sights }: Pick<SightedMatter, 'sights'>,
  permission: Permission,
): boolean {
  return isOpenTo(sightOf(caller, permission), sights)
}

/** Whether a matter is somebody's own: they reported it, applied for it, or joined who did. */
export function isOwn(caller: Caller, { sights }: Pick<SightedMatter, 'sights'>): boolean {
  return caller.kind === 'person' && sights.includes(personSight(caller.person))
}

/** Whether somebody is who reported a matter or applied for it, and not one of those who joined. */
function isReporter(
  tenant: Tenant,
  caller: Caller,
  { found, listed }: Pick<AccessibleMatter, 'found' | 'listed'>,
): boolean {
  const name = packOf(tenant, { found })?.manifest.report?.reporters
  const joined = name === undefined ? [] : ownVariables(found.data)[name]
  const hasJoined = caller.kind === 'person' && Array.isArray(joined) && joined.includes(caller.person)
  return isOwn(caller, listed) && !hasJoined
}

/**
 * The roles by which somebody reaches a matter. What another role of theirs may see elsewhere gives nothing here: an analyst
 * who is also a clerk of one office is an analyst in all others.
 */
export function reachingRoles(
  caller: Caller,
  { listed, tasks }: Pick<AccessibleMatter, 'listed' | 'tasks'>,
): readonly Role[] {
  if (caller.kind === 'anonymous') return []
  const permission = permissions['matter.read']
  const ofPosts = caller.posts.filter(
    (post) =>
      tasks.some(({ offer }) => offer?.post === post.post) ||
      isSeen({ ...caller, posts: [post], roles: [] }, listed, permission),
  )
  const own = caller.roles.filter((role) =>
    isSeen({ ...caller, posts: [], roles: [role] }, listed, permission),
  )
  return [...new Set([...ofPosts.map(({ role }) => role), ...own])]
}

/** In which form somebody sees the levels of a matter's data. */
export function viewOf(tenant: Tenant, caller: Caller, access: AccessibleMatter): LevelView {
  if (isReporter(tenant, caller, access)) return ownView
  const isSecret = isSecretMatter(tenant, access)
  return reachingRoles(caller, access)
    .map((role) => (isSecret ? guardInformer(levelViews[role], role) : levelViews[role]))
    .reduce(widest, noView)
}

/** Whether somebody may not learn who reported a matter, because its reporter asked for secrecy (F7). */
export function isInformerHidden(tenant: Tenant, caller: Caller, access: AccessibleMatter): boolean {
  if (isReporter(tenant, caller, access) || !isSecretMatter(tenant, access)) return false
  return !reachingRoles(caller, access).some(isKeeper)
}

/** An id from the path of a request. @throws AppError `resource_missing` when it is none */
export function matterIdIn(text: string): MatterId {
  try {
    return parseMatterId(text)
  } catch (cause) {
    throw new AppError('resource_missing', {}, { cause })
  }
}

/** Whether the reporter of a matter asked for secrecy (F7). */
export function isSecretMatter(
  { packs }: Tenant,
  { found, listed }: Pick<AccessibleMatter, 'found' | 'listed'>,
): boolean {
  const field = packs.find(listed.pack)?.manifest.listing?.secrecy
  return field !== undefined && ownVariables(found.data)[field] === true
}

function offeredOf({ task }: OpenTask) {
  return { posts: task.posts ?? [], office: task.office, person: task.person, owner: task.owner }
}

/** The pack that serves a matter: the version it began with. */
export function packOf({ packs }: Tenant, { found }: Pick<AccessibleMatter, 'found'>): Pack | undefined {
  return packs.ofProcedure(found.procedure)
}

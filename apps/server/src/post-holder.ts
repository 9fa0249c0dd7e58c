import { roles } from '@duibiao/contract'
import type { Role } from '@duibiao/contract'
import type { Value } from '@duibiao/kernel'
import { postScopes, settingsInForce } from '@duibiao/packfile'
import type { PostScope, PostRule } from '@duibiao/packfile'
import { officeKinds } from '@duibiao/registry'
import type { OfficeKind } from '@duibiao/registry'
import type { PackSetting } from '@duibiao/store'
import type { Instant } from '@duibiao/base'
import type { HeldPost } from './caller.ts'
import type { DistrictPacks } from './district-pack.ts'

/**
 * Who holds a post of a pack in a district (docs/decisions/0042): those in posts of a role, of offices of some kinds or of
 * some named offices where that is said.
 */
export interface PostHolder {
  readonly role?: string
  readonly officeKinds?: readonly OfficeKind[]
  readonly offices?: readonly string[]
  /** Where a task without an office goes: the office of the area it lies in, or the one that leads. */
  readonly within?: PostScope | 'district'
}

/** Who holds a post of a pack now; undefined for a post that the pack does not have. */
export type HolderOfPost = (pack: string, post: string) => PostHolder | undefined

/** Whether somebody holds a post of a pack by one of their own. */
export function isHeldBy(holder: PostHolder, held: HeldPost): boolean {
  const { role, officeKinds: kinds, offices } = holder
  return (
    role !== undefined &&
    role === held.role &&
    (kinds === undefined || (held.officeKind !== undefined && kinds.includes(held.officeKind))) &&
    (offices === undefined || offices.includes(held.office))
  )
}

/** Finds holders in the newest version of each pack, and in what the district has settled for it. */
export function makeHolderOfPost({
  packs,
  now,
}: {
  readonly packs: Pick<DistrictPacks, 'find' | 'settings'>
  readonly now: () => Instant
}): HolderOfPost {
  return (name, post) => {
    const pack = packs.find(name)
    const rule = pack !== undefined && Object.hasOwn(pack.manifest.posts, post) && pack.manifest.posts[post]
    if (rule === undefined || rule === false) return undefined
    const own = packs.settings(name).filter((setting) => setting.kind === 'post' && setting.name === post)
    const said = own.length === 0 ? undefined : settingsInForce(own, now())[0]?.value
    return { ...standardHolder(rule), ...(said === undefined ? {} : readHolder(said)) }
  }
}

/** Who holds a post where the district says nothing. */
export function standardHolder({ role, within }: PostRule): PostHolder {
  return { ...(role !== undefined && { role }), ...(within !== undefined && { within }) }
}

/** A holder as it was settled; what is not of its form says nothing. */
export function readHolder(value: Value): PostHolder {
  const fields = new Map<string, unknown>(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [],
  )
  const role = roles.find((one): one is Role => one === fields.get('role'))
  const within = [...postScopes, 'district' as const].find((one) => one === fields.get('within'))
  const kinds = textsIn(fields.get('office_kinds'))
  const offices = textsIn(fields.get('offices'))
  return {
    ...(role !== undefined && { role }),
    ...(kinds !== undefined && { officeKinds: officeKinds.filter((kind) => kinds.includes(kind)) }),
    ...(offices !== undefined && { offices }),
    ...(within !== undefined && { within }),
  }
}

/** A holder as it is kept. */
export function writeHolder({ role, officeKinds: kinds, offices, within }: PostHolder): PackSetting['value'] {
  return {
    ...(role !== undefined && { role }),
    ...(kinds !== undefined && { office_kinds: [...kinds] }),
    ...(offices !== undefined && { offices: [...offices] }),
    ...(within !== undefined && { within }),
  }
}

function textsIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.filter((one: unknown): one is string => typeof one === 'string')
}

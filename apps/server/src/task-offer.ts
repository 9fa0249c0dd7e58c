import type { Caller, HeldPost } from './caller.ts'

/** An open task, as far as it matters to whom it is offered. */
export interface OfferedTask {
  readonly pack: string
  readonly posts: readonly string[]
  readonly office: string | undefined
  readonly person: string | undefined
  /** Who gave it to that person and gets it back. */
  readonly owner?: string | undefined
}

/** The role that holders of a post of a pack have in this district; undefined for a post that is given to nobody. */
export type RoleOfPost = (pack: string, post: string) => string | undefined

/**
 * The post in which somebody may act on a task: one they hold it in already, or one it is offered to. A task for an office
 * is offered there and in the offices above it, one without office in the whole district. What was handed to a person by name
 * (转办, 委派) is theirs in any post, as long as they hold one.
 */
export function findOffer(caller: Caller, task: OfferedTask, roleOf: RoleOfPost): HeldPost | undefined {
  if (caller.kind === 'anonymous') return undefined
  const offered = caller.posts.filter((post) => isOffered(post, task, roleOf))
  const [first] = offered
  if (task.person === undefined) return first
  const isHanded = task.owner !== undefined || task.posts.length === 0
  // A deputy acts on what the person deputised holds.
  return [...offered, ...(isHanded ? caller.posts : [])].find(
    ({ deputyFor }) => task.person === (deputyFor ?? caller.person),
  )
}

function isOffered(held: HeldPost, { pack, posts, office }: OfferedTask, roleOf: RoleOfPost): boolean {
  if (office !== undefined && !placesOf(held).includes(office)) return false
  return posts.some((post) => roleOf(pack, post) === held.role)
}

/** The offices, and the grids, whose tasks are offered in a post. */
export function placesOf({ offices, grids }: HeldPost): readonly string[] {
  return grids.length === 0 ? offices : [...offices, ...grids]
}

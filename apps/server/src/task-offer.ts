import { areaSight } from '@duibiao/store'
import type { Caller, HeldPost } from './caller.ts'
import { isHeldBy } from './post-holder.ts'
import type { HolderOfPost, PostHolder } from './post-holder.ts'

/** An open task, as far as it matters to whom it is offered. */
export interface OfferedTask {
  readonly pack: string
  readonly posts: readonly string[]
  readonly office: string | undefined
  readonly person: string | undefined
  /** Who gave it to that person and gets it back. */
  readonly owner?: string | undefined
  /** Of its matter: the leading office, and the keys of sight, which tell the areas it lies in. */
  readonly matter: { readonly office: string | undefined; readonly sights: readonly string[] }
}

/**
 * The post in which somebody may act on a task: one they hold it in already, or one it is offered to. A task for an office
 * is offered there and in the offices above it, one without office in the whole district. What was handed to a person by name
 * (转办, 委派) is theirs in any post, as long as they hold one.
 */
export function findOffer(caller: Caller, task: OfferedTask, holderOf: HolderOfPost): HeldPost | undefined {
  if (caller.kind === 'anonymous') return undefined
  const offered = caller.posts.filter((post) => isOffered(post, task, holderOf))
  const [first] = offered
  if (task.person === undefined) return first
  const isHanded = task.owner !== undefined || task.posts.length === 0
  // A deputy acts on what the person deputised holds.
  return [...offered, ...(isHanded ? caller.posts : [])].find(
    ({ deputyFor }) => task.person === (deputyFor ?? caller.person),
  )
}

/** Whether a task is offered in a post that somebody has. */
export function isOffered(
  held: HeldPost,
  task: Omit<OfferedTask, 'person' | 'owner'>,
  holderOf: HolderOfPost,
): boolean {
  const { pack, posts, office } = task
  if (office !== undefined && !placesOf(held).includes(office)) return false
  return posts.some((post) => {
    const holder = holderOf(pack, post)
    return (
      holder !== undefined && isHeldBy(holder, held) && (office !== undefined || isNear(held, holder, task))
    )
  })
}

/**
 * Whether a task without an office goes to the office of somebody; `task-list.ts` of the store asks the same in SQL. Where
 * neither an area nor a leading office is known it goes to all of them, so that it never lies where nobody looks.
 */
function isNear(held: HeldPost, holder: PostHolder, { matter }: Pick<OfferedTask, 'matter'>): boolean {
  const { within = 'district' } = holder
  switch (within) {
    case 'area':
      return (
        !matter.sights.some((key) => key.startsWith(areaSight(''))) ||
        (held.area !== undefined && matter.sights.includes(areaSight(held.area)))
      )
    case 'lead':
      return matter.office === undefined || placesOf(held).includes(matter.office)
    case 'district':
      return true
  }
}

/** The offices, and the grids, whose tasks are offered in a post. */
export function placesOf({ offices, grids }: Pick<HeldPost, 'offices' | 'grids'>): readonly string[] {
  return grids.length === 0 ? offices : [...offices, ...grids]
}

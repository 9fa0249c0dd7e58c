import type { Caller, HeldPost } from './caller.ts'
import { permissions } from './policy.ts'
import type { Tenant } from './tenant.ts'

/** The posts in which somebody heads an office, and what is below it. */
function headedPosts(caller: Caller): readonly HeldPost[] {
  if (caller.kind === 'anonymous') return []
  const { roles } = permissions['office_task.list']
  return caller.posts.filter(({ role }) => roles?.[role] !== undefined)
}

/** The offices that somebody heads. */
export function headedOffices(caller: Caller): readonly string[] {
  return [...new Set(headedPosts(caller).flatMap(({ offices }) => offices))]
}

/** Everybody who works in some offices now: belongs to one, or holds a post in it. */
export function peopleOf({ registry, now }: Pick<Tenant, 'registry' | 'now'>, offices: readonly string[]) {
  const wanted = new Set(offices)
  const at = now()
  const { person: people } = registry.state()
  return registry.holders(at).filter((person) => {
    const own = people.get(person)?.office
    const isOwn = own !== undefined && wanted.has(own)
    return isOwn || registry.postsOf(person, at).some(({ office }) => wanted.has(office))
  })
}

interface PlacedTask {
  readonly office?: string
  readonly person?: string
}

/** The post in which somebody heads the office where a task lies: that it is offered to, or where its holder works. */
export function headingPost(
  tenant: Pick<Tenant, 'registry' | 'now'>,
  caller: Caller,
  { office, person }: PlacedTask,
): HeldPost | undefined {
  return headedPosts(caller).find(
    ({ offices }) =>
      (office !== undefined && offices.includes(office)) ||
      (person !== undefined && worksIn(tenant, person, offices)),
  )
}

function worksIn(
  { registry, now }: Pick<Tenant, 'registry' | 'now'>,
  person: string,
  offices: readonly string[],
): boolean {
  const own = registry.state().person.get(person)?.office
  return (
    (own !== undefined && offices.includes(own)) ||
    registry.postsOf(person, now()).some(({ office }) => offices.includes(office))
  )
}

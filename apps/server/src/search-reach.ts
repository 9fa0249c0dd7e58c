import type { Sight } from '@duibiao/store'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { levelViews } from './level-policy.ts'
import { permissions } from './policy.ts'
import type { MatterWords } from './search-words.ts'
import { sightOf } from './sight.ts'

/** What somebody sees of some matters, and by which of their words they may look for these. */
export interface SearchReach {
  readonly sight: Sight
  readonly levels: readonly MatterWords['level'][]
}

/**
 * The policy as the search asks the database with it: for each form in which words are shown the sight of the roles that are shown them so.
 * What is masked for a role or hidden from it is nothing it can search by. Of their own matters people search what lists show.
 */
export function reachOf(caller: Caller): readonly SearchReach[] {
  if (caller.kind === 'anonymous') return []
  const permission = permissions['matter.list']
  const byLevels = Map.groupBy(rolesOf(caller), (role) => levelsOf(role).join(' '))
  const reaches = [...byLevels].flatMap(([, roles]): readonly SearchReach[] => {
    const [role] = roles
    if (role === undefined) return []
    const own = {
      ...caller,
      posts: caller.posts.filter((post) => roles.includes(post.role)),
      roles: caller.roles.filter((one) => roles.includes(one)),
    }
    const sight = sightOf(own, permission)
    return sight.kind === 'keys' && sight.keys.length === 0 ? [] : [{ sight, levels: levelsOf(role) }]
  })
  return reaches.toSorted((one, other) => other.levels.length - one.levels.length)
}

function levelsOf(role: ReturnType<typeof rolesOf>[number]): readonly MatterWords['level'][] {
  const view = levelViews[role]
  return [
    'listed',
    ...(view.internal === 'clear' ? (['internal'] as const) : []),
    ...(view.sensitive === 'clear' ? (['sensitive'] as const) : []),
  ]
}

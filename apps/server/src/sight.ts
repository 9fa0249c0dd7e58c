import { areaSight, officeSight, personSight } from '@duibiao/store'
import type { Sight } from '@duibiao/store'
import type { Caller, HeldPost } from './caller.ts'
import type { Permission, Relation } from './policy.ts'

/** Whether a sight opens a matter, by the keys that its listing holds. */
export function isOpenTo(sight: Sight, sights: readonly string[]): boolean {
  return sight.kind === 'district' || sight.keys.some((key) => sights.includes(key))
}

const nothing: Sight = { kind: 'keys', keys: [] }

/**
 * Compiles a permission for a caller into the keys of sight that it opens to them: the policy in the form that lists, counts
 * and single matters ask the database with.
 */
export function sightOf(caller: Caller, permission: Permission): Sight {
  if (caller.kind === 'anonymous') return nothing
  const keys = new Set<string>()
  for (const post of caller.posts) {
    const relation = permission.roles?.[post.role]
    if (relation === 'district') return { kind: 'district' }
    for (const key of keysOfPost(post, relation)) keys.add(key)
  }
  for (const role of caller.roles) {
    const relation = permission.roles?.[role]
    if (relation === 'district') return { kind: 'district' }
    if (relation === 'own') keys.add(personSight(caller.person))
  }
  return { kind: 'keys', keys: [...keys].toSorted() }
}

/** A post in an area opens the area, one in an office the office and those below it; both open nothing of anybody's own. */
function keysOfPost(post: HeldPost, relation: Relation | undefined): readonly string[] {
  switch (relation) {
    case 'area':
      // Of an office for an area its own tasks too: what was asked of it may lie elsewhere.
      return [...(post.area === undefined ? [] : [areaSight(post.area)]), ...post.offices.map(officeSight)]
    case 'office':
      return post.offices.map(officeSight)
    case 'own':
    case 'any':
    case 'district':
    case undefined:
      return []
  }
}

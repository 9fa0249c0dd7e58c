import { isValidOn } from '@duibiao/registry'
import type { RegistryState } from '@duibiao/registry'
import type { LegalDate } from '@duibiao/base'
import type { Holder } from '@duibiao/kernel'
import type { FoundMatter, Recipient } from '@duibiao/store'
import type { HeldPost } from './caller.ts'
import type { DistrictPacks } from './district-pack.ts'
import { ownVariables } from './matter-description.ts'
import { placesOf } from './task-offer.ts'

/**
 * Who is told when holders of tasks are: people by themselves, posts of packs by the role that holds them in the district. A
 * post that residents have is that of whoever reported the matter.
 */
export function recipientsOf(
  to: readonly Holder[],
  {
    roleOf,
    reporter,
  }: {
    readonly roleOf: (post: string) => string | undefined
    readonly reporter: readonly Recipient[]
  },
): readonly Recipient[] {
  return to.flatMap(({ person, posts = [], office }): readonly Recipient[] => {
    if (person !== undefined) return [{ kind: 'person', person }]
    return posts.flatMap((post) => {
      const role = roleOf(post)
      if (role === 'resident') return reporter
      return role === undefined ? [] : [{ kind: 'post', role, ...(office !== undefined && { office }) }]
    })
  })
}

/** Those who reported a matter and have an account: who did so first, then who joined. */
export function reportersOf(
  packs: Pick<DistrictPacks, 'ofProcedure'>,
  { procedure, data }: Pick<FoundMatter, 'procedure' | 'data'>,
): readonly Recipient[] {
  const { listing, report } = packs.ofProcedure(procedure)?.manifest ?? {}
  const variables = ownVariables(data)
  const named = [variables[listing?.reporter ?? ''] ?? null, variables[report?.reporters ?? ''] ?? null]
  const people = named.flat().flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []))
  return [...new Set(people)].map((person) => ({ kind: 'person', person }))
}

/** For whom somebody reads: for themselves, and for their posts, in the offices these are for. */
export function readersOf({
  person,
  posts,
}: {
  readonly person: string
  readonly posts: readonly Pick<HeldPost, 'role' | 'offices' | 'grids'>[]
}): readonly Recipient[] {
  const ofPosts = posts.flatMap(({ role, ...held }): readonly Recipient[] => [
    { kind: 'post', role },
    ...placesOf(held).map((office) => ({ kind: 'post', role, office }) as const),
  ])
  return [{ kind: 'person', person }, ...ofPosts]
}

/** The people who get an e-mail: those told by themselves, and those who hold a post in the very office. */
export function peopleOf(
  recipients: readonly Recipient[],
  { post: posts, holding }: Pick<RegistryState, 'post' | 'holding'>,
  on: LegalDate,
): readonly string[] {
  const people = recipients.flatMap((recipient) => {
    if (recipient.kind === 'person') return [recipient.person]
    const { role, office } = recipient
    if (office === undefined) return []
    return [...holding.values()].flatMap((held) => {
      const post = posts.get(held.post)
      return post?.role === role && post.office === office && isValidOn(held, on) ? [held.person] : []
    })
  })
  return [...new Set(people)]
}

/** Where a person gets e-mail; undefined when they have none, or have left. */
export function emailOf(
  person: string,
  { person: people, contact }: Pick<RegistryState, 'person' | 'contact'>,
  on: LegalDate,
): string | undefined {
  const left = people.get(person)?.left
  if (left !== undefined && left <= on) return undefined
  return contact.get(`${person} email`)?.value
}

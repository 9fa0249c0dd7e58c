import type { LegalDate } from '@duibiao/base'
import type { Person } from './person.ts'
import { isValidOn } from './validity.ts'
import type { Validity } from './validity.ts'

/** A role in an office (岗位). Tasks are offered to posts, so that they stay when people move. */
export type Post = Validity & {
  readonly district: number
  readonly id: string
  readonly office: string
  readonly name: string
  /** What its holders may do: a role of the policy, such as `street_dispatcher`, which the posts of packs name too. */
  readonly role?: string
}

/** A person holds a post for a time (任职). */
export type Holding = Validity & { readonly post: string; readonly person: string }

/** A deputy (代理) acts in a post for the person deputised, who keeps it. */
export type Deputy = Validity & {
  readonly post: string
  readonly person: string
  readonly deputyFor: string
}

/** Who holds which posts. */
export type PostTable = {
  readonly people: ReadonlyMap<string, Person>
  readonly posts: ReadonlyMap<string, Post>
  readonly holdings: readonly Holding[]
  readonly deputies: readonly Deputy[]
}

/** Somebody who may act in a post; `deputyFor` when as a deputy. */
export type PostActor = { readonly post: string; readonly person: string; readonly deputyFor?: string }

/** Everybody who may act in a post on a day. A deputy may only while the person deputised holds the post. */
export function actorsOfPost(table: PostTable, post: string, on: LegalDate): readonly PostActor[] {
  return actorsOn(table, on).filter((actor) => actor.post === post)
}

/** Every post a person may act in on a day, own posts first. */
export function postsOfPerson(table: PostTable, person: string, on: LegalDate): readonly PostActor[] {
  return actorsOn(table, on).filter((actor) => actor.person === person)
}

/** The same for everybody at once: one pass over the holdings of a day. */
export function postsByPerson(table: PostTable, on: LegalDate): ReadonlyMap<string, readonly PostActor[]> {
  return Map.groupBy(actorsOn(table, on), ({ person }) => person)
}

function actorsOn({ people, posts, holdings, deputies }: PostTable, on: LegalDate): readonly PostActor[] {
  const held = holdings
    .filter((holding) => isPostValid(holding.post) && isHere(holding.person) && isValidOn(holding, on))
    .map(({ post, person }) => ({ post, person }))
  // One who is away is deputised, but one who has left holds nothing that could be deputised.
  const deputised = deputies
    .filter((deputy) => isHere(deputy.person) && isValidOn(deputy, on))
    .filter(({ post, deputyFor }) =>
      held.some((holding) => holding.post === post && holding.person === deputyFor),
    )
    .map(({ post, person, deputyFor }) => ({ post, person, deputyFor }))
  return [...held, ...deputised]

  function isPostValid(id: string): boolean {
    const post = posts.get(id)
    return post !== undefined && isValidOn(post, on)
  }

  function isHere(id: string): boolean {
    const person = people.get(id)
    return person !== undefined && (person.left === undefined || on < person.left)
  }
}

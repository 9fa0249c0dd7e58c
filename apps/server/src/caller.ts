import type { Role } from '@duibiao/contract'
import type { Instant } from '@duibiao/base'

/** Who asks. Found anew for each request, so that a post that ended or a session that was closed counts at once. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'person'
      readonly person: string
      readonly name: string
      /** Id of the account, and what is typed at sign-in. */
      readonly account: string
      readonly accountName: string
      /** By which the session or token is known in the audit; never the secret itself. */
      readonly session: string
      readonly posts: readonly HeldPost[]
      /** Roles held without a post: a resident's, an auditor's. */
      readonly roles: readonly Role[]
      /** Until when acts that ask for a fresh proof are open. */
      readonly confirmedUntil?: Instant
      /** Operations a token is limited to; everything its person may do when not said. */
      readonly scopes?: readonly string[]
    }

/** A post that the caller may act in today. */
export interface HeldPost {
  readonly post: string
  readonly name: string
  readonly role: Role
  readonly office: string
  readonly officeName: string
  /** The office and those below it. */
  readonly offices: readonly string[]
  /** The area the office is there for; undefined where it serves the whole district. */
  readonly area?: string
  readonly deputyFor?: string
}

/** Every role of a caller, with a post or without. */
export function rolesOf(caller: Caller): readonly Role[] {
  if (caller.kind === 'anonymous') return []
  return [...new Set([...caller.roles, ...caller.posts.map(({ role }) => role)])]
}

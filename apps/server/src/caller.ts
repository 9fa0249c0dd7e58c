import type { PendingStep, Role } from '@duibiao/contract'
import type { Instant } from '@duibiao/base'
import type { OfficeKind } from '@duibiao/registry'
import type { SignInMeans } from '@duibiao/store'

/** Who asks. Found anew for each request, so that a post that ended or a session that was closed counts at once. */
export type Caller =
  | {
      readonly kind: 'anonymous'
      /** Showed the token of the metrics, or asks on the machine itself where there is none. */
      readonly isMonitor?: true
    }
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
      /** Operations an access token is limited to; a session is limited to nothing. */
      readonly scopes?: readonly string[]
      /** How the session was opened; undefined for an access token. */
      readonly means?: SignInMeans
      /** What has to be done before anything else is open. */
      readonly pending?: PendingStep
    }

/** A post that the caller may act in today. */
export interface HeldPost {
  readonly post: string
  readonly name: string
  readonly role: Role
  readonly office: string
  readonly officeName: string
  readonly officeKind?: OfficeKind
  /** The office and those below it. */
  readonly offices: readonly string[]
  /** The area the office is there for; undefined where it serves the whole district. */
  readonly area?: string
  /** The grids of the community or street, whose tasks are offered there; none where the office is for anything else. */
  readonly grids: readonly string[]
  readonly deputyFor?: string
}

/** Every role of a caller, with a post or without. */
export function rolesOf(caller: Caller): readonly Role[] {
  if (caller.kind === 'anonymous') return []
  return [...new Set([...caller.roles, ...caller.posts.map(({ role }) => role)])]
}

import type { RateRule } from '@duibiao/store'

/** Limits of signing in; the settings may tighten or loosen them. */
export interface SignInRule {
  /** Milliseconds after which a session that is not used is over. */
  readonly idle: number
  /** Milliseconds after which a session is over, used or not. */
  readonly absolute: number
  /** Sessions an account may have at once. */
  readonly most: number
  /** Milliseconds for which a proof opens acts that ask for a fresh one. */
  readonly confirmation: number
  /** Proofs of one account from one address; a stranger elsewhere cannot lock the owner out. */
  readonly ofAccount: RateRule
  /** Proofs from one address, of whatever accounts. */
  readonly ofAddress: RateRule
}

const minute = 60_000

/** Values of reliability.md 9.2 and ASVS V7.3: 15 minutes idle, 12 hours in all, five mistakes a minute. */
export const signInRule: SignInRule = {
  idle: 15 * minute,
  absolute: 12 * 60 * minute,
  most: 5,
  confirmation: 2 * minute,
  ofAccount: { limit: 5, period: minute },
  ofAddress: { limit: 30, period: minute },
}

import { millisecondsPerDay, millisecondsPerMinute } from '@duibiao/base'
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
  /** Staff who sign in with a password need an authenticator: without one they can only set it up (ASVS V6.3.3). */
  readonly needsSecondFactor: boolean
  /** The provider of single sign-on states two factors; otherwise a sign-in there counts as one (ASVS V6.8.4). */
  readonly trustsProvider: boolean
  /** Milliseconds for which an initial password, or a link to a new one, may be used. */
  readonly initial: number
  readonly phoneCode: PhoneCodeRule
  /** Matters that a resident may open for themselves (ASVS V2.4.1). */
  readonly ofReporter: RateRule
}

/** Limits of codes that are sent to telephones. */
export interface PhoneCodeRule {
  /** Milliseconds for which a code may be used. */
  readonly span: number
  /** How often a code may be tried. */
  readonly tries: number
  /** Codes sent to one number, and asked for from one address. */
  readonly ofPhone: RateRule
  readonly ofAddress: RateRule
}

const minute = millisecondsPerMinute

/** Values of reliability.md 9.2 and ASVS V7.3: 15 minutes idle, 12 hours in all, five mistakes a minute. */
export const signInRule: SignInRule = {
  idle: 15 * minute,
  absolute: 12 * 60 * minute,
  most: 5,
  confirmation: 2 * minute,
  ofAccount: { limit: 5, period: minute },
  ofAddress: { limit: 30, period: minute },
  needsSecondFactor: false,
  trustsProvider: false,
  initial: millisecondsPerDay,
  // ASVS V6.5.5: ten minutes at most; 20 bits of chance stand against five tries.
  phoneCode: {
    span: 10 * minute,
    tries: 5,
    ofPhone: { limit: 5, period: 60 * minute },
    ofAddress: { limit: 20, period: 60 * minute },
  },
  ofReporter: { limit: 10, period: 60 * minute },
}

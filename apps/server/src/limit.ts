import type { RateRule } from '@duibiao/store'

/** Limits of requests; they come from the settings. */
export interface Limits {
  /** Largest body of a request that is no file, bytes. */
  readonly bodyBytes: number
  /** Largest file, bytes. */
  readonly fileBytes: number
  /** After which a request that has not arrived whole is given up. */
  readonly requestMilliseconds: number
  /** After which a statement for a request is cancelled, where the database can. */
  readonly statementMilliseconds: number
  /** The same for reports and jobs. */
  readonly reportMilliseconds: number
  /** Largest table of a ranking, cells. */
  readonly rankingCells: number
  /** Requests at work at once. */
  readonly requestsAtOnce: number
  /** Requests of one address without being signed in. */
  readonly ofAddress: RateRule
  /** Requests of one account. */
  readonly ofAccount: RateRule
}

/** Values of reliability.md 9.2. */
export const requestLimits: Limits = {
  bodyBytes: 1024 * 1024,
  fileBytes: 50 * 1024 * 1024,
  requestMilliseconds: 15_000,
  statementMilliseconds: 2_500,
  reportMilliseconds: 60_000,
  rankingCells: 100_000,
  requestsAtOnce: 256,
  ofAddress: { limit: 300, period: 300_000 },
  ofAccount: { limit: 6_000, period: 300_000 },
}

/** Limits of requests; they come from the settings. */
export interface Limits {
  /** Largest body of a request that is no file, bytes. */
  readonly bodyBytes: number
  /** Largest file, bytes. */
  readonly fileBytes: number
  /** After which a request that has not arrived whole is given up. */
  readonly requestMilliseconds: number
}

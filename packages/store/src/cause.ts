import { isAppError } from '@duibiao/base'

/** Why something was set aside, for whoever looks into it. */
export interface Cause {
  /** Code of the refusal, or `error` for a mistake in the software or a pack. */
  readonly code: string
  readonly reason: string
}

export function causeOf(error: unknown): Cause {
  const code = isAppError(error) ? error.code : 'error'
  const reason = error instanceof Error ? error.message : String(error)
  // A text the database cannot hold may be the very reason.
  return { code, reason: reason.slice(0, 1000).replaceAll('\u0000', '\uFFFD') }
}

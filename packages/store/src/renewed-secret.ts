import { instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'

/** A key of signatures that was renewed, and signs beside the new one until an instant. */
export interface OldSecret {
  /** Sealed with the key of the installation. */
  readonly secret: string
  readonly until: Instant
}

/** A new key, sealed. */
export interface RenewedSecret {
  readonly secret: string
  /** Until when the present key goes on signing beside it; not at all when not said. */
  readonly until?: Instant
}

/** How a row keeps it. */
export interface OldSecretRow {
  readonly old_secret: string | null
  readonly old_secret_until: number | null
}

export function parseOldSecret(row: OldSecretRow): OldSecret | undefined {
  const { old_secret: secret, old_secret_until: until } = row
  return secret === null || until === null ? undefined : { secret, until: instantOf(until) }
}

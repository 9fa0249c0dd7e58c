import type { Caller } from './caller.ts'
import type { Tenant } from './tenant.ts'

/** What a request shows of who asks. */
export interface Credentials {
  readonly cookie: string | undefined
  readonly bearer: string | undefined
  readonly address: string
  /** Division code of the district that is meant, of who shows nothing else; in `Duibiao-District`. */
  readonly districtCode?: string | undefined
  /** A proxy passed the request on, whether its word is taken or not. */
  readonly isForwarded?: boolean
}

/** Who asks, and in which district. */
export interface Identified {
  readonly caller: Caller
  readonly tenant: Tenant
}

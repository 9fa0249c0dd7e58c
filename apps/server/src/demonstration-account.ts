import type { Role } from '@duibiao/contract'
import type { Tenant } from './tenant.ts'

/** The accounts of the demonstration, which everybody may know. */
export interface DemonstrationAccounts {
  readonly password: string
  readonly list: (tenant: Tenant) => Promise<
    readonly {
      readonly name: string
      readonly role: Role
      readonly displayName: string
      readonly office: string
    }[]
  >
}

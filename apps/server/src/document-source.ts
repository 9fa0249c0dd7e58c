import type { Entry } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import type { Making, Standing } from './document-record.ts'
import type { AccessibleMatter } from './matter-access.ts'
import type { Tenant } from './tenant.ts'

/** What the placeholders of a printed form stand for. */
export interface DocumentSource {
  readonly tenant: Tenant
  readonly access: AccessibleMatter
  readonly pack: Pack
  /** The matter as the paper tells of it; variables as the asker may see them. */
  readonly standing: Standing
  readonly entries: readonly Entry[]
  /** Undefined as long as its step was not come to. */
  readonly making: Making | undefined
  /** Evidence by its id, as it is called. */
  readonly files: ReadonlyMap<string, string>
}

import type { DistrictId } from '@duibiao/base'
import type { OpenApiDocument } from '@duibiao/contract'
import type { Scheduler, Signer } from '@duibiao/store'
import type { CodeSender } from './code-sender.ts'
import type { Config } from './config.ts'
import type { Health } from './health.ts'
import type { Credentials, Identified } from './identity.ts'
import type { JobState } from './job.ts'
import type { Metrics } from './metrics.ts'
import type { SignInProvider } from './provider.ts'
import type { Tenant } from './tenant.ts'
import type { DemonstrationAccounts } from './demonstration-account.ts'

/** What routes work with beyond the district of the asker. The arrays of the table are made with it, once. */
export interface RouteParts {
  readonly config: Config
  /** Version of the product. */
  readonly version: string
  readonly metrics: Metrics
  /** Sends codes to the telephones of residents. */
  readonly codeSender: CodeSender
  /** Whether codes get to telephones at all. */
  readonly sendsPhoneCodes: boolean
  /** Accounts that the page for signing in may show; undefined where there are none. */
  readonly demonstration: DemonstrationAccounts | undefined
  /** Single sign-on; undefined where there is none. */
  readonly provider: SignInProvider | undefined
  readonly checkHealth: () => Promise<Health>
  /** The jobs of the process, of all its districts. */
  readonly listJobs: () => readonly JobState[]
  /** Signs what the database must not be able to make up. */
  readonly signer: () => Signer
  readonly describe: () => OpenApiDocument
  readonly scheduler: Scheduler
  /** Aborted when the service closes: streams of events end with it. */
  readonly closing: AbortSignal
  /** The districts at work in this process. */
  readonly tenants: ReadonlyMap<DistrictId, Tenant>
  /** Whose an access token is that came otherwise than in a header. @throws AppError `session_missing` */
  readonly identify: (credentials: Credentials) => Promise<Identified>
}

import type { OpenApiDocument } from '@duibiao/contract'
import type { CodeSender } from './code-sender.ts'
import type { Config } from './config.ts'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { SignInProvider } from './provider.ts'

/** What routes work with beyond the district of the asker. The arrays of the table are made with it, once. */
export interface RouteParts {
  readonly config: Config
  /** Version of the product. */
  readonly version: string
  readonly metrics: Metrics
  /** Sends codes to the telephones of residents. */
  readonly codeSender: CodeSender
  /** Single sign-on; undefined where there is none. */
  readonly provider: SignInProvider | undefined
  readonly checkHealth: () => Promise<Health>
  readonly describe: () => OpenApiDocument
  /** Aborted when the service closes: streams of events end with it. */
  readonly closing: AbortSignal
}

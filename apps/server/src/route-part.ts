import type { OpenApiDocument } from '@duibiao/contract'
import type { Config } from './config.ts'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'

/** What routes work with beyond the district of the asker. The arrays of the table are made with it, once. */
export interface RouteParts {
  readonly config: Config
  /** Version of the product. */
  readonly version: string
  readonly metrics: Metrics
  readonly checkHealth: () => Promise<Health>
  readonly describe: () => OpenApiDocument
  /** Aborted when the service closes: streams of events end with it. */
  readonly closing: AbortSignal
}

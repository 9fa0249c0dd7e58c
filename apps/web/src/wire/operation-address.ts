import { operations } from '@duibiao/contract'
import type { OperationAddress } from '@duibiao/contract'

/**
 * Method and path of every operation, by its id. The build writes them out as a plain table in place of this file
 * (vite.config.ts), so that no schema gets into the page.
 */
export const addresses: Readonly<Record<string, OperationAddress>> = Object.fromEntries(
  operations.map(({ id, method, path }) => [id, { method, path }]),
)

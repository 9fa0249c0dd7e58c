import { productVersion } from '../apps/server/src/version.ts'
import { describeOperations, operations } from '../packages/contract/src/index.ts'
import type { Generator } from './generator.ts'

/** The description of the interface as the service gives it, so that each change of it shows in review. */
export const openapiDoc: Generator = {
  name: 'openapi',
  owns: 'docs/reference/openapi.json',
  write: () => ({
    'docs/reference/openapi.json': JSON.stringify(describeOperations(operations, productVersion)),
  }),
}

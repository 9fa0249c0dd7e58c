import { accountErrors } from './account-error.ts'
import { baseErrors } from './base-error.ts'
import { boundaryErrors } from './boundary-error.ts'
import { commandErrors } from './command-error.ts'
import { databaseErrors } from './database-error.ts'
import { deliveryErrors } from './delivery-error.ts'
import { dispatchErrors } from './dispatch-error.ts'
import type { ErrorRow } from './error-row.ts'
import { evidenceErrors } from './evidence-error.ts'
import { kernelErrors } from './kernel-error.ts'
import { measureErrors } from './measure-error.ts'
import { operationErrors } from './operation-error.ts'
import { packErrors } from './pack-error.ts'
import { raceErrors } from './race-error.ts'
import { recipeErrors } from './recipe-error.ts'
import { peerErrors } from './peer-error.ts'
import { registryErrors } from './registry-error.ts'
import { serviceErrors } from './service-error.ts'
import { sheetErrors } from './sheet-error.ts'
import { statisticErrors } from './statistic-error.ts'
import { triageErrors } from './triage-error.ts'

/**
 * Every fault a user can cause: code → status and wording. Codes are `thing_problem`; a row says what is wrong and, as a
 * part of its own, what to do next. Append a row in the file of your package; `error.test.ts` checks the form of all.
 */
export const errors = {
  ...accountErrors,
  ...baseErrors,
  ...boundaryErrors,
  ...commandErrors,
  ...databaseErrors,
  ...deliveryErrors,
  ...dispatchErrors,
  ...evidenceErrors,
  ...kernelErrors,
  ...measureErrors,
  ...operationErrors,
  ...packErrors,
  ...peerErrors,
  ...raceErrors,
  ...recipeErrors,
  ...registryErrors,
  ...serviceErrors,
  ...sheetErrors,
  ...statisticErrors,
  ...triageErrors,
} as const satisfies Readonly<Record<string, ErrorRow>>
